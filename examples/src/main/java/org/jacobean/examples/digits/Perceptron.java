package org.jacobean.examples.digits;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.nn.Activations;
import org.jacobean.nn.Dense;
import org.jacobean.nn.Layer;
import org.jacobean.random.Key;
import org.jacobean.random.Random;

/** Two hidden layers over the pixels. */
record Perceptron(Dense first, Dense second, Dense readout) implements Layer {
  static Perceptron init(Key key, int width) {
    List<Key> k = Random.split(key, 3);
    int pixels = DigitImages.SIDE * DigitImages.SIDE;
    return new Perceptron(
        Dense.init(k.get(0), pixels, width),
        Dense.init(k.get(1), width, width),
        Dense.init(k.get(2), width, 10));
  }

  /** Images {@code [n, 8, 8, 1]} to logits {@code [n, 10]}. */
  @Override
  public NDArray apply(NDArray images) {
    NDArray x = images.reshape(-1, DigitImages.SIDE * DigitImages.SIDE);
    return readout.apply(Activations.relu(second.apply(Activations.relu(first.apply(x)))));
  }
}
