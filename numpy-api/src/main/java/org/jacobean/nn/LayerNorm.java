package org.jacobean.nn;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Lax;

/**
 * Normalisation of the last axis to mean 0 and variance 1, then an affine map. Source: arXiv
 * 1607.06450.
 *
 * @param scale factors {@code [features]}
 * @param bias offsets {@code [features]}
 */
public record LayerNorm(NDArray scale, NDArray bias) implements Layer {
  /** Scale 1 and bias 0, float32. */
  public static LayerNorm init(int features) {
    return new LayerNorm(
        Lax.full(DType.FLOAT32, Shape.of(features), 1),
        Lax.zeros(DType.FLOAT32, Shape.of(features)));
  }

  /** {@code [..., features]}, with 1e-5 added to the variance. */
  @Override
  public NDArray apply(NDArray x) {
    return Normalization.layerNorm(x, scale, bias, 1e-5);
  }
}
