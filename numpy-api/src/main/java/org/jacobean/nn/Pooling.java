package org.jacobean.nn;

import java.util.function.BinaryOperator;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;

/** Maxima and means over windows of images {@code [batch, height, width, features]}. */
public final class Pooling {
  private Pooling() {}

  /**
   * Largest element of each window; equal largest elements share the gradient. @throws
   * ShapeException JX0627 unless of rank 4
   */
  public static NDArray maxPool(NDArray x, int window, int stride, Padding padding) {
    return fold(x, window, stride, padding, Double.NEGATIVE_INFINITY, NDArray::maximum);
  }

  /**
   * Mean of each window; padding counts as zeros. @throws ShapeException JX0627 unless of rank 4
   */
  public static NDArray avgPool(NDArray x, int window, int stride, Padding padding) {
    return fold(x, window, stride, padding, 0, NDArray::add).div((double) window * window);
  }

  /** One strided slice per place in the window, folded: these fuse into one loop. */
  private static NDArray fold(
      NDArray x, int window, int stride, Padding padding, double fill, BinaryOperator<NDArray> op) {
    if (x.rank() != 4 || window < 1 || stride < 1) {
      throw new ShapeException(
          "JX0627",
          "pooling takes [batch, height, width, features], got "
              + x.aval()
              + " with window "
              + window
              + " and stride "
              + stride);
    }
    int[] h = padding.amounts(x.shape().dim(1), window, stride);
    int[] w = padding.amounts(x.shape().dim(2), window, stride);
    NDArray value = NDArray.full(x.dtype(), Shape.SCALAR, fill);
    NDArray y =
        Lax.pad(
            x, value, Axes.of(0, h[0], w[0], 0), Axes.of(0, h[1], w[1], 0), Axes.of(0, 0, 0, 0));
    int rows = places(y.shape().dim(1), window, stride);
    int columns = places(y.shape().dim(2), window, stride);
    NDArray out = slice(y, 0, 0, rows, columns, stride);
    for (int i = 1; i < window * window; i++) {
      out = op.apply(out, slice(y, i / window, i % window, rows, columns, stride));
    }
    return out;
  }

  private static int places(int n, int window, int stride) {
    if (n < window) {
      throw new ShapeException(
          "JX0627", "a window of " + window + " does not fit an axis of length " + n);
    }
    return (n - window) / stride + 1;
  }

  private static NDArray slice(NDArray y, int row, int column, int rows, int columns, int stride) {
    Axes limit =
        Axes.of(
            y.shape().dim(0),
            row + (rows - 1) * stride + 1,
            column + (columns - 1) * stride + 1,
            y.shape().dim(3));
    return Lax.slice(y, Axes.of(0, row, column, 0), limit, Axes.of(1, stride, stride, 1));
  }
}
