package org.jacobean.ad;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The derivatives that JAX gives for the functions of {@link GoldenFunctions}; the file lies in the
 * property-tests module.
 */
class GoldenGradientsTest {
  private static final Path FILE = Path.of("property-tests/src/test/resources/golden/grads.json");

  @TestFactory
  Stream<DynamicTest> derivativesEqualJaxs() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve(FILE))) {
      root = root.getParent();
    }
    Assumptions.assumeTrue(root != null, "no golden file");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : new ObjectMapper().readTree(root.resolve(FILE).toFile()).get("cases")) {
      var f = GoldenFunctions.ALL.get(c.get("fn").asText());
      if (f != null) {
        tests.add(
            DynamicTest.dynamicTest(
                c.get("fn").asText() + " " + c.get("transform").asText(), () -> check(c, f)));
      }
    }
    assertTrue(tests.size() > 150, () -> tests.size() + " cases");
    return tests.stream();
  }

  private static void check(JsonNode c, Function<List<NDArray>, NDArray> f) {
    List<NDArray> x = new ArrayList<>();
    c.get("args").forEach(a -> x.add(array(a)));
    List<Integer> argnums = new ArrayList<>();
    c.path("argnums").forEach(i -> argnums.add(i.asInt()));
    String transform = c.get("transform").asText();
    List<double[]> actual =
        switch (transform) {
          case "value" -> List.of(f.apply(x).toComplexArray());
          case "grad" -> grad(f, x, argnums).stream().map(NDArray::toComplexArray).toList();
          case "grad2", "grad3", "grad4", "grad5" ->
              List.of(nested(f, transform.charAt(4) - '0').apply(x).toComplexArray());
          case "jvp" -> List.of(jvp(f, x.subList(0, 1), x.get(1)).toComplexArray());
          case "second" -> List.of(nested(f, 2).apply(x).toComplexArray());
          case "jacfwd" -> List.of(jacobian(f, x));
          case "jacrev" -> List.of(jacobian(a -> f.apply(a), x));
          case "hessian" -> List.of(jacobian(a -> grad(f, a, List.of(0)).get(0), x));
          default -> throw new AssertionError(transform);
        };
    for (int i = 0; i < actual.size(); i++) {
      double[] expected = array(c.get("out").get(i)).toComplexArray();
      compare(
          expected, actual.get(i), 10 * c.get("rtol").asDouble(), c.get("atol").asDouble() + 1e-13);
    }
  }

  private static void compare(double[] expected, double[] actual, double rtol, double atol) {
    assertTrue(
        expected.length == actual.length, () -> actual.length + " numbers, not " + expected.length);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(expected[i], actual[i]) == 0;
      if (!same && !(Math.abs(expected[i] - actual[i]) <= atol + rtol * Math.abs(expected[i]))) {
        throw new AssertionError(
            "[" + i / 2 + "]: expected " + expected[i] + " but was " + actual[i]);
      }
    }
  }

  /** Reverse mode of the sum of the result. */
  private static List<NDArray> grad(
      Function<List<NDArray>, NDArray> f, List<NDArray> x, List<Integer> argnums) {
    boolean[] choice = new boolean[x.size()];
    argnums.forEach(i -> choice[i] = true);
    var lin = Linearize.linearize(trace(f, x), x, choice);
    NDArray out = lin.outs().get(0);
    List<@Nullable NDArray> g =
        Transposition.transpose(lin.tangentMap(), List.of(Lax.full(out.dtype(), out.shape(), 1)));
    return Tangents.instantiate(g, lin.tangentMap().inAvals());
  }

  private static Function<List<NDArray>, NDArray> nested(
      Function<List<NDArray>, NDArray> f, int order) {
    return order == 0 ? f : a -> grad(nested(f, order - 1), a, List.of(0)).get(0);
  }

  private static NDArray jvp(Function<List<NDArray>, NDArray> f, List<NDArray> x, NDArray v) {
    List<@Nullable NDArray> tangents = Derivatives.zeros(x.size());
    tangents.set(0, v);
    return Tangents.instantiate(
        Jvp.eval(trace(f, x), x, tangents).tangents().get(0), f.apply(x).aval());
  }

  /** Forward mode along each basis vector of the first argument; results by (out, in), real. */
  private static double[] jacobian(Function<List<NDArray>, NDArray> f, List<NDArray> x) {
    int n = (int) x.get(0).size();
    double[] all = new double[0];
    for (int i = 0; i < n; i++) {
      double[] e = new double[n];
      e[i] = 1;
      double[] column = jvp(f, x, NDArray.of(DType.FLOAT64, e, x.get(0).shape())).toDoubleArray();
      if (i == 0) {
        all = new double[2 * column.length * n];
      }
      for (int k = 0; k < column.length; k++) {
        all[2 * (k * n + i)] = column[k];
      }
    }
    return all;
  }

  private static ClosedJaxpr trace(Function<List<NDArray>, NDArray> f, List<NDArray> x) {
    return Derivatives.trace(a -> List.of(f.apply(a)), x);
  }

  private static NDArray array(JsonNode a) {
    DType t = DType.parse(a.get("dtype").asText());
    int[] dims = new int[a.get("shape").size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = a.get("shape").get(i).asInt();
    }
    List<Double> parts = new ArrayList<>();
    for (JsonNode v : a.get("data")) {
      if (v.isArray()) {
        v.forEach(p -> parts.add(number(p)));
      } else {
        parts.add(number(v));
      }
    }
    double[] d = parts.stream().mapToDouble(Double::doubleValue).toArray();
    return t.isComplex()
        ? NDArray.ofComplex(t, d, Shape.of(dims))
        : NDArray.of(t, d, Shape.of(dims));
  }

  private static double number(JsonNode v) {
    return switch (v.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(v.asText());
    };
  }
}
