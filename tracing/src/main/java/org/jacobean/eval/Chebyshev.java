package org.jacobean.eval;

/** Chebyshev series. */
final class Chebyshev {
  private Chebyshev() {}

  /** {@code sum_k c[k] T_k(t)} for {@code t} in [-1, 1], by Clenshaw's recurrence. */
  static double sum(double[] c, double t) {
    double b1 = 0;
    double b2 = 0;
    for (int k = c.length - 1; k > 0; k--) {
      double b = c[k] + (2 * t * b1 - b2);
      b2 = b1;
      b1 = b;
    }
    return c[0] + (t * b1 - b2);
  }
}
