package org.jacobean.ad;

import static org.jacobean.lax.Lax.add;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.constantLike;
import static org.jacobean.lax.Lax.cumulative;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.select;
import static org.jacobean.lax.Lax.sub;
import static org.jacobean.lax.Lax.unary;

import org.jacobean.NDArray;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.UnaryOp;
import org.jspecify.annotations.Nullable;

/**
 * Tangents of cumulative operations. With {@code y_i = f(y_{i-1}, x_i)} the tangent obeys the
 * linear recurrence {@code dy_i = a_i dy_{i-1} + b_i dx_i} with the partial derivatives of {@code
 * f}, which has no trouble with zeros or overflow.
 */
final class CumulativeJvp {
  private CumulativeJvp() {}

  static @Nullable NDArray tangent(Cumulative op, NDArray x, NDArray dx, NDArray y) {
    int axis = op.axis();
    boolean reverse = op.reverse();
    return switch (op.op()) {
      case SUM -> cumulative(CumulativeOp.SUM, dx, axis, reverse);
      case PROD -> recurrence(x, mul(dx, ReductionJvp.shifted(y, axis, 1, reverse)), axis, reverse);
      case MAX -> extremum(x, dx, y, op, Comparison.GT, Double.NEGATIVE_INFINITY);
      case MIN -> extremum(x, dx, y, op, Comparison.LT, Double.POSITIVE_INFINITY);
      case LOGSUMEXP -> {
        NDArray before = ReductionJvp.shifted(y, axis, Double.NEGATIVE_INFINITY, reverse);
        yield recurrence(weight(before, y), mul(dx, weight(x, y)), axis, reverse);
      }
    };
  }

  /** {@code exp(part - total)}, 0 for an empty total. */
  private static NDArray weight(NDArray part, NDArray total) {
    NDArray empty = compare(Comparison.EQ, total, constantLike(total, Double.NEGATIVE_INFINITY));
    NDArray difference =
        select(empty, constantLike(total, Double.NEGATIVE_INFINITY), sub(part, total));
    return unary(UnaryOp.EXP, difference);
  }

  /**
   * Ties between the running extremum and the new element count half each; the first element counts
   * in full.
   */
  private static NDArray extremum(
      NDArray x, NDArray dx, NDArray y, Cumulative op, Comparison wins, double identity) {
    NDArray before = ReductionJvp.shifted(y, op.axis(), identity, op.reverse());
    NDArray one = constantLike(x, 1);
    NDArray zero = constantLike(x, 0);
    NDArray keeps = select(compare(wins, before, x), one, zero);
    NDArray first =
        ReductionJvp.shifted(Tangents.instantiate(null, x.aval()), op.axis(), 1, op.reverse());
    NDArray tie = compare(Comparison.EQ, before, x);
    NDArray half = mul(sub(1, first), 0.5);
    NDArray a = select(tie, half, keeps);
    return recurrence(a, mul(dx, sub(1, a)), op.axis(), op.reverse());
  }

  /**
   * The solution of {@code t_i = a_i t_{i-1} + b_i}, by doubling: after a step of length {@code s},
   * {@code b} holds the part of {@code t_i} due to its {@code 2s} nearest terms and {@code a} the
   * product of {@code 2s} factors.
   */
  static NDArray recurrence(NDArray a, NDArray b, int axis, boolean reverse) {
    int n = b.shape().dim(axis);
    for (int s = 1; s < n; s *= 2) {
      b = add(b, mul(ReductionJvp.shifted(b, axis, 0, s, reverse), a));
      if (2 * s < n) {
        a = mul(a, ReductionJvp.shifted(a, axis, 0, s, reverse));
      }
    }
    return b;
  }
}
