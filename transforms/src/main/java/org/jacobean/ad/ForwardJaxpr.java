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
 * non-zero tangents…)}. A mode of width {@code w} has {@code w} tangents per value, side by side.
 *
 * @param closed the program, with what custom rules captured as constants
 * @param nonzeroOut which results have a tangent
 */
record ForwardJaxpr(ClosedJaxpr closed, boolean[] nonzeroOut) {
  /**
   * Traces the program.
   *
   * @param mode what is carried
   * @param nonzeroIn which arguments have a tangent
   * @param force results whose tangent is wanted as an array even when it is zero
   */
  static ForwardJaxpr of(
      ForwardMode mode, String name, Jaxpr jaxpr, boolean[] nonzeroIn, boolean[] force) {
    int n = jaxpr.inVars().size();
    List<AbstractValue> types = new ArrayList<>(jaxpr.inAvals());
    int width = mode.width();
    for (int i = 0; i < nonzeroIn.length; i++) {
      if (nonzeroIn[i]) {
        types.add(jaxpr.inAvals().get(i / width).strong());
      }
    }
    boolean[] nonzeroOut = new boolean[jaxpr.outs().size() * width];
    ClosedJaxpr closed =
        Tracing.toJaxpr(
            name,
            args -> {
              Duals y =
                  mode.eval(
                      new ClosedJaxpr(jaxpr, List.of()),
                      args.subList(0, n),
                      spread(args.subList(n, args.size()), nonzeroIn));
              List<NDArray> outs = new ArrayList<>(y.primals());
              for (int i = 0; i < nonzeroOut.length; i++) {
                NDArray t = y.tangents().get(i);
                nonzeroOut[i] = t != null || force[i];
                if (nonzeroOut[i]) {
                  outs.add(Tangents.instantiate(t, jaxpr.outs().get(i / width).aval()));
                }
              }
              return outs;
            },
            types);
    return new ForwardJaxpr(closed, nonzeroOut);
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
    int n = closed.jaxpr().outs().size() - Order.count(nonzeroOut, 0, nonzeroOut.length);
    return new Duals(outs.subList(0, n), spread(outs.subList(n, outs.size()), nonzeroOut));
  }
}
