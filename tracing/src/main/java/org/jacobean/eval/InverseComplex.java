package org.jacobean.eval;

import static org.jacobean.eval.ComplexFunctions.set;

/** Inverse circular and hyperbolic functions of complex numbers, by Kahan's formulas (1987). */
final class InverseComplex {
  private InverseComplex() {}

  private static double asinh(double x) {
    return RealFunctions.unary(org.jacobean.ir.op.UnaryOp.ASINH).applyAsDouble(x);
  }

  static void asin(double a, double b, double[] z) {
    ComplexFunctions.sqrt(1 - a, -b, z);
    double ur = z[0];
    double ui = z[1];
    ComplexFunctions.sqrt(1 + a, b, z);
    double re = Math.atan2(a, ur * z[0] - ui * z[1]);
    set(z, re, asinh(ur * z[1] - ui * z[0]));
  }

  static void acos(double a, double b, double[] z) {
    ComplexFunctions.sqrt(1 - a, -b, z);
    double ur = z[0];
    double ui = z[1];
    ComplexFunctions.sqrt(1 + a, b, z);
    set(z, 2 * Math.atan2(ur, z[0]), asinh(z[0] * ui - z[1] * ur));
  }

  static void acosh(double a, double b, double[] z) {
    ComplexFunctions.sqrt(a - 1, b, z);
    double ur = z[0];
    double ui = z[1];
    ComplexFunctions.sqrt(a + 1, b, z);
    set(z, asinh(ur * z[0] + ui * z[1]), 2 * Math.atan2(ui, z[0]));
  }

  /** {@code asinh z = -i asin(iz)}. */
  static void asinh(double a, double b, double[] z) {
    asin(-b, a, z);
    set(z, z[1], -z[0]);
  }

  static void atanh(double a, double b, double[] z) {
    double x = 1 - a;
    double re = 0.25 * Math.log1p(4 * a / (x * x + b * b));
    double im = 0.5 * Math.atan2(2 * b, (1 - a) * (1 + a) - b * b);
    set(z, re, im);
  }

  /** {@code atan z = -i atanh(iz)}. */
  static void atan(double a, double b, double[] z) {
    atanh(-b, a, z);
    set(z, z[1], -z[0]);
  }
}
