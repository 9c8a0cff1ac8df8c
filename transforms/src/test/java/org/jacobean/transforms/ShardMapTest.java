package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.junit.jupiter.api.Test;

/** Programs on several devices equal the same mathematics on one. */
class ShardMapTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static final PartitionSpec WHOLE = PartitionSpec.REPLICATED;

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

  private static void assertClose(NDArray expected, NDArray actual) {
    assertEquals(expected.aval(), actual.aval());
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-12);
  }

  @Test
  void sumOfSquaresOverTwoAxes() {
    Mesh mesh = Mesh.of(new int[] {2, 4}, "x", "y");
    Function1<NDArray, NDArray> f =
        shardMap(
            a -> psum(a.mul(a).sum(), "x", "y"),
            mesh,
            ShardSpecs.in(PartitionSpec.of("x", "y")).out(WHOLE));
    NDArray a = ramp(4, 8);
    assertClose(a.mul(a).sum(), f.apply(a));
    assertClose(a.mul(2), grad(f).apply(a));
  }

  @Test
  void gradientOfReplicatedParameterInsideAndOutside() {
    Mesh mesh = Mesh.of("data", 4);
    Function2<NDArray, NDArray, NDArray> loss = (w, x) -> pmean(x.matmul(w).sin().sum(), "data");
    ShardSpecs specs = ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(WHOLE);
    var outside = grad(shardMap(loss, mesh, specs));
    var inside = shardMap(grad(loss), mesh, specs);
    NDArray w = ramp(3);
    NDArray x = ramp(8, 3);
    Function1<NDArray, NDArray> plain = v -> x.matmul(v).sin().sum().div(4);
    NDArray expected = grad(plain).apply(w);
    assertClose(expected, outside.apply(w, x));
    assertClose(expected, inside.apply(w, x));
    assertClose(expected, jit(outside).apply(w, x));
  }

  @Test
  void pmapIsVmap() {
    Function2<NDArray, NDArray, NDArray> f = (a, b) -> a.mul(b).sin().add(psum(a, "i"));
    NDArray a = ramp(4, 3);
    NDArray b = ramp(4, 3);
    assertClose(vmap(f, VmapAxes.LEADING.axisName("i")).apply(a, b), pmap(f, "i").apply(a, b));
  }
}
