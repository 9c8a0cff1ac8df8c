package org.jacobean.eval;

import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;

/**
 * The pointwise functions on complex numbers, with the branch cuts of C99's Annex G. Inverse
 * functions follow W. Kahan, "Branch cuts for complex elementary functions", 1987.
 */
final class ComplexFunctions {
  private static final double LN2 = 0.6931471805599453;

  /** A function of one complex number; writes its two parts. */
  @FunctionalInterface
  interface Unary {
    void apply(double re, double im, double[] out);
  }

  /** A function of two complex numbers; writes its two parts. */
  @FunctionalInterface
  interface Binary {
    void apply(double xr, double xi, double yr, double yi, double[] out);
  }

  private ComplexFunctions() {}

  static Unary unary(UnaryOp op) {
    return switch (op) {
      case ABS -> (a, b, z) -> set(z, Math.hypot(a, b), 0);
      case ACOS -> InverseComplex::acos;
      case ACOSH -> InverseComplex::acosh;
      case ASIN -> InverseComplex::asin;
      case ASINH -> InverseComplex::asinh;
      case ATAN -> InverseComplex::atan;
      case ATANH -> InverseComplex::atanh;
      case CONJ -> (a, b, z) -> set(z, a, -b);
      case COS -> (a, b, z) -> cosh(-b, a, z);
      case COSH -> ComplexFunctions::cosh;
      case EXP -> ComplexFunctions::exp;
      case EXP2 -> (a, b, z) -> exp(a * LN2, b * LN2, z);
      case EXPM1 -> ComplexFunctions::expm1;
      case IMAG -> (_, b, z) -> set(z, b, 0);
      case LOG -> ComplexFunctions::log;
      case LOG1P -> ComplexFunctions::log1p;
      case LOGISTIC -> ComplexFunctions::logistic;
      case NEG -> (a, b, z) -> set(z, -a, -b);
      case REAL -> (a, _, z) -> set(z, a, 0);
      case RSQRT -> ComplexFunctions::rsqrt;
      case SIGN -> ComplexFunctions::sign;
      case SIN -> ComplexFunctions::sin;
      case SINH -> ComplexFunctions::sinh;
      case SQRT -> ComplexFunctions::sqrt;
      case SQUARE -> (a, b, z) -> set(z, (a - b) * (a + b), 2 * a * b);
      case TAN -> ComplexFunctions::tan;
      case TANH -> ComplexFunctions::tanh;
      case CBRT,
          CEIL,
          CLZ,
          DIGAMMA,
          ERF,
          ERFC,
          ERF_INV,
          FLOOR,
          IS_FINITE,
          LGAMMA,
          NOT,
          POPULATION_COUNT,
          ROUND ->
          throw Domains.excluded(op.jaxName(), "complex numbers");
      case ROUND_NEAREST_EVEN -> throw Domains.excluded(op.jaxName(), "complex numbers");
    };
  }

  static Binary binary(BinaryOp op) {
    return switch (op) {
      case ADD -> (a, b, c, d, z) -> set(z, a + c, b + d);
      case SUB -> (a, b, c, d, z) -> set(z, a - c, b - d);
      case MUL -> (a, b, c, d, z) -> set(z, a * c - b * d, a * d + b * c);
      case DIV -> ComplexFunctions::divide;
      case MAX -> (a, b, c, d, z) -> extreme(a, b, c, d, 1, z);
      case MIN -> (a, b, c, d, z) -> extreme(a, b, c, d, -1, z);
      case POW -> ComplexFunctions::pow;
      case AND,
          ATAN2,
          COMPLEX,
          NEXTAFTER,
          OR,
          REM,
          SHIFT_LEFT,
          SHIFT_RIGHT_ARITHMETIC,
          SHIFT_RIGHT_LOGICAL,
          XOR ->
          throw Domains.excluded(op.jaxName(), "complex numbers");
    };
  }

  static void set(double[] z, double re, double im) {
    z[0] = re;
    z[1] = im;
  }

  /** The lexicographically larger (sign 1) or smaller (sign -1); the first NaN if there is one. */
  static void extreme(double a, double b, double c, double d, int sign, double[] z) {
    boolean first;
    if (Double.isNaN(a) || Double.isNaN(b)) {
      first = true;
    } else if (Double.isNaN(c) || Double.isNaN(d)) {
      first = false;
    } else {
      first = a == c ? sign * (b - d) >= 0 || b == d : sign > 0 ? a > c : a < c;
    }
    set(z, first ? a : c, first ? b : d);
  }

  /** Smith's division, with C99's results for division by zero and by infinity. */
  static void divide(double a, double b, double c, double d, double[] z) {
    if (c == 0 && d == 0) {
      double inf = Math.copySign(Double.POSITIVE_INFINITY, c);
      set(z, inf * a, inf * b);
    } else if (Double.isInfinite(c)
        && Double.isInfinite(d)
        && Double.isFinite(a)
        && Double.isFinite(b)) {
      double p = Math.copySign(1, c);
      double q = Math.copySign(1, d);
      set(z, 0 * (a * p + b * q), 0 * (b * p - a * q));
    } else if (Math.abs(c) >= Math.abs(d)) {
      double r = d / c;
      double den = c + d * r;
      set(z, (a + b * r) / den, (b - a * r) / den);
    } else {
      double r = c / d;
      double den = c * r + d;
      set(z, (a * r + b) / den, (b * r - a) / den);
    }
  }

  static void integerPow(double a, double b, int y, double[] z) {
    double re = 1;
    double im = 0;
    double pr = a;
    double pi = b;
    for (long n = Math.abs((long) y); n > 0; n >>= 1) {
      if ((n & 1) != 0) {
        double t = re * pr - im * pi;
        im = re * pi + im * pr;
        re = t;
      }
      double t = (pr - pi) * (pr + pi);
      pi = 2 * pr * pi;
      pr = t;
    }
    if (y < 0) {
      divide(1, 0, re, im, z);
    } else {
      set(z, re, im);
    }
  }

  private static void pow(double a, double b, double c, double d, double[] z) {
    if (a == 0 && b == 0) {
      if (c == 0 && d == 0) {
        set(z, 1, 0);
      } else {
        set(z, c > 0 ? 0 : c < 0 ? Double.POSITIVE_INFINITY : Double.NaN, c > 0 ? 0 : Double.NaN);
      }
      return;
    }
    log(a, b, z);
    exp(c * z[0] - d * z[1], c * z[1] + d * z[0], z);
  }

  static void exp(double a, double b, double[] z) {
    if (b == 0) {
      set(z, Math.exp(a), b);
      return;
    }
    if (a == Double.NEGATIVE_INFINITY) {
      set(z, 0 * Math.cos(Double.isFinite(b) ? b : 1), 0 * Math.sin(Double.isFinite(b) ? b : 1));
      return;
    }
    scaled(a, Math.cos(b), Math.sin(b), 1, z);
  }

  /** {@code factor * exp(a) * (c, s)} without overflow in between. */
  private static void scaled(double a, double c, double s, double factor, double[] z) {
    if (Math.abs(a) > 700 && Double.isFinite(a)) {
      double half = Math.exp(a / 2);
      set(z, half * (factor * c) * half, half * (factor * s) * half);
    } else {
      double e = Math.exp(a);
      set(z, factor * e * c, factor * e * s);
    }
  }

  private static void expm1(double a, double b, double[] z) {
    double h = Math.sin(b / 2);
    double im = b == 0 ? b : Math.exp(a) * Math.sin(b);
    set(z, Math.expm1(a) * Math.cos(b) - 2 * h * h, im);
  }

  static void log(double a, double b, double[] z) {
    double x = Math.max(Math.abs(a), Math.abs(b));
    double y = Math.min(Math.abs(a), Math.abs(b));
    double re;
    if (x > 0.5 && x < 2) {
      double square = y * y;
      double low = Math.fma(y, y, -square);
      double p = (x - 1) * (x + 1);
      double pLow = Math.fma(x - 1, x + 1, -p);
      re = 0.5 * Math.log1p(p + square + (low + pLow));
    } else {
      re = Math.log(Math.hypot(a, b));
    }
    set(z, re, Math.atan2(b, a));
  }

  private static void log1p(double a, double b, double[] z) {
    if (Math.abs(a) < 0.5 && Math.abs(b) < 0.75) {
      double p = a * (2 + a);
      double q = b * b;
      double low = Math.fma(b, b, -q) + Math.fma(a, a, 2 * a - p);
      set(
          z,
          0.5 * Math.log1p(p + q + (Math.abs(p + q) < 0.25 * q ? low : 0)),
          Math.atan2(b, 1 + a));
    } else {
      log(1 + a, b, z);
    }
  }

  private static void logistic(double a, double b, double[] z) {
    if (a >= 0) {
      exp(-a, -b, z);
      divide(1, 0, 1 + z[0], z[1], z);
    } else {
      exp(a, b, z);
      divide(z[0], z[1], 1 + z[0], z[1], z);
    }
  }

  static void sqrt(double a, double b, double[] z) {
    if (a == 0 && b == 0) {
      set(z, 0, b);
      return;
    }
    if (Double.isInfinite(b)) {
      set(z, Double.POSITIVE_INFINITY, b);
      return;
    }
    if (Double.isInfinite(a)) {
      double other = Double.isNaN(b) ? b : 0;
      set(z, a > 0 ? a : Math.abs(other), a > 0 ? Math.copySign(other, b) : Math.copySign(-a, b));
      return;
    }
    int e = Math.max(Math.getExponent(a), Math.getExponent(b)) & ~1;
    double x = Math.scalb(a, -e);
    double y = Math.scalb(b, -e);
    double t = Math.scalb(Math.sqrt((Math.abs(x) + Math.hypot(x, y)) / 2), e / 2);
    if (a >= 0) {
      set(z, t, b / (2 * t));
    } else {
      set(z, Math.abs(b) / (2 * t), Math.copySign(t, b));
    }
  }

  private static void rsqrt(double a, double b, double[] z) {
    sqrt(a, b, z);
    divide(1, 0, z[0], z[1], z);
  }

  private static void sign(double a, double b, double[] z) {
    double r = Math.hypot(a, b);
    set(z, r == 0 ? 0 : a / r, r == 0 ? 0 : b / r);
  }

  /** {@code sin z = -i sinh(iz)}. */
  private static void sin(double a, double b, double[] z) {
    sinh(-b, a, z);
    set(z, z[1], -z[0]);
  }

  private static void sinh(double a, double b, double[] z) {
    if (Math.abs(a) > 700) {
      scaled(
          Math.abs(a),
          Math.copySign(Math.cos(b), a * Math.cos(b)),
          b == 0 ? b : Math.sin(b),
          0.5,
          z);
    } else {
      set(z, Math.sinh(a) * Math.cos(b), b == 0 ? b : Math.cosh(a) * Math.sin(b));
    }
  }

  private static void cosh(double a, double b, double[] z) {
    if (Math.abs(a) > 700) {
      scaled(Math.abs(a), Math.cos(b), Math.signum(a) * Math.sin(b), 0.5, z);
    } else {
      set(z, Math.cosh(a) * Math.cos(b), Math.sinh(a) * Math.sin(b));
    }
  }

  /** {@code tan z = -i tanh(iz)}. */
  private static void tan(double a, double b, double[] z) {
    tanh(-b, a, z);
    set(z, z[1], -z[0]);
  }

  static void tanh(double a, double b, double[] z) {
    if (Math.abs(a) > 20) {
      set(z, Math.copySign(1, a), 4 * Math.sin(b) * Math.cos(b) * Math.exp(-2 * Math.abs(a)));
      return;
    }
    double t = Math.tan(b);
    double beta = 1 + t * t;
    double s = Math.sinh(a);
    double rho = Math.sqrt(1 + s * s);
    if (Double.isInfinite(t)) {
      set(z, rho / s, 1 / t);
    } else {
      double d = 1 + beta * s * s;
      set(z, beta * rho * s / d, t / d);
    }
  }
}
