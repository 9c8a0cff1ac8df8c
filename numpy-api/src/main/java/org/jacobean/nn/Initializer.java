package org.jacobean.nn;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.random.Key;

/** Draws the first value of a parameter; see {@link Initializers}. */
@FunctionalInterface
public interface Initializer {
  /** An array of the given dtype and shape. */
  NDArray init(Key key, DType dtype, Shape shape);

  /** A float32 array of the given shape. */
  default NDArray init(Key key, int... shape) {
    return init(key, DType.FLOAT32, Shape.of(shape));
  }
}
