package org.jacobean.optimize;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Callback;

/** Removes callbacks that have no results: prints, debug callbacks and checks. */
final class Silence implements Pass {
  @Override
  public Jaxpr apply(Jaxpr jaxpr) {
    List<Eqn> eqns = new ArrayList<>();
    for (Eqn e : jaxpr.eqns()) {
      if (!(e.op() instanceof Callback && e.outputs().isEmpty())) {
        eqns.add(
            new Eqn(NestedJaxprs.map(e.op(), this::apply), e.inputs(), e.outputs(), e.source()));
      }
    }
    return new Jaxpr(jaxpr.constVars(), jaxpr.inVars(), eqns, jaxpr.outs());
  }
}
