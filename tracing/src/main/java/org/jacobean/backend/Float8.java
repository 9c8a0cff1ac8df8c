package org.jacobean.backend;

/** The two 8-bit float formats of the OCP specification, "OCP 8-bit Floating Point", 2023. */
enum Float8 {
  /**
   * 4 exponent bits, 3 mantissa bits, no infinity, one NaN per sign. Largest value 448; larger ones
   * become NaN.
   */
  E4M3FN(4, 3, 7, 448),
  /** 5 exponent bits, 2 mantissa bits, with infinities. Largest finite value 57344. */
  E5M2(5, 2, 15, 57344);

  private final int mantissa;
  private final int bias;
  private final double largest;
  private final double[] values = new double[128];

  Float8(int exponent, int mantissa, int bias, double largest) {
    this.mantissa = mantissa;
    this.bias = bias;
    this.largest = largest;
    for (int i = 0; i < 128; i++) {
      values[i] = magnitude(i, exponent);
    }
  }

  private double magnitude(int bits, int exponentBits) {
    int e = bits >> mantissa;
    int m = bits & (1 << mantissa) - 1;
    if (bias == 15 && e == (1 << exponentBits) - 1) {
      return m == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (bias == 7 && bits == 127) {
      return Double.NaN;
    }
    double fraction = (double) m / (1 << mantissa);
    return e == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, e - bias);
  }

  float decode(byte b) {
    double v = values[b & 0x7f];
    return (float) (b < 0 ? -v : v);
  }

  byte encode(double v) {
    int sign = Double.doubleToRawLongBits(v) < 0 ? 0x80 : 0;
    double a = Math.abs(v);
    if (Double.isNaN(v)) {
      return (byte) (sign | (bias == 7 ? 0x7f : 0x7e));
    }
    double step = Math.scalb(1.0, Math.max(Math.getExponent(a), 1 - bias) - mantissa);
    double rounded = Math.rint(a / step) * step;
    if (rounded > largest) {
      return (byte) (sign | (bias == 7 ? 0x7f : 0x7c));
    }
    int lo = 0;
    int hi = bias == 7 ? 126 : 123;
    while (lo < hi) {
      int mid = lo + hi >>> 1;
      if (values[mid] < rounded) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return (byte) (sign | lo);
  }
}
