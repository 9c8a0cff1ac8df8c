package org.jacobean.eval;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jacobean.DType;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;

/** The pointwise functions on doubles. */
final class RealFunctions {
  private static final double LN2 = 0.6931471805599453;

  private RealFunctions() {}

  static DoubleUnaryOperator unary(UnaryOp op) {
    return switch (op) {
      case ABS -> Math::abs;
      case ACOS -> Math::acos;
      case ACOSH -> RealFunctions::acosh;
      case ASIN -> Math::asin;
      case ASINH -> RealFunctions::asinh;
      case ATAN -> Math::atan;
      case ATANH -> RealFunctions::atanh;
      case CBRT -> Math::cbrt;
      case CEIL -> Math::ceil;
      case COS -> Math::cos;
      case COSH -> Math::cosh;
      case DIGAMMA -> GammaFunctions::digamma;
      case ERF -> ErrorFunctions::erf;
      case ERFC -> ErrorFunctions::erfc;
      case ERF_INV -> ErrorFunctions::erfInv;
      case EXP -> Math::exp;
      case EXP2 -> x -> Math.pow(2, x);
      case EXPM1 -> Math::expm1;
      case FLOOR -> Math::floor;
      case IS_FINITE -> x -> Double.isFinite(x) ? 1 : 0;
      case LGAMMA -> GammaFunctions::lgamma;
      case LOG -> Math::log;
      case LOG1P -> Math::log1p;
      case LOGISTIC -> RealFunctions::logistic;
      case NEG -> x -> -x;
      case ROUND -> RealFunctions::roundHalfAway;
      case ROUND_NEAREST_EVEN -> Math::rint;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case SIGN -> Math::signum;
      case SIN -> Math::sin;
      case SINH -> Math::sinh;
      case SQRT -> Math::sqrt;
      case SQUARE -> x -> x * x;
      case TAN -> Math::tan;
      case TANH -> Math::tanh;
      case CLZ, CONJ, IMAG, NOT, POPULATION_COUNT, REAL ->
          throw Domains.excluded(op.jaxName(), "floats");
    };
  }

  static DoubleBinaryOperator binary(BinaryOp op, DType t) {
    return switch (op) {
      case ADD -> (x, y) -> x + y;
      case ATAN2 -> Math::atan2;
      case DIV -> (x, y) -> x / y;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case MUL -> (x, y) -> x * y;
      case NEXTAFTER -> (x, y) -> nextAfter(x, y, t);
      case POW -> RealFunctions::pow;
      case REM -> (x, y) -> x % y;
      case SUB -> (x, y) -> x - y;
      case AND, COMPLEX, OR, SHIFT_LEFT, SHIFT_RIGHT_ARITHMETIC, SHIFT_RIGHT_LOGICAL, XOR ->
          throw Domains.excluded(op.jaxName(), "floats");
    };
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    double r;
    if (a > 0x1p28) {
      r = Math.log(a) + LN2;
    } else {
      double s = a * a;
      r = Math.log1p(a + s / (1 + Math.sqrt(1 + s)));
    }
    return Math.copySign(r, x);
  }

  private static double acosh(double x) {
    if (x > 0x1p28) {
      return Math.log(x) + LN2;
    }
    double t = x - 1;
    if (!(t >= 0)) {
      return Double.NaN;
    }
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  private static double atanh(double x) {
    double a = Math.abs(x);
    double r =
        a < 0.5 ? 0.5 * Math.log1p(2 * a + 2 * a * a / (1 - a)) : 0.5 * Math.log1p(2 * a / (1 - a));
    return Math.copySign(r, x);
  }

  private static double logistic(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  private static double roundHalfAway(double x) {
    double a = Math.abs(x);
    double down = Math.floor(a);
    return Math.copySign(a - down >= 0.5 ? down + 1 : down, x);
  }

  /** As C: 1 to any power, and -1 to an infinite power, are 1, where Java gives NaN. */
  private static double pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  /** The next value of the dtype after {@code x} toward {@code y}. */
  private static double nextAfter(double x, double y, DType t) {
    if (t == DType.FLOAT64) {
      return Math.nextAfter(x, y);
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (x == y) {
      return y;
    }
    // The spacing at x is at least the smallest step that changes it; bisect between x and its far
    // neighbour.
    double far = x == 0 ? Math.copySign(smallest(t), y) : neighbour(x, y > x, t);
    return far;
  }

  private static double smallest(DType t) {
    double v = 1;
    while (Elements.round(t, v / 2) != 0) {
      v /= 2;
    }
    return v;
  }

  /**
   * The nearest value of the dtype above (or below) {@code x}, itself a value of the dtype, not
   * zero.
   */
  private static double neighbour(double x, boolean up, DType t) {
    double step = Math.ulp(x);
    while (true) {
      double next = Elements.round(t, up ? x + step : x - step);
      if (up ? next > x : next < x) {
        return next;
      }
      if (Double.isNaN(next) || Double.isInfinite(x)) {
        return Double.isInfinite(x) ? largest(x, t) : next;
      }
      step *= 2;
    }
  }

  /** The largest finite value with the sign of {@code x}. */
  private static double largest(double x, DType t) {
    double v = 1;
    while (Double.isFinite(Elements.round(t, v * 2))) {
      v *= 2;
    }
    for (double add = v / 2; add > 0; add /= 2) {
      double w = Elements.round(t, v + add);
      if (Double.isFinite(w)) {
        v = w;
      }
      if (add < v * 1e-10) {
        break;
      }
    }
    return Math.copySign(v, x);
  }
}
