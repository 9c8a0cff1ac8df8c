package org.jacobean.optimize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;

/** Removes equations without effects whose results nothing uses. */
final class DeadCode implements Pass {
  @Override
  public Jaxpr apply(Jaxpr jaxpr) {
    Set<Var> live = Collections.newSetFromMap(new IdentityHashMap<>());
    jaxpr.outs().forEach(a -> mark(a, live));
    Deque<Eqn> kept = new ArrayDeque<>();
    for (int i = jaxpr.eqns().size() - 1; i >= 0; i--) {
      Eqn e = jaxpr.eqns().get(i);
      if (e.hasEffects() || e.outputs().stream().anyMatch(live::contains)) {
        e.inputs().forEach(a -> mark(a, live));
        kept.addFirst(
            new Eqn(NestedJaxprs.map(e.op(), this::apply), e.inputs(), e.outputs(), e.source()));
      }
    }
    List<Eqn> eqns = new ArrayList<>(kept);
    return new Jaxpr(jaxpr.constVars(), jaxpr.inVars(), eqns, jaxpr.outs());
  }

  private static void mark(Atom a, Set<Var> live) {
    if (a instanceof Var v) {
      live.add(v);
    }
  }
}
