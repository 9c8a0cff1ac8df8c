package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.lax.Lax;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient by a replicated parameter of a sum over devices, taken outside and inside the
 * program of a device, is that of a loop over the blocks.
 */
class DerivativesOnDevicesTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static NDArray ramp(int... dims) {
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = Math.sin(i + 1);
    }
    return NDArray.of(v).reshape(dims);
  }

  static Stream<Arguments> functions() {
    Map<String, Function2<NDArray, NDArray, NDArray>> f = new LinkedHashMap<>();
    f.put("perceptron", (w, x) -> x.matmul(w).tanh().square().sum());
    f.put("scan over the block", DerivativesOnDevicesTest::scanned);
    f.put(
        "loop over the parameter",
        (w, x) -> foriLoop(0, 3, (i, c) -> c.mul(w).sin(), w).mul(x.sum()).sum());
    f.put(
        "while loop with a maximum",
        (w, x) ->
            whileLoop(
                (NDArray c) -> c.lt(4),
                (NDArray c) -> c.mul(w.square().sum().add(1)).add(0.3),
                x.square().sum(),
                16));
    f.put(
        "branch chosen by the block",
        (w, x) ->
            cond(
                x.sum().gt(0),
                (NDArray q) -> q.sin().sum(),
                (NDArray q) -> q.mul(x.sum()).sum(),
                w));
    f.put(
        "branch chosen by the parameter",
        (w, x) ->
            cond(
                w.sum().gt(0),
                (NDArray q) -> q.mul(x).sin().sum(),
                (NDArray q) -> q.cos().sum(),
                w));
    f.put("checkpoint", (w, x) -> checkpoint((NDArray q) -> q.mul(x).sin().sum()).apply(w));
    f.put("jit", (w, x) -> jit((NDArray q) -> q.sin()).apply(w).mul(x).sum());
    f.put("vmap", (w, x) -> vmap((NDArray r) -> r.mul(w).sin().sum()).apply(x).sum());
    f.put(
        "vmap with an axis name",
        (w, x) ->
            vmap((NDArray r) -> r.mul(w).sub(pmean(r, "k")), VmapAxes.LEADING.axisName("k"))
                .apply(x)
                .sum());
    f.put("maximum", (w, x) -> x.mul(w).max().add(w.max()));
    f.put("capture", (w, x) -> x.mul(w).mul(ramp(3)).sum());
    f.put("custom rule", DerivativesOnDevicesTest::custom);
    return f.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static NDArray scanned(NDArray w, NDArray x) {
    return scan(
            (NDArray c, NDArray row) -> Tuple.of(c.mul(row.mul(w).sum()).sin(), c.mul(w).sum()),
            x.sum(),
            x)
        ._2()
        .sum();
  }

  private static NDArray custom(NDArray w, NDArray x) {
    Function1<NDArray, NDArray> sine =
        customJvp(
            (NDArray q) -> q.sin(), (NDArray q, NDArray t) -> new Jvp<>(q.sin(), q.cos().mul(t)));
    return sine.apply(w).mul(x).add(sine.apply(x)).sum();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void areThoseOfALoop(String name, Function2<NDArray, NDArray, NDArray> f) {
    NDArray w = ramp(3);
    NDArray x = ramp(8, 3);
    Function1<NDArray, NDArray> loop =
        v -> {
          NDArray sum = NDArray.scalar(0.0);
          for (int k = 0; k < 4; k++) {
            sum = sum.add(f.apply(v, Lax.sliceInDim(x, 2 * k, 2 * k + 2, 1, 0)));
          }
          return sum;
        };
    Function2<NDArray, NDArray, NDArray> total = (v, b) -> psum(f.apply(v, b), "data");
    Mesh mesh = Mesh.of("data", 4);
    ShardSpecs specs = ShardSpecs.in(PartitionSpec.of(), PartitionSpec.of("data"));
    double[] expected = grad(loop).apply(w).toDoubleArray();
    NDArray outside = jit(grad(shardMap(total, mesh, specs))).apply(w, x);
    NDArray inside = shardMap(grad(total), mesh, specs).apply(w, x);
    assertArrayEquals(expected, outside.toDoubleArray(), 1e-12, name);
    assertArrayEquals(expected, inside.toDoubleArray(), 1e-12, name);
  }
}
