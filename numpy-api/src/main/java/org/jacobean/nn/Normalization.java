package org.jacobean.nn;

import static org.jacobean.numpy.Selection.where;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.Comparison;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/**
 * Functions that normalise along axes. Axes may be negative; where none is given, the last one is
 * meant. The result has the dtype of the operand, integers become floats. Nothing overflows, and
 * derivatives are finite wherever the value is.
 */
public final class Normalization {
  private Normalization() {}

  private static NDArray inexact(NDArray x) {
    return Elementwise.promoteInexact(x).get(0);
  }

  private static int[] orLast(int[] axes) {
    return axes.length == 0 ? new int[] {-1} : axes;
  }

  /** {@code e^x / sum(e^x)} along axes. */
  public static NDArray softmax(NDArray x, int... axes) {
    int[] a = orLast(axes);
    NDArray y = inexact(x);
    NDArray e = y.sub(y.max(true, a).stopGradient()).exp();
    return e.div(e.sum(true, a));
  }

  /** {@link #softmax} of the elements where {@code mask} is true, the others 0. */
  public static NDArray softmaxWhere(NDArray x, NDArray mask, int... axes) {
    int[] a = orLast(axes);
    NDArray y = where(mask, inexact(x), Double.NEGATIVE_INFINITY);
    NDArray e = where(mask, y.sub(y.max(true, a).stopGradient()).exp(), 0.0);
    return where(mask, e.div(e.sum(true, a)), 0.0);
  }

  /** {@code log(softmax(x))} along axes. */
  public static NDArray logSoftmax(NDArray x, int... axes) {
    int[] a = orLast(axes);
    NDArray y = inexact(x);
    NDArray shifted = y.sub(y.max(true, a).stopGradient());
    return shifted.sub(shifted.exp().sum(true, a).log());
  }

  /**
   * {@link #logSoftmax} of the elements where {@code mask} is true, the others negative infinity.
   */
  public static NDArray logSoftmaxWhere(NDArray x, NDArray mask, int... axes) {
    int[] a = orLast(axes);
    NDArray y = where(mask, inexact(x), Double.NEGATIVE_INFINITY);
    NDArray shifted = y.sub(y.max(true, a).stopGradient());
    NDArray e = where(mask, shifted.exp(), 0.0);
    return where(mask, shifted.sub(e.sum(true, a).log()), Double.NEGATIVE_INFINITY);
  }

  /**
   * {@code log(sum(e^x))}; without axes over all of them. Of negative infinities alone: negative
   * infinity.
   */
  public static NDArray logsumexp(NDArray x, int... axes) {
    return logsumexp(x, false, axes);
  }

  /**
   * {@code log(sum(e^x))}, keeping the reduced axes with length 1 when {@code keepDims}; without
   * axes over all of them.
   */
  public static NDArray logsumexp(NDArray x, boolean keepDims, int... axes) {
    NDArray y = inexact(x);
    NDArray top = finiteMax(y, axes);
    NDArray sum = y.sub(top).exp().sum(keepDims, axes);
    return sum.log().add(keepDims ? top : Lax.reshape(top, sum.shape()));
  }

  /** {@link #logsumexp} of the elements where {@code mask} is true. */
  public static NDArray logsumexpWhere(NDArray x, NDArray mask, boolean keepDims, int... axes) {
    return logsumexp(where(mask, inexact(x), Double.NEGATIVE_INFINITY), keepDims, axes);
  }

  /** {@code log(mean(e^x))}; without axes over all of them. */
  public static NDArray logmeanexp(NDArray x, boolean keepDims, int... axes) {
    long n = x.shape().pick(Reducing.axes(x, axes)).size();
    return logsumexp(x, keepDims, axes).sub(Math.log((double) n));
  }

  /** {@link #logmeanexp} of the elements where {@code mask} is true. */
  public static NDArray logmeanexpWhere(NDArray x, NDArray mask, boolean keepDims, int... axes) {
    NDArray n = mask.broadcastTo(x.shape()).astype(inexact(x).dtype()).sum(keepDims, axes);
    return logsumexpWhere(x, mask, keepDims, axes).sub(n.log());
  }

  /**
   * The largest element where that is finite, else 0: what may be taken off before {@code exp}
   * without changing the result.
   */
  private static NDArray finiteMax(NDArray y, int... axes) {
    NDArray top = y.max(true, axes).stopGradient();
    NDArray magnitude = top.abs();
    return where(magnitude.lt(Double.POSITIVE_INFINITY), top, 0.0);
  }

  /** {@code (x - mean) / sqrt(variance + 1e-5)} along axes. */
  public static NDArray standardize(NDArray x, int... axes) {
    return standardize(x, 1e-5, axes);
  }

  /** {@code (x - mean) / sqrt(variance + epsilon)} along axes. */
  public static NDArray standardize(NDArray x, double epsilon, int... axes) {
    int[] a = orLast(axes);
    NDArray y = inexact(x);
    NDArray centered = y.sub(y.mean(true, a));
    return centered.mul(centered.square().mean(true, a).add(epsilon).rsqrt());
  }

  /**
   * {@link #standardize} along the last axis, times {@code scale} plus {@code bias}, both of that
   * axis' shape. Source: arXiv 1607.06450.
   */
  public static NDArray layerNorm(NDArray x, NDArray scale, NDArray bias, double epsilon) {
    return standardize(x, epsilon, -1).mul(scale).add(bias);
  }

  /**
   * {@code x / sqrt(mean(x^2) + epsilon) * scale} along the last axis. Source: arXiv 1910.07467.
   */
  public static NDArray rmsNorm(NDArray x, NDArray scale, double epsilon) {
    NDArray y = inexact(x);
    return y.mul(y.square().mean(true, -1).add(epsilon).rsqrt()).mul(scale);
  }

  /** One-hot rows of float32 along a new last axis. */
  public static NDArray oneHot(NDArray indices, int classes) {
    return oneHot(indices, classes, -1, DType.FLOAT32);
  }

  /**
   * 1 at each index, 0 elsewhere, along a new axis of length {@code classes} at {@code axis} of the
   * result; rows of indices out of range are 0.
   *
   * @throws DTypeException JX0621 unless the indices are integers
   * @throws ShapeException JX0622 for a negative number of classes or an axis out of range
   */
  public static NDArray oneHot(NDArray indices, int classes, int axis, DType dtype) {
    if (!indices.dtype().isInteger()) {
      throw new DTypeException(
          "JX0621", "oneHot takes integer class numbers, got " + indices.aval());
    }
    int rank = indices.rank() + 1;
    int a = axis < 0 ? axis + rank : axis;
    if (classes < 0 || a < 0 || a >= rank) {
      throw new ShapeException(
          "JX0622",
          "oneHot with "
              + classes
              + " classes along axis "
              + axis
              + " of a result of rank "
              + rank);
    }
    Shape shape = indices.shape().insert(a, classes);
    NDArray wanted = Lax.broadcastInDim(indices, shape, org.jacobean.Axes.of(a).complement(rank));
    return Lax.convertElementType(
        Lax.compare(Comparison.EQ, wanted, Lax.iota(indices.dtype(), shape, a)), dtype);
  }
}
