package org.jacobean.llvm.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Zeros, infinities, NaN, poles, huge and subnormal arguments; and the same bits in every number of
 * lanes.
 */
final class VectorMathSpecialTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double[] SPECIAL = {
    0.0, -0.0, 1, -1, INF, -INF, NAN, 0x1p-149, -0x1p-140, 0x1p-126, 1e-40, 0.5, -0.5, 2, -2, 3, -3,
    0x1p-30, -0x1p-30, 60, -60, 1e30, -1e30, 3e38
  };

  static Stream<Arguments> unary() {
    return Stream.of(
        of("EXP", StrictMath::exp),
        of("EXPM1", StrictMath::expm1),
        of("LOG", StrictMath::log),
        of("LOG1P", StrictMath::log1p),
        of("EXP2", x -> StrictMath.pow(2, x)),
        of("SIN", StrictMath::sin),
        of("COS", StrictMath::cos),
        of("TAN", StrictMath::tan),
        of("SINH", StrictMath::sinh),
        of("COSH", StrictMath::cosh),
        of("TANH", StrictMath::tanh),
        of("ASIN", StrictMath::asin),
        of("ACOS", StrictMath::acos),
        of("ATAN", StrictMath::atan),
        of("LOGISTIC", x -> 1 / (1 + StrictMath.exp(-x))),
        of("RSQRT", x -> 1 / Math.sqrt(x)),
        of("CBRT", StrictMath::cbrt));
  }

  private static Arguments of(String op, DoubleUnaryOperator reference) {
    return Arguments.of(op, reference);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unary")
  void specialValuesAreThoseOfTheReference(String op, DoubleUnaryOperator reference) {
    for (boolean f64 : new boolean[] {false, true}) {
      double[] actual = bothWidths(op, f64, SPECIAL, new double[SPECIAL.length]);
      for (int i = 0; i < SPECIAL.length; i++) {
        double x = f64 ? SPECIAL[i] : (float) SPECIAL[i];
        check(op + "(" + x + ")", reference.applyAsDouble(x), actual[i], f64);
      }
    }
  }

  static Stream<Arguments> binary() {
    return Stream.of(
        Arguments.of("POW", (DoubleBinaryOperator) VectorMathSpecialTest::cPow),
        Arguments.of("ATAN2", (DoubleBinaryOperator) StrictMath::atan2));
  }

  /** C's pow differs from Java's where the result of 1 does not depend on the other argument. */
  private static double cPow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binary")
  void specialPairsAreThoseOfTheReference(String op, DoubleBinaryOperator reference) {
    int n = SPECIAL.length;
    double[] x = new double[n * n];
    double[] y = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      x[i] = SPECIAL[i / n];
      y[i] = SPECIAL[i % n];
    }
    for (boolean f64 : new boolean[] {false, true}) {
      double[] actual = bothWidths(op, f64, x, y);
      for (int i = 0; i < n * n; i++) {
        double a = f64 ? x[i] : (float) x[i];
        double b = f64 ? y[i] : (float) y[i];
        check(op + "(" + a + ", " + b + ")", reference.applyAsDouble(a, b), actual[i], f64);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("errorFunctions")
  void errorFunctionsAtTheirLimits(String op, double x, double expected) {
    for (boolean f64 : new boolean[] {false, true}) {
      check(
          op + "(" + x + ")",
          expected,
          bothWidths(op, f64, new double[] {x}, new double[1])[0],
          f64);
    }
  }

  static Stream<Arguments> errorFunctions() {
    return Stream.of(
        Arguments.of("ERF", -0.0, -0.0),
        Arguments.of("ERF", INF, 1),
        Arguments.of("ERF", -INF, -1),
        Arguments.of("ERF", NAN, NAN),
        Arguments.of("ERFC", 0.0, 1),
        Arguments.of("ERFC", INF, 0),
        Arguments.of("ERFC", -INF, 2),
        Arguments.of("ERFC", NAN, NAN),
        Arguments.of("ERFC", 1e30, 0),
        Arguments.of("ERF_INV", 1, INF),
        Arguments.of("ERF_INV", -1, -INF),
        Arguments.of("ERF_INV", 0.0, 0),
        Arguments.of("ERF_INV", -0.0, -0.0),
        Arguments.of("ERF_INV", 1.5, NAN),
        Arguments.of("ERF_INV", NAN, NAN));
  }

  @ParameterizedTest
  @MethodSource("overflow")
  void resultsOverflowAndUnderflowWhereTheReferenceDoes(
      String op, boolean f64, double x, double expected) {
    check(
        op + "(" + x + ")", expected, bothWidths(op, f64, new double[] {x}, new double[1])[0], f64);
  }

  static Stream<Arguments> overflow() {
    return Stream.of(
        Arguments.of("EXP", true, 709.782712893384, StrictMath.exp(709.782712893384)),
        Arguments.of("EXP", true, 709.7827128933841, INF),
        Arguments.of("EXP", true, -745.1332191019411, Double.MIN_VALUE),
        Arguments.of("EXP", true, -745.14, 0),
        Arguments.of("EXP", false, 88.72283, StrictMath.exp(88.72283f)),
        Arguments.of("EXP", false, 88.72284, INF),
        Arguments.of("EXPM1", true, 709.7827128933841, INF),
        Arguments.of("EXPM1", false, 88.72284, INF),
        Arguments.of("SINH", true, 710.4, StrictMath.sinh(710.4)),
        Arguments.of("SINH", true, 710.5, INF),
        Arguments.of("COSH", false, 89.4, StrictMath.cosh(89.4f)),
        Arguments.of("COSH", false, -89.5, INF),
        Arguments.of("EXP2", true, 1023.5, StrictMath.pow(2, 1023.5)),
        Arguments.of("EXP2", true, 1024, INF),
        Arguments.of("EXP2", true, -1074, Double.MIN_VALUE),
        Arguments.of("EXP2", false, 128, INF),
        Arguments.of("EXP2", false, -149, 0x1p-149));
  }

  private static double[] bothWidths(String op, boolean f64, double[] x, double[] y) {
    double[] wide = new VectorMathKernel(op, f64, f64 ? 8 : 16).apply(x, y);
    double[] one = new VectorMathKernel(op, f64, 1).apply(x, y);
    for (int i = 0; i < x.length; i++) {
      assertEquals(
          one[i], wide[i], op + "(" + x[i] + ", " + y[i] + ") with one lane and with several");
    }
    return wide;
  }

  /** Equal, zeros by sign too, or within 3 units in the last place of a finite result. */
  private static void check(String what, double expected, double actual, boolean f64) {
    double rounded = f64 ? expected : (float) expected;
    if (rounded == 0 || Double.isNaN(rounded) || Double.isInfinite(rounded)) {
      assertEquals(rounded, actual, what + (f64 ? " of double" : " of float"));
    } else {
      double ulp = f64 ? Math.ulp(rounded) : Math.ulp((float) rounded);
      assertEquals(expected, actual, 3 * ulp, what + (f64 ? " of double" : " of float"));
    }
  }
}
