package org.jacobean.nn;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Lax;
import org.jacobean.random.Key;

/**
 * An affine map of the last axis: {@code x w + b}.
 *
 * @param w weights {@code [in, out]}
 * @param b bias {@code [out]}
 */
public record Dense(NDArray w, NDArray b) implements Layer {
  /** LeCun normal weights and zero bias, float32. */
  public static Dense init(Key key, int in, int out) {
    return init(key, in, out, Initializers.lecunNormal());
  }

  /** Weights by an initializer and zero bias, float32. */
  public static Dense init(Key key, int in, int out, Initializer weights) {
    return new Dense(weights.init(key, in, out), Lax.zeros(DType.FLOAT32, Shape.of(out)));
  }

  /**
   * {@code [..., in]} to {@code [..., out]}. @throws org.jacobean.errors.ShapeException JX0211 for
   * other features
   */
  @Override
  public NDArray apply(NDArray x) {
    return x.matmul(w).add(b);
  }
}
