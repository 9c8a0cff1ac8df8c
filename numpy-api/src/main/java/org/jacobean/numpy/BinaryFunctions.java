package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;
import org.jacobean.lax.Reducing;
import org.jacobean.transforms.Transforms;

/**
 * The part of {@link Numpy} of functions of two arrays, element by element: they broadcast and
 * promote.
 */
abstract class BinaryFunctions extends UnaryFunctions {
  BinaryFunctions() {}

  /** {@code x + y}. */
  public static NDArray add(NDArray x, NDArray y) {
    return x.add(y);
  }

  /** {@code x + y}. The scalar is weakly typed. */
  public static NDArray add(NDArray x, double y) {
    return x.add(y);
  }

  /** {@code x - y}. */
  public static NDArray subtract(NDArray x, NDArray y) {
    return x.sub(y);
  }

  /** {@code x - y}. The scalar is weakly typed. */
  public static NDArray subtract(NDArray x, double y) {
    return x.sub(y);
  }

  /** {@code x * y}. */
  public static NDArray multiply(NDArray x, NDArray y) {
    return x.mul(y);
  }

  /** {@code x * y}. The scalar is weakly typed. */
  public static NDArray multiply(NDArray x, double y) {
    return x.mul(y);
  }

  /** True division. */
  public static NDArray divide(NDArray x, NDArray y) {
    return x.div(y);
  }

  /** True division. The scalar is weakly typed. */
  public static NDArray divide(NDArray x, double y) {
    return x.div(y);
  }

  /** True division. */
  public static NDArray trueDivide(NDArray x, NDArray y) {
    return x.div(y);
  }

  /** True division. The scalar is weakly typed. */
  public static NDArray trueDivide(NDArray x, double y) {
    return x.div(y);
  }

  /** {@code x ** y}. */
  public static NDArray power(NDArray x, NDArray y) {
    return x.pow(y);
  }

  /** {@code x ** y}. The scalar is weakly typed. */
  public static NDArray power(NDArray x, double y) {
    return x.pow(y);
  }

  /** The larger; NaN wins. */
  public static NDArray maximum(NDArray x, NDArray y) {
    return x.maximum(y);
  }

  /** The larger; NaN wins. The scalar is weakly typed. */
  public static NDArray maximum(NDArray x, double y) {
    return x.maximum(y);
  }

  /** The smaller; NaN wins. */
  public static NDArray minimum(NDArray x, NDArray y) {
    return x.minimum(y);
  }

  /** The smaller; NaN wins. The scalar is weakly typed. */
  public static NDArray minimum(NDArray x, double y) {
    return x.minimum(y);
  }

  /** {@code x == y}. */
  public static NDArray equal(NDArray x, NDArray y) {
    return x.eq(y);
  }

  /** {@code x == y}. The scalar is weakly typed. */
  public static NDArray equal(NDArray x, double y) {
    return x.eq(y);
  }

  /** {@code x != y}. */
  public static NDArray notEqual(NDArray x, NDArray y) {
    return x.ne(y);
  }

  /** {@code x != y}. The scalar is weakly typed. */
  public static NDArray notEqual(NDArray x, double y) {
    return x.ne(y);
  }

  /** {@code x < y}. */
  public static NDArray less(NDArray x, NDArray y) {
    return x.lt(y);
  }

  /** {@code x < y}. The scalar is weakly typed. */
  public static NDArray less(NDArray x, double y) {
    return x.lt(y);
  }

  /** {@code x <= y}. */
  public static NDArray lessEqual(NDArray x, NDArray y) {
    return x.le(y);
  }

  /** {@code x <= y}. The scalar is weakly typed. */
  public static NDArray lessEqual(NDArray x, double y) {
    return x.le(y);
  }

  /** {@code x > y}. */
  public static NDArray greater(NDArray x, NDArray y) {
    return x.gt(y);
  }

  /** {@code x > y}. The scalar is weakly typed. */
  public static NDArray greater(NDArray x, double y) {
    return x.gt(y);
  }

  /** {@code x >= y}. */
  public static NDArray greaterEqual(NDArray x, NDArray y) {
    return x.ge(y);
  }

  /** {@code x >= y}. The scalar is weakly typed. */
  public static NDArray greaterEqual(NDArray x, double y) {
    return x.ge(y);
  }

  /** Division rounded toward negative infinity. */
  public static NDArray floorDivide(NDArray x, NDArray y) {
    return x.floorDivide(y);
  }

  /** Remainder with the sign of the divisor. */
  public static NDArray mod(NDArray x, NDArray y) {
    return x.mod(y);
  }

  /** Remainder with the sign of the divisor. */
  public static NDArray remainder(NDArray x, NDArray y) {
    return x.mod(y);
  }

  /** Remainder with the sign of the dividend. */
  public static NDArray fmod(NDArray x, NDArray y) {
    return Elementwise.binary(BinaryOp.REM, x, y);
  }

  /** {@code x ** y} of floats. */
  public static NDArray floatPower(NDArray x, NDArray y) {
    return inexactPair(BinaryOp.POW, x, y);
  }

  /** The larger; NaN loses. */
  public static NDArray fmax(NDArray x, NDArray y) {
    return fmaxOf(x, y);
  }

  /** The smaller; NaN loses. */
  public static NDArray fmin(NDArray x, NDArray y) {
    return fminOf(x, y);
  }

  /** And of every bit. */
  public static NDArray bitwiseAnd(NDArray x, NDArray y) {
    return x.and(y);
  }

  /** Or of every bit. */
  public static NDArray bitwiseOr(NDArray x, NDArray y) {
    return x.or(y);
  }

  /** Exclusive or of every bit. */
  public static NDArray bitwiseXor(NDArray x, NDArray y) {
    return x.xor(y);
  }

  /** {@code x << y}; 0 when the shift is out of range. */
  public static NDArray leftShift(NDArray x, NDArray y) {
    return Elementwise.binary(BinaryOp.SHIFT_LEFT, x, y);
  }

  /** {@code x << y}. */
  public static NDArray bitwiseLeftShift(NDArray x, NDArray y) {
    return leftShift(x, y);
  }

  /** {@code x >> y}, with copies of the sign bit of signed integers. */
  public static NDArray rightShift(NDArray x, NDArray y) {
    return rightShiftOf(x, y);
  }

  /** {@code x >> y}. */
  public static NDArray bitwiseRightShift(NDArray x, NDArray y) {
    return rightShift(x, y);
  }

  /** Whether both are not zero. */
  public static NDArray logicalAnd(NDArray x, NDArray y) {
    return Reducing.truth(x).and(Reducing.truth(y));
  }

  /** Whether either is not zero. */
  public static NDArray logicalOr(NDArray x, NDArray y) {
    return Reducing.truth(x).or(Reducing.truth(y));
  }

  /** Whether exactly one is not zero. */
  public static NDArray logicalXor(NDArray x, NDArray y) {
    return Reducing.truth(x).xor(Reducing.truth(y));
  }

  /** {@code sqrt(x^2 + y^2)} without overflow. */
  public static NDArray hypot(NDArray x, NDArray y) {
    return hypotOf(x, y);
  }

  /**
   * The angle of the point {@code (y, x)}, in radians: {@code arctan2(x, y)} has the first argument
   * as ordinate.
   */
  public static NDArray arctan2(NDArray x, NDArray y) {
    return inexactPair(BinaryOp.ATAN2, x, y);
  }

  /** {@code log(e^x + e^y)} without overflow. */
  public static NDArray logaddexp(NDArray x, NDArray y) {
    return Pointwise.logaddexp(x, y);
  }

  /** {@code log2(2^x + 2^y)} without overflow. */
  public static NDArray logaddexp2(NDArray x, NDArray y) {
    return logaddexp2Of(x, y);
  }

  /** The next float after {@code x} toward {@code y}. */
  public static NDArray nextafter(NDArray x, NDArray y) {
    return inexactPair(BinaryOp.NEXTAFTER, x, y);
  }

  /** 0 below 0, 1 above, {@code y} at 0. */
  public static NDArray heaviside(NDArray x, NDArray y) {
    return heavisideOf(x, y);
  }

  /** Greatest common divisor of integers, not negative. */
  public static NDArray gcd(NDArray x, NDArray y) {
    return gcdOf(x, y);
  }

  /** Least common multiple of integers, not negative. */
  public static NDArray lcm(NDArray x, NDArray y) {
    return lcmOf(x, y);
  }

  private static NDArray inexactPair(BinaryOp op, NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    return Lax.binary(op, p.get(0), p.get(1));
  }

  private static NDArray fmaxOf(NDArray x, NDArray y) {
    return where(x.ge(y).or(isnan(y)), x, y);
  }

  private static NDArray fminOf(NDArray x, NDArray y) {
    return where(x.le(y).or(isnan(y)), x, y);
  }

  private static NDArray logaddexp2Of(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    return Pointwise.logaddexp(p.get(0).mul(Math.log(2)), p.get(1).mul(Math.log(2)))
        .div(Math.log(2));
  }

  private static NDArray rightShiftOf(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promote(x, y);
    BinaryOp op =
        p.get(0).dtype().isUnsigned()
            ? BinaryOp.SHIFT_RIGHT_LOGICAL
            : BinaryOp.SHIFT_RIGHT_ARITHMETIC;
    return Lax.binary(op, p.get(0), p.get(1));
  }

  private static NDArray hypotOf(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    NDArray a = p.get(0).abs();
    NDArray b = p.get(1).abs();
    NDArray large = a.maximum(b);
    NDArray small = a.minimum(b);
    NDArray zero = large.eq(0.0);
    NDArray ratio = small.div(where(zero, 1.0, large));
    NDArray out = where(zero, large, large.mul(ratio.square().add(1.0).sqrt()));
    return where(isinf(a).or(isinf(b)), Double.POSITIVE_INFINITY, out);
  }

  private static NDArray heavisideOf(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    NDArray a = p.get(0);
    NDArray step =
        where(
            a.lt(0.0), Lax.constantLike(a, 0), where(a.gt(0.0), Lax.constantLike(a, 1), p.get(1)));
    return where(isnan(a), a, step);
  }

  private static NDArray gcdOf(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promote(x, y);
    Shape shape = Promotion.broadcastShapes(List.of(p.get(0).shape(), p.get(1).shape()));
    Tuple2<NDArray, NDArray> start =
        Tuple.of(p.get(0).abs().broadcastTo(shape), p.get(1).abs().broadcastTo(shape));
    // Euclid's algorithm in every place until all are done.
    return Transforms.whileLoop(
            (Tuple2<NDArray, NDArray> s) -> s._2().ne(Lax.constantLike(s._2(), 0)).any(),
            (Tuple2<NDArray, NDArray> s) -> euclid(s._1(), s._2()),
            start)
        ._1();
  }

  private static Tuple2<NDArray, NDArray> euclid(NDArray a, NDArray b) {
    NDArray zero = Lax.constantLike(b, 0);
    NDArray done = b.eq(zero);
    NDArray safe = Lax.select(done, Lax.full(b.dtype(), b.shape(), 1), b);
    NDArray rest = Lax.binary(BinaryOp.REM, a, safe);
    return Tuple.of(Lax.select(done, a, b), Lax.select(done, b, rest));
  }

  private static NDArray lcmOf(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promote(x, y);
    NDArray divisor = gcdOf(p.get(0), p.get(1));
    NDArray zero = divisor.eq(Lax.constantLike(divisor, 0));
    NDArray safe = Lax.select(zero, Lax.full(divisor.dtype(), divisor.shape(), 1), divisor);
    return Lax.select(zero, divisor, p.get(0).floorDivide(safe).mul(p.get(1)).abs());
  }

  /** {@link #floorDivide} and {@link #mod}. */
  public static Tuple2<NDArray, NDArray> divmod(NDArray x, NDArray y) {
    return Tuple.of(x.floorDivide(y), x.mod(y));
  }

  /** {@code min(max(x, lo), hi)}. */
  public static NDArray clip(NDArray x, NDArray lo, NDArray hi) {
    return x.maximum(lo).minimum(hi);
  }

  /** {@code min(max(x, lo), hi)}, the bounds weakly typed. */
  public static NDArray clip(NDArray x, double lo, double hi) {
    return x.clip(lo, hi);
  }

  /** {@code min(max(x, lo), hi)}, the integer bounds weakly typed. */
  public static NDArray clip(NDArray x, long lo, long hi) {
    return clip(x, NDArray.scalar(lo), NDArray.scalar(hi));
  }

  /**
   * {@link #isclose(NDArray, NDArray, double, double, boolean)} with 1e-5, 1e-8, and NaN unequal.
   */
  public static NDArray isclose(NDArray x, NDArray y) {
    return isclose(x, y, 1e-5, 1e-8, false);
  }

  /**
   * Whether {@code |x - y| <= atol + rtol |y|}; infinities equal themselves, NaN itself only on
   * request.
   */
  public static NDArray isclose(NDArray x, NDArray y, double rtol, double atol, boolean equalNan) {
    List<NDArray> p = Elementwise.promote(x, y);
    NDArray a = p.get(0);
    NDArray b = p.get(1);
    if (!a.dtype().isInexact()) {
      List<NDArray> f = Elementwise.promoteInexact(a, b);
      return f.get(0).sub(f.get(1)).abs().le(f.get(1).abs().mul(rtol).add(atol));
    }
    NDArray close =
        a.sub(b)
            .abs()
            .le(b.abs().mul(rtol).add(atol))
            .and(isfinite(a))
            .and(isfinite(b))
            .or(a.eq(b));
    return equalNan ? close.or(isnan(a).and(isnan(b))) : close;
  }

  /** Whether all elements are {@link #isclose(NDArray, NDArray)}. */
  public static NDArray allclose(NDArray x, NDArray y) {
    return isclose(x, y).all();
  }

  /** Whether shapes and all elements are equal. */
  public static NDArray arrayEqual(NDArray x, NDArray y) {
    return x.shape().equals(y.shape()) ? x.eq(y).all() : NDArray.scalar(false);
  }

  /** Whether the arrays broadcast together and are equal then. */
  public static NDArray arrayEquiv(NDArray x, NDArray y) {
    try {
      Promotion.broadcastShapes(List.of(x.shape(), y.shape()));
    } catch (org.jacobean.errors.ShapeException e) {
      return NDArray.scalar(false);
    }
    return x.eq(y).all();
  }
}
