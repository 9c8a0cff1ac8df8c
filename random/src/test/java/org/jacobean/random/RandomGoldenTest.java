package org.jacobean.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.Golden;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keys, bits and samples are those of JAX's default generator. */
class RandomGoldenTest {
  /**
   * Distributions of the golden file that do not exist yet, and initializers, which another module
   * has.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "maxwell",
          "rayleigh",
          "pareto",
          "t",
          "chisquare",
          "weibullMin",
          "doubleSidedMaxwell",
          "lognormal",
          "triangular",
          "generalizedNormal",
          "geometric",
          "wald",
          "gamma",
          "loggamma",
          "beta",
          "dirichlet",
          "poisson",
          "binomial",
          "multivariateNormal",
          "orthogonal",
          "ball",
          "glorotUniform",
          "glorotNormal",
          "lecunNormal",
          "lecunUniform",
          "heNormal",
          "heUniform");

  /** Cases whose options the samplers do not have. */
  private static boolean expressible(Golden g) {
    return switch (g.fn()) {
      case "permutation" -> g.kwarg("axis").isMissingNode();
      case "choice" ->
          g.kwarg("a").isNumber()
              && !(g.node().get("kwargs").has("p") && !g.kwarg("replace").asBoolean(true));
      case "split" -> g.kwarg("shape").size() == 1;
      default -> !ELSEWHERE.contains(g.fn());
    };
  }

  private final Map<String, Function<Golden, List<NDArray>>> bindings = new TreeMap<>();

  RandomGoldenTest() {
    bindings.put(
        "keyData",
        g -> List.of(Random.key(g.node().get("args").get(0).bigIntegerValue().longValue()).data()));
    bindings.put("threefry2x32", RandomGoldenTest::hash);
    bind("split", (g, k) -> Random.splitArray(k, g.kwarg("shape").get(0).asInt()).data());
    bind("foldIn", (g, k) -> Random.foldIn(k, g.kwarg("data").asLong()).data());
    bind("bits", RandomGoldenTest::bits);
    bind(
        "uniform",
        (g, k) ->
            Sampling.uniform(
                k, g.dtype("dtype"), g.shape("shape"), real(g, "minval", 0), real(g, "maxval", 1)));
    bind("normal", (g, k) -> Sampling.normal(k, g.dtype("dtype"), g.shape("shape")));
    bind(
        "truncatedNormal",
        (g, k) ->
            Sampling.truncatedNormal(
                k, g.dtype("dtype"), g.shape("shape"), real(g, "lower", 0), real(g, "upper", 0)));
    bind(
        "randint",
        (g, k) ->
            Sampling.randint(
                k,
                g.dtype("dtype"),
                g.kwarg("minval").asLong(),
                g.kwarg("maxval").asLong(),
                g.shape("shape")));
    bind("permutation", RandomGoldenTest::permutation);
    bind("choice", RandomGoldenTest::choice);
    bind(
        "bernoulli",
        (g, k) -> {
          NDArray p = Golden.array(g.kwarg("p"));
          return Sampling.bernoulli(
              k,
              p,
              g.node().get("kwargs").has("shape") ? g.shape("shape").dims() : p.shape().dims());
        });
    bind(
        "rademacher",
        (g, k) ->
            Lax.convertElementType(
                Sampling.rademacher(k, g.shape("shape").dims()), g.dtype("dtype")));
    bind(
        "categorical",
        (g, k) -> {
          NDArray logits = Golden.array(g.kwarg("logits"));
          return Sampling.categorical(
              k,
              g.node().get("kwargs").has("shape")
                  ? logits.broadcastTo(g.shape("shape").plus(logits.shape()))
                  : logits);
        });
    bind("exponential", (g, k) -> Sampling.exponential(k, g.dtype("dtype"), g.shape("shape")));
    bind("gumbel", (g, k) -> Sampling.gumbel(k, g.dtype("dtype"), g.shape("shape")));
    bind("laplace", (g, k) -> Sampling.laplace(k, g.dtype("dtype"), g.shape("shape")));
    bind("logistic", (g, k) -> Sampling.logistic(k, g.dtype("dtype"), g.shape("shape")));
    bind("cauchy", (g, k) -> Sampling.cauchy(k, g.dtype("dtype"), g.shape("shape")));
  }

  private interface Sampler {
    NDArray draw(Golden g, Key key);
  }

  private void bind(String name, Sampler s) {
    bindings.put(name, g -> List.of(s.draw(g, new Key(g.args().get(0)))));
  }

  private static double real(Golden g, String key, double otherwise) {
    JsonNode n = g.kwarg(key);
    return n.isMissingNode()
        ? otherwise
        : n.asText().equals("inf")
            ? Double.POSITIVE_INFINITY
            : n.asText().equals("-inf") ? Double.NEGATIVE_INFINITY : n.asDouble();
  }

  private static List<NDArray> hash(Golden g) {
    List<NDArray> words = new ArrayList<>();
    for (NDArray a : g.args()) {
      int n = (int) a.size() / 2;
      words.add(Lax.sliceInDim(a.ravel(), 0, n, 1, 0));
      words.add(Lax.sliceInDim(a.ravel(), n, 2 * n, 1, 0));
    }
    NDArray zero = NDArray.fullLong(DType.UINT32, Shape.SCALAR, 0);
    NDArray k0 = words.get(0).size() == 1 ? Lax.reshape(words.get(0), Shape.SCALAR) : zero;
    NDArray k1 = Lax.reshape(words.get(1), Shape.SCALAR);
    return List.of(Lax.concatenate(Lax.threefry2x32(k0, k1, words.get(2), words.get(3)), 0));
  }

  private static NDArray bits(Golden g, Key k) {
    NDArray b = Random.bits(k, g.dtype("dtype"), g.shape("shape"));
    return g.kwarg("from").isMissingNode()
        ? b
        : Lax.sliceInDim(b, g.integer("from"), (int) b.size(), 1, 0);
  }

  private static NDArray permutation(Golden g, Key k) {
    JsonNode x = g.kwarg("x");
    NDArray p =
        x.isNumber()
            ? Sampling.permutation(k, x.asInt())
            : Sampling.permutation(k, Golden.array(x));
    return g.kwarg("to").isMissingNode() ? p : Lax.sliceInDim(p, 0, g.integer("to"), 1, 0);
  }

  private static NDArray choice(Golden g, Key k) {
    int n = (int) g.shape("shape").size();
    NDArray c =
        g.node().get("kwargs").has("p")
            ? Sampling.choice(k, Golden.array(g.kwarg("p")), n)
            : Sampling.choice(k, g.integer("a"), n, g.kwarg("replace").asBoolean(true));
    return Lax.reshape(c, g.shape("shape"));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithJax() {
    return Golden.read("random").stream()
        .filter(RandomGoldenTest::expressible)
        .map(g -> DynamicTest.dynamicTest(g.name(), () -> check(g)));
  }

  private void check(Golden g) {
    List<NDArray> actual = bindings.get(g.fn()).apply(g);
    StringBuilder wrong = new StringBuilder();
    for (int i = 0; i < actual.size(); i++) {
      // Ranges are scaled with or without a fused multiply-add; complex cases have no tolerance in
      // the file.
      boolean scaled = g.node().get("kwargs").has("minval") || actual.get(i).dtype().isComplex();
      double slack = scaled ? 8 : 0;
      wrong.append(g.difference(g.out().get(i), actual.get(i), slack));
    }
    assertEquals("", wrong.toString(), () -> g.node().toString());
  }

  @Test
  void everyFunctionOfTheFileIsBoundOrListed() {
    Set<String> unbound = new TreeSet<>();
    Golden.read("random").stream()
        .map(Golden::fn)
        .filter(f -> !bindings.containsKey(f) && !ELSEWHERE.contains(f))
        .forEach(unbound::add);
    assertTrue(unbound.isEmpty(), () -> "not bound: " + unbound);
  }
}
