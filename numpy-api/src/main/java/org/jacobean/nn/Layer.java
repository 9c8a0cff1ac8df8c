package org.jacobean.nn;

import org.jacobean.NDArray;

/**
 * A function of one array with parameters: implemented by records, so that a layer is a tree of its
 * parameters.
 */
@FunctionalInterface
public interface Layer {
  /** The layer's value; the shapes are the layer's own. */
  NDArray apply(NDArray x);
}
