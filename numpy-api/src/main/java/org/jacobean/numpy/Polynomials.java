package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;

/**
 * Polynomials as vectors of coefficients, the highest power first; convolutions of vectors;
 * interpolation.
 */
public final class Polynomials {
  private Polynomials() {}

  /** How far a convolution reaches. */
  public enum Extent {
    /** Wherever the operands overlap: {@code n + m - 1}. */
    FULL,
    /** As long as the longer operand, the middle of FULL. */
    SAME,
    /** Wherever the operands overlap completely: {@code |n - m| + 1}. */
    VALID
  }

  private static void requireVector(String what, NDArray x) {
    if (x.rank() != 1 || x.size() == 0) {
      throw new ShapeException(
          "JX0650", what + " takes vectors that are not empty, got " + x.aval());
    }
  }

  /** The value at {@code x} by Horner's rule; derivatives of every order follow. */
  public static NDArray polyval(NDArray p, NDArray x) {
    requireVector("polyval", p);
    List<NDArray> pair = List.of(p, x);
    var type = org.jacobean.lax.Promotion.resultType(pair.stream().map(NDArray::aval).toList());
    NDArray c = org.jacobean.lax.Promotion.convert(p, type);
    NDArray at = org.jacobean.lax.Promotion.convert(x, type);
    NDArray y = Lax.zeros(type.dtype(), x.shape());
    for (int i = 0; i < p.size(); i++) {
      y = y.mul(at).add(Lax.sliceInDim(c, i, i + 1, 1, 0).squeeze());
    }
    return y;
  }

  /** The sum of two polynomials. */
  public static NDArray polyadd(NDArray p, NDArray q) {
    int n = (int) Math.max(p.size(), q.size());
    return lengthen(p, n).add(lengthen(q, n));
  }

  /** The difference of two polynomials. */
  public static NDArray polysub(NDArray p, NDArray q) {
    int n = (int) Math.max(p.size(), q.size());
    return lengthen(p, n).sub(lengthen(q, n));
  }

  private static NDArray lengthen(NDArray p, int n) {
    return Lax.pad(
        p,
        NDArray.full(p.dtype(), Shape.SCALAR, 0),
        Axes.of(n - (int) p.size()),
        Axes.of(0),
        Axes.of(0));
  }

  /** The product of two polynomials. */
  public static NDArray polymul(NDArray p, NDArray q) {
    return convolve(p, q, Extent.FULL);
  }

  /** The derivative. */
  public static NDArray polyder(NDArray p) {
    int n = (int) p.size();
    return n <= 1
        ? Lax.zeros(p.dtype(), Shape.of(0))
        : Lax.sliceInDim(p, 0, n - 1, 1, 0).mul(powers(p, n - 1));
  }

  /** The antiderivative that is 0 at 0. */
  public static NDArray polyint(NDArray p) {
    NDArray f = Elementwise.promoteInexact(p).get(0);
    NDArray q = f.div(powers(f, (int) p.size()));
    return Lax.pad(q, NDArray.full(q.dtype(), Shape.SCALAR, 0), Axes.of(0), Axes.of(1), Axes.of(0));
  }

  private static NDArray powers(NDArray p, int n) {
    return Lax.rev(Lax.add(Lax.iota(p.dtype(), Shape.of(n), 0), 1), Axes.of(0));
  }

  /**
   * {@code sum_k x[k] y[i - k]}. @throws ShapeException JX0650 unless both are vectors that are not
   * empty
   */
  public static NDArray convolve(NDArray x, NDArray y, Extent extent) {
    requireVector("convolve", x);
    requireVector("convolve", y);
    boolean swap = x.size() < y.size();
    return slide(swap ? y : x, Lax.rev(swap ? x : y, Axes.of(0)), extent);
  }

  /**
   * {@code sum_k x[i + k] conj(y[k])}. @throws ShapeException JX0650 unless both are vectors that
   * are not empty
   */
  public static NDArray correlate(NDArray x, NDArray y, Extent extent) {
    requireVector("correlate", x);
    requireVector("correlate", y);
    if (x.size() >= y.size()) {
      return slide(x, y.conj(), extent);
    }
    return Lax.rev(slide(y.conj(), x, extent), Axes.of(0));
  }

  private static NDArray slide(NDArray signal, NDArray window, Extent extent) {
    List<NDArray> p = Elementwise.promoteInexact(signal.expandDims(0), window.expandDims(1));
    NDArray a = signal.astype(p.get(0).dtype()).reshape(1, 1, -1);
    NDArray b = window.astype(p.get(0).dtype()).reshape(1, 1, -1);
    int m = b.shape().dim(2);
    int low =
        switch (extent) {
          case FULL -> m - 1;
          case SAME -> m / 2;
          case VALID -> 0;
        };
    int high =
        switch (extent) {
          case FULL -> m - 1;
          case SAME -> m - 1 - m / 2;
          case VALID -> 0;
        };
    Axes one = Axes.of(1);
    Axes canonical = Axes.of(0, 1, 2);
    var op =
        new ConvGeneralDilated(
            one,
            Axes.of(low),
            Axes.of(high),
            one,
            one,
            new ConvDims(canonical, canonical, canonical),
            1,
            1);
    return Lax.convGeneralDilated(a, b, op).ravel();
  }

  /**
   * Linear interpolation of the points {@code (xp, fp)}, {@code xp} ascending; beyond them the
   * first and last value. @throws ShapeException JX0650
   */
  public static NDArray interp(NDArray x, NDArray xp, NDArray fp) {
    requireVector("interp", fp);
    int n = (int) fp.size();
    NDArray first = Lax.sliceInDim(fp, 0, 1, 1, 0).squeeze();
    NDArray last = Lax.sliceInDim(fp, n - 1, n, 1, 0).squeeze();
    return interp(x, xp, fp, first, last);
  }

  /**
   * Linear interpolation with the given values to the left and to the right of all points. @throws
   * ShapeException JX0650 when the points do not fit
   */
  public static NDArray interp(NDArray x, NDArray xp, NDArray fp, NDArray left, NDArray right) {
    requireVector("interp", xp);
    if (!xp.shape().equals(fp.shape())) {
      throw new ShapeException(
          "JX0650", "interp needs one value per point, got " + xp.aval() + " and " + fp.aval());
    }
    int n = (int) xp.size();
    NDArray i = Searching.searchsorted(xp, x, true);
    i = BinaryFunctions.clip(i, 1L, Math.max(1L, n - 1));
    var clip = org.jacobean.ir.op.IndexMode.CLIP;
    NDArray x0 = Taking.take(xp, i.sub(1L), 0, clip);
    NDArray f0 = Taking.take(fp, i.sub(1L), 0, clip);
    NDArray width = Taking.take(xp, i, 0, clip).sub(x0);
    NDArray flat = width.eq(0.0);
    NDArray slope = Taking.take(fp, i, 0, clip).sub(f0).div(where(flat, 1.0, width));
    NDArray inside = where(flat, f0, f0.add(slope.mul(x.sub(x0))));
    NDArray start = Lax.sliceInDim(xp, 0, 1, 1, 0).squeeze();
    NDArray end = Lax.sliceInDim(xp, n - 1, n, 1, 0).squeeze();
    return where(x.lt(start), left, where(x.gt(end), right, inside));
  }
}
