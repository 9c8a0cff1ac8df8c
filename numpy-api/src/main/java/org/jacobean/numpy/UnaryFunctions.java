package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/**
 * The part of {@link Numpy} of functions of one array, element by element. Trigonometric and other
 * inexact functions turn integers into floats.
 */
abstract class UnaryFunctions extends ShapeFunctions {
  UnaryFunctions() {}

  /** Sine, of radians. */
  public static NDArray sin(NDArray x) {
    return Elementwise.inexact(UnaryOp.SIN, x);
  }

  /** Cosine, of radians. */
  public static NDArray cos(NDArray x) {
    return Elementwise.inexact(UnaryOp.COS, x);
  }

  /** Tangent, of radians. */
  public static NDArray tan(NDArray x) {
    return Elementwise.inexact(UnaryOp.TAN, x);
  }

  /** Inverse sine, in radians. */
  public static NDArray arcsin(NDArray x) {
    return Elementwise.inexact(UnaryOp.ASIN, x);
  }

  /** Inverse cosine, in radians. */
  public static NDArray arccos(NDArray x) {
    return Elementwise.inexact(UnaryOp.ACOS, x);
  }

  /** Inverse tangent, in radians. */
  public static NDArray arctan(NDArray x) {
    return Elementwise.inexact(UnaryOp.ATAN, x);
  }

  /** Hyperbolic sine. */
  public static NDArray sinh(NDArray x) {
    return Elementwise.inexact(UnaryOp.SINH, x);
  }

  /** Hyperbolic cosine. */
  public static NDArray cosh(NDArray x) {
    return Elementwise.inexact(UnaryOp.COSH, x);
  }

  /** Hyperbolic tangent. */
  public static NDArray tanh(NDArray x) {
    return Elementwise.inexact(UnaryOp.TANH, x);
  }

  /** Inverse hyperbolic sine. */
  public static NDArray arcsinh(NDArray x) {
    return Elementwise.inexact(UnaryOp.ASINH, x);
  }

  /** Inverse hyperbolic cosine; NaN below 1. */
  public static NDArray arccosh(NDArray x) {
    return Elementwise.inexact(UnaryOp.ACOSH, x);
  }

  /** Inverse hyperbolic tangent; NaN beyond 1. */
  public static NDArray arctanh(NDArray x) {
    return Elementwise.inexact(UnaryOp.ATANH, x);
  }

  /** {@code e^x}. */
  public static NDArray exp(NDArray x) {
    return Elementwise.inexact(UnaryOp.EXP, x);
  }

  /** {@code 2^x}. */
  public static NDArray exp2(NDArray x) {
    return Elementwise.inexact(UnaryOp.EXP2, x);
  }

  /** {@code e^x - 1}, accurate near 0. */
  public static NDArray expm1(NDArray x) {
    return Elementwise.inexact(UnaryOp.EXPM1, x);
  }

  /** Natural logarithm. */
  public static NDArray log(NDArray x) {
    return Elementwise.inexact(UnaryOp.LOG, x);
  }

  /** {@code log(1 + x)}, accurate near 0. */
  public static NDArray log1p(NDArray x) {
    return Elementwise.inexact(UnaryOp.LOG1P, x);
  }

  /** Square root. */
  public static NDArray sqrt(NDArray x) {
    return Elementwise.inexact(UnaryOp.SQRT, x);
  }

  /** Cube root. */
  public static NDArray cbrt(NDArray x) {
    return Elementwise.inexact(UnaryOp.CBRT, x);
  }

  /** Logarithm to base 2. */
  public static NDArray log2(NDArray x) {
    return log(x).div(Math.log(2));
  }

  /** Logarithm to base 10. */
  public static NDArray log10(NDArray x) {
    return log(x).div(Math.log(10));
  }

  /** {@code x * x}. */
  public static NDArray square(NDArray x) {
    return x.square();
  }

  /** Absolute value. */
  public static NDArray abs(NDArray x) {
    return x.abs();
  }

  /** Absolute value. */
  public static NDArray absolute(NDArray x) {
    return x.abs();
  }

  /** Absolute value, as a float. */
  public static NDArray fabs(NDArray x) {
    return inexact(x).abs();
  }

  /** -1, 0 or 1. */
  public static NDArray sign(NDArray x) {
    return x.sign();
  }

  /** {@code -x}. */
  public static NDArray negative(NDArray x) {
    return x.neg();
  }

  /** {@code x}. */
  public static NDArray positive(NDArray x) {
    return x;
  }

  /** {@code 1/x}. */
  public static NDArray reciprocal(NDArray x) {
    return inexact(x).reciprocal();
  }

  /** The largest integer not above. */
  public static NDArray floor(NDArray x) {
    return x.floor();
  }

  /** The smallest integer not below. */
  public static NDArray ceil(NDArray x) {
    return x.ceil();
  }

  /** The nearest integer, half to even; of integers and bool as float64. */
  public static NDArray rint(NDArray x) {
    return x.dtype().isInexact() ? x.round() : x.astype(DType.FLOAT64);
  }

  /** The nearest integer, half to even. */
  public static NDArray round(NDArray x) {
    return x.round();
  }

  /** The integer part. */
  public static NDArray trunc(NDArray x) {
    return x.dtype().isInexact() ? where(x.lt(0.0), x.ceil(), x.floor()) : x;
  }

  /** Radians in degrees. */
  public static NDArray degrees(NDArray x) {
    return inexact(x).mul(180 / Math.PI);
  }

  /** Radians in degrees. */
  public static NDArray rad2deg(NDArray x) {
    return degrees(x);
  }

  /** Degrees in radians. */
  public static NDArray radians(NDArray x) {
    return inexact(x).mul(Math.PI / 180);
  }

  /** Degrees in radians. */
  public static NDArray deg2rad(NDArray x) {
    return radians(x);
  }

  /** Real part. */
  public static NDArray real(NDArray x) {
    return x.real();
  }

  /** Imaginary part. */
  public static NDArray imag(NDArray x) {
    return x.imag();
  }

  /** Complex conjugate. */
  public static NDArray conj(NDArray x) {
    return x.conj();
  }

  /** Whether the element is NaN. */
  public static NDArray isnan(NDArray x) {
    return x.dtype().isInexact() ? x.ne(x) : Lax.zeros(DType.BOOL, x.shape());
  }

  /** Whether the element is neither infinite nor NaN. */
  public static NDArray isfinite(NDArray x) {
    return x.dtype().isFloat()
        ? Lax.unary(UnaryOp.IS_FINITE, x)
        : x.dtype().isComplex()
            ? isfinite(x.real()).and(isfinite(x.imag()))
            : Lax.full(DType.BOOL, x.shape(), 1);
  }

  /** Whether the element is infinite. */
  public static NDArray isinf(NDArray x) {
    return x.dtype().isComplex()
        ? isinf(x.real()).or(isinf(x.imag()))
        : x.dtype().isFloat()
            ? x.abs().eq(Double.POSITIVE_INFINITY)
            : Lax.zeros(DType.BOOL, x.shape());
  }

  /** Whether the element is positive infinity. */
  public static NDArray isposinf(NDArray x) {
    return x.dtype().isFloat() ? x.eq(Double.POSITIVE_INFINITY) : Lax.zeros(DType.BOOL, x.shape());
  }

  /** Whether the element is negative infinity. */
  public static NDArray isneginf(NDArray x) {
    return x.dtype().isFloat() ? x.eq(Double.NEGATIVE_INFINITY) : Lax.zeros(DType.BOOL, x.shape());
  }

  /** Whether the imaginary part is 0. */
  public static NDArray isreal(NDArray x) {
    return x.imag().eq(Lax.constantLike(x.imag(), 0));
  }

  /** Whether the imaginary part is not 0. */
  public static NDArray iscomplex(NDArray x) {
    return isreal(x).not();
  }

  /** Complement of every bit; of bool, the negation. */
  public static NDArray bitwiseNot(NDArray x) {
    return x.not();
  }

  /** Complement of every bit; of bool, the negation. */
  public static NDArray invert(NDArray x) {
    return x.not();
  }

  /** Whether the element is zero. */
  public static NDArray logicalNot(NDArray x) {
    return Reducing.truth(x).not();
  }

  /** The number of bits set in the absolute value, uint8. */
  public static NDArray bitwiseCount(NDArray x) {
    return Lax.unary(UnaryOp.POPULATION_COUNT, x.dtype().isSigned() ? x.abs() : x)
        .astype(DType.UINT8);
  }

  /** {@code sin(pi x) / (pi x)}, 1 at 0. */
  public static NDArray sinc(NDArray x) {
    return sincOf(inexact(x));
  }

  /** The argument of complex numbers, in radians. */
  public static NDArray angle(NDArray x) {
    return x.dtype().isComplex()
        ? Elementwise.binary(BinaryOp.ATAN2, x.imag(), x.real())
        : Elementwise.binary(BinaryOp.ATAN2, Lax.zerosLike(inexact(x)), inexact(x));
  }

  /** NaN as 0, infinities as the largest finite numbers. */
  public static NDArray nanToNum(NDArray x) {
    return x.dtype().isFloat() ? nanToNum(x, 0, largest(x.dtype()), -largest(x.dtype())) : x;
  }

  /** The distance to the next float away from zero, with its sign. */
  public static NDArray spacing(NDArray x) {
    return spacingOf(inexact(x));
  }

  private static NDArray inexact(NDArray x) {
    return Elementwise.promoteInexact(x).get(0);
  }

  private static NDArray sincOf(NDArray x) {
    NDArray zero = x.eq(0.0);
    NDArray pix = where(zero, Lax.zerosLike(x), x).mul(Math.PI);
    // Near 0 the quadratic term, so that the second derivative is right there.
    return where(
        zero,
        x.square().mul(-Math.PI * Math.PI / 6).add(1.0),
        pix.sin().div(where(zero, Lax.full(x.dtype(), x.shape(), 1), pix)));
  }

  private static NDArray spacingOf(NDArray x) {
    NDArray infinity =
        copysign(Lax.constantLike(x, Double.POSITIVE_INFINITY).broadcastTo(x.shape()), x);
    return Lax.sub(Lax.binary(BinaryOp.NEXTAFTER, x, infinity), x);
  }

  private static double largest(DType t) {
    return switch (t) {
      case FLOAT64 -> Double.MAX_VALUE;
      case FLOAT16 -> 65504;
      case BFLOAT16 -> 0x1.FEp127;
      case FLOAT8_E4M3FN -> 448;
      case FLOAT8_E5M2 -> 57344;
      default -> Float.MAX_VALUE;
    };
  }

  /** With NaN, positive and negative infinity replaced. */
  public static NDArray nanToNum(NDArray x, double nan, double positive, double negative) {
    NDArray y = where(isnan(x), nan, x);
    return where(isneginf(y), negative, where(isposinf(y), positive, y));
  }

  /** Rounded to so many decimals, half to even. */
  public static NDArray round(NDArray x, int decimals) {
    if (decimals == 0 || !x.dtype().isInexact()) {
      return decimals >= 0
          ? x.round()
          : x.astype(DType.FLOAT64)
              .mul(Math.pow(10, decimals))
              .round()
              .div(Math.pow(10, decimals))
              .astype(x.dtype());
    }
    double factor = Math.pow(10, decimals);
    return x.mul(factor).round().div(factor);
  }

  /**
   * Whether the sign bit is set: true of -0 and of negative NaN. @throws DTypeException JX0643 for
   * complex numbers
   */
  public static NDArray signbit(NDArray x) {
    return switch (x.dtype()) {
      case FLOAT64 -> Lax.bitcastConvertType(x, DType.INT64).lt(0L);
      case FLOAT32 -> Lax.bitcastConvertType(x, DType.INT32).lt(0L);
      case FLOAT16, BFLOAT16 -> Lax.bitcastConvertType(x, DType.INT16).lt(0L);
      case FLOAT8_E4M3FN, FLOAT8_E5M2 -> Lax.bitcastConvertType(x, DType.INT8).lt(0L);
      case INT4, INT8, INT16, INT32, INT64 -> x.lt(0L);
      case BOOL, UINT4, UINT8, UINT16, UINT32, UINT64, FLOAT0 -> Lax.zeros(DType.BOOL, x.shape());
      case COMPLEX64, COMPLEX128 ->
          throw new DTypeException(
              "JX0643", "signbit of the complex " + x.aval() + "; take the real part");
    };
  }

  /** The magnitude of {@code x} with the sign of {@code y}. */
  public static NDArray copysign(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    NDArray magnitude = p.get(0).abs();
    return where(signbit(p.get(1)), magnitude.neg(), magnitude);
  }

  /** Fractional and integer part, both with the sign of {@code x}. */
  public static Tuple2<NDArray, NDArray> modf(NDArray x) {
    NDArray y = inexact(x);
    NDArray whole = trunc(y);
    NDArray fraction = where(isinf(y), Lax.zerosLike(y), y.sub(whole));
    return Tuple.of(copysign(fraction, y), whole);
  }

  /** {@code x * 2^n}. */
  public static NDArray ldexp(NDArray x, NDArray n) {
    NDArray y = inexact(x);
    // In two steps, so that the power of two itself does not overflow before the result does.
    NDArray half = n.floorDivide(2);
    NDArray rest = n.sub(half);
    return y.mul(exp2(half.astype(y.dtype()))).mul(exp2(rest.astype(y.dtype())));
  }

  /**
   * Mantissa in [0.5, 1) and exponent of 2, int32; 0, infinity and NaN are their own mantissa with
   * exponent 0.
   */
  public static Tuple2<NDArray, NDArray> frexp(NDArray x) {
    NDArray y = inexact(x);
    NDArray wide = y.astype(DType.FLOAT64);
    NDArray regular = isfinite(wide).and(wide.ne(0.0));
    // A subnormal double is lifted first.
    NDArray tiny = wide.abs().lt(Double.MIN_NORMAL).and(regular);
    NDArray lifted = where(tiny, wide.mul(0x1p54), wide);
    NDArray bits = Lax.bitcastConvertType(lifted, DType.INT64);
    NDArray raw =
        Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, bits, Lax.constantLike(bits, 52))
            .and(NDArray.scalar(0x7ffL));
    NDArray exponent = raw.sub(1022L).sub(where(tiny, NDArray.scalar(54L), NDArray.scalar(0L)));
    NDArray mantissaBits =
        bits.and(NDArray.fullLong(DType.INT64, Shape.SCALAR, 0x800fffffffffffffL))
            .or(NDArray.fullLong(DType.INT64, Shape.SCALAR, 1022L << 52));
    NDArray mantissa = Lax.bitcastConvertType(mantissaBits, DType.FLOAT64);
    return Tuple.of(
        where(regular, mantissa, wide).astype(y.dtype()),
        where(regular, exponent, NDArray.scalar(0L)).astype(DType.INT32));
  }
}
