package org.jacobean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.optim.Optimizers;
import org.jacobean.optim.Updates;
import org.jacobean.pytrees.Tree;
import org.jacobean.random.Key;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;
import org.jacobean.transforms.Transforms;
import org.jacobean.transforms.ValueAndGrad;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Layers are trees with the right shapes; derivatives agree with finite differences; a jitted
 * training step learns.
 */
class LayersTest {
  private static final Key KEY = Random.key(3);

  private static NDArray sample(int seed, int... shape) {
    return Sampling.normal(Random.key(seed), DType.FLOAT64, Shape.of(shape));
  }

  @TestFactory
  Stream<DynamicTest> derivativesAgreeWithFiniteDifferences() {
    NDArray k = sample(5, 2, 3, 2, 4);
    NDArray labels = NDArray.of(new int[] {1, 3});
    Map<String, Function1<NDArray, NDArray>> functions =
        Map.ofEntries(
            Map.entry("softmax", x -> Normalization.softmax(x).mul(sample(9, 2, 4)).sum()),
            Map.entry("logSoftmax", x -> Normalization.logSoftmax(x, 0).mul(sample(9, 2, 4)).sum()),
            Map.entry("logsumexp", x -> Normalization.logsumexp(x)),
            Map.entry("logmeanexp", x -> Normalization.logmeanexp(x, true, 0).square().sum()),
            Map.entry("standardize", x -> Normalization.standardize(x).mul(sample(9, 2, 4)).sum()),
            Map.entry("rmsNorm", x -> Normalization.rmsNorm(x, sample(8, 4), 1e-6).sin().sum()),
            Map.entry(
                "crossEntropy", x -> Losses.softmaxCrossEntropyWithIntegerLabels(x, labels).mean()),
            Map.entry(
                "sigmoidCrossEntropy",
                x -> Losses.sigmoidBinaryCrossEntropy(x, sample(9, 2, 4)).mean()),
            Map.entry(
                "poisson",
                x -> Losses.poissonNegativeLogLikelihood(x, sample(9, 2, 4).abs()).mean()),
            Map.entry("huber", x -> Losses.huberLoss(x, sample(9, 2, 4), 0.7).sum()),
            Map.entry("glu", x -> Activations.glu(x, -1).square().sum()),
            Map.entry("gelu", x -> Activations.gelu(x, false).sum()),
            Map.entry("mish", x -> Activations.mish(x).sum()),
            Map.entry(
                "attention",
                x -> {
                  NDArray q = x.reshape(1, 2, 1, 4);
                  return Attention.dotProductAttention(q, q.sin(), q.cos(), true).square().sum();
                }),
            Map.entry(
                "maxPool",
                x -> Pooling.maxPool(x.reshape(1, 2, 4, 1), 2, 1, Padding.SAME).square().sum()));
    assertEquals(48, k.size());
    return functions.entrySet().stream()
        .map(
            e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(e.getValue(), sample(4, 2, 4))));
  }

  private static void compare(Function1<NDArray, NDArray> f, NDArray x) {
    double[] g = Transforms.grad(f).apply(x).toDoubleArray();
    double[] v = x.toDoubleArray();
    double h = 1e-6;
    for (int i = 0; i < v.length; i++) {
      double[] up = v.clone();
      double[] down = v.clone();
      up[i] += h;
      down[i] -= h;
      double difference =
          (f.apply(NDArray.of(up, 2, 4)).item() - f.apply(NDArray.of(down, 2, 4)).item()) / (2 * h);
      assertEquals(
          difference, g[i], 1e-7 * Math.max(1, Math.abs(difference)) + 1e-8, "element " + i);
    }
  }

  @Test
  void theSecondDerivativeOfSoftplusAtZeroIsAQuarter() {
    Function1<NDArray, NDArray> second =
        Transforms.grad(Transforms.grad((NDArray x) -> Activations.softplus(x)));
    assertEquals(0.25, second.apply(NDArray.full(DType.FLOAT64, Shape.SCALAR, 0)).item(), 1e-15);
  }

  @Test
  void shapesOfLayers() {
    assertEquals(Shape.of(5, 3), Dense.init(KEY, 4, 3).apply(Sampling.normal(KEY, 5, 4)).shape());
    Embedding e = Embedding.init(KEY, 10, 6);
    assertEquals(
        Shape.of(2, 3, 6), e.apply(NDArray.of(new int[] {0, 1, 2, 9, 8, 7}, 2, 3)).shape());
    assertEquals(Shape.of(2, 10), e.attend(Sampling.normal(KEY, 2, 6)).shape());
    assertEquals(
        Shape.of(2, 4, 4, 7),
        Conv2d.init(KEY, 3, 2, 7, 2, Padding.SAME).apply(Sampling.normal(KEY, 2, 8, 8, 2)).shape());
    assertEquals(
        Shape.of(2, 5, 8),
        MultiHeadAttention.init(KEY, 8, 2, true).apply(Sampling.normal(KEY, 2, 5, 8)).shape());
    Sequential s =
        Sequential.of(
            Dense.init(KEY, 4, 8), Activations::relu, LayerNorm.init(8), Dense.init(KEY, 8, 2));
    assertEquals(Shape.of(3, 2), s.apply(Sampling.normal(KEY, 3, 4)).shape());
  }

  @Test
  void causalAttentionDoesNotSeeTheFuture() {
    MultiHeadAttention layer = MultiHeadAttention.init(KEY, 8, 2, true);
    NDArray x = Sampling.normal(KEY, 1, 5, 8);
    NDArray y =
        org.jacobean.numpy.Numpy.at(x, org.jacobean.numpy.Idx.ALL, org.jacobean.numpy.Idx.at(4))
            .set(9.0);
    double[] a = layer.apply(x).toDoubleArray();
    double[] b = layer.apply(y).toDoubleArray();
    assertArrayEquals(java.util.Arrays.copyOf(a, 32), java.util.Arrays.copyOf(b, 32));
  }

  @Test
  void dropoutKeepsTheMeanAndDropsTheRate() {
    NDArray y = new Dropout(0.25).apply(NDArray.full(DType.FLOAT32, Shape.of(10_000), 1), KEY);
    assertEquals(1, y.mean().item(), 0.03);
    assertEquals(0.25, y.eq(0.0).mean().item(), 0.02);
  }

  record Model(Dense first, LayerNorm norm, Dense last) {
    NDArray apply(NDArray x) {
      return last.apply(norm.apply(Activations.gelu(first.apply(x))));
    }
  }

  private static NDArray loss(Model m, NDArray x, NDArray labels) {
    return Losses.softmaxCrossEntropyWithIntegerLabels(m.apply(x), labels).mean();
  }

  @Test
  void aJittedStepLearnsAndGivesTheEagerValues() {
    List<Key> keys = Random.split(KEY, 3);
    var start =
        new Model(
            Dense.init(keys.get(0), 2, 16), LayerNorm.init(16), Dense.init(keys.get(1), 16, 2));
    NDArray x = Sampling.normal(keys.get(2), 64, 2);
    NDArray labels = x.prod(1).gt(0.0).astype(DType.INT32);
    var optimizer = Optimizers.adamw(0.02, 1e-4);
    var state = optimizer.init(start);
    var gradient = Transforms.valueAndGrad(LayersTest::loss);
    var jitted = Transforms.jit((Model m, NDArray a, NDArray b) -> gradient.apply(m, a, b));
    ValueAndGrad<Model> eager = gradient.apply(start, x, labels);
    assertTrue(Tree.allClose(jitted.apply(start, x, labels), eager, 1e-4, 1e-6));
    Model model = start;
    for (int i = 0; i < 40; i++) {
      var g = jitted.apply(model, x, labels);
      var update = optimizer.update(g.grad(), state, model);
      model = Updates.applyUpdates(model, update._1());
      state = update._2();
    }
    assertTrue(loss(model, x, labels).item() < 0.5 * eager.value().item());
    assertEquals(40, state._3().count().itemLong());
  }

  private static void fails(String code, Executable e) {
    assertEquals(code, assertThrows(JacobeanException.class, e).code());
  }

  @Test
  void errorsHaveTheirCodes() {
    NDArray m = Sampling.normal(KEY, 2, 3);
    fails("JX0620", () -> Activations.glu(m, -1));
    fails("JX0621", () -> Normalization.oneHot(m, 3));
    fails("JX0621", () -> Losses.softmaxCrossEntropyWithIntegerLabels(m, m));
    fails("JX0622", () -> Normalization.oneHot(NDArray.of(new int[] {1}), 3, 5, DType.FLOAT32));
    fails(
        "JX0623",
        () -> Losses.softmaxCrossEntropyWithIntegerLabels(m, NDArray.of(new int[] {1, 2, 3})));
    fails("JX0625", () -> new Dropout(1));
    fails("JX0626", () -> Conv2d.init(KEY, 3, 2, 7).apply(m));
    fails("JX0627", () -> Pooling.maxPool(m, 2, 2, Padding.VALID));
    fails("JX0628", () -> Attention.dotProductAttention(m, m, m, true));
    fails("JX0629", () -> MultiHeadAttention.init(KEY, 8, 3, true));
  }
}
