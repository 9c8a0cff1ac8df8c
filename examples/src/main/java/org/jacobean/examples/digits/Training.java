package org.jacobean.examples.digits;

import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.valueAndGrad;

import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.jit.Jitted2;
import org.jacobean.nn.Layer;
import org.jacobean.nn.Losses;
import org.jacobean.numpy.Indexing;
import org.jacobean.optim.GradientTransformation;
import org.jacobean.optim.Optimizers;
import org.jacobean.optim.Schedules;
import org.jacobean.optim.States;
import org.jacobean.optim.Updates;
import org.jacobean.random.Key;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;

/**
 * Training of one network on one set of images: Adam with weight decay, random batches without
 * replacement.
 *
 * @param <M> the network, a record of its parameters
 */
final class Training<M extends Layer> {
  /**
   * Standard deviation of the noise on the images learned from: keeps the network from learning
   * them by heart.
   */
  private static final double NOISE = 0.1;

  /** A network, its optimiser's state and the key of the next step. */
  record State<M>(M model, Tuple3<States.Moments, States.None, States.Count> optimizer, Key key) {}

  /** A state and the loss of the step that led to it. */
  record Stepped<M>(State<M> state, NDArray loss) {}

  private final DigitImages images;
  private final int batch;
  private final GradientTransformation<Tuple3<States.Moments, States.None, States.Count>> optimizer;
  private final Jitted2<State<M>, NDArray, Stepped<M>> step;
  private final Jitted2<M, NDArray, NDArray> predict;
  private final long seed;
  private State<M> state;

  Training(M model, DigitImages images, int batch, int epochs, double learningRate, long seed) {
    this.images = images;
    this.batch = Math.min(batch, images.size());
    this.seed = seed;
    int steps = epochs * stepsPerEpoch();
    this.optimizer =
        Optimizers.adamw(
            Schedules.warmupCosineDecay(0, learningRate, Math.max(1, steps / 20), steps, 0), 1e-2);
    this.state = new State<>(model, optimizer.init(model), Random.key(seed));
    this.step = jit((Function2<State<M>, NDArray, Stepped<M>>) this::step);
    this.predict = jit((Function2<M, NDArray, NDArray>) (m, x) -> m.apply(x).argmax(-1));
  }

  private int stepsPerEpoch() {
    return images.size() / batch;
  }

  private Stepped<M> step(State<M> s, NDArray rows) {
    Tuple2<Key, Key> keys = Random.split(s.key());
    NDArray clean = Indexing.take(images.images(), rows, 0);
    NDArray noise = Sampling.normal(keys._1(), DType.FLOAT32, clean.shape()).mul(NOISE);
    NDArray x = clean.add(noise);
    NDArray y = Indexing.take(images.labels(), rows, 0);
    var result =
        valueAndGrad((Function3<M, NDArray, NDArray, NDArray>) Training::loss)
            .apply(s.model(), x, y);
    var update = optimizer.update(result.grad(), s.optimizer(), s.model());
    return new Stepped<>(
        new State<>(Updates.applyUpdates(s.model(), update._1()), update._2(), keys._2()),
        result.value());
  }

  private static <M extends Layer> NDArray loss(M model, NDArray x, NDArray y) {
    return Losses.softmaxCrossEntropyWithIntegerLabels(model.apply(x), y).mean();
  }

  /** One pass over the images; the mean loss. */
  double epoch(int number) {
    int[] order =
        Sampling.permutation(Random.foldIn(Random.key(seed), number), images.size()).toIntArray();
    double sum = 0;
    for (int i = 0; i < stepsPerEpoch(); i++) {
      NDArray rows = NDArray.of(java.util.Arrays.copyOfRange(order, i * batch, (i + 1) * batch));
      Stepped<M> next = step.apply(state, rows);
      state = next.state();
      sum += next.loss().item();
    }
    return sum / stepsPerEpoch();
  }

  /** How often each digit (row) is taken for each (column). */
  int[][] confusion(DigitImages test) {
    int[] guess = predict.apply(state.model(), test.images()).toIntArray();
    int[] truth = test.labels().toIntArray();
    int[][] count = new int[10][10];
    for (int i = 0; i < truth.length; i++) {
      count[truth[i]][guess[i]]++;
    }
    return count;
  }

  /** The share of the diagonal. */
  static double accuracy(int[][] confusion) {
    int right = 0;
    int all = 0;
    for (int i = 0; i < confusion.length; i++) {
      right += confusion[i][i];
      all += java.util.Arrays.stream(confusion[i]).sum();
    }
    return (double) right / all;
  }
}
