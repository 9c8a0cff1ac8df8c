package org.jacobean.ad;

import static org.jacobean.lax.Lax.add;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.constantLike;
import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.scatter;
import static org.jacobean.lax.Lax.select;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/** Tangents of scatters, whatever indices occur twice. */
final class ScatterJvp {
  private ScatterJvp() {}

  static @Nullable NDArray tangent(
      Scatter op, List<NDArray> in, List<@Nullable NDArray> dot, NDArray y) {
    NDArray x = in.get(0);
    NDArray indices = in.get(1);
    NDArray u = in.get(2);
    NDArray dx = dot.get(0);
    NDArray du = dot.get(2);
    return switch (op.kind()) {
      case SET, ADD ->
          scatter(
              op.kind(),
              Tangents.instantiate(dx, x.aval()),
              indices,
              Tangents.instantiate(du, u.aval()),
              op.dims(),
              op.mode());
      case MUL -> product(op, x, indices, u, dx, du);
      case MIN, MAX -> extremum(op, x, indices, u, dx, du, y);
    };
  }

  /**
   * {@code dx prod u + sum_i du_i x prod_{j != i} u_j}. The products of the others come from the
   * product of the non-zero updates and the number of zeros at each place, so that a zero update
   * needs no division. (First derivatives are exact; a second derivative between two updates of one
   * place is lost where one of them is zero.)
   */
  private static @Nullable NDArray product(
      Scatter op,
      NDArray x,
      NDArray indices,
      NDArray u,
      @Nullable NDArray dx,
      @Nullable NDArray du) {
    NDArray left =
        dx == null ? null : scatter(ScatterKind.MUL, dx, indices, u, op.dims(), op.mode());
    if (du == null) {
      return left;
    }
    NDArray isZero = compare(Comparison.EQ, u, constantLike(u, 0));
    NDArray nonzero = select(isZero, constantLike(u, 1), u);
    NDArray product = scatter(ScatterKind.MUL, x, indices, nonzero, op.dims(), op.mode());
    NDArray zeros = accumulate(op, x, indices, convertElementType(isZero, u.dtype()));
    NDArray atU = div(IndexWindows.read(op, product, indices, u.shape()), nonzero);
    NDArray otherZeros =
        Lax.sub(
            IndexWindows.read(op, zeros, indices, u.shape()),
            convertElementType(isZero, u.dtype()));
    NDArray others =
        select(compare(Comparison.EQ, otherZeros, constantLike(u, 0)), atU, constantLike(u, 0));
    return Tangents.sum(left, accumulate(op, x, indices, mul(du, others)));
  }

  /** The mean of the tangents of the operand and of the updates that are equal to the result. */
  private static NDArray extremum(
      Scatter op,
      NDArray x,
      NDArray indices,
      NDArray u,
      @Nullable NDArray dx,
      @Nullable NDArray du,
      NDArray y) {
    NDArray kept = convertElementType(compare(Comparison.EQ, x, y), x.dtype());
    NDArray won = compare(Comparison.EQ, u, IndexWindows.read(op, y, indices, u.shape()));
    NDArray wonCount = convertElementType(won, x.dtype());
    NDArray count = add(kept, accumulate(op, x, indices, wonCount));
    NDArray share =
        div(
            1,
            select(compare(Comparison.EQ, count, constantLike(x, 0)), constantLike(x, 1), count));
    NDArray left = dx == null ? null : mul(dx, mul(kept, share));
    NDArray right =
        du == null
            ? null
            : accumulate(
                op,
                x,
                indices,
                mul(du, mul(wonCount, IndexWindows.read(op, share, indices, u.shape()))));
    return java.util.Objects.requireNonNull(Tangents.sum(left, right));
  }

  private static NDArray accumulate(Scatter op, NDArray x, NDArray indices, NDArray updates) {
    return scatter(
        ScatterKind.ADD, Lax.zeros(x.dtype(), x.shape()), indices, updates, op.dims(), op.mode());
  }
}
