package org.jacobean.nn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.jacobean.golden.Golden;
import org.jacobean.golden.GoldenSuite;
import org.jacobean.numpy.Selection;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values and derivatives of the functions of neural networks are those of JAX in float64. */
class NnGoldenTest {
  private final Map<String, Function<Golden, List<NDArray>>> bindings = new TreeMap<>();

  private void unary(String name, UnaryOperator<NDArray> f) {
    bind(name, (g, x) -> f.apply(x));
  }

  private interface WithOptions {
    NDArray apply(Golden g, NDArray x);
  }

  private void bind(String name, WithOptions f) {
    bindings.put(
        name,
        g -> {
          NDArray x = g.args().get(0);
          if (g.node().path("tag").asText().equals("derivative")) {
            return List.of(Transforms.grad((NDArray y) -> f.apply(g, y).sum()).apply(x));
          }
          return List.of(f.apply(g, x));
        });
  }

  private interface Binary {
    NDArray apply(NDArray x, NDArray y);
  }

  private void binary(String name, Binary f) {
    bindings.put(name, g -> List.of(f.apply(g.args().get(0), g.args().get(1))));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithJax() {
    activations();
    alongAxes();
    layers();
    losses();
    return GoldenSuite.tests("nn", bindings, 0);
  }

  private void activations() {
    unary("relu", Activations::relu);
    unary("relu6", Activations::relu6);
    unary("sigmoid", Activations::sigmoid);
    unary("logSigmoid", Activations::logSigmoid);
    unary("softplus", Activations::softplus);
    unary("silu", Activations::silu);
    unary("swish", Activations::swish);
    unary("softSign", Activations::softSign);
    bind("elu", (g, x) -> Activations.elu(x, g.real("alpha", 1)));
    unary("selu", Activations::selu);
    bind("celu", (g, x) -> Activations.celu(x, g.real("alpha", 1)));
    unary("hardTanh", Activations::hardTanh);
    unary("hardSigmoid", Activations::hardSigmoid);
    unary("hardSilu", Activations::hardSilu);
    bind("leakyRelu", (g, x) -> Activations.leakyRelu(x, g.real("negativeSlope", 0.01)));
    unary("mish", Activations::mish);
    // At -infinity JAX gives NaN, where ours has the limit.
    bindings.put(
        "squareplus",
        g -> {
          NDArray x = g.args().get(0);
          boolean derivative = g.node().path("tag").asText().equals("derivative");
          NDArray y =
              derivative
                  ? Transforms.grad((NDArray z) -> Activations.squareplus(z, 4).sum()).apply(x)
                  : Activations.squareplus(x, 4);
          NDArray limit = x.eq(Double.NEGATIVE_INFINITY);
          return List.of(Selection.where(limit, Double.NaN, y));
        });
    bind("gelu", (g, x) -> Activations.gelu(x, !g.has("approximate") || g.flag("approximate")));
    unary("sparsePlus", Activations::sparsePlus);
    unary("sparseSigmoid", Activations::sparseSigmoid);
    unary("log1mexp", Activations::log1mexp);
    unary("identity", Activations::identity);
    bind("glu", (g, x) -> Activations.glu(x, g.integer("axis")));
  }

  private static NDArray mask(Golden g) {
    return Golden.array(g.kwarg("where"));
  }

  private void alongAxes() {
    bind(
        "softmax",
        (g, x) ->
            g.has("where")
                ? Normalization.softmaxWhere(x, mask(g), g.axisList("axis"))
                : Normalization.softmax(x, g.axisList("axis")));
    bind(
        "logSoftmax",
        (g, x) ->
            g.has("where")
                ? Normalization.logSoftmaxWhere(x, mask(g), g.axisList("axis"))
                : Normalization.logSoftmax(x, g.axisList("axis")));
    bind(
        "logsumexp",
        (g, x) ->
            g.has("where")
                ? Normalization.logsumexpWhere(x, mask(g), false, g.axisList("axis"))
                : Normalization.logsumexp(x, g.axisList("axis")));
    bind(
        "logmeanexp",
        (g, x) ->
            g.has("where")
                ? Normalization.logmeanexpWhere(x, mask(g), false, g.axisList("axis"))
                : Normalization.logmeanexp(x, false, g.axisList("axis")));
    bind("standardize", (g, x) -> Normalization.standardize(x, g.axisList("axis")));
    bind(
        "oneHot",
        (g, x) ->
            Normalization.oneHot(x, g.integer("numClasses"), g.integer("axis"), g.dtype("dtype")));
  }

  private void layers() {
    bindings.put(
        "layerNorm",
        g ->
            List.of(
                Normalization.layerNorm(
                    g.args().get(0), g.args().get(1), g.args().get(2), g.real("epsilon", 0))));
    bindings.put(
        "rmsNorm",
        g ->
            List.of(Normalization.rmsNorm(g.args().get(0), g.args().get(1), g.real("epsilon", 0))));
    bind(
        "maxPool",
        (g, x) ->
            Pooling.maxPool(
                x,
                g.kwarg("window").get(0).asInt(),
                g.kwarg("strides").get(0).asInt(),
                Padding.valueOf(g.kwarg("padding").asText())));
    bind(
        "avgPool",
        (g, x) ->
            Pooling.avgPool(
                x,
                g.kwarg("window").get(0).asInt(),
                g.kwarg("strides").get(0).asInt(),
                Padding.valueOf(g.kwarg("padding").asText())));
    bindings.put(
        "dotProductAttention",
        g -> {
          List<NDArray> a = g.args();
          boolean causal = g.flag("isCausal");
          return List.of(
              g.has("scale")
                  ? Attention.dotProductAttention(
                      a.get(0), a.get(1), a.get(2), causal, g.real("scale", 1))
                  : Attention.dotProductAttention(a.get(0), a.get(1), a.get(2), causal));
        });
  }

  private void losses() {
    binary("softmaxCrossEntropyWithIntegerLabels", Losses::softmaxCrossEntropyWithIntegerLabels);
    binary("softmaxCrossEntropy", Losses::softmaxCrossEntropy);
    binary("sigmoidBinaryCrossEntropy", Losses::sigmoidBinaryCrossEntropy);
    binary("squaredError", Losses::squaredError);
    binary("l2Loss", Losses::l2Loss);
    bindings.put(
        "huberLoss",
        g -> List.of(Losses.huberLoss(g.args().get(0), g.args().get(1), g.real("delta", 1))));
  }
}
