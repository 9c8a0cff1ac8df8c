package org.jacobean.optim;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Lax;

/**
 * The states of the transformations. One array per parameter, in the order of the parameters'
 * leaves.
 */
public final class States {
  private States() {}

  /** No state. */
  public record None() {}

  /**
   * A number of steps.
   *
   * @param count steps done, int32 scalar
   */
  public record Count(NDArray count) {}

  /**
   * A running sum.
   *
   * @param trace one array per parameter
   */
  public record Trace(List<NDArray> trace) {}

  /**
   * Moments of the gradients.
   *
   * @param count steps done, int32 scalar
   * @param mu running means
   * @param nu running means of squares
   */
  public record Moments(NDArray count, List<NDArray> mu, List<NDArray> nu) {}

  /**
   * Moments of the gradients, and the largest second moments so far.
   *
   * @param moments the moments
   * @param nuMax elementwise maxima of the corrected second moments
   */
  public record MaxMoments(Moments moments, List<NDArray> nuMax) {}

  static NDArray zero() {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
  }

  static NDArray next(NDArray count) {
    return count.add(1L);
  }

  /** A count as a weak float64 scalar: exact, and it does not promote the parameters it meets. */
  static NDArray weak(NDArray count) {
    return Lax.convertElementType(count, DType.FLOAT64, true);
  }
}
