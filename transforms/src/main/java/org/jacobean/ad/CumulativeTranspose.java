package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/** The transpose of the cumulative sum: the cumulative sum from the other end. */
final class CumulativeTranspose {
  private CumulativeTranspose() {}

  static List<@Nullable NDArray> transpose(Cumulative op, Linear e) {
    if (op.op() != CumulativeOp.SUM) {
      throw e.notLinear();
    }
    return e.only(0, Lax.cumulative(CumulativeOp.SUM, e.ct(), op.axis(), !op.reverse()));
  }
}
