package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/** The part of {@link Numpy} that reduces axes: all of them when none is named. */
abstract class ReductionFunctions extends BinaryFunctions {
  ReductionFunctions() {}

  /** {@link NDArray#sum(int...)}. */
  public static NDArray sum(NDArray x, int... axes) {
    return x.sum(axes);
  }

  /** {@link NDArray#sum(boolean, int...)}. */
  public static NDArray sum(NDArray x, boolean keepDims, int... axes) {
    return x.sum(keepDims, axes);
  }

  /** {@link NDArray#prod}. */
  public static NDArray prod(NDArray x, int... axes) {
    return x.prod(axes);
  }

  /** {@link NDArray#prod}, keeping the reduced axes with length 1. */
  public static NDArray prod(NDArray x, boolean keepDims, int... axes) {
    return Reducing.reduce(ReduceOp.PROD, x, axes, keepDims);
  }

  /** {@link NDArray#max(int...)}. */
  public static NDArray max(NDArray x, int... axes) {
    return x.max(axes);
  }

  /** {@link NDArray#max(boolean, int...)}. */
  public static NDArray max(NDArray x, boolean keepDims, int... axes) {
    return x.max(keepDims, axes);
  }

  /** {@link NDArray#min(int...)}. */
  public static NDArray min(NDArray x, int... axes) {
    return x.min(axes);
  }

  /** {@link NDArray#min(boolean, int...)}. */
  public static NDArray min(NDArray x, boolean keepDims, int... axes) {
    return x.min(keepDims, axes);
  }

  /** {@link NDArray#mean(int...)}. */
  public static NDArray mean(NDArray x, int... axes) {
    return x.mean(axes);
  }

  /** {@link NDArray#mean(boolean, int...)}. */
  public static NDArray mean(NDArray x, boolean keepDims, int... axes) {
    return x.mean(keepDims, axes);
  }

  /** {@link NDArray#var}. */
  public static NDArray var(NDArray x, int... axes) {
    return x.var(axes);
  }

  /** Variance with {@code n - correction} in the denominator. */
  public static NDArray var(NDArray x, double correction, boolean keepDims, int... axes) {
    return Reducing.var(x, axes, correction, keepDims);
  }

  /** {@link NDArray#std}. */
  public static NDArray std(NDArray x, int... axes) {
    return x.std(axes);
  }

  /** Square root of {@link #var(NDArray, double, boolean, int...)}. */
  public static NDArray std(NDArray x, double correction, boolean keepDims, int... axes) {
    return var(x, correction, keepDims, axes).sqrt();
  }

  /** {@link NDArray#all}. */
  public static NDArray all(NDArray x, int... axes) {
    return x.all(axes);
  }

  /** {@link NDArray#any}. */
  public static NDArray any(NDArray x, int... axes) {
    return x.any(axes);
  }

  /** Largest less smallest element. */
  public static NDArray ptp(NDArray x, int... axes) {
    return x.max(axes).sub(x.min(axes));
  }

  /** {@link Searching#countNonzero}. */
  public static NDArray countNonzero(NDArray x, int... axes) {
    return Searching.countNonzero(x, false, axes);
  }

  /** Sum without NaN. */
  public static NDArray nansum(NDArray x, boolean keepDims, int... axes) {
    return without(x, 0).sum(keepDims, axes);
  }

  /** Product without NaN. */
  public static NDArray nanprod(NDArray x, boolean keepDims, int... axes) {
    return prod(without(x, 1), keepDims, axes);
  }

  /** Largest element but NaN; NaN where there is no other. */
  public static NDArray nanmax(NDArray x, boolean keepDims, int... axes) {
    NDArray top = without(x, Double.NEGATIVE_INFINITY).max(keepDims, axes);
    return orNan(x, top, keepDims, axes);
  }

  /** Smallest element but NaN; NaN where there is no other. */
  public static NDArray nanmin(NDArray x, boolean keepDims, int... axes) {
    NDArray bottom = without(x, Double.POSITIVE_INFINITY).min(keepDims, axes);
    return orNan(x, bottom, keepDims, axes);
  }

  private static NDArray without(NDArray x, double value) {
    return x.dtype().isInexact() ? where(isnan(x), value, x) : x;
  }

  private static NDArray orNan(NDArray x, NDArray y, boolean keepDims, int... axes) {
    return x.dtype().isInexact() ? where(counted(x, keepDims, axes).eq(0.0), Double.NaN, y) : y;
  }

  /** The number of elements that are not NaN, in the dtype of the mean. */
  private static NDArray counted(NDArray x, boolean keepDims, int... axes) {
    NDArray f = Elementwise.promoteInexact(x).get(0);
    return isnan(f).not().astype(f.dtype().real()).sum(keepDims, axes);
  }

  /** Mean without NaN; NaN where there is nothing else. */
  public static NDArray nanmean(NDArray x, boolean keepDims, int... axes) {
    return nansum(Elementwise.promoteInexact(x).get(0), keepDims, axes)
        .div(counted(x, keepDims, axes));
  }

  /** Variance without NaN. */
  public static NDArray nanvar(NDArray x, boolean keepDims, int... axes) {
    NDArray d = without(x.sub(nanmean(x, true, axes)), 0);
    return d.square().sum(keepDims, axes).div(counted(x, keepDims, axes));
  }

  /** Standard deviation without NaN. */
  public static NDArray nanstd(NDArray x, boolean keepDims, int... axes) {
    return nanvar(x, keepDims, axes).sqrt();
  }

  /** {@link NDArray#argmax(int)}. */
  public static NDArray argmax(NDArray x, int axis) {
    return x.argmax(axis);
  }

  /** {@link NDArray#argmax()}. */
  public static NDArray argmax(NDArray x) {
    return x.argmax();
  }

  /** {@link NDArray#argmin(int)}. */
  public static NDArray argmin(NDArray x, int axis) {
    return x.argmin(axis);
  }

  /** {@link NDArray#argmin()}. */
  public static NDArray argmin(NDArray x) {
    return x.argmin();
  }

  /** Position of the largest element but NaN, int32; -1 where there is no other. */
  public static NDArray nanargmax(NDArray x, int axis) {
    return orMinusOne(x, without(x, Double.NEGATIVE_INFINITY).argmax(axis), axis);
  }

  /** Position of the smallest element but NaN, int32; -1 where there is no other. */
  public static NDArray nanargmin(NDArray x, int axis) {
    return orMinusOne(x, without(x, Double.POSITIVE_INFINITY).argmin(axis), axis);
  }

  private static NDArray orMinusOne(NDArray x, NDArray position, int axis) {
    return where(isnan(x).all(axis), Lax.constantLike(position, -1), position);
  }

  /** Running sum along an axis. */
  public static NDArray cumsum(NDArray x, int axis) {
    return x.cumsum(axis);
  }

  /** Running product along an axis. */
  public static NDArray cumprod(NDArray x, int axis) {
    return x.cumprod(axis);
  }

  /** Running maximum along an axis. */
  public static NDArray cummax(NDArray x, int axis) {
    return Reducing.cumulative(CumulativeOp.MAX, x, axis, false);
  }

  /** Running minimum along an axis. */
  public static NDArray cummin(NDArray x, int axis) {
    return Reducing.cumulative(CumulativeOp.MIN, x, axis, false);
  }

  /** Running sum without NaN. */
  public static NDArray nancumsum(NDArray x, int axis) {
    return without(x, 0).cumsum(axis);
  }

  /** Running product without NaN. */
  public static NDArray nancumprod(NDArray x, int axis) {
    return without(x, 1).cumprod(axis);
  }

  /**
   * Mean with weights: of the array's shape, or one per entry of the axis. @throws ShapeException
   * JX0644 when the weights do not fit
   */
  public static NDArray average(NDArray x, NDArray weights, int axis) {
    int a = x.shape().axis(axis);
    boolean same = weights.shape().equals(x.shape());
    if (!same && !weights.shape().equals(Shape.of(x.shape().dim(a)))) {
      throw new ShapeException(
          "JX0644",
          "weights " + weights.aval() + " fit neither " + x.aval() + " nor its axis " + axis);
    }
    NDArray w = same ? weights : Lax.broadcastInDim(weights, x.shape(), Axes.of(a));
    List<NDArray> p = Elementwise.promoteInexact(x, w);
    return p.get(0).mul(p.get(1)).sum(a).div(p.get(1).sum(a));
  }

  /** The middle element, or the mean of the middle two; NaN wins. */
  public static NDArray median(NDArray x, boolean keepDims, int... axes) {
    return Quantiles.quantile(
        x, NDArray.scalar(0.5), Quantiles.Method.LINEAR, false, keepDims, axes);
  }

  /** The median without NaN. */
  public static NDArray nanmedian(NDArray x, boolean keepDims, int... axes) {
    return Quantiles.quantile(
        x, NDArray.scalar(0.5), Quantiles.Method.LINEAR, true, keepDims, axes);
  }

  /** The {@code q}-quantile, linearly interpolated; NaN wins. */
  public static NDArray quantile(NDArray x, double q, int... axes) {
    return Quantiles.quantile(x, NDArray.scalar(q), Quantiles.Method.LINEAR, false, false, axes);
  }

  /** The quantiles {@code q}, whose axes come first in the result. */
  public static NDArray quantile(
      NDArray x, NDArray q, Quantiles.Method method, boolean keepDims, int... axes) {
    return Quantiles.quantile(x, q, method, false, keepDims, axes);
  }

  /** The quantiles {@code q} without NaN. */
  public static NDArray nanquantile(
      NDArray x, NDArray q, Quantiles.Method method, boolean keepDims, int... axes) {
    return Quantiles.quantile(x, q, method, true, keepDims, axes);
  }

  /** The {@code q}-th percentile, linearly interpolated. */
  public static NDArray percentile(NDArray x, double q, int... axes) {
    return quantile(x, q / 100, axes);
  }

  /** The {@code q}-th percentile without NaN. */
  public static NDArray nanpercentile(NDArray x, double q, int... axes) {
    return nanquantile(x, NDArray.scalar(q / 100), Quantiles.Method.LINEAR, false, axes);
  }

  /**
   * Covariances of variables in rows: {@code [n, observations]} to {@code [n, n]}, with {@code
   * observations - 1} in the denominator.
   */
  public static NDArray cov(NDArray x) {
    NDArray y = atleast2d(Elementwise.promoteInexact(x).get(0));
    NDArray d = y.sub(y.mean(true, 1));
    return d.matmul(d.T().conj()).div((double) y.shape().dim(1) - 1).squeeze();
  }

  /** Correlations of variables in rows: {@code [n, observations]} to {@code [n, n]}. */
  public static NDArray corrcoef(NDArray x) {
    NDArray c = cov(x);
    if (c.rank() == 0) {
      return c.div(c);
    }
    NDArray s = diagonal(c, 0, 0, 1).real().sqrt();
    NDArray r = c.div(s.expandDims(1)).div(s.expandDims(0));
    return r.dtype().isComplex() ? r : r.clip(-1, 1);
  }

  /** Differences of neighbours along an axis, {@code n} times. */
  public static NDArray diff(NDArray x, int n, int axis) {
    int a = x.shape().axis(axis);
    NDArray y = x;
    for (int i = 0; i < n; i++) {
      int length = y.shape().dim(a);
      NDArray high = Lax.sliceInDim(y, Math.min(1, length), length, 1, a);
      NDArray low = Lax.sliceInDim(y, 0, Math.max(0, length - 1), 1, a);
      y = y.dtype().isBool() ? high.ne(low) : high.sub(low);
    }
    return y;
  }

  /** Differences of neighbours of the flattened array. */
  public static NDArray ediff1d(NDArray x) {
    return diff(x.ravel(), 1, 0);
  }

  /**
   * Derivative by central differences along an axis, one-sided at the ends. @throws ShapeException
   * JX0645 for fewer than two entries
   */
  public static NDArray gradient(NDArray x, double spacing, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    if (n < 2) {
      throw new ShapeException(
          "JX0645",
          "gradient along axis " + axis + " of " + x.aval() + " needs at least two entries");
    }
    NDArray f = Elementwise.promoteInexact(x).get(0);
    NDArray inner = Lax.sliceInDim(f, 2, n, 1, a).sub(Lax.sliceInDim(f, 0, n - 2, 1, a)).mul(0.5);
    NDArray first = Lax.sliceInDim(f, 1, 2, 1, a).sub(Lax.sliceInDim(f, 0, 1, 1, a));
    NDArray last = Lax.sliceInDim(f, n - 1, n, 1, a).sub(Lax.sliceInDim(f, n - 2, n - 1, 1, a));
    return Lax.concatenate(List.of(first, inner, last), a).div(spacing);
  }

  /** Integral along the last axis by the trapezoidal rule. */
  public static NDArray trapezoid(NDArray y, double dx) {
    int n = y.shape().dim(-1);
    int a = y.rank() - 1;
    NDArray f = Elementwise.promoteInexact(y).get(0);
    return Lax.sliceInDim(f, 1, n, 1, a)
        .add(Lax.sliceInDim(f, 0, n - 1, 1, a))
        .sum(a)
        .mul(0.5 * dx);
  }
}
