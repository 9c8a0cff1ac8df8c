package org.jacobean.ad;

import static org.jacobean.lax.Lax.add;
import static org.jacobean.lax.Lax.binary;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.constantLike;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.neg;
import static org.jacobean.lax.Lax.select;
import static org.jacobean.lax.Lax.sub;
import static org.jacobean.lax.Lax.unary;

import org.jacobean.NDArray;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jspecify.annotations.Nullable;

/** Tangents of functions of two operands. */
final class BinaryJvp {
  private BinaryJvp() {}

  static @Nullable NDArray tangent(
      BinaryOp op, NDArray x, NDArray y, @Nullable NDArray dx, @Nullable NDArray dy, NDArray out) {
    return switch (op) {
      case ADD -> sum(dx, dy, out);
      case SUB ->
          dx != null && dy != null ? sub(dx, dy) : sum(dx, dy == null ? null : neg(dy), out);
      case MUL ->
          x == y && dx == dy && dx != null
              ? mul(dx, mul(x, 2))
              : sum(times(dx, y), times(dy, x), out);
      case DIV ->
          sum(dx == null ? null : div(dx, y), dy == null ? null : mul(dy, neg(div(out, y))), out);
      case MAX ->
          sum(
              dx == null ? null : mul(dx, share(x, y, Comparison.GT)),
              dy == null ? null : mul(dy, share(y, x, Comparison.GT)),
              out);
      case MIN ->
          sum(
              dx == null ? null : mul(dx, share(x, y, Comparison.LT)),
              dy == null ? null : mul(dy, share(y, x, Comparison.LT)),
              out);
      case ATAN2 -> atan2(x, y, dx, dy, out);
      case POW -> pow(x, y, dx, dy, out);
      case REM -> sum(dx, dy == null ? null : mul(dy, neg(truncate(div(x, y)))), out);
      case COMPLEX ->
          binary(
              BinaryOp.COMPLEX,
              dx == null ? constantLike(y, 0) : dx,
              dy == null ? constantLike(x, 0) : dy);
      case NEXTAFTER ->
          throw Faults.notDifferentiable(
              new Binary(op), "the neighbouring float is not a smooth function of its operand");
      case AND, OR, SHIFT_LEFT, SHIFT_RIGHT_ARITHMETIC, SHIFT_RIGHT_LOGICAL, XOR -> null;
    };
  }

  private static @Nullable NDArray times(@Nullable NDArray t, NDArray coefficient) {
    return t == null ? null : mul(t, coefficient);
  }

  /** The sum, where a scalar operand's tangent counts for every element of the result. */
  private static @Nullable NDArray sum(@Nullable NDArray a, @Nullable NDArray b, NDArray out) {
    NDArray t = Tangents.sum(a, b);
    return t == null ? null : Tangents.expand(t, out.shape());
  }

  /** 1 where {@code x} is chosen, one half where the operands are equal, else 0. */
  private static NDArray share(NDArray x, NDArray y, Comparison wins) {
    NDArray chosen = select(compare(wins, x, y), constantLike(x, 1), constantLike(x, 0));
    return select(compare(Comparison.EQ, x, y), constantLike(x, 0.5), chosen);
  }

  private static @Nullable NDArray atan2(
      NDArray x, NDArray y, @Nullable NDArray dx, @Nullable NDArray dy, NDArray out) {
    NDArray r2 = add(unary(UnaryOp.SQUARE, x), unary(UnaryOp.SQUARE, y));
    return sum(times(dx, div(y, r2)), times(dy, neg(div(x, r2))), out);
  }

  /** {@code y x^(y-1) dx + log(x) x^y dy}, the latter 0 at {@code x = 0}. */
  private static @Nullable NDArray pow(
      NDArray x, NDArray y, @Nullable NDArray dx, @Nullable NDArray dy, NDArray out) {
    NDArray left = dx == null ? null : mul(dx, mul(y, binary(BinaryOp.POW, x, add(y, -1))));
    if (dy == null) {
      return sum(left, null, out);
    }
    NDArray base = select(compare(Comparison.EQ, x, constantLike(x, 0)), constantLike(x, 1), x);
    return sum(left, mul(dy, mul(unary(UnaryOp.LOG, base), out)), out);
  }

  private static NDArray truncate(NDArray q) {
    NDArray negative = compare(Comparison.LT, q, constantLike(q, 0));
    return select(negative, unary(UnaryOp.CEIL, q), unary(UnaryOp.FLOOR, q));
  }
}
