package org.jacobean.ad;

import static org.jacobean.lax.Lax.add;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.neg;
import static org.jacobean.lax.Lax.select;
import static org.jacobean.lax.Lax.sub;
import static org.jacobean.lax.Lax.unary;

import org.jacobean.NDArray;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jspecify.annotations.Nullable;

/**
 * Tangents of functions of one operand. Each is one linear operation on {@code dx} whose
 * coefficient is computed from the operand or, where that is cheaper, from the result {@code y};
 * the coefficient is what reverse mode saves.
 */
final class UnaryJvp {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private UnaryJvp() {}

  static @Nullable NDArray tangent(UnaryOp op, NDArray x, NDArray dx, NDArray y) {
    return switch (op) {
      case ABS -> abs(x, dx, y);
      case ACOS -> mul(dx, neg(reciprocalSqrt(oneMinusSquare(x))));
      case ACOSH -> mul(dx, acosh(x));
      case ASIN -> mul(dx, reciprocalSqrt(oneMinusSquare(x)));
      case ASINH -> mul(dx, reciprocalSqrt(add(square(x), 1)));
      case ATAN -> div(dx, add(square(x), 1));
      case ATANH -> div(dx, oneMinusSquare(x));
      case CBRT -> div(dx, mul(square(y), 3));
      case CONJ -> unary(UnaryOp.CONJ, dx);
      case COS -> mul(dx, neg(unary(UnaryOp.SIN, x)));
      case COSH -> mul(dx, unary(UnaryOp.SINH, x));
      case DIGAMMA -> mul(dx, Trigamma.of(x));
      case ERF -> mul(dx, mul(unary(UnaryOp.EXP, neg(square(x))), TWO_OVER_SQRT_PI));
      case ERFC -> mul(dx, mul(unary(UnaryOp.EXP, neg(square(x))), -TWO_OVER_SQRT_PI));
      case ERF_INV -> mul(dx, mul(unary(UnaryOp.EXP, square(y)), 1 / TWO_OVER_SQRT_PI));
      case EXP -> mul(dx, y);
      case EXP2 -> mul(dx, mul(y, Math.log(2)));
      case EXPM1 -> mul(dx, add(y, 1));
      case IMAG -> unary(UnaryOp.IMAG, dx);
      case LGAMMA -> mul(dx, unary(UnaryOp.DIGAMMA, x));
      case LOG -> div(dx, x);
      case LOG1P -> div(dx, add(x, 1));
      case LOGISTIC -> mul(dx, mul(y, sub(1, y)));
      case NEG -> neg(dx);
      case REAL -> unary(UnaryOp.REAL, dx);
      case RSQRT -> mul(dx, mul(div(y, x), -0.5));
      case SIN -> mul(dx, unary(UnaryOp.COS, x));
      case SINH -> mul(dx, unary(UnaryOp.COSH, x));
      case SQRT -> mul(dx, div(0.5, y));
      case SQUARE -> mul(dx, mul(x, 2));
      case TAN -> mul(dx, add(square(y), 1));
      // (1 - y)(1 + y) keeps its precision where y is close to 1.
      case TANH -> mul(dx, oneMinusSquare(y));
      case CEIL, CLZ, FLOOR, IS_FINITE, NOT, POPULATION_COUNT, ROUND, ROUND_NEAREST_EVEN, SIGN ->
          null;
    };
  }

  private static NDArray square(NDArray x) {
    return unary(UnaryOp.SQUARE, x);
  }

  private static NDArray oneMinusSquare(NDArray x) {
    return mul(sub(1, x), add(x, 1));
  }

  private static NDArray reciprocalSqrt(NDArray x) {
    return unary(UnaryOp.RSQRT, x);
  }

  /** Complex: {@code Re(conj(x) dx) / |x|}, and 0 at 0. */
  private static NDArray abs(NDArray x, NDArray dx, NDArray y) {
    if (!x.dtype().isComplex()) {
      return select(compare(Comparison.GE, x, Tangents.zero(x)), dx, neg(dx));
    }
    NDArray isZero = compare(Comparison.EQ, y, Tangents.zero(y));
    NDArray length = select(isZero, NDArray.full(y.dtype(), org.jacobean.Shape.SCALAR, 1), y);
    NDArray direction = div(unary(UnaryOp.CONJ, x), convertElementType(length, x.dtype()));
    return unary(UnaryOp.REAL, mul(dx, direction));
  }

  /**
   * Complex: two roots, since the arguments of {@code x - 1} and {@code x + 1} may add up to more
   * than pi.
   */
  private static NDArray acosh(NDArray x) {
    NDArray below = add(x, -1);
    NDArray above = add(x, 1);
    return x.dtype().isComplex()
        ? mul(reciprocalSqrt(below), reciprocalSqrt(above))
        : reciprocalSqrt(mul(below, above));
  }
}
