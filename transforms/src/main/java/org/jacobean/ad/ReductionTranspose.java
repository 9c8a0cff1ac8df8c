package org.jacobean.ad;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.Reduction;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/** The transpose of the only linear reduction, the sum: every summand gets the cotangent. */
final class ReductionTranspose {
  private ReductionTranspose() {}

  static List<@Nullable NDArray> transpose(Reduction op, Linear e) {
    return switch (op) {
      case ArgReduce _ -> throw e.notLinear();
      case Reduce(ReduceOp monoid, Axes axes) -> {
        if (monoid != ReduceOp.SUM) {
          throw e.notLinear();
        }
        yield e.only(0, Lax.broadcastInDim(e.ct(), e.shape(0), axes.complement(e.shape(0).rank())));
      }
    };
  }
}
