package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The transpose of an inner jaxpr: {@code (known arguments…, non-zero cotangents of results…) →
 * (non-zero cotangents of linear arguments…)}.
 *
 * @param closed the program, with what custom rules captured as constants
 * @param nonzeroIn which arguments of the inner jaxpr have a cotangent
 */
record TransposedJaxpr(ClosedJaxpr closed, boolean[] nonzeroIn) {
  /**
   * Traces the program.
   *
   * @param knownIn which arguments are constants of the linear map
   * @param nonzeroOut which results have a cotangent
   * @param force arguments whose cotangent is wanted as an array even when it is zero
   */
  static TransposedJaxpr of(
      String name, Jaxpr jaxpr, boolean[] knownIn, boolean[] nonzeroOut, boolean[] force) {
    List<AbstractValue> types = Order.where(jaxpr.inAvals(), knownIn, true);
    int numKnown = types.size();
    for (AbstractValue a : Order.where(jaxpr.outAvals(), nonzeroOut, true)) {
      types.add(a.strong());
    }
    boolean[] nonzeroIn = new boolean[knownIn.length];
    ClosedJaxpr closed =
        Tracing.toJaxpr(
            name,
            args -> {
              List<@Nullable NDArray> x = ForwardJaxpr.spread(args.subList(0, numKnown), knownIn);
              List<@Nullable NDArray> cts =
                  ForwardJaxpr.spread(args.subList(numKnown, args.size()), nonzeroOut);
              List<@Nullable NDArray> back = new BackwardPass(jaxpr, List.of()).run(x, cts);
              List<NDArray> outs = new ArrayList<>();
              for (int i = 0; i < nonzeroIn.length; i++) {
                nonzeroIn[i] = force[i] || back.get(i) != null;
                if (nonzeroIn[i]) {
                  outs.add(Tangents.instantiate(back.get(i), jaxpr.inAvals().get(i)));
                }
              }
              return outs;
            },
            types);
    return new TransposedJaxpr(closed, nonzeroIn);
  }
}
