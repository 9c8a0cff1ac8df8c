package org.jacobean.transforms;

import static org.jacobean.lax.Lax.unary;
import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.Golden;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Taylor mode gives the derivatives that JAX gives. */
class JetGoldenTest {
  private static final Map<String, Function<List<NDArray>, List<NDArray>>> FUNCTIONS =
      new TreeMap<>();

  private static void one(String name, Function<NDArray, NDArray> f) {
    FUNCTIONS.put(name, x -> List.of(f.apply(x.get(0))));
  }

  private static void two(String name, BinaryOp op) {
    FUNCTIONS.put(name, x -> List.of(Lax.binary(op, x.get(0), x.get(1))));
  }

  static {
    for (UnaryOp op : UnaryOp.values()) {
      String[] words = op.jaxName().split("_");
      String camel = words[0] + (words.length == 1 ? "" : "Inv");
      one(camel, x -> unary(op, x));
    }
    two("pow", BinaryOp.POW);
    two("div", BinaryOp.DIV);
    two("mul", BinaryOp.MUL);
    two("atan2", BinaryOp.ATAN2);
    two("max", BinaryOp.MAX);
    two("min", BinaryOp.MIN);
    one("cube", x -> Lax.integerPow(x, 3));
    one("reciprocalSquare", x -> Lax.integerPow(x, -2));
    one("clip", x -> Lax.clamp(NDArray.scalar(0.4), x, NDArray.scalar(1.0)));
    one("where", x -> Lax.select(x.gt(0.5), x.sin(), x.square()));
    one("reduceMax", x -> x.max(1));
    one("prod", x -> Lax.reduce(ReduceOp.PROD, x, Axes.of(0)));
    one("cumsum", x -> Lax.cumulative(CumulativeOp.SUM, x, 0, false));
    one("cumprod", x -> Lax.cumulative(CumulativeOp.PROD, x, 0, false));
    one("sort", x -> Lax.sort(List.of(x), 0, 1).get(0));
    one("gather", JetGoldenTest::rows);
    FUNCTIONS.put("dot", x -> List.of(x.get(0).matmul(x.get(1))));
    FUNCTIONS.put("conv", x -> List.of(convolution(x.get(0), x.get(1))));
    FUNCTIONS.put("mlp", x -> List.of(x.get(0).matmul(x.get(1)).tanh().matmul(x.get(2))));
    one(
        "logSumExp",
        x -> x.sub(stopGradient(x.max())).exp().sum().log().add(stopGradient(x.max())));
    one("gradient", x -> grad((NDArray y) -> y.tanh().mul(y.exp()).sum()).apply(x));
    one("mapped", x -> vmap((NDArray y) -> y.sin().mul(y)).apply(x));
    FUNCTIONS.put("scan", x -> scanned(x.get(0), x.get(1)));
    one("cond", JetGoldenTest::branches);
    one("while", JetGoldenTest::repeated);
  }

  private static NDArray convolution(NDArray x, NDArray k) {
    Axes order = Axes.range(0, 4);
    Axes ones = Axes.of(1, 1);
    return Lax.convGeneralDilated(
        x,
        k,
        new ConvGeneralDilated(
            ones, ones, ones, ones, ones, new ConvDims(order, order, order), 1, 1));
  }

  private static NDArray rows(NDArray x) {
    NDArray at = NDArray.of(new int[] {2, 0, 2}, 3, 1);
    GatherDims dims = new GatherDims(Axes.NONE, Axes.of(0), Axes.of(0), Axes.NONE, Axes.NONE);
    return Lax.gather(x, at, dims, Shape.of(1), IndexMode.CLIP);
  }

  private static List<NDArray> scanned(NDArray c, NDArray xs) {
    Tuple2<NDArray, NDArray> y =
        scan((NDArray a, NDArray x) -> Tuple.of(a.sin().mul(x).add(a), a.mul(x)), c, xs);
    return List.of(y._1, y._2);
  }

  private static NDArray branches(NDArray x) {
    NDArray first = Lax.slice(x, Axes.of(0), Axes.of(1), Axes.of(1)).reshape();
    return cond(first.gt(0.0), NDArray::sin, (NDArray y) -> y.mul(y), x);
  }

  private static NDArray repeated(NDArray x) {
    NDArray zero = NDArray.full(DType.INT32, Shape.SCALAR, 0);
    return whileLoop(
            (Tuple2<NDArray, NDArray> s) -> s._1.lt(4),
            s -> Tuple.of(s._1.add(1), s._2.sin().add(x)),
            Tuple.of(zero, x))
        ._2;
  }

  @TestFactory
  Stream<DynamicTest> derivativesAreJaxs() {
    return Golden.read("jets").stream()
        .map(g -> DynamicTest.dynamicTest(g.name(), () -> check(g, false)));
  }

  @TestFactory
  Stream<DynamicTest> alsoUnderJit() {
    return Golden.read("jets").stream()
        .map(g -> DynamicTest.dynamicTest(g.name(), () -> check(g, true)));
  }

  @Test
  void mostCasesComeFromJaxsOwnTaylorMode() {
    long own = Golden.read("jets").stream().filter(JetGoldenTest::isJaxsJet).count();
    assertTrue(own >= 20, () -> own + " cases");
  }

  private static boolean isJaxsJet(Golden g) {
    return g.node().get("rule").asText().equals("jet");
  }

  private static void check(Golden g, boolean jitted) {
    Function<List<NDArray>, List<NDArray>> f = FUNCTIONS.get(g.fn());
    int order = g.integer("order");
    List<NDArray> all = g.args();
    int n = all.size() / (order + 1);
    Function1<List<List<NDArray>>, Jet<List<NDArray>>> jet =
        a -> jet(f::apply, a.get(0), a.subList(1, a.size()));
    List<List<NDArray>> terms = new ArrayList<>();
    for (int k = 0; k <= order; k++) {
      terms.add(all.subList(k * n, (k + 1) * n));
    }
    Jet<List<NDArray>> y = (jitted ? jit(jet) : jet).apply(terms);
    List<NDArray> actual = new ArrayList<>(y.value());
    y.series().forEach(actual::addAll);
    List<NDArray> expected = g.out();
    assertEquals(expected.size(), actual.size());
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      wrong.add(g.difference(expected.get(i), actual.get(i), 0));
    }
    assertEquals("", String.join("", wrong));
  }
}
