package org.jacobean.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Primitive;

/** Visits the parts of a program and of the programs inside it. */
final class JaxprWalk {
  private JaxprWalk() {}

  /** Every equation. */
  static void equations(Jaxpr jaxpr, Consumer<Eqn> visit) {
    for (Eqn e : jaxpr.eqns()) {
      visit.accept(e);
      for (Jaxpr inner : e.op().jaxprs()) {
        equations(inner, visit);
      }
    }
  }

  /** The type of every variable. */
  static void variables(Jaxpr jaxpr, Consumer<AbstractValue> visit) {
    jaxpr.inVars().forEach(v -> visit.accept(v.aval()));
    jaxpr.constVars().forEach(v -> visit.accept(v.aval()));
    equations(jaxpr, e -> e.outputs().forEach(v -> visit.accept(v.aval())));
  }

  /** The operation with another program in place of one of its own. */
  static Primitive replace(Primitive op, Jaxpr before, Jaxpr after) {
    try {
      var parts = op.getClass().getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        Object v = parts[i].getAccessor().invoke(op);
        values[i] = v == before ? after : v instanceof List<?> l ? replaced(l, before, after) : v;
      }
      return (Primitive) op.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(op.name() + " cannot be put together", e);
    }
  }

  private static List<?> replaced(List<?> all, Jaxpr before, Jaxpr after) {
    List<Object> out = new ArrayList<>();
    for (Object o : all) {
      out.add(o == before ? after : o);
    }
    return out;
  }

  /** The program without equations that nothing needs. */
  static Jaxpr withoutDeadCode(Jaxpr j) {
    Set<Atom> live = Collections.newSetFromMap(new IdentityHashMap<>());
    live.addAll(j.outs());
    List<Eqn> kept = new ArrayList<>();
    for (Eqn e : j.eqns().reversed()) {
      if (e.outputs().stream().anyMatch(live::contains)) {
        live.addAll(e.inputs());
        kept.addFirst(e);
      }
    }
    return new Jaxpr(j.constVars(), j.inVars(), kept, j.outs());
  }
}
