package org.jacobean.numpy;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.IndexException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;

/** Gathers along an axis by an array of indices. */
final class Taking {
  private Taking() {}

  /**
   * Indices in {@code [0, n)}: negative ones count from the end; concrete ones are checked when
   * {@code check}.
   */
  static NDArray normalize(NDArray indices, int n, boolean check) {
    if (!indices.dtype().isInteger()) {
      throw new DTypeException(
          "JX0613",
          "indices must be integers, got "
              + indices.aval()
              + "; convert them with astype, or use a bool mask");
    }
    NDArray wide =
        indices.dtype().bits() < 32 ? Lax.convertElementType(indices, DType.INT32) : indices;
    if (wide instanceof DeviceArray) {
      return concrete(wide, n, check);
    }
    if (wide.dtype().isUnsigned()) {
      return wide;
    }
    NDArray zero = Lax.constantLike(wide, 0);
    return Lax.select(wide.lt(zero), Lax.add(wide, Lax.constantLike(wide, n)), wide);
  }

  private static NDArray concrete(NDArray indices, int n, boolean check) {
    long[] v = indices.toLongArray();
    boolean negative = false;
    for (long i : v) {
      if (check && (i < -(long) n || i >= n)) {
        throw new IndexException(
            "JX0614",
            "index "
                + i
                + " is out of range for an axis of length "
                + n
                + "; valid are "
                + -n
                + " to "
                + (n - 1));
      }
      negative |= i < 0;
    }
    if (!negative || indices.dtype().isUnsigned()) {
      return indices;
    }
    for (int i = 0; i < v.length; i++) {
      v[i] = v[i] < 0 ? v[i] + n : v[i];
    }
    return NDArray.of(indices.dtype(), v, indices.shape());
  }

  /** A static index in {@code [0, n)}. @throws IndexException JX0614 */
  static int position(int index, int n) {
    if (index < -n || index >= n) {
      throw new IndexException(
          "JX0614",
          "index "
              + index
              + " is out of range for an axis of length "
              + n
              + "; valid are "
              + -n
              + " to "
              + (n - 1));
    }
    return index < 0 ? index + n : index;
  }

  /** NumPy's {@code take} along an axis: the indices' axes stand in its place. */
  static NDArray take(NDArray x, NDArray indices, int axis, IndexMode mode) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    NDArray i =
        mode == IndexMode.CLIP
            ? clipped(indices)
            : normalize(indices, n, mode == IndexMode.FILL_OR_DROP);
    Axes offset = Axes.range(0, a).plus(Axes.range(a + i.rank(), x.rank() - 1 + i.rank()));
    Shape window = x.shape().with(a, Math.min(1, n));
    return Lax.gather(
        x,
        Lax.expandDims(i, Axes.of(i.rank())),
        new GatherDims(offset, Axes.of(a), Axes.of(a)),
        window,
        mode);
  }

  /** Under CLIP a negative index means 0, as in NumPy. */
  private static NDArray clipped(NDArray indices) {
    if (!indices.dtype().isInteger()) {
      return normalize(indices, 0, false);
    }
    return indices.dtype().bits() < 32 ? Lax.convertElementType(indices, DType.INT32) : indices;
  }

  /** NumPy's {@code take_along_axis}. */
  static NDArray takeAlongAxis(NDArray x, NDArray indices, int axis) {
    int a = x.shape().axis(axis);
    requireSameRank(x, indices);
    Shape others = common(x, indices, a);
    NDArray y = x.broadcastTo(others.with(a, x.shape().dim(a)));
    NDArray i =
        normalize(indices, x.shape().dim(a), true)
            .broadcastTo(others.with(a, indices.shape().dim(a)));
    Axes batch = Axes.of(a).complement(x.rank());
    int[] window = new int[x.rank()];
    java.util.Arrays.fill(window, 1);
    return Lax.gather(
        y,
        Lax.expandDims(i, Axes.of(i.rank())),
        new GatherDims(Axes.NONE, Axes.of(a), Axes.of(a), batch, batch),
        Shape.of(window),
        IndexMode.FILL_OR_DROP);
  }

  /** NumPy's {@code put_along_axis}, as a new array. */
  static NDArray putAlongAxis(NDArray x, NDArray indices, NDArray values, int axis) {
    int a = x.shape().axis(axis);
    requireSameRank(x, indices);
    NDArray i =
        normalize(indices, x.shape().dim(a), true)
            .broadcastTo(x.shape().with(a, indices.shape().dim(a)));
    NDArray v = Lax.convertElementType(values, x.dtype()).broadcastTo(i.shape());
    Axes batch = Axes.of(a).complement(x.rank());
    return Lax.scatter(
        ScatterKind.SET,
        x,
        Lax.expandDims(i, Axes.of(i.rank())),
        v,
        new ScatterDims(Axes.NONE, Axes.of(a), Axes.of(a), batch, batch),
        IndexMode.FILL_OR_DROP);
  }

  private static void requireSameRank(NDArray x, NDArray indices) {
    if (x.rank() != indices.rank()) {
      throw new ShapeException(
          "JX0615",
          "indices along an axis must have the rank of the array: array "
              + x.aval()
              + ", indices "
              + indices.aval()
              + "; use take, or expandDims");
    }
  }

  private static Shape common(NDArray x, NDArray indices, int axis) {
    return Promotion.broadcastShapes(
        List.of(x.shape().with(axis, 1), indices.shape().with(axis, 1)));
  }
}
