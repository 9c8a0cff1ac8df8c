package org.jacobean.optim;

import org.jacobean.NDArray;

/** A value, such as a learning rate, per step; see {@link Schedules}. */
@FunctionalInterface
public interface Schedule {
  /**
   * The value at {@code step}, an integer array counting from 0: weakly typed float64 of the same
   * shape.
   */
  NDArray at(NDArray step);

  /** The value at a step. */
  default double at(long step) {
    return at(NDArray.scalar(step)).item();
  }
}
