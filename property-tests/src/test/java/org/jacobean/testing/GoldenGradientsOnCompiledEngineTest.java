package org.jacobean.testing;

import static org.jacobean.lax.Lax.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vavr.Function1;
import java.io.IOException;
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
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Derivatives that JAX gives, when the whole derivative is one compiled program. */
class GoldenGradientsOnCompiledEngineTest {
  private static final Map<String, Function<List<NDArray>, NDArray>> FUNCTIONS = new HashMap<>();

  private static void put(String name, Function<List<NDArray>, NDArray> f) {
    FUNCTIONS.put(name, f);
  }

  private static NDArray softmax(NDArray x) {
    NDArray e = x.sub(stopGradient(x.max(true, -1))).exp();
    return e.div(e.sum(true, -1));
  }

  private static NDArray weighted(NDArray x) {
    return x.mul(iota(DType.FLOAT64, x.shape(), 0).add(1.0)).sum();
  }

  private static void cumulativeFunction(String name, CumulativeOp op) {
    put(name, a -> weighted(cumulative(op, a.get(0), 0, false)));
  }

  static {
    put("sinTimesX", a -> a.get(0).sin().mul(a.get(0)));
    put("tanhOfX", a -> a.get(0).tanh());
    put(
        "logSumExp",
        a -> {
          NDArray m = stopGradient(a.get(0).max());
          return a.get(0).sub(m).exp().sum().log().add(m);
        });
    put("softmax", a -> softmax(a.get(0)));
    put("matmulChain", a -> a.get(0).matmul(a.get(1)).tanh().matmul(a.get(2)).tanh().sum());
    put("quadraticForm", a -> a.get(0).matmul(a.get(1)).matmul(a.get(0)));
    put("sortWeighted", a -> weighted(sort(List.of(a.get(0)), 0, 1).get(0)));
    put("sortTies", a -> weighted(sort(List.of(a.get(0)), 0, 1).get(0)));
    cumulativeFunction("cumsumWeighted", CumulativeOp.SUM);
    cumulativeFunction("cumprodWeighted", CumulativeOp.PROD);
    cumulativeFunction("cummaxWeighted", CumulativeOp.MAX);
    cumulativeFunction("cumlogsumexpWeighted", CumulativeOp.LOGSUMEXP);
    put("maxTies", a -> a.get(0).max());
    put("maximumTies", a -> max(a.get(0), a.get(1)).sum());
    put("minimumTies", a -> min(a.get(0), a.get(1)).sum());
    put("absKink", a -> a.get(0).abs().sum());
    put("powGeneral", a -> binary(BinaryOp.POW, a.get(0), a.get(1)).sum());
    put("powAtZero", a -> binary(BinaryOp.POW, a.get(0), a.get(1)).sum());
    put(
        "integerPowers",
        a -> {
          NDArray x = a.get(0);
          return integerPow(x, 3).add(integerPow(x, -2)).add(integerPow(x, 0)).sum();
        });
    put(
        "integerPowersAtZero",
        a -> {
          NDArray x = a.get(0);
          return integerPow(x, 2).add(integerPow(x, 1)).add(integerPow(x, 0)).sum();
        });
    put("prodPlain", a -> a.get(0).prod());
    put("prodOneZero", a -> a.get(0).prod());
    put("prodTwoZeros", a -> a.get(0).prod());
    put("norm", a -> a.get(0).square().sum().sqrt());
    put("normAtZero", a -> a.get(0).square().sum().sqrt());
    put("sqrtAtZero", a -> a.get(0).sqrt().sum());
    put("quotient", a -> a.get(0).div(a.get(1)).sum());
    put("atan2", a -> binary(BinaryOp.ATAN2, a.get(0), a.get(1)).sum());
    put("stopGradient", a -> stopGradient(a.get(0)).mul(a.get(0)).sum());
    DotDims rows = new DotDims(Axes.of(0), Axes.of(0), Axes.of(2), Axes.of(2));
    put("batchedProduct", a -> dotGeneral(a.get(0), a.get(1), rows).sin().sum());
    put("padInterior", a -> weighted(pad(a.get(0), a.get(1), Axes.of(1), Axes.of(-1), Axes.of(2))));
    put(
        "rosenbrock",
        a -> {
          NDArray tail = sliceInDim(a.get(0), 1, 4, 1, 0);
          NDArray head = sliceInDim(a.get(0), 0, 3, 1, 0);
          NDArray valley = tail.sub(head.square()).square().mul(100.0);
          return valley.add(head.rsub(1.0).square()).sum();
        });
    unaryFunctions();
  }

  private static void unaryFunctions() {
    Set<UnaryOp> shifted =
        Set.of(
            UnaryOp.LOG,
            UnaryOp.SQRT,
            UnaryOp.RSQRT,
            UnaryOp.CBRT,
            UnaryOp.ACOSH,
            UnaryOp.LGAMMA,
            UnaryOp.DIGAMMA);
    for (UnaryOp op : UnaryOp.values()) {
      if (op != UnaryOp.ERF_INV) {
        String name = "unary" + op.name().charAt(0) + op.jaxName().substring(1);
        put(name, a -> unary(op, shifted.contains(op) ? a.get(0).add(2.0) : a.get(0)));
      }
    }
    put("unaryErfInv", a -> unary(UnaryOp.ERF_INV, a.get(0)));
  }

  @TestFactory
  Stream<DynamicTest> derivativesEqualJaxs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> used = new HashSet<>();
    try (var in = getClass().getResourceAsStream("/golden/grads.json")) {
      for (JsonNode c : new ObjectMapper().readTree(in).get("cases")) {
        String name = c.get("fn").asText();
        var f = FUNCTIONS.get(name);
        if (f != null && !c.get("transform").asText().equals("value")) {
          used.add(name);
          String title = name + " " + c.get("transform").asText();
          tests.add(DynamicTest.dynamicTest(title, () -> check(c, f)));
        }
      }
    }
    assertTrue(used.size() >= 60, () -> used.size() + " functions");
    return tests.stream();
  }

  private static void check(JsonNode c, Function<List<NDArray>, NDArray> f) {
    List<NDArray> x = new ArrayList<>();
    c.get("args").forEach(a -> x.add(array(a)));
    List<Integer> argnums = new ArrayList<>();
    c.path("argnums").forEach(i -> argnums.add(i.asInt()));
    String transform = c.get("transform").asText();
    List<NDArray> actual =
        Engines.onCompiled(Engines.trace(a -> apply(transform, f, a, argnums), x), x);
    for (int i = 0; i < actual.size(); i++) {
      double[] expected = array(c.get("out").get(i)).toComplexArray();
      double tolerance = 10 * c.get("rtol").asDouble() + c.get("atol").asDouble() + 1e-13;
      Engines.assertClose("result " + i, expected, actual.get(i).toComplexArray(), tolerance);
    }
  }

  private static List<NDArray> apply(
      String transform, Function<List<NDArray>, NDArray> f, List<NDArray> a, List<Integer> args) {
    return switch (transform) {
      case "grad" -> gradient(f, a, args);
      case "grad2", "grad3", "grad4", "grad5" ->
          List.of(nested(f, transform.charAt(4) - '0').apply(a));
      case "second" -> List.of(nested(f, 2).apply(a));
      case "jvp" ->
          List.of(Transforms.jvp((NDArray x) -> f.apply(List.of(x)), a.get(0), a.get(1)).tangent());
      case "jacfwd" -> List.of(Transforms.jacfwd(first(f, a)).apply(a.get(0)));
      case "jacrev" -> List.of(Transforms.jacrev(first(f, a)).apply(a.get(0)));
      case "hessian" -> List.of(Transforms.hessian(first(f, a)).apply(a.get(0)));
      default -> throw new AssertionError(transform);
    };
  }

  private static Function1<NDArray, NDArray> first(
      Function<List<NDArray>, NDArray> f, List<NDArray> a) {
    return x -> {
      List<NDArray> all = new ArrayList<>(a);
      all.set(0, x);
      return f.apply(all);
    };
  }

  /** Reverse mode of the sum of the result. */
  private static List<NDArray> gradient(
      Function<List<NDArray>, NDArray> f, List<NDArray> x, List<Integer> argnums) {
    boolean[] choice = new boolean[x.size()];
    argnums.forEach(i -> choice[i] = true);
    var linear = Linearize.linearize(Engines.trace(a -> List.of(f.apply(a)), x), x, choice);
    NDArray y = linear.outs().get(0);
    NDArray one = Lax.full(y.dtype(), y.shape(), 1);
    List<NDArray> out = new ArrayList<>();
    var g = Transposition.transpose(linear.tangentMap(), List.of(one));
    for (int i = 0; i < g.size(); i++) {
      NDArray c = g.get(i);
      out.add(c == null ? Lax.zerosLike(x.get(argnums.get(i))) : c);
    }
    return out;
  }

  private static Function<List<NDArray>, NDArray> nested(
      Function<List<NDArray>, NDArray> f, int order) {
    return order == 0 ? f : a -> gradient(nested(f, order - 1), a, List.of(0)).get(0);
  }

  private static NDArray array(JsonNode a) {
    int[] dims = new int[a.get("shape").size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = a.get("shape").get(i).asInt();
    }
    double[] v = new double[a.get("data").size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = number(a.get("data").get(i).asText());
    }
    return NDArray.of(DType.parse(a.get("dtype").asText()), v, Shape.of(dims));
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
