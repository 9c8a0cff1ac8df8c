package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/**
 * A truncated power series in one real variable whose coefficients are arrays: {@code value +
 * terms[0] t + terms[1] t^2 + …}.
 *
 * @param value the constant term
 * @param terms the others; null for zero; all of the value's type
 */
record Series(NDArray value, List<@Nullable NDArray> terms) {
  /** A coefficient; number 0 is the value. */
  @Nullable NDArray at(int k) {
    return k == 0 ? value : terms.get(k - 1);
  }

  /** The highest power. */
  int order() {
    return terms.size();
  }

  boolean isConstant() {
    return terms.stream().allMatch(t -> t == null);
  }

  /** A series without its terms. */
  static Series constant(NDArray value, int order) {
    return new Series(value, Tangents.none(order));
  }

  /** A series to be extended term by term. */
  static Series begin(NDArray value) {
    return new Series(value, new ArrayList<>());
  }

  /** Appends the next term. */
  void append(@Nullable NDArray term) {
    terms.add(term);
  }

  /** Every coefficient times a number. */
  Series scale(double c) {
    List<@Nullable NDArray> scaled = new ArrayList<>();
    for (NDArray t : terms) {
      scaled.add(times(t, c));
    }
    return new Series(Lax.mul(value, c), scaled);
  }

  /** With another value, which is what rounding would have made of this one. */
  Series withValue(NDArray other) {
    return new Series(other, terms);
  }

  /** The derivative: one term less. */
  Series derivative() {
    List<@Nullable NDArray> t = new ArrayList<>();
    for (int k = 2; k <= order(); k++) {
      t.add(times(at(k), k));
    }
    return new Series(Tangents.instantiate(at(1), value.aval()), t);
  }

  /** The first terms. */
  Series truncated(int order) {
    return new Series(value, terms.subList(0, order));
  }

  /** In the shape of a result for whose every element a scalar stands. */
  Series expand(Shape shape) {
    List<@Nullable NDArray> t = new ArrayList<>();
    for (NDArray a : terms) {
      t.add(a == null ? null : Tangents.expand(a, shape));
    }
    return new Series(Tangents.expand(value, shape), t);
  }

  /** {@code sum of a[j] b[k-j]} over {@code from <= j <= to}. */
  static @Nullable NDArray convolve(Series a, Series b, int k, int from, int to) {
    NDArray sum = null;
    for (int j = from; j <= to; j++) {
      sum = Tangents.sum(sum, times(a.at(j), b.at(k - j)));
    }
    return sum;
  }

  /** {@code sum of j a[j] b[k-j]} over {@code 1 <= j <= to}: a coefficient of {@code a' b}. */
  static @Nullable NDArray weighted(Series a, Series b, int k, int to) {
    NDArray sum = null;
    for (int j = 1; j <= to; j++) {
      sum = Tangents.sum(sum, times(times(a.at(j), b.at(k - j)), j));
    }
    return sum;
  }

  static @Nullable NDArray times(@Nullable NDArray a, @Nullable NDArray b) {
    return a == null || b == null ? null : Lax.mul(a, b);
  }

  static @Nullable NDArray times(@Nullable NDArray a, double c) {
    return a == null ? null : c == 1 ? a : Lax.mul(a, c);
  }

  static @Nullable NDArray difference(@Nullable NDArray a, @Nullable NDArray b) {
    return Tangents.sum(a, b == null ? null : Lax.neg(b));
  }

  static @Nullable NDArray quotient(@Nullable NDArray a, NDArray b) {
    return a == null ? null : Lax.div(a, b);
  }
}
