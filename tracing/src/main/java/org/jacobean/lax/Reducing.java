package org.jacobean.lax;

import java.util.Arrays;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;

/** Reductions with NumPy's axis and dtype rules. */
public final class Reducing {
  private Reducing() {}

  /**
   * The axes as distinct non-negative numbers, ascending; all of them when none is given. @throws
   * ShapeException JX0204, JX0213
   */
  public static Axes axes(NDArray x, int... axes) {
    if (axes.length == 0) {
      return Axes.range(0, x.rank());
    }
    Axes a = Axes.of(Arrays.stream(axes).map(x.shape()::axis).sorted().toArray());
    if (!a.distinct()) {
      throw new ShapeException(
          "JX0213", "axes " + Arrays.toString(axes) + " name an axis of " + x.aval() + " twice");
    }
    return a;
  }

  /**
   * Folds axes. SUM and PROD of small integers and bool widen to 64 bits. @throws ShapeException
   * JX0208 for max or min of nothing
   */
  public static NDArray reduce(ReduceOp op, NDArray x, int[] axes, boolean keepDims) {
    Axes a = axes(x, axes);
    NDArray y = op == ReduceOp.SUM || op == ReduceOp.PROD ? widen(x) : x;
    if ((op == ReduceOp.MAX || op == ReduceOp.MIN) && x.shape().pick(a).size() == 0) {
      throw new ShapeException(
          "JX0208",
          op.jaxName()
              + " of "
              + x.aval()
              + " over axes "
              + a
              + " has no elements and no identity");
    }
    return keep(Lax.reduce(op, y, a), x.shape(), a, keepDims);
  }

  private static NDArray widen(NDArray x) {
    DType t = x.dtype();
    if (t.isBool() || (t.isSigned() && t != DType.INT64)) {
      return Lax.convertElementType(x, DType.INT64, x.aval().weakType());
    }
    return t.isUnsigned() && t != DType.UINT64
        ? Lax.convertElementType(x, DType.UINT64, x.aval().weakType())
        : x;
  }

  private static NDArray keep(NDArray y, Shape shape, Axes axes, boolean keepDims) {
    if (!keepDims) {
      return y;
    }
    Shape kept = shape;
    for (int i = 0; i < axes.size(); i++) {
      kept = kept.with(axes.get(i), 1);
    }
    return Lax.broadcastInDim(y, kept, axes.complement(shape.rank()));
  }

  /** {@code x != 0}; bool is itself. */
  public static NDArray truth(NDArray x) {
    return x.dtype().isBool() ? x : Lax.compare(Comparison.NE, x, Lax.constantLike(x, 0));
  }

  /** Arithmetic mean; integers become floats. The mean of no elements is NaN. */
  public static NDArray mean(NDArray x, int[] axes, boolean keepDims) {
    Axes a = axes(x, axes);
    NDArray f = Promotion.convert(x, Promotion.toInexact(x.aval()));
    NDArray sum = keep(Lax.reduceSum(f, a), x.shape(), a, keepDims);
    return Lax.div(sum, Lax.constantLike(sum, x.shape().pick(a).size()));
  }

  /**
   * Variance with {@code n - correction} in the denominator; of complex numbers, of their modulus.
   */
  public static NDArray var(NDArray x, int[] axes, double correction, boolean keepDims) {
    Axes a = axes(x, axes);
    NDArray f = Promotion.convert(x, Promotion.toInexact(x.aval()));
    NDArray centered = f.sub(mean(f, a.toArray(), true));
    NDArray square =
        f.dtype().isComplex() ? centered.mul(centered.conj()).real() : centered.square();
    NDArray sum = keep(Lax.reduceSum(square, a), x.shape(), a, keepDims);
    return Lax.div(sum, Lax.constantLike(sum, x.shape().pick(a).size() - correction));
  }

  /** Index of an extreme element, int32. @throws ShapeException JX0220 for an empty axis */
  public static NDArray argReduce(boolean max, NDArray x, int axis) {
    return Lax.argReduce(max, x, x.shape().axis(axis), DType.INT32);
  }

  /** Running fold along an axis; bool counts as int64. */
  public static NDArray cumulative(CumulativeOp op, NDArray x, int axis, boolean reverse) {
    NDArray y = x.dtype().isBool() ? Lax.convertElementType(x, DType.INT64) : x;
    return Lax.cumulative(op, y, x.shape().axis(axis), reverse);
  }
}
