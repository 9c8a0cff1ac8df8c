package org.jacobean.eval;

/**
 * The logarithm of the gamma function and its derivative. The Chebyshev series were computed from
 * the definitions in 50-digit arithmetic, with the roots divided out, so that the relative error is
 * small at the roots too: {@code lgamma(x) / ((x-1)(x-2))} on [0.5, 1.5] and [1.5, 2.5], and {@code
 * digamma(x) / (x-root)} on [1, 2].
 */
final class GammaFunctions {
  private static final double[] LGAMMA_1 = {
    0.5992017652562684,
    -0.13523864407505012,
    0.022912123058847742,
    -0.0045425014892086875,
    0.0009737657453887527,
    -0.0002183918976031625,
    5.042759968846042e-05,
    -1.188348476697295e-05,
    2.843082441768888e-06,
    -6.882434580587778e-07,
    1.681901981132224e-07,
    -4.142337251877978e-08,
    1.0269232482208628e-08,
    -2.5601340515332235e-09,
    6.413436775129348e-10,
    -1.6134553928150004e-10,
    4.074210753908471e-11,
    -1.0322133272009862e-11,
    2.6229060193036037e-12,
    -6.682732659532457e-13,
    1.7067615710175653e-13,
    -4.368612159379254e-14,
    1.1204253833781605e-14,
    -2.8788468114442426e-15,
    7.40945781329903e-16,
    -1.9099853682358576e-16,
    4.930593074707631e-17,
    -1.2745267653723452e-17,
    3.2986728995664887e-18,
    -8.547397118448763e-19
  };

  private static final double[] LGAMMA_2 = {
    0.42702679007974553,
    -0.05136266063271509,
    0.004283865121771959,
    -0.00040868943087787814,
    4.189889214014742e-05,
    -4.4884162278409e-06,
    4.950359592304836e-07,
    -5.572882261152328e-08,
    6.369038926367588e-09,
    -7.363280290999341e-10,
    8.590324630704468e-11,
    -1.0095630921452502e-11,
    1.1936859013748236e-12,
    -1.4186121794476558e-13,
    1.693301639270074e-14,
    -2.0288519799922935e-15,
    2.43899034401661e-16,
    -2.940688354710887e-17,
    3.554929051822112e-18,
    -4.3076617400936667e-19
  };

  private static final double[] DIGAMMA = {
    0.983570260441567,
    -0.2270640863346444,
    0.03336889902393011,
    -0.005320077271596548,
    0.0008788656937820505,
    -0.00014773492650606044,
    2.5060543468359146e-05,
    -4.2721034029993324e-06,
    7.302769272465923e-07,
    -1.2502886813559594e-07,
    2.1425009322359472e-08,
    -3.673295918565179e-09,
    6.299717236108931e-10,
    -1.080593028883266e-10,
    1.853735192053638e-11,
    -3.18023536582553e-12,
    5.456147570322795e-13,
    -9.360993131036438e-14,
    1.606064636295075e-14,
    -2.7555431377438815e-15,
    4.727736178601912e-16,
    -8.11148420346509e-17,
    1.391707769474154e-17,
    -2.3877901082188625e-18
  };

  /** The positive root of digamma, in two parts. */
  private static final double ROOT = 1.4616321449683622;

  private static final double ROOT_LOW = 9.549995429965697e-17;

  /** B(2k) / (2k(2k-1)) of Stirling's series. */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  /** B(2k) / (2k) of the asymptotic series of digamma. */
  private static final double[] ASYMPTOTIC = {
    1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160
  };

  private GammaFunctions() {}

  /** {@code log |Gamma(x)|}; infinite at 0 and the negative integers. */
  static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      if (x == Math.floor(x)) {
        return x <= 0 ? Double.POSITIVE_INFINITY : 0;
      }
      if (x > 0) {
        return lgamma(x + 1) - Math.log(x);
      }
      // Reflection: |Gamma(x)| = pi / (|x sin(pi x)| Gamma(-x)).
      double s = Math.abs(sinPi(x));
      return x > -1e-300 ? -Math.log(-x) : Math.log(Math.PI / (s * -x)) - lgamma(-x);
    }
    if (x <= 1.5) {
      return 0.0 + (x - 1) * (x - 2) * Chebyshev.sum(LGAMMA_1, 2 * (x - 1));
    }
    if (x <= 2.5) {
      return 0.0 + (x - 1) * (x - 2) * Chebyshev.sum(LGAMMA_2, 2 * (x - 2));
    }
    if (x < 10) {
      double product = 1;
      double y = x;
      while (y > 2.5) {
        y -= 1;
        product *= y;
      }
      return Math.log(product) + lgamma(y);
    }
    if (x > 1e17) {
      return x * (Math.log(x) - 1);
    }
    double z = 1 / x;
    return (x - 0.5) * (Math.log(x) - 1) + (0.4189385332046727 + z * series(STIRLING, z * z));
  }

  /** The derivative of {@code log Gamma(x)}; NaN at 0 and the negative integers. */
  static double digamma(double x) {
    if (x <= 0 && x == Math.floor(x)) {
      return Double.NaN;
    }
    if (x < 0) {
      return digamma(1 - x) - Math.PI / tanPi(x);
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x >= 10) {
      double z = 1 / x;
      return Math.log(x) - (0.5 * z + z * z * series(ASYMPTOTIC, z * z));
    }
    double shift = 0;
    double y = x;
    while (y > 2) {
      y -= 1;
      shift += 1 / y;
    }
    if (y < 1) {
      shift -= 1 / y;
      y += 1;
    }
    return (y - ROOT - ROOT_LOW) * Chebyshev.sum(DIGAMMA, 2 * y - 3) + shift;
  }

  private static double series(double[] c, double z) {
    double s = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      s = s * z + c[k];
    }
    return s;
  }

  /** {@code sin(pi x)}, with {@code x} reduced exactly. */
  static double sinPi(double x) {
    double r = Math.IEEEremainder(x, 2);
    return Math.abs(r) <= 0.25 ? Math.sin(Math.PI * r) : sinPiReduced(r);
  }

  private static double sinPiReduced(double r) {
    double a = Math.abs(r);
    double s = a > 0.75 ? Math.sin(Math.PI * (1 - a)) : Math.cos(Math.PI * (0.5 - a));
    return Math.copySign(s, r);
  }

  private static double tanPi(double x) {
    double r = Math.IEEEremainder(x, 1);
    return Math.abs(r) <= 0.25
        ? Math.tan(Math.PI * r)
        : 1 / Math.tan(Math.PI * (Math.copySign(0.5, r) - r));
  }
}
