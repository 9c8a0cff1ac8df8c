package org.jacobean.examples.digits;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.nn.Activations;
import org.jacobean.nn.Conv2d;
import org.jacobean.nn.Dense;
import org.jacobean.nn.Layer;
import org.jacobean.nn.Padding;
import org.jacobean.nn.Pooling;
import org.jacobean.random.Key;
import org.jacobean.random.Random;

/** Two convolutions of 3 by 3, each pooled by 2, and a hidden layer. */
record ConvolutionalNetwork(Conv2d first, Conv2d second, Dense hidden, Dense readout)
    implements Layer {
  static ConvolutionalNetwork init(Key key, int width) {
    List<Key> k = Random.split(key, 4);
    int places = DigitImages.SIDE / 4 * (DigitImages.SIDE / 4);
    return new ConvolutionalNetwork(
        Conv2d.init(k.get(0), 3, 1, width / 8),
        Conv2d.init(k.get(1), 3, width / 8, width / 4),
        Dense.init(k.get(2), places * (width / 4), width),
        Dense.init(k.get(3), width, 10));
  }

  /** Images {@code [n, 8, 8, 1]} to logits {@code [n, 10]}. */
  @Override
  public NDArray apply(NDArray images) {
    NDArray x = pool(Activations.relu(first.apply(images)));
    NDArray y = pool(Activations.relu(second.apply(x)));
    return readout.apply(Activations.relu(hidden.apply(y.reshape(y.shape().dim(0), -1))));
  }

  private static NDArray pool(NDArray x) {
    return Pooling.maxPool(x, 2, 2, Padding.VALID);
  }
}
