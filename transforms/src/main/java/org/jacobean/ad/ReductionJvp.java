package org.jacobean.ad;

import static org.jacobean.lax.Lax.broadcastInDim;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.constantLike;
import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.cumulative;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.pad;
import static org.jacobean.lax.Lax.reduceSum;
import static org.jacobean.lax.Lax.reshape;
import static org.jacobean.lax.Lax.transpose;

import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.Reduction;
import org.jspecify.annotations.Nullable;

/** Tangents of reductions. */
final class ReductionJvp {
  private ReductionJvp() {}

  static @Nullable NDArray tangent(Reduction op, NDArray x, NDArray dx, NDArray y) {
    return switch (op) {
      case ArgReduce _ -> null;
      case Reduce(var monoid, Axes axes) ->
          switch (monoid) {
            case SUM -> reduceSum(dx, axes);
            case PROD -> product(x, dx, axes);
            case MAX, MIN -> extremum(x, dx, y, axes);
            case AND, OR, XOR -> null;
          };
    };
  }

  /** The mean of the tangents at the places that hold the extremum. */
  private static NDArray extremum(NDArray x, NDArray dx, NDArray y, Axes axes) {
    NDArray spread = broadcastInDim(y, x.shape(), axes.complement(x.rank()));
    NDArray chosen = convertElementType(compare(Comparison.EQ, x, spread), x.dtype());
    return div(reduceSum(mul(dx, chosen), axes), reduceSum(chosen, axes));
  }

  /**
   * {@code sum_i dx_i prod_{j != i} x_j}; the products of the others are those before times those
   * after, so that zeros need no division.
   */
  private static @Nullable NDArray product(NDArray x, NDArray dx, Axes axes) {
    Axes kept = axes.complement(x.rank());
    Shape rest = x.shape().pick(kept);
    int n = Math.toIntExact(x.shape().pick(axes).size());
    if (n == 0) {
      return null;
    }
    Shape flat = rest.plus(Shape.of(n));
    Axes order = kept.plus(axes);
    NDArray v = reshape(transpose(x, order), flat);
    NDArray t = reshape(transpose(dx, order), flat);
    int last = flat.rank() - 1;
    NDArray before = cumulative(CumulativeOp.PROD, shifted(v, last, 1, false), last, false);
    NDArray after = cumulative(CumulativeOp.PROD, shifted(v, last, 1, true), last, true);
    return reduceSum(mul(t, mul(before, after)), Axes.of(last));
  }

  /** {@code x} moved by one along an axis, {@code fill} at the free end. */
  static NDArray shifted(NDArray x, int axis, double fill, boolean towardStart) {
    return shifted(x, axis, fill, 1, towardStart);
  }

  /** {@code x} moved by {@code steps} along an axis, {@code fill} at the free end. */
  static NDArray shifted(NDArray x, int axis, double fill, int steps, boolean towardStart) {
    int[] low = new int[x.rank()];
    int[] high = new int[x.rank()];
    low[axis] = towardStart ? -steps : steps;
    high[axis] = -low[axis];
    return pad(x, constantLike(x, fill), Axes.of(low), Axes.of(high), Axes.of(new int[x.rank()]));
  }
}
