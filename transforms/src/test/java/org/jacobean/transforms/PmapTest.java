package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import org.jacobean.NDArray;
import org.junit.jupiter.api.Test;

/** {@code pmap} has the axes, shapes and values of {@code vmap}, and composes as it does. */
class PmapTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  record Pair(NDArray a, NDArray b) {}

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
  void axesOfArgumentsAndResults() {
    Function2<NDArray, NDArray, Pair> f =
        (a, w) -> new Pair(a.matmul(w), a.sum().add(w.sum()).broadcastTo(2, 3));
    for (VmapAxes axes :
        java.util.List.of(
            VmapAxes.in(0, NOT_MAPPED),
            VmapAxes.in(-1, 1).out(1),
            VmapAxes.in(1, 0).out(java.util.Map.of("a", 0, "b", -1)))) {
      NDArray a = axes.in().get(0).equals(0) ? ramp(4, 4) : ramp(4, 4).sin();
      NDArray w = axes.in().get(1).equals(NOT_MAPPED) ? ramp(4, 5) : ramp(4, 4, 4);
      Pair expected = vmap(f, axes).apply(a, w);
      Pair actual = pmap(f, axes).apply(a, w);
      assertClose(expected.a(), actual.a());
      assertClose(expected.b(), actual.b());
    }
  }

  @Test
  void resultsThatAreTheSameOnAllDevices() {
    Function1<NDArray, NDArray> f = a -> psum(a, "i").mul(2);
    VmapAxes axes = VmapAxes.LEADING.axisName("i").out(NOT_MAPPED);
    NDArray x = ramp(8, 3);
    assertClose(x.sum(0).mul(2), pmap(f, axes).apply(x));
  }

  @Test
  void inAnyOrderWithOtherTransformations() {
    Function1<NDArray, NDArray> f = a -> psum(a.sin(), "i").mul(a).sum();
    VmapAxes named = VmapAxes.LEADING.axisName("i");
    NDArray x = ramp(4, 3);
    Function1<NDArray, NDArray> sum = v -> pmap(f, "i").apply(v).sum();
    Function1<NDArray, NDArray> reference = v -> vmap(f, named).apply(v).sum();
    assertClose(grad(reference).apply(x), grad(sum).apply(x));
    assertClose(grad(reference).apply(x), jit(grad(sum)).apply(x));
    assertClose(vmap(f, named).apply(x), jit(pmap(f, "i")).apply(x));
    assertClose(vmap(f, named).apply(x), pmap(jit(f), "i").apply(x));
    assertClose(hessian(reference).apply(x), hessian(sum).apply(x));
    NDArray many = ramp(5, 4, 3);
    assertClose(vmap(vmap(f, named)).apply(many), vmap(pmap(f, "i")).apply(many));
    Function1<NDArray, NDArray> mapped = a -> vmap((NDArray r) -> r.mul(psum(r, "i"))).apply(a);
    NDArray x3 = ramp(4, 2, 3);
    assertClose(vmap(mapped, named).apply(x3), pmap(mapped, "i").apply(x3));
  }

  /** The loss of each device by its own argument: what other devices get from it counts too. */
  @Test
  void gradientInsideIsThatOfTheDevicesOwnLoss() {
    Function1<NDArray, NDArray> f = a -> a.sin().sum();
    NDArray x = ramp(4, 3);
    assertClose(vmap(grad(f)).apply(x), pmap(grad(f), "i").apply(x));
    Function2<NDArray, NDArray, NDArray> loss = (w, a) -> w.mul(a).sin().sum();
    VmapAxes axes = VmapAxes.in(NOT_MAPPED, 0).out(NOT_MAPPED).axisName("i");
    NDArray w = ramp(3);
    Function1<NDArray, NDArray> all = v -> v.mul(x).sin().sum();
    assertClose(grad(all).apply(w), pmap(grad(loss), axes).apply(w, x));
  }

  @Test
  void printsOnDevicesGoWhereThoseOfTheCallerGo() {
    var out = new java.io.ByteArrayOutputStream();
    var stream = new java.io.PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8);
    Function1<NDArray, NDArray> f =
        a -> {
          Debug.print("device {}", axisIndex("i"));
          return a;
        };
    Debug.printTo(stream, () -> pmap(f, "i").apply(ramp(4)));
    assertEquals(
        java.util.List.of("device 0", "device 1", "device 2", "device 3"),
        out.toString(java.nio.charset.StandardCharsets.UTF_8).lines().sorted().toList());
  }
}
