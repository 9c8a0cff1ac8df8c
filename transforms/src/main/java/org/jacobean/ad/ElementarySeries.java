package org.jacobean.ad;

import static org.jacobean.ad.Series.convolve;
import static org.jacobean.ad.Series.difference;
import static org.jacobean.ad.Series.quotient;
import static org.jacobean.ad.Series.times;
import static org.jacobean.ad.Series.weighted;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/**
 * Power series of elementary functions of power series. A differential equation that the function
 * satisfies gives each coefficient from those before it, with as many products as the
 * multiplication of two series needs. Knuth, The Art of Computer Programming, 4.7; Griewank and
 * Walther, Evaluating Derivatives, chapter 13.
 */
final class ElementarySeries {
  private ElementarySeries() {}

  static Series multiply(Series a, Series b) {
    Series y = Series.begin(Lax.mul(a.value(), b.value()));
    for (int k = 1; k <= a.order(); k++) {
      y.append(convolve(a, b, k, 0, k));
    }
    return y;
  }

  /** {@code y b = a}. */
  static Series divide(Series a, Series b) {
    Series y = Series.begin(Lax.div(a.value(), b.value()));
    for (int k = 1; k <= a.order(); k++) {
      y.append(quotient(difference(a.at(k), convolve(y, b, k, 0, k - 1)), b.value()));
    }
    return y;
  }

  /** Squares, so that a zero value does no harm; then the reciprocal if {@code n} is negative. */
  static Series power(Series x, int n) {
    NDArray value = Lax.integerPow(x.value(), n);
    if (n == 0) {
      return Series.constant(value, x.order());
    }
    Series y = x;
    int bits = Math.abs(n);
    for (int bit = Integer.highestOneBit(bits) >> 1; bit > 0; bit >>= 1) {
      y = multiply(y, y);
      if ((bits & bit) != 0) {
        y = multiply(y, x);
      }
    }
    if (n < 0) {
      y = divide(Series.constant(Lax.constantLike(x.value(), 1), x.order()), y);
    }
    return y.withValue(value);
  }

  /** {@code y' = y x'}. */
  static Series exp(Series x, NDArray value) {
    Series y = Series.begin(value);
    for (int k = 1; k <= x.order(); k++) {
      y.append(times(weighted(x, y, k, k), 1.0 / k));
    }
    return y;
  }

  /** {@code x y' = x'}. */
  static Series log(Series x, NDArray value) {
    Series y = Series.begin(value);
    for (int k = 1; k <= x.order(); k++) {
      NDArray known = times(weighted(y, x, k, k - 1), 1.0 / k);
      y.append(quotient(difference(x.at(k), known), x.value()));
    }
    return y;
  }

  /**
   * Two functions with {@code a' = b x'} and {@code b' = sign a x'}: sine and cosine for -1, the
   * hyperbolic ones for 1.
   */
  static List<Series> circular(Series x, NDArray a0, NDArray b0, int sign) {
    Series a = Series.begin(a0);
    Series b = Series.begin(b0);
    for (int k = 1; k <= x.order(); k++) {
      NDArray next = times(weighted(x, b, k, k), 1.0 / k);
      b.append(times(weighted(x, a, k, k), (double) sign / k));
      a.append(next);
    }
    return List.of(a, b);
  }

  /** {@code y' = (1 + y^2) x'}. */
  static Series tan(Series x, NDArray value) {
    NDArray slope = Lax.add(Lax.mul(value, value), 1);
    return riccati(x, value, slope, (_, square) -> square);
  }

  /** {@code y' = (1 - y^2) x'}; the first slope keeps its precision where y is close to 1. */
  static Series tanh(Series x, NDArray value) {
    NDArray slope = Lax.mul(Lax.sub(1, value), Lax.add(value, 1));
    return riccati(x, value, slope, (_, square) -> difference(null, square));
  }

  /** {@code y' = y (1 - y) x'}. */
  static Series logistic(Series x, NDArray value) {
    NDArray slope = Lax.mul(value, Lax.sub(1, value));
    return riccati(x, value, slope, (y, square) -> difference(y, square));
  }

  private interface Slope {
    @Nullable NDArray of(@Nullable NDArray y, @Nullable NDArray square);
  }

  /** {@code y' = w x'} where {@code w}'s terms come from those of {@code y} and {@code y^2}. */
  private static Series riccati(Series x, NDArray value, NDArray firstSlope, Slope slope) {
    Series y = Series.begin(value);
    Series w = Series.begin(firstSlope);
    for (int k = 1; k <= x.order(); k++) {
      y.append(times(weighted(x, w, k, k), 1.0 / k));
      w.append(slope.of(y.at(k), convolve(y, y, k, 0, k)));
    }
    return y;
  }

  /** {@code y^2 = x}. */
  static Series sqrt(Series x, NDArray value) {
    Series y = Series.begin(value);
    NDArray twice = Lax.mul(value, 2);
    for (int k = 1; k <= x.order(); k++) {
      y.append(quotient(difference(x.at(k), convolve(y, y, k, 1, k - 1)), twice));
    }
    return y;
  }

  /** {@code x y' = r y x'} for {@code y = x^r}. */
  static Series power(Series x, NDArray value, double r) {
    Series y = Series.begin(value);
    for (int k = 1; k <= x.order(); k++) {
      NDArray sum = null;
      for (int j = 1; j <= k; j++) {
        sum = Tangents.sum(sum, times(times(x.at(j), y.at(k - j)), (r * j - (k - j)) / k));
      }
      y.append(quotient(sum, x.value()));
    }
    return y;
  }
}
