package org.jacobean.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;

/**
 * A recorded branch or body.
 *
 * @param jaxpr the program over leaves
 * @param outs the structures of its results, whose leaves follow each other
 */
record Recorded(ClosedJaxpr jaxpr, List<TreeDef> outs) {
  /**
   * Records a function.
   *
   * @param what names it in error messages
   * @param f from leaves to the trees of its results
   * @param in the leaves' types
   */
  static Recorded of(String what, Function<List<NDArray>, List<Flat>> f, List<AbstractValue> in) {
    List<TreeDef> outs = new ArrayList<>();
    ClosedJaxpr jaxpr =
        Tracing.toJaxpr(
            what,
            args -> {
              List<NDArray> leaves = new ArrayList<>();
              for (Flat result : f.apply(args)) {
                outs.add(result.tree());
                leaves.addAll(result.leaves());
              }
              return leaves;
            },
            in);
    return new Recorded(jaxpr, List.copyOf(outs));
  }

  /** Types of the results' leaves. */
  List<AbstractValue> outAvals() {
    return jaxpr.outAvals();
  }

  /** The line that made result {@code i}, or {@link SourceLine#UNKNOWN}. */
  SourceLine madeAt(int i) {
    Atom out = jaxpr.jaxpr().outs().get(i);
    for (Eqn e : jaxpr.jaxpr().eqns()) {
      for (Var v : e.outputs()) {
        if (v == out) {
          return e.source();
        }
      }
    }
    return SourceLine.UNKNOWN;
  }

  /** With results converted to the given types where their dtype or weakness differs. */
  Recorded withOuts(List<AbstractValue> types) {
    if (types.equals(outAvals())) {
      return this;
    }
    Jaxpr j = jaxpr.jaxpr();
    List<Eqn> eqns = new ArrayList<>(j.eqns());
    List<Atom> results = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      Atom out = j.outs().get(i);
      // Where devices start to differ is seen to when the loop or choice is recorded.
      AbstractValue type = types.get(i).withVarying(out.aval().varying());
      if (out.aval().equals(type)) {
        results.add(out);
        continue;
      }
      Var converted = new Var(type);
      eqns.add(
          new Eqn(
              new ConvertElementType(type.dtype(), type.weakType()),
              List.of(out),
              List.of(converted),
              madeAt(i)));
      results.add(converted);
    }
    Jaxpr typed = new Jaxpr(j.constVars(), j.inVars(), eqns, results);
    return new Recorded(new ClosedJaxpr(typed, jaxpr.consts()), outs);
  }
}
