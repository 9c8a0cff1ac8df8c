package org.jacobean.numpy;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;

/** Sorting: stable, NaN last. */
public final class Ordering {
  private Ordering() {}

  /** Ascending along an axis. Derivative: that of the chosen elements. */
  public static NDArray sort(NDArray x, int axis) {
    return Lax.sort(List.of(x), x.shape().axis(axis), 1).get(0);
  }

  /** Descending along an axis; NaN first. */
  public static NDArray sortDescending(NDArray x, int axis) {
    return Lax.rev(sort(x, axis), Axes.of(x.shape().axis(axis)));
  }

  /** The positions that sort an axis, int32; equal elements stay in order. */
  public static NDArray argsort(NDArray x, int axis, boolean descending) {
    int a = x.shape().axis(axis);
    NDArray numbers = Lax.iota(DType.INT32, x.shape(), a);
    if (!descending) {
      return Lax.sort(List.of(x, numbers), a, 1).get(1);
    }
    // Reversed before and after, equal elements keep their order.
    Axes flip = Axes.of(a);
    return Lax.rev(Lax.sort(List.of(Lax.rev(x, flip), Lax.rev(numbers, flip)), a, 1).get(1), flip);
  }

  /**
   * The positions that sort by the last key, ties by the one before. @throws ShapeException JX0632
   * without keys
   */
  public static NDArray lexsort(List<NDArray> keys) {
    if (keys.isEmpty()) {
      throw new ShapeException("JX0632", "lexsort needs at least one key");
    }
    List<NDArray> operands = new ArrayList<>(keys.reversed());
    NDArray first = keys.get(0);
    operands.add(Lax.iota(DType.INT32, first.shape(), first.rank() - 1));
    return Lax.sort(operands, first.rank() - 1, keys.size()).get(keys.size());
  }

  /**
   * The largest {@code k} elements of the last axis, descending, and their positions,
   * int32. @throws ShapeException JX0633 for k out of range
   */
  public static Tuple2<NDArray, NDArray> topK(NDArray x, int k) {
    if (x.rank() == 0 || k < 0 || k > x.shape().dim(-1)) {
      throw new ShapeException(
          "JX0633", "topK of " + k + " elements along the last axis of " + x.aval());
    }
    NDArray order = Lax.sliceInDim(argsort(x, -1, true), 0, k, 1, x.rank() - 1);
    return Tuple.of(Taking.takeAlongAxis(x, order, -1), order);
  }

  /**
   * The element at position {@code k} in sorted order, those before it not larger and those after
   * not smaller: here, sorted.
   */
  public static NDArray partition(NDArray x, int k, int axis) {
    int n = x.shape().dim(axis);
    if (k < -n || k >= n) {
      throw new ShapeException("JX0633", "partition at " + k + " of an axis of length " + n);
    }
    return sort(x, axis);
  }
}
