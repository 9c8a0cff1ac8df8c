package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.errors.BackendException;
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

  @Test
  void composesWithEverything() {
    Function2<NDArray, NDArray, NDArray> f =
        (w, x) -> pmean(x.matmul(w).sin().mul(w.sum()), "data").sum();
    Mesh mesh = Mesh.of("data", 4);
    ShardSpecs specs = ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(WHOLE);
    Function2<NDArray, NDArray, NDArray> sharded = shardMap(f, mesh, specs);
    NDArray w = ramp(3);
    NDArray x = ramp(8, 3);
    Function1<NDArray, NDArray> plain =
        v -> x.matmul(v).sin().mul(v.sum()).reshape(4, 2).mean(0).sum();
    Function1<NDArray, NDArray> on = v -> sharded.apply(v, x);
    assertClose(plain.apply(w), on.apply(w));
    NDArray t = ramp(3).cos();
    assertClose(jvp(plain, w, t).tangent(), jvp(on, w, t).tangent());
    assertClose(grad(plain).apply(w), jit(grad(on)).apply(w));
    assertClose(grad(plain).apply(w), grad(checkpoint(on)).apply(w));
    assertClose(hessian(plain).apply(w), hessian(on).apply(w));
    NDArray many = ramp(5, 3);
    assertClose(vmap(plain).apply(many), vmap(on).apply(many));
    assertClose(vmap(grad(plain)).apply(many), jit(vmap(grad(on))).apply(many));
    assertClose(
        grad((NDArray v) -> vmap(plain).apply(v).sum()).apply(many),
        grad((NDArray v) -> vmap(on).apply(v).sum()).apply(many));
  }

  @Test
  void insideControlFlow() {
    Mesh mesh = Mesh.of("data", 4);
    Function1<NDArray, NDArray> step =
        shardMap(
            a -> a.add(pmean(a.sin(), "data")),
            mesh,
            ShardSpecs.in(PartitionSpec.of("data")).out(PartitionSpec.of("data")));
    Function1<NDArray, NDArray> same =
        a -> a.add(a.sin().reshape(4, 2).mean(0).broadcastTo(4, 2).reshape(8));
    NDArray x = ramp(8);
    Function1<Function1<NDArray, NDArray>, Function1<NDArray, NDArray>> loop =
        g -> v -> foriLoop(0, 3, (i, c) -> cond(i.lt(2), g, (NDArray u) -> u.mul(2), c), v).sum();
    assertClose(loop.apply(same).apply(x), jit(loop.apply(step)).apply(x));
    assertClose(grad(loop.apply(same)).apply(x), grad(loop.apply(step)).apply(x));
  }

  /** The whole loop of steps runs on the devices; gradients are taken inside. */
  @Test
  void trainingInsideTheProgramOfADevice() {
    Function2<NDArray, NDArray, NDArray> loss = (w, x) -> x.matmul(w).sin().square().mean();
    NDArray w = ramp(3);
    NDArray x = ramp(8, 3);
    Function2<NDArray, NDArray, NDArray> train =
        (w0, block) ->
            foriLoop(
                0,
                3,
                (i, v) -> v.sub(grad(loss).apply(v, block).mul(0.1).div(axisSize("data"))),
                w0);
    Function2<NDArray, NDArray, NDArray> one =
        (w0, all) -> foriLoop(0, 3, (i, v) -> v.sub(grad(loss).apply(v, all).mul(0.1)), w0);
    ShardSpecs specs = ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(WHOLE);
    assertClose(one.apply(w, x), shardMap(train, Mesh.of("data", 4), specs).apply(w, x));
    // Derivatives through the training, too.
    Function1<NDArray, NDArray> f = v -> one.apply(v, x).sum();
    Function1<NDArray, NDArray> g =
        v -> shardMap(train, Mesh.of("data", 4), specs).apply(v, x).sum();
    assertClose(grad(f).apply(w), grad(g).apply(w));
  }

  /** A carry that starts the same on all devices and differs after a step. */
  @Test
  void carriesAndBranchesThatBecomeVarying() {
    Function1<NDArray, NDArray> f =
        block -> {
          NDArray sum = foriLoop(0, 3, (i, c) -> c.add(block.mul(i).sum()), NDArray.scalar(0.0));
          NDArray side =
              cond(
                  block.sum().gt(0),
                  (NDArray s) -> s.mul(2),
                  (NDArray s) -> s,
                  NDArray.scalar(3.0));
          NDArray count =
              whileLoop(
                  (NDArray c) -> c.lt(block.square().sum()), c -> c.add(1), NDArray.scalar(0.0));
          return psum(sum.mul(side).add(count), "data");
        };
    Function1<NDArray, NDArray> plain =
        x -> {
          NDArray total = NDArray.scalar(0.0);
          for (int k = 0; k < 4; k++) {
            NDArray b = org.jacobean.lax.Lax.sliceInDim(x, 2 * k, 2 * k + 2, 1, 0);
            double side = b.sum().item() > 0 ? 6 : 3;
            double count = Math.ceil(b.square().sum().item());
            total = total.add(b.sum().mul(3 * side).add(count));
          }
          return total;
        };
    NDArray x = ramp(8);
    ShardSpecs specs = ShardSpecs.in(PartitionSpec.of("data")).out(WHOLE);
    assertClose(
        plain.apply(x).astype(org.jacobean.DType.FLOAT64),
        shardMap(f, Mesh.of("data", 4), specs).apply(x).withWeakType(false));
  }

  @Test
  void customRulesSeeEachDevice() {
    Function2<NDArray, NDArray, NDArray> f =
        customVjp(
            (NDArray w, NDArray x) -> w.mul(x).sum(),
            (NDArray w, NDArray x) -> io.vavr.Tuple.of(w.mul(x).sum(), io.vavr.Tuple.of(w, x)),
            (io.vavr.Tuple2<NDArray, NDArray> r, NDArray ct) ->
                io.vavr.Tuple.of(r._2().mul(ct), r._1().mul(ct)));
    Function2<NDArray, NDArray, NDArray> loss = (w, x) -> psum(f.apply(w, x).sin(), "data");
    Function2<NDArray, NDArray, NDArray> own = (w, x) -> psum(w.mul(x).sum().sin(), "data");
    Mesh mesh = Mesh.of("data", 4);
    ShardSpecs specs = ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(WHOLE);
    NDArray w = ramp(2);
    NDArray x = ramp(8);
    assertClose(
        grad(shardMap(own, mesh, specs)).apply(w, x),
        grad(shardMap(loss, mesh, specs)).apply(w, x));
    assertClose(
        grad(shardMap(own, mesh, specs)).apply(w, x),
        shardMap(grad(loss), mesh, specs).apply(w, x));
  }

  /** The gradient of each device's own loss, for which the parameter is declared varying. */
  @Test
  void gradientsOfOneDevice() {
    Function2<NDArray, NDArray, NDArray> f =
        (w, x) -> grad((NDArray v) -> v.mul(x).sin().sum()).apply(pvary(w, "data")).reshape(1, 2);
    NDArray w = ramp(2);
    NDArray x = ramp(8);
    NDArray own =
        shardMap(
                f,
                Mesh.of("data", 4),
                ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(PartitionSpec.of("data")))
            .apply(w, x);
    assertClose(x.reshape(4, 2).mul(w).cos().mul(x.reshape(4, 2)), own);
  }

  @Test
  void programsAreTracedAndCompiledOnce() {
    var f = pmap((NDArray a) -> a.mul(psum(a, "i")), "i");
    for (int i = 0; i < 3; i++) {
      f.apply(ramp(4, 3));
    }
    f.assertMaxTraces(1);
  }

  @Test
  void callsFromManyThreadsDoNotWaitForEachOther() throws Exception {
    var f = pmap((NDArray a) -> psum(a.sin(), "i").add(pmax(a, "i")), "i");
    var g = pmap((NDArray a) -> pmax(a, "j").sub(psum(a, "j")), "j");
    NDArray x = ramp(8, 5);
    NDArray y = ramp(4, 5);
    NDArray fx = f.apply(x);
    NDArray gy = g.apply(y);
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(4)) {
      var calls = new java.util.ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 40; i++) {
        boolean odd = i % 2 == 1;
        calls.add(pool.submit(() -> assertClose(odd ? fx : gy, odd ? f.apply(x) : g.apply(y))));
      }
      for (var call : calls) {
        call.get(60, java.util.concurrent.TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void collectivesInABranchThatNotAllDevicesTakeAreFound() {
    Function1<NDArray, NDArray> f =
        x -> {
          NDArray first = axisIndex("data").eq(0);
          NDArray y =
              cond(
                  first, (NDArray v) -> pvary(pmax(v, "data"), "data"), (NDArray v) -> v.mul(2), x);
          return psum(y, "data");
        };
    ShardSpecs specs = ShardSpecs.in(PartitionSpec.of("data")).out(WHOLE);
    var e =
        assertThrows(
            BackendException.class, () -> shardMap(f, Mesh.of("data", 4), specs).apply(ramp(8)));
    assertEquals("JX0554", e.code());
  }

  /** Only what the reverse pass needs is saved, divided as it is computed. */
  @Test
  void residualsOfUnusedPartsAreNotSaved() {
    Function1<NDArray, NDArray> f =
        shardMap(
            (NDArray x) -> x.sin().mul(2),
            Mesh.of("data", 2),
            ShardSpecs.in(PartitionSpec.of("data")).out(PartitionSpec.of("data")));
    String program = makeJaxpr(grad((NDArray x) -> f.apply(x).sum()), ramp(4)).toString();
    assertEquals(2, program.split(" = shard_map\\[", -1).length - 1, program);
    assertEquals(1, program.split(" = cos ", -1).length - 1, program);
  }

  /** The sum over devices in the derivative lies outside the branches. */
  @Test
  void derivativesOfBranchesThatDevicesChooseDifferently() {
    Function2<NDArray, NDArray, NDArray> local =
        (w, b) ->
            cond(
                b.sum().gt(0),
                (NDArray q) -> q.sin().sum(),
                (NDArray q) -> q.mul(b.sum()).sum().add(w.sum()),
                w);
    Function2<NDArray, NDArray, NDArray> body = (w, b) -> psum(local.apply(w, b), "data");
    NDArray x = ramp(8, 3);
    Function1<NDArray, NDArray> plain =
        w -> {
          NDArray total = NDArray.scalar(0.0);
          for (int k = 0; k < 4; k++) {
            NDArray block = org.jacobean.lax.Lax.sliceInDim(x, 2 * k, 2 * k + 2, 1, 0);
            total = total.add(local.apply(w, block));
          }
          return total;
        };
    Mesh mesh = Mesh.of("data", 4);
    ShardSpecs specs = ShardSpecs.in(WHOLE, PartitionSpec.of("data")).out(WHOLE);
    NDArray w = ramp(3);
    NDArray expected = grad(plain).apply(w);
    assertClose(expected, grad(shardMap(body, mesh, specs)).apply(w, x));
    assertClose(expected, shardMap(grad(body), mesh, specs).apply(w, x));
  }
}
