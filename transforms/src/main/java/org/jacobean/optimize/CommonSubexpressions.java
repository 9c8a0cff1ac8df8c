package org.jacobean.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.Primitive;

/** Computes equal equations once, unless they have effects. */
final class CommonSubexpressions implements Pass {
  private record Key(Primitive op, List<Atom> inputs) {}

  @Override
  public Jaxpr apply(Jaxpr jaxpr) {
    Map<Var, Atom> replaced = new IdentityHashMap<>();
    Map<Key, Eqn> known = new HashMap<>();
    List<Eqn> eqns = new ArrayList<>();
    for (Eqn e : jaxpr.eqns()) {
      List<Atom> in = Renaming.atoms(e.inputs(), replaced);
      Eqn next = new Eqn(NestedJaxprs.map(e.op(), this::apply), in, e.outputs(), e.source());
      if (next.hasEffects() || next.op() instanceof OptimizationBarrier) {
        eqns.add(next); // two recomputations of the same thing stay two
        continue;
      }
      Eqn same = known.putIfAbsent(new Key(next.op(), in), next);
      if (same == null || !same.outAvals().equals(next.outAvals())) {
        eqns.add(next);
      } else {
        for (int i = 0; i < e.outputs().size(); i++) {
          replaced.put(e.outputs().get(i), same.outputs().get(i));
        }
      }
    }
    return new Jaxpr(
        jaxpr.constVars(), jaxpr.inVars(), eqns, Renaming.atoms(jaxpr.outs(), replaced));
  }
}
