package org.jacobean.ad;

import static org.jacobean.lax.Lax.add;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.constantLike;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.select;
import static org.jacobean.lax.Lax.sub;
import static org.jacobean.lax.Lax.unary;

import org.jacobean.NDArray;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;

/**
 * The derivative of digamma, {@code sum_k 1/(x+k)^2}: eight terms of the sum, then the asymptotic
 * series in {@code 1/(x+8)}; left of one half by reflection. Abramowitz and Stegun, 6.4.7 and
 * 6.4.12.
 */
final class Trigamma {
  private static final int TERMS = 8;

  /** Bernoulli numbers B16, B14, …, B2. */
  private static final double[] BERNOULLI = {
    -3617.0 / 510, 7.0 / 6, -691.0 / 2730, 5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6
  };

  private Trigamma() {}

  static NDArray of(NDArray x) {
    NDArray left = compare(Comparison.LT, x, constantLike(x, 0.5));
    NDArray z = select(left, sub(1, x), x);
    NDArray sum = div(1, square(z));
    for (int k = 1; k < TERMS; k++) {
      sum = add(sum, div(1, square(add(z, k))));
    }
    NDArray r = div(1, add(z, TERMS));
    NDArray r2 = square(r);
    NDArray series = constantLike(x, BERNOULLI[0]);
    for (int i = 1; i < BERNOULLI.length; i++) {
      series = add(mul(r2, series), BERNOULLI[i]);
    }
    // 1/w + 1/(2 w^2) + sum B_2k / w^(2k+1)
    NDArray tail = mul(r, add(add(mul(r, 0.5), mul(r2, series)), 1));
    NDArray right = add(sum, tail);
    // sin(pi x) by the distance to the nearest integer, which is exact.
    NDArray d = sub(x, unary(UnaryOp.ROUND_NEAREST_EVEN, x));
    NDArray s = div(constantLike(x, Math.PI), unary(UnaryOp.SIN, mul(d, Math.PI)));
    return select(left, sub(square(s), right), right);
  }

  private static NDArray square(NDArray x) {
    return unary(UnaryOp.SQUARE, x);
  }
}
