package org.jacobean.examples.transformer;

import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.valueAndGrad;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple2;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.jit.Jitted2;
import org.jacobean.nn.Dropout;
import org.jacobean.nn.Losses;
import org.jacobean.optim.GradientTransformation;
import org.jacobean.optim.Optimizers;
import org.jacobean.optim.Schedules;
import org.jacobean.optim.States;
import org.jacobean.optim.Transformations;
import org.jacobean.optim.Updates;
import org.jacobean.random.Key;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;

/** The compiled functions of training: one step, the held-out loss, the next character. */
final class Trainer {
  /** State of the optimiser: clipping, then Adam. */
  record OptimizerState(Tuple2<States.None, Tuple2<States.Moments, States.Count>> parts) {}

  /**
   * All that a step changes; what a checkpoint holds.
   *
   * @param model the parameters
   * @param optimizer Adam's moments and the number of updates
   * @param key root of the random numbers; never changes
   * @param step number of steps done, int32
   */
  record State(Transformer model, OptimizerState optimizer, Key key, NDArray step) {}

  /** A state and the loss of the step that led to it. */
  record Stepped(State state, NDArray loss) {}

  private final Options options;
  private final CharText text;
  private final GradientTransformation<Tuple2<States.None, Tuple2<States.Moments, States.Count>>>
      optimizer;
  private final Jitted2<State, CharText.Batch, Stepped> step;
  private final Jitted2<Transformer, CharText.Batch, NDArray> test;
  private final Function3<Transformer, NDArray, Key, NDArray> next;
  private final Function1<Key, NDArray> starts;

  Trainer(Options options, CharText text) {
    this.options = options;
    this.text = text;
    int warmup = options.steps() / 20;
    this.optimizer =
        Transformations.chain(
            Transformations.clipByGlobalNorm(1.0),
            Optimizers.adam(
                Schedules.warmupCosineDecay(
                    0,
                    options.learningRate(),
                    warmup,
                    options.steps(),
                    options.learningRate() / 10)));
    this.step = jit((Function2<State, CharText.Batch, Stepped>) this::step);
    this.test = jit((Function2<Transformer, CharText.Batch, NDArray>) this::heldOut);
    this.next = jit((Function3<Transformer, NDArray, Key, NDArray>) this::sampleNext);
    int range = text.train().length - options.context() - 1;
    this.starts =
        jit((Function1<Key, NDArray>) k -> Sampling.randint(k, 0, range, options.batch()));
  }

  CharText text() {
    return text;
  }

  /** The state before the first step. */
  State initial() {
    Tuple2<Key, Key> keys = Random.split(Random.key(options.seed()));
    Transformer model =
        Transformer.init(
            keys._1(),
            text.vocabulary().length(),
            options.context(),
            options.features(),
            options.heads(),
            options.layers());
    return new State(
        model,
        new OptimizerState(optimizer.init(model)),
        keys._2(),
        NDArray.fullLong(DType.INT32, Shape.SCALAR, 0));
  }

  /**
   * The batch of step {@code n}: it depends on the seed and {@code n} alone, so that a resumed run
   * sees the same ones.
   */
  CharText.Batch batch(State state, int n) {
    int[] at = starts.apply(Random.foldIn(state.key(), 2L * n)).toIntArray();
    return text.trainBatch(at, options.context());
  }

  private NDArray loss(Transformer model, CharText.Batch batch, Key key) {
    NDArray logits = model.logits(batch.input(), new Dropout(options.dropout()), key);
    return Losses.softmaxCrossEntropyWithIntegerLabels(logits, batch.target()).mean();
  }

  private Stepped step(State state, CharText.Batch batch) {
    Key key = Random.foldIn(state.key(), state.step().mul(2L).add(1L));
    var result =
        valueAndGrad((Function3<Transformer, CharText.Batch, Key, NDArray>) this::loss)
            .apply(state.model(), batch, key);
    var update = optimizer.update(result.grad(), state.optimizer().parts(), state.model());
    Transformer model = Updates.applyUpdates(state.model(), update._1());
    return new Stepped(
        new State(model, new OptimizerState(update._2()), state.key(), state.step().add(1L)),
        result.value());
  }

  private NDArray heldOut(Transformer model, CharText.Batch batch) {
    NDArray logits = model.logits(batch.input(), new Dropout(0), Random.key(0));
    return Losses.softmaxCrossEntropyWithIntegerLabels(logits, batch.target()).mean();
  }

  private NDArray sampleNext(Transformer model, NDArray context, Key key) {
    NDArray logits = model.logits(context, new Dropout(0), key);
    int last = logits.shape().dim(1) - 1;
    NDArray row = org.jacobean.lax.Lax.sliceInDim(logits, last, last + 1, 1, 1).reshape(-1);
    return Sampling.categorical(key, row.div(0.8));
  }

  /** The compiled step, for its reports. */
  Jitted2<State, CharText.Batch, Stepped> compiledStep() {
    return step;
  }

  /** One step. */
  Stepped advance(State state, CharText.Batch batch) {
    return step.apply(state, batch);
  }

  /** Mean loss on the held-out text, in nats per character. */
  double heldOutLoss(Transformer model) {
    int batches =
        Math.max(1, Math.min(20, text.heldOut().length / (options.batch() * options.context())));
    double sum = 0;
    for (int i = 0; i < batches; i++) {
      sum +=
          test.apply(model, text.heldOutBatch(i, batches, options.batch(), options.context()))
              .item();
    }
    return sum / batches;
  }

  /**
   * Text that the model makes up, a character at a time, after the beginning of the held-out text.
   */
  String sample(Transformer model, int characters) {
    int[] context = java.util.Arrays.copyOf(text.heldOut(), options.context());
    int[] made = new int[characters];
    Key key = Random.key(options.seed() + 1);
    for (int i = 0; i < characters; i++) {
      int c =
          (int)
              next.apply(model, NDArray.of(context, 1, context.length), Random.foldIn(key, i))
                  .itemLong();
      made[i] = c;
      System.arraycopy(context, 1, context, 0, context.length - 1);
      context[context.length - 1] = c;
    }
    return text.decode(made);
  }

  /** Number of parameters. */
  static long parameters(Transformer model) {
    long n = 0;
    for (NDArray x : org.jacobean.pytrees.Tree.leaves(model, NDArray.class)) {
      n += x.size();
    }
    return n;
  }
}
