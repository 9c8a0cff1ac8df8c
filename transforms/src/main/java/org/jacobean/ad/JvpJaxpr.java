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
 * The forward-mode program of an inner jaxpr: {@code (primals…, non-zero tangents…) → (results…,
 * non-zero tangents…)}.
 *
 * @param closed the program, with what custom rules captured as constants
 * @param nonzeroOut which results have a tangent
 */
record JvpJaxpr(ClosedJaxpr closed, boolean[] nonzeroOut) {
  /**
   * Traces the program.
   *
   * @param nonzeroIn which arguments have a tangent
   * @param force results whose tangent is wanted as an array even when it is zero
   */
  static JvpJaxpr of(String name, Jaxpr jaxpr, boolean[] nonzeroIn, boolean[] force) {
    int n = jaxpr.inVars().size();
    List<AbstractValue> types = new ArrayList<>(jaxpr.inAvals());
    for (int i = 0; i < n; i++) {
      if (nonzeroIn[i]) {
        types.add(jaxpr.inAvals().get(i).strong());
      }
    }
    boolean[] nonzeroOut = new boolean[jaxpr.outs().size()];
    ClosedJaxpr closed =
        Tracing.toJaxpr(
            name,
            args -> {
              Duals y =
                  Jvp.eval(
                      new ClosedJaxpr(jaxpr, List.of()),
                      args.subList(0, n),
                      spread(args.subList(n, args.size()), nonzeroIn));
              List<NDArray> outs = new ArrayList<>(y.primals());
              for (int i = 0; i < nonzeroOut.length; i++) {
                NDArray t = y.tangents().get(i);
                nonzeroOut[i] = t != null || force[i];
                if (nonzeroOut[i]) {
                  outs.add(Tangents.instantiate(t, jaxpr.outs().get(i).aval()));
                }
              }
              return outs;
            },
            types);
    return new JvpJaxpr(closed, nonzeroOut);
  }

  /** One entry per mask position: the next given value where the mask is set, else null. */
  static List<@Nullable NDArray> spread(List<NDArray> given, boolean[] mask) {
    List<@Nullable NDArray> all = Tangents.none(mask.length);
    int next = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        all.set(i, given.get(next++));
      }
    }
    return all;
  }

  /** The results of the program as values and tangents. */
  Duals duals(List<NDArray> outs) {
    int n = nonzeroOut.length;
    return new Duals(outs.subList(0, n), spread(outs.subList(n, outs.size()), nonzeroOut));
  }
}
