package org.jacobean.eval;

/**
 * The error function, its complement and its inverse. The two Chebyshev series were computed from
 * the definitions in 50-digit arithmetic: {@code erf(x)/x} in {@code x²} on [0, 1], and {@code
 * (1+2x) exp(x²) erfc(x)} in {@code (x-4)/(x+4)} on [0.5, 28], the form of Shepherd and
 * Laframboise, Mathematics of Computation 36 (1981).
 */
final class ErrorFunctions {
  private static final double[] ERF = {
    0.9754769393826541,
    -0.14226120510371365,
    0.010035582187599796,
    -0.0005768764699767485,
    2.741993125219606e-05,
    -1.1043175507344507e-06,
    3.8488755420345036e-08,
    -1.1808582533875466e-09,
    3.2334215826050907e-11,
    -7.991015947004549e-13,
    1.7990725113961456e-14,
    -3.718635487818693e-16,
    7.103599003714253e-18
  };

  private static final double[] ERFCX = {
    1.2199111126458904,
    -0.06262951865650836,
    -0.0221133652913709,
    0.01840299496242715,
    -0.007631953059240111,
    0.0023255848811298023,
    -0.0005605121487326446,
    0.00010782203969343513,
    -1.6021370061794286e-05,
    1.6415472215781088e-06,
    -6.309429545191327e-08,
    -1.2903095479736711e-08,
    2.521983201321926e-09,
    -8.778632346044423e-11,
    -3.13704045223375e-11,
    4.188598329277354e-12,
    2.297697745204343e-13,
    -9.110756934009662e-14,
    7.167239173581873e-16,
    1.7498787906140816e-15,
    -8.010360950926795e-17,
    -3.421144503539757e-17,
    2.450866206652252e-18
  };

  private static final double FROM = (0.5 - 4) / (0.5 + 4);
  private static final double TO = 0.75;

  private ErrorFunctions() {}

  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      return x * Chebyshev.sum(ERF, 2 * x * x - 1);
    }
    return a > 6 ? Math.signum(x) : x > 0 ? 1 - tail(x) : tail(-x) - 1;
  }

  static double erfc(double x) {
    if (x < 0.5) {
      return 1 - erf(x);
    }
    return tail(x);
  }

  /** erfc for {@code x >= 0.5}; {@code x²} is carried with its rounding error. */
  private static double tail(double x) {
    if (x > 27.5) {
      return 0;
    }
    double square = x * x;
    double error = Math.fma(x, x, -square);
    double t = (x - 4) / (x + 4);
    double series = Chebyshev.sum(ERFCX, (2 * t - (FROM + TO)) / (TO - FROM));
    // Scaled so that the exponential of a subnormal result keeps its digits.
    double e = square > 600 ? Math.exp(300 - square) : Math.exp(-square);
    double y = (e - e * error) * series / (1 + 2 * x);
    return square > 600 ? y * Math.exp(-300) : y;
  }

  /**
   * The inverse of erf: Winitzki's approximation improved by Halley's iteration, on erfc where erf
   * is flat.
   */
  static double erfInv(double y) {
    double a = Math.abs(y);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    if (a < 1e-8) {
      return y * 0.886226925452758;
    }
    double l = Math.log1p(-a * a);
    double k = 2 / (Math.PI * 0.147) + l / 2;
    double x = Math.sqrt(Math.sqrt(k * k - l / 0.147) - k);
    for (int i = 0; i < 3; i++) {
      double residual = a > 0.53 ? (1 - a) - tail(Math.max(x, 0.5)) : erf(x) - a;
      double newton = residual / (1.1283791670955126 * Math.exp(-x * x));
      x -= newton / (1 + x * newton);
    }
    return Math.copySign(x, y);
  }
}
