package org.jacobean.nn;

import java.util.List;
import org.jacobean.NDArray;

/**
 * Layers one after another. Functions such as {@code Activations::relu} are layers without
 * parameters.
 *
 * @param layers from first to last
 */
public record Sequential(List<Layer> layers) implements Layer {
  /** The layers, from first to last. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public NDArray apply(NDArray x) {
    NDArray y = x;
    for (Layer layer : layers) {
      y = layer.apply(y);
    }
    return y;
  }
}
