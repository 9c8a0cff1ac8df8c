package org.jacobean.transforms;

import static org.jacobean.DType.*;
import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectives between devices compute what they compute between examples, and their adjoints. */
class CollectivesOnDevicesTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static final VmapAxes NAMED = VmapAxes.LEADING.axisName("i");

  private static NDArray random(DType t, int... dims) {
    Random r = new Random(7);
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    double[] v = r.doubles(n, -4, 4).toArray();
    return Lax.convertElementType(NDArray.of(v).reshape(dims), t);
  }

  /** Collectives of an array whose axes have the lengths 2, n, 2n. */
  private static Map<String, UnaryOperator<NDArray>> collectives(int n) {
    Map<String, UnaryOperator<NDArray>> c = new LinkedHashMap<>();
    c.put("psum", x -> psum(x, "i"));
    c.put("pmax", x -> pmax(x, "i"));
    c.put("pmin", x -> pmin(x, "i"));
    c.put("allGather", x -> allGather(x, "i", 1, false));
    c.put("allGather tiled", x -> allGather(x, "i", 2, true));
    c.put("allGatherInvariant", x -> allGatherInvariant(x, "i", 0, false));
    c.put("psumScatter", x -> psumScatter(x, "i", 1, false));
    c.put("psumScatter tiled", x -> psumScatter(x, "i", 2, true));
    c.put("allToAll", x -> allToAll(x, "i", 1, 0, false));
    c.put("allToAll tiled", x -> allToAll(x, "i", 2, 0, true));
    c.put("allToAll in place", x -> allToAll(x, "i", 2, 2, true));
    c.put("ppermute to some", x -> ppermute(x, "i", new int[] {0, n - 1}));
    c.put("pbroadcast", x -> pbroadcast(x, "i", n - 1));
    c.put("axisIndex", x -> axisIndex("i").add(x.astype(INT32).sum()));
    int[] back = new int[n];
    for (int k = 0; k < n; k++) {
      back[k] = (k + 1) % n;
    }
    c.put("pshuffle", x -> pshuffle(x, "i", back));
    return c;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void areThoseBetweenExamples(int n) {
    List<DType> types =
        n == 4
            ? List.of(FLOAT32, FLOAT64, BFLOAT16, INT8, UINT32, INT64, COMPLEX64)
            : List.of(FLOAT64, INT32);
    List<String> names = List.copyOf(collectives(n).keySet());
    Function1<NDArray, List<NDArray>> all =
        x -> collectives(n).values().stream().map(op -> op.apply(x)).toList();
    for (DType t : types) {
      NDArray x = random(t, n, 2, n, 2 * n);
      List<NDArray> expected = vmap(all, NAMED).apply(x);
      List<NDArray> actual = pmap(all, "i").apply(x);
      for (int i = 0; i < names.size(); i++) {
        String what = names.get(i) + " of " + t + " on " + n;
        assertEquals(expected.get(i).aval(), actual.get(i).aval(), what);
        double tolerance = t == BFLOAT16 ? 0.25 : t == FLOAT64 ? 1e-12 : 1e-4;
        assertArrayEquals(
            expected.get(i).toComplexArray(), actual.get(i).toComplexArray(), tolerance, what);
      }
    }
  }

  @Test
  void ofBooleans() {
    NDArray x = NDArray.of(new boolean[] {true, false, true, true});
    Function1<NDArray, NDArray> f = b -> pmin(b, "i").astype(INT32).add(psum(b, "i"));
    assertArrayEquals(
        vmap(f, NAMED).apply(x).toDoubleArray(), pmap(f, "i").apply(x).toDoubleArray());
  }

  @Test
  void largeOperandsAreSharedAmongTheDevices() {
    NDArray x = random(FLOAT64, 4, 4, 3000);
    List<UnaryOperator<NDArray>> ops =
        List.of(
            a -> psum(a, "i"),
            a -> allGather(a, "i", 1, true),
            a -> psumScatter(a, "i", 0, true),
            a -> allToAll(a, "i", 0, 1, true),
            a -> pshuffle(a, "i", 3, 0, 1, 2));
    for (UnaryOperator<NDArray> op : ops) {
      Function1<NDArray, NDArray> f = op::apply;
      NDArray expected = vmap(f, NAMED).apply(x);
      NDArray actual = pmap(f, "i").apply(x);
      assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-12);
    }
  }

  @Test
  void sumsHaveTheSameBitsForEveryShapeOfTheMesh() {
    NDArray x = random(FLOAT32, 8, 1001).mul(random(FLOAT32, 8, 1001).exp());
    float[][] w = new float[8][];
    for (int k = 0; k < 8; k++) {
      w[k] = Lax.sliceInDim(x, k, k + 1, 1, 0).toFloatArray();
    }
    for (int st = 1; st < 8; st *= 2) {
      for (int q = 0; q < 8; q += 2 * st) {
        for (int i = 0; i < 1001; i++) {
          w[q][i] += w[q + st][i];
        }
      }
    }
    for (int[] shape : new int[][] {{1, 8}, {2, 4}, {4, 2}, {8, 1}}) {
      Mesh mesh = Mesh.of(shape, "a", "b");
      ShardSpecs specs = ShardSpecs.in(PartitionSpec.of(List.of("a", "b")));
      Function1<NDArray, NDArray> atOnce = v -> psum(v.reshape(1001), "a", "b");
      Function1<NDArray, NDArray> nested = v -> psum(psum(v.reshape(1001), "b"), "a");
      assertArrayEquals(w[0], shardMap(atOnce, mesh, specs).apply(x).toFloatArray());
      assertArrayEquals(w[0], shardMap(nested, mesh, specs).apply(x).toFloatArray());
    }
  }

  /** With {@code A} linear, {@code <A x, y> = <x, A' y>}; what is the same on all counts once. */
  @Test
  void transposesAreAdjoints() {
    int n = 4;
    Mesh mesh = Mesh.of("i", n);
    PartitionSpec own = PartitionSpec.of("i");
    Map<String, UnaryOperator<NDArray>> varying = new LinkedHashMap<>(collectives(n));
    List.of("pmax", "pmin", "axisIndex").forEach(varying::remove);
    List<String> invariant = List.of("psum", "allGatherInvariant");
    varying.forEach(
        (name, op) -> {
          boolean same = invariant.contains(name);
          Function1<NDArray, NDArray> f =
              shardMap(
                  b -> {
                    NDArray y = op.apply(b.reshape(2, n, 2 * n));
                    return same ? y : y.reshape(1, -1);
                  },
                  mesh,
                  ShardSpecs.in(own).out(same ? PartitionSpec.REPLICATED : own));
          adjoint(name, f, random(FLOAT64, n, 2, n, 2 * n));
        });
    adjoint(
        "pvary",
        shardMap(
            b -> pvary(b, "i").mul(axisIndex("i").add(1)).reshape(1, -1),
            mesh,
            ShardSpecs.in(PartitionSpec.REPLICATED).out(own)),
        random(FLOAT64, 5));
  }

  private static void adjoint(String name, Function1<NDArray, NDArray> f, NDArray x) {
    NDArray ax = f.apply(x);
    NDArray y = random(FLOAT64, ax.shape().dims()).sin();
    NDArray aty = grad((NDArray v) -> f.apply(v).mul(y).sum()).apply(x);
    assertEquals(ax.mul(y).sum().item(), x.mul(aty).sum().item(), 1e-10, name);
  }

  @Test
  void derivativesAreLimitsOfDifferences() {
    int n = 4;
    Function1<NDArray, NDArray> loss =
        x ->
            collectives(n).values().stream()
                .map(op -> op.apply(x.sin()).mul(0.5).cos().sum())
                .reduce(NDArray::add)
                .orElseThrow();
    NDArray x = random(FLOAT64, n, 2, n, 2 * n);
    NDArray direction = random(FLOAT64, n, 2, n, 2 * n).cos();
    Function1<NDArray, NDArray> f = v -> pmap(loss, "i").apply(v).sum();
    double h = 1e-6;
    double difference =
        (f.apply(x.add(direction.mul(h))).item() - f.apply(x.sub(direction.mul(h))).item())
            / (2 * h);
    assertEquals(difference, grad(f).apply(x).mul(direction).sum().item(), 1e-5);
    assertEquals(difference, jvp(f, x, direction).tangent().item(), 1e-5);
  }
}
