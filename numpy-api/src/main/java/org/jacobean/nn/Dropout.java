package org.jacobean.nn;

import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;
import org.jacobean.random.Key;
import org.jacobean.random.Sampling;

/**
 * Sets elements to 0 with probability {@code rate} and scales the others by {@code 1/(1-rate)}, so
 * that the mean stays. Source: Srivastava et al. 2014.
 *
 * @param rate in [0, 1); a static value
 */
public record Dropout(double rate) {
  /** Checks the rate. @throws ShapeException JX0625 unless in [0, 1) */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new ShapeException("JX0625", "dropout rate " + rate + " is not in [0, 1)");
    }
  }

  /**
   * With elements dropped by the key: use a new key each time. Without dropping, do not call it.
   */
  public NDArray apply(NDArray x, Key key) {
    if (rate == 0) {
      return x;
    }
    NDArray kept = Sampling.bernoulli(key, 1 - rate, x.shape().dims());
    NDArray scaled = x.mul(NDArray.full(x.dtype(), Shape.SCALAR, 1 / (1 - rate)));
    return Lax.select(kept, scaled, Lax.zerosLike(x));
  }
}
