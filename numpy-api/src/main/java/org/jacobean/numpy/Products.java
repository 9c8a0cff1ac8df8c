package org.jacobean.numpy;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;

/** Products of vectors, matrices and arrays; all contract through one primitive. */
public final class Products {
  private Products() {}

  /** {@code sum conj(x) y} of flattened arrays. @throws ShapeException JX0211 when sizes differ */
  public static NDArray vdot(NDArray x, NDArray y) {
    return x.ravel().conj().dot(y.ravel());
  }

  /** {@code sum conj(x) y} along the last axis; the others broadcast. */
  public static NDArray vecdot(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promote(x, y);
    return p.get(0).conj().mul(p.get(1)).sum(-1);
  }

  /**
   * Sums over the last axes of both: {@code [..., k], [..., k]} to the two leading shapes. @throws
   * ShapeException JX0646
   */
  public static NDArray inner(NDArray x, NDArray y) {
    if (x.rank() == 0 || y.rank() == 0) {
      return x.mul(y);
    }
    return tensordot(x, y, new int[] {-1}, new int[] {-1});
  }

  /** All products of elements of flattened arrays: {@code [m], [n]} to {@code [m, n]}. */
  public static NDArray outer(NDArray x, NDArray y) {
    return x.ravel().expandDims(1).mul(y.ravel().expandDims(0));
  }

  /**
   * Sums over the last {@code axes} axes of {@code x} and the first of {@code y}. @throws
   * ShapeException JX0646
   */
  public static NDArray tensordot(NDArray x, NDArray y, int axes) {
    if (axes < 0 || axes > Math.min(x.rank(), y.rank())) {
      throw new ShapeException(
          "JX0646", "tensordot over " + axes + " axes of " + x.aval() + " and " + y.aval());
    }
    return tensordot(
        x, y, Axes.range(x.rank() - axes, x.rank()).toArray(), Axes.range(0, axes).toArray());
  }

  /**
   * Sums over pairs of axes; the others follow, of {@code x} first. @throws ShapeException JX0646
   * when lengths differ
   */
  public static NDArray tensordot(NDArray x, NDArray y, int[] xAxes, int[] yAxes) {
    Axes a = Axes.of(java.util.Arrays.stream(xAxes).map(x.shape()::axis).toArray());
    Axes b = Axes.of(java.util.Arrays.stream(yAxes).map(y.shape()::axis).toArray());
    if (!x.shape().pick(a).equals(y.shape().pick(b))) {
      throw new ShapeException(
          "JX0646",
          "tensordot of "
              + x.aval()
              + " over "
              + a
              + " and "
              + y.aval()
              + " over "
              + b
              + ": contracted lengths differ");
    }
    var type = Promotion.resultType(List.of(x.aval(), y.aval()));
    return Lax.dotGeneral(
        Promotion.convert(x, type),
        Promotion.convert(y, type),
        new DotDims(Axes.NONE, Axes.NONE, a, b));
  }

  /**
   * Kronecker's product: every element of {@code x} times all of {@code y}; the smaller rank gets
   * leading axes.
   */
  public static NDArray kron(NDArray x, NDArray y) {
    NDArray a = x;
    NDArray b = y;
    while (a.rank() < b.rank()) {
      a = a.expandDims(0);
    }
    while (b.rank() < a.rank()) {
      b = b.expandDims(0);
    }
    int r = a.rank();
    int[] shape = new int[r];
    for (int i = 0; i < r; i++) {
      shape[i] = a.shape().dim(i) * b.shape().dim(i);
    }
    NDArray wideA =
        Lax.expandDims(
            a, Axes.of(java.util.stream.IntStream.range(0, r).map(i -> 2 * i + 1).toArray()));
    NDArray wideB =
        Lax.expandDims(
            b, Axes.of(java.util.stream.IntStream.range(0, r).map(i -> 2 * i).toArray()));
    return wideA.mul(wideB).reshape(shape);
  }

  /**
   * The vector product of vectors of length 3 along the last axis. @throws ShapeException JX0647
   * for another length
   */
  public static NDArray cross(NDArray x, NDArray y) {
    if (x.rank() == 0 || y.rank() == 0 || x.shape().dim(-1) != 3 || y.shape().dim(-1) != 3) {
      throw new ShapeException(
          "JX0647",
          "cross takes vectors of length 3 along the last axis, got "
              + x.aval()
              + " and "
              + y.aval());
    }
    NDArray left = ShapeFunctions.roll(x, -1, -1).mul(ShapeFunctions.roll(y, -2, -1));
    return left.sub(ShapeFunctions.roll(x, -2, -1).mul(ShapeFunctions.roll(y, -1, -1)));
  }

  /** The sum of a diagonal of the matrices in two axes. */
  public static NDArray trace(NDArray x, int offset, int axis1, int axis2) {
    return CreationFunctions.diagonal(x, offset, axis1, axis2).sum(-1);
  }

  /**
   * A square matrix multiplied by itself {@code n} times, by squaring. @throws ShapeException
   * JX0648 unless square and n not negative
   */
  public static NDArray matrixPower(NDArray x, int n) {
    if (x.rank() < 2 || x.shape().dim(-1) != x.shape().dim(-2) || n < 0) {
      throw new ShapeException(
          "JX0648",
          "power "
              + n
              + " of "
              + x.aval()
              + ": the matrix must be square and the power not negative");
    }
    if (n == 0) {
      return CreationFunctions.identity(x.dtype(), x.shape().dim(-1)).broadcastTo(x.shape());
    }
    NDArray half = n == 1 ? x : matrixPower(x, n / 2);
    NDArray even = n == 1 ? x : half.matmul(half);
    return n == 1 || n % 2 == 0 ? even : even.matmul(x);
  }

  /** Norm of all elements: the root of the sum of squares. */
  public static NDArray norm(NDArray x) {
    NDArray f = Elementwise.promoteInexact(x).get(0);
    return (f.dtype().isComplex() ? f.mul(f.conj()).real() : f.square()).sum().sqrt();
  }

  /**
   * {@code (sum |x|^p)^(1/p)} of vectors along an axis; 0 counts elements that are not zero,
   * infinity takes the largest, minus infinity the smallest.
   */
  public static NDArray norm(NDArray x, double p, int axis) {
    NDArray a = Elementwise.promoteInexact(x).get(0).abs();
    if (p == Double.POSITIVE_INFINITY) {
      return a.max(axis);
    }
    if (p == Double.NEGATIVE_INFINITY) {
      return a.min(axis);
    }
    if (p == 0) {
      return a.ne(0.0).astype(a.dtype()).sum(axis);
    }
    if (p == 1) {
      return a.sum(axis);
    }
    return p == 2 ? a.square().sum(axis).sqrt() : a.pow(p).sum(axis).pow(1 / p);
  }
}
