package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jspecify.annotations.Nullable;

/** Transposes linear jaxprs: from cotangents of the results to cotangents of the arguments. */
public final class Transposition {
  private Transposition() {}

  /**
   * Applies the transpose of a linear jaxpr, in the current trace.
   *
   * @param linear a jaxpr that is linear in all its arguments
   * @param cotangents one per result, null for zero
   * @return one per argument, null for zero
   * @throws org.jacobean.errors.TransformException JX0432 for a while loop, JX0433 for an operation
   *     that is not linear, JX0434 or JX0435 for a wrong custom rule, JX0436 or JX0437 for
   *     unfitting cotangents
   */
  public static List<@Nullable NDArray> transpose(
      ClosedJaxpr linear, List<@Nullable NDArray> cotangents) {
    List<@Nullable NDArray> inexact = new ArrayList<>(cotangents);
    for (int i = 0; i < Math.min(inexact.size(), linear.outAvals().size()); i++) {
      if (!linear.outAvals().get(i).dtype().isInexact()) {
        inexact.set(i, null);
      }
    }
    Faults.check("cotangent", linear.outAvals(), inexact);
    return new BackwardPass(linear.jaxpr(), linear.consts())
        .run(Tangents.none(linear.inAvals().size()), inexact);
  }
}
