package org.jacobean.examples.benchmarks;

import static org.jacobean.transforms.Transforms.grad;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.valueAndGrad;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function4;
import io.vavr.Tuple2;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.nn.Activations;
import org.jacobean.nn.Conv2d;
import org.jacobean.nn.Dense;
import org.jacobean.nn.Losses;
import org.jacobean.nn.Padding;
import org.jacobean.nn.Pooling;
import org.jacobean.optim.Optimizers;
import org.jacobean.optim.States;
import org.jacobean.optim.Updates;

/**
 * What is measured; the same programs as {@code examples/benchmarks/rivals}, under the same names.
 */
final class Workloads {
  /** Something to measure: makes it ready (the first call compiles), then runs once per call. */
  interface Workload extends Supplier<Runnable> {}

  private Workloads() {}

  /** All, by name. */
  static Map<String, Workload> all() {
    Map<String, Workload> w = new LinkedHashMap<>();
    w.put("digits_cnn_train_step", Workloads::digits);
    w.put("mlp3_grad", Workloads::mlp3);
    w.put("jit_add_scalar", () -> jitted(NDArray.full(DType.FLOAT32, Shape.SCALAR, 1)));
    w.put("jit_add10", () -> jitted(normal(0, 10)));
    w.put("eager_add_scalar", () -> eager(NDArray.full(DType.FLOAT32, Shape.SCALAR, 1)));
    w.put("eager_add10", () -> eager(normal(0, 10)));
    w.put("jit_grad10", Workloads::grad10);
    return w;
  }

  /**
   * Normal numbers from a Java array, as the rivals take theirs from NumPy: making the data is not
   * what is measured.
   */
  private static NDArray normal(long seed, int... dims) {
    RandomGenerator r = new SplittableRandom(seed);
    float[] v = new float[Math.toIntExact(Shape.of(dims).size())];
    double scale = dims.length > 1 ? 1 / Math.sqrt(v.length / (double) dims[dims.length - 1]) : 1;
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) (scale * r.nextGaussian());
    }
    return NDArray.of(v).reshape(dims);
  }

  private static NDArray labels(long seed, int n) {
    return NDArray.of(new SplittableRandom(seed).ints(n, 0, 10).toArray());
  }

  private static Dense dense(long seed, int in, int out) {
    return new Dense(normal(seed, in, out), NDArray.of(new float[out]));
  }

  private static Conv2d convolution(long seed, int in, int out) {
    return new Conv2d(normal(seed, 3, 3, in, out), NDArray.of(new float[out]), 1, Padding.SAME);
  }

  private static Runnable jitted(NDArray x) {
    Function1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) v -> v.add(1.0));
    return () -> f.apply(x);
  }

  private static Runnable eager(NDArray x) {
    return () -> x.add(x);
  }

  private static Runnable grad10() {
    NDArray x = normal(0, 10);
    Function1<NDArray, NDArray> f =
        jit(grad((Function1<NDArray, NDArray>) v -> v.sin().mul(v).sum()));
    return () -> f.apply(x);
  }

  /** A perceptron of widths 784-512-512-10. */
  record Mlp(Dense a, Dense b, Dense c) {
    NDArray apply(NDArray x) {
      return c.apply(b.apply(a.apply(x).tanh()).tanh());
    }
  }

  private static Runnable mlp3() {
    Mlp model = new Mlp(dense(0, 784, 512), dense(1, 512, 512), dense(2, 512, 10));
    NDArray x = normal(3, 128, 784);
    NDArray y = labels(4, 128);
    Function2<Mlp, Tuple2<NDArray, NDArray>, NDArray> loss =
        (m, d) -> Losses.softmaxCrossEntropyWithIntegerLabels(m.apply(d._1()), d._2()).mean();
    var f = jit(grad(loss));
    Tuple2<NDArray, NDArray> data = new Tuple2<>(x, y);
    return () -> f.apply(model, data);
  }

  /** Two convolutions of 3 by 3, a pooling by 2, a hidden layer: on images of 8 by 8. */
  record Cnn(Conv2d a, Conv2d b, Dense c, Dense d) {
    NDArray apply(NDArray x) {
      NDArray y = Activations.relu(b.apply(Activations.relu(a.apply(x))));
      NDArray pooled = Pooling.maxPool(y, 2, 2, Padding.VALID);
      return d.apply(Activations.relu(c.apply(pooled.reshape(x.shape().dim(0), -1))));
    }
  }

  private record CnnState(Cnn model, Tuple2<States.Moments, States.Count> optimizer) {}

  private static Runnable digits() {
    Cnn model =
        new Cnn(
            convolution(0, 1, 16), convolution(1, 16, 32), dense(2, 512, 128), dense(3, 128, 10));
    NDArray x = normal(4, 128, 8, 8, 1);
    NDArray y = labels(5, 128);
    var adam = Optimizers.adam(1e-3);
    Function4<
            Cnn, Tuple2<States.Moments, States.Count>, NDArray, NDArray, Tuple2<CnnState, NDArray>>
        step =
            (m, s, images, labels) -> {
              Function2<Cnn, NDArray, NDArray> loss =
                  (p, i) -> Losses.softmaxCrossEntropyWithIntegerLabels(p.apply(i), labels).mean();
              var r = valueAndGrad(loss).apply(m, images);
              var u = adam.update(r.grad(), s, m);
              return new Tuple2<>(new CnnState(Updates.applyUpdates(m, u._1()), u._2()), r.value());
            };
    var f = jit(step);
    CnnState[] state = {new CnnState(model, adam.init(model))};
    return () -> {
      var next = f.apply(state[0].model(), state[0].optimizer(), x, y);
      state[0] = next._1();
      next._2().item();
    };
  }
}
