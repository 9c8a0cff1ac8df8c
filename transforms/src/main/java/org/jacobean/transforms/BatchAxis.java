package org.jacobean.transforms;

import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.lax.Lax;

/** Where the examples of a batched value are. */
final class BatchAxis {
  private BatchAxis() {}

  /**
   * The array with its examples along {@code axis}, repeated if it is the same for every example.
   */
  static NDArray at(Batched b, int axis, int size) {
    if (b.mapped()) {
      return Lax.moveAxis(b.array(), b.axis(), axis);
    }
    int rank = b.array().rank() + 1;
    return Lax.broadcastInDim(
        b.array(), b.array().shape().insert(axis, size), Axes.of(axis).complement(rank));
  }
}
