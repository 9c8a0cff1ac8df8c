package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Primitive;

/** Visits the parts of a program and of the programs inside it. */
final class JaxprWalk {
  private JaxprWalk() {}

  /** Every equation. */
  static void equations(Jaxpr jaxpr, Consumer<Eqn> visit) {
    for (Eqn e : jaxpr.eqns()) {
      visit.accept(e);
      for (Jaxpr inner : inner(e.op())) {
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

  /** The programs among the parameters of an operation. */
  static List<Jaxpr> inner(Primitive op) {
    List<Jaxpr> found = new ArrayList<>();
    if (op instanceof Composite || !op.getClass().isRecord()) {
      return found;
    }
    for (var part : op.getClass().getRecordComponents()) {
      try {
        switch (part.getAccessor().invoke(op)) {
          case Jaxpr j -> found.add(j);
          case List<?> l ->
              l.stream().filter(Jaxpr.class::isInstance).map(Jaxpr.class::cast).forEach(found::add);
          default -> {}
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(part + " of " + op.name() + " cannot be read", e);
      }
    }
    return found;
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
}
