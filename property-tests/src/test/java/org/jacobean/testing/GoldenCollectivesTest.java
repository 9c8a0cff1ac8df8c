package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.Golden;
import org.jacobean.lax.Lax;
import org.jacobean.numpy.Numpy;
import org.jacobean.transforms.VmapAxes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Collectives between examples give the values and gradients that JAX gives. */
class GoldenCollectivesTest {
  private static final Map<String, Function<List<NDArray>, NDArray>> FUNCTIONS = new HashMap<>();

  private static void put(String name, Function<List<NDArray>, NDArray> f) {
    FUNCTIONS.put(name, f);
  }

  private static void one(String name, Function1<NDArray, NDArray> f) {
    put(name, a -> f.apply(a.get(0)));
  }

  private static void two(String name, Function2<NDArray, NDArray, NDArray> f) {
    put(name, a -> f.apply(a.get(0), a.get(1)));
  }

  private static NDArray row(NDArray x, int i) {
    return Lax.squeeze(Lax.sliceInDim(x, i, i + 1, 1, 0), Axes.of(0));
  }

  static {
    reductions();
    movements();
    insideControlFlow();
    overTwoAxes();
  }

  private static void reductions() {
    one("psumTimesX", x -> x.mul(psum(x, "i")));
    one("psumTimesSin", x -> psum(x, "i").mul(x.sin()));
    one("energy", x -> psum(x.mul(x), "i").mul(x.sin()).sum());
    one("psumOfSin", x -> psum(x.sin(), "i"));
    one("psumOfNumber", x -> x.mul((long) psum(2, "i")));
    one("psumOfBooleans", x -> psum(x.gt(0.0), "i"));
    one("pmeanOfSquares", x -> x.mul(pmean(x.mul(x), "i")));
    one("pmeanOfIndex", x -> x.add(pmean(axisIndex("i"), "i")));
    one("pmaxMinusX", x -> pmax(x, "i").sub(x));
    one("pminMinusX", x -> pmin(x, "i").sub(x));
    two("sharedWeights", (w, x) -> psum(w.mul(x).sum(), "i").mul(x));
    two(
        "meanOfGradients",
        (w, x) -> pmean(grad((NDArray v) -> v.mul(x).sin().sum()).apply(w), "i"));
    two("psumOfShared", (w, x) -> psum(w.mul(w), "i").mul(x));
    one(
        "batchNorm",
        x -> {
          NDArray m = pmean(x, "i");
          NDArray v = pmean(x.sub(m).square(), "i");
          return x.sub(m).div(v.add(1e-3).sqrt());
        });
    one(
        "softmaxBetween",
        x -> {
          NDArray e = x.sub(pmax(x, "i")).exp();
          return e.div(psum(e, "i"));
        });
  }

  private static void movements() {
    one("gather", x -> allGather(x, "i").mul(x));
    one("gatherLast", x -> allGather(x, "i", 1, false).sin());
    one("gatherTiled", x -> allGather(x, "i", 0, true).sin().mul(row(x, 0)));
    one("scatter", x -> psumScatter(x.mul(x), "i", 0, false).mul(row(x, 1)));
    one(
        "scatterTiled",
        x -> psumScatter(x.mul(x), "i", 1, true).mul(Lax.sliceInDim(x, 0, 2, 1, 1)));
    one("shiftRing", x -> x.mul(ppermute(x, "i", new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}})));
    one("shuffle", x -> x.mul(pshuffle(x, "i", 2, 0, 3, 1)));
    one("exchangeSame", x -> x.mul(allToAll(x.mul(x), "i", 0, 0, false)));
    one("exchangeBack", x -> allToAll(x.mul(x), "i", 1, 0, false).sin());
    one("exchangeForth", x -> allToAll(x.mul(x), "i", 0, 1, false).sin());
    one("exchangeTiled", x -> allToAll(x.mul(x), "i", 0, 1, true).sin());
    one("indexAndSize", x -> x.mul(axisIndex("i")).add(axisSize("i")));
  }

  private static void insideControlFlow() {
    one(
        "inScan",
        x -> {
          var r =
              scan(
                  (NDArray c, NDArray v) ->
                      Tuple.of(c.mul(pmean(c, "i")).add(v).tanh(), c.mul(psum(v, "i"))),
                  NDArray.full(DType.FLOAT64, Shape.SCALAR, 0.3),
                  x);
          return r._2().mul(r._1());
        });
    one(
        "indexInScan",
        x ->
            foriLoop(
                0,
                3,
                (_, c) -> c.add(axisIndex("i").astype(DType.FLOAT64).sin().mul(x)),
                NDArray.full(DType.FLOAT64, Shape.SCALAR, 1)));
    one("inCond", x -> cond(x.gt(0.0), v -> psum(v.mul(v), "i"), v -> v, x));
    two(
        "inCondShared",
        (w, x) ->
            cond(
                row(w, 0).gt(0.0),
                (NDArray v) -> psum(v, "i").mul(v).mul(row(w, 1)),
                (NDArray v) -> v.neg(),
                x));
    one("inWhileTest", x -> whileLoop(c -> psum(c, "i").lt(50.0), c -> c.mul(1.5).add(1.0), x));
    one(
        "inWhileBody",
        x -> whileLoop(c -> c.lt(5.0), c -> c.add(0.5).add(psum(c, "i").mul(0.01)), x));
    Function1<NDArray, NDArray> jitted = jit((NDArray v) -> v.mul(psum(v, "i")));
    one("inJit", jitted);
    Function1<NDArray, NDArray> clipped =
        customVjp(
            (NDArray x) -> pmean(x, "i").mul(x),
            (NDArray x) -> Tuple.of(pmean(x, "i").mul(x), x),
            (NDArray x, NDArray ct) -> ct.mul(2.0).add(psum(ct.mul(x), "i")));
    one("inCustomVjp", clipped);
  }

  private static void overTwoAxes() {
    one("overOuter", x -> x.mul(psum(x, "i")));
    one("overInner", x -> x.mul(psum(x, "j")));
    one("overBoth", x -> x.mul(psum(x, "i", "j")));
    one("meanOfSums", x -> x.mul(pmean(psum(x.mul(x), "j"), "i")));
    one("gatherBoth", x -> allGather(x, List.of("i", "j"), 0, false).mul(x));
    one(
        "indexOfBoth",
        x ->
            Numpy.stack(
                List.of(x.mul(0.0).add(axisIndex("i", "j")), x.mul(0.0).add(axisIndex("j", "i"))),
                0));
  }

  @TestFactory
  Stream<DynamicTest> jaxsResults() {
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> missing = new HashSet<>(FUNCTIONS.keySet());
    for (Golden g : Golden.read("collectives")) {
      Function<List<NDArray>, NDArray> f = FUNCTIONS.get(g.fn());
      assertTrue(f != null, g.fn());
      missing.remove(g.fn());
      String title = g.fn() + " " + g.node().get("transform").asText();
      tests.add(DynamicTest.dynamicTest(title, () -> check(g, f, false)));
      tests.add(DynamicTest.dynamicTest(title + " jitted", () -> check(g, f, true)));
    }
    assertEquals(Set.of(), missing);
    return tests.stream();
  }

  private static void check(Golden g, Function<List<NDArray>, NDArray> f, boolean jitted) {
    Function1<List<NDArray>, NDArray> mapped = transformed(g.node(), f);
    NDArray actual = (jitted ? jit(mapped) : mapped).apply(g.args());
    NDArray expected = g.out().get(0);
    double tolerance = 10 * g.node().get("rtol").asDouble() + 1e-13;
    assertEquals(expected.shape(), actual.shape());
    Engines.assertClose(g.name(), expected.toComplexArray(), actual.toComplexArray(), tolerance);
  }

  private static Function1<List<NDArray>, NDArray> transformed(
      JsonNode c, Function<List<NDArray>, NDArray> f) {
    Function1<List<NDArray>, NDArray> one = f::apply;
    return switch (c.get("transform").asText()) {
      case "value" -> mapped(c, one);
      case "inner" -> mapped(c, first(one, y -> y.sum()));
      case "jacfwd" -> mapped(c, a -> jacfwd(only(one)).apply(a.get(0)));
      case "jacrev" -> mapped(c, a -> jacrev(only(one)).apply(a.get(0)));
      case "hessian" -> mapped(c, a -> hessian(only(one)).apply(a.get(0)));
      case "outer" -> first(mapped(c, one), y -> y.sin().sum());
      default -> throw new AssertionError(c);
    };
  }

  private static Function1<NDArray, NDArray> only(Function1<List<NDArray>, NDArray> f) {
    return x -> f.apply(List.of(x));
  }

  /** The gradient of {@code loss} of the result by the first argument. */
  private static Function1<List<NDArray>, NDArray> first(
      Function1<List<NDArray>, NDArray> f, Function1<NDArray, NDArray> loss) {
    return a ->
        grad((NDArray x) -> {
              List<NDArray> all = new ArrayList<>(a);
              all.set(0, x);
              return loss.apply(f.apply(all));
            })
            .apply(a.get(0));
  }

  private static Function1<List<NDArray>, NDArray> mapped(
      JsonNode c, Function1<List<NDArray>, NDArray> f) {
    List<Integer> axes = new ArrayList<>();
    c.get("mapped").forEach(m -> axes.add(m.asBoolean() ? 0 : NOT_MAPPED));
    List<String> names = new ArrayList<>();
    c.get("names").forEach(n -> names.add(n.asText()));
    Function1<List<NDArray>, NDArray> all = f;
    for (String name : names.reversed()) {
      all = vmap(all, VmapAxes.in(axes).axisName(name));
    }
    return all;
  }
}
