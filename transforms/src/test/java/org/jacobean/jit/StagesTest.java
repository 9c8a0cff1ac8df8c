package org.jacobean.jit;

import static org.jacobean.transforms.Transforms.cond;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.makeJaxpr;
import static org.jacobean.transforms.Transforms.scan;
import static org.jacobean.transforms.Transforms.whileLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Jaxpr;
import org.jacobean.jit.RetraceCause.Kind;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final NDArray X = Lax.zeros(DType.FLOAT32, Shape.of(4, 8));
  private static final NDArray W = Lax.zeros(DType.FLOAT32, Shape.of(8, 3));

  @Test
  void productsReductionsAndFunctionsAreCounted() {
    Jitted2<NDArray, NDArray, NDArray> f =
        jit((Function2<NDArray, NDArray, NDArray>) (x, w) -> x.matmul(w).tanh().sum());
    Traced<NDArray> traced = f.trace(X, W);
    for (CostAnalysis c : List.of(traced.lower().costAnalysis(), traced.compile().costAnalysis())) {
      assertEquals(2 * 4 * 8 * 3 + 11, c.flops());
      assertEquals(12, c.transcendentals());
      // Product: 32 + 24 + 12 numbers; tanh: 12 + 12; sum: 12 + 1.
      assertEquals(4 * (68 + 24 + 13), c.bytesAccessed());
      assertEquals(192, c.byPrimitive().get("dot_general").flops());
      assertEquals(1, c.byPrimitive().get("tanh").count());
      assertEquals(0, c.unknownLoops());
      assertTrue(c.toString().startsWith("total"), c.toString());
    }
  }

  @Test
  void loopsMultiplyAndTheWorseBranchCounts() {
    Function1<NDArray, NDArray> loop =
        x -> scan((c, _) -> new Tuple2<>(c.sin(), c), x, X.reshape(32))._1();
    assertEquals(32, CostAnalysis.of(program(loop)).transcendentals());
    Function1<NDArray, NDArray> branch =
        x -> cond(x.sum().gt(0), v -> v.sin().cos(), v -> v.add(v), x);
    assertEquals(2, CostAnalysis.of(program(branch)).transcendentals());
    Function1<NDArray, NDArray> open = x -> whileLoop(v -> v.lt(3), v -> v.exp(), x);
    CostAnalysis c = CostAnalysis.of(program(open));
    assertEquals(1, c.transcendentals());
    assertEquals(1, c.unknownLoops());
    assertTrue(c.toString().contains("1 loops of unknown length"), c.toString());
  }

  private static Jaxpr program(Function1<NDArray, NDArray> f) {
    return makeJaxpr(f, NDArray.of(new float[1]).reshape()).jaxpr();
  }

  @Test
  void memoryIsThatOfArgumentsConstantsAndResults() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.matmul(W));
    MemoryAnalysis m = f.trace(X).compile().memoryAnalysis();
    assertEquals(4 * 32, m.arguments());
    assertEquals(4 * 24, m.constants());
    assertEquals(4 * 12, m.outputs());
    assertEquals(0, m.reused());
    assertEquals(4 * (32 + 24 + 12) + m.scratch(), m.peak());
  }

  @Test
  void everyStagePrintsItsProgramOrTimes() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.sin().add(x.sin()));
    Traced<NDArray> traced = f.trace(X);
    Lowered<NDArray> lowered = traced.lower();
    assertEquals(3, traced.jaxpr().jaxpr().eqns().size());
    assertEquals(2, lowered.program().eqns().size());
    assertTrue(traced.toString().contains("sin"), traced.toString());
    assertTrue(lowered.toString().contains("sin"), lowered.toString());
    assertTrue(lowered.compile().toString().contains("trace"), lowered.compile().toString());
    assertTrue(traced.millis() > 0 && lowered.millis() > 0);
    assertEquals(0, lowered.compile().call(X).sum().item());
    assertThrows(TransformException.class, () -> lowered.compile().call(W));
  }

  @Test
  void causesOfATraceAreStructured() {
    Jitted2<NDArray, List<Object>, NDArray> f =
        jit((Function2<NDArray, List<Object>, NDArray>) (x, l) -> x.add((NDArray) l.getFirst()));
    assertEquals(List.of(), f.retraceCauses());
    f.apply(X, List.of(X, 1));
    assertEquals(List.of(), f.retraceCauses());
    f.apply(X, List.of(NDArray.scalar(1f), 1));
    assertEquals(
        List.of(new RetraceCause(Kind.LEAF, "argument 1 [0]", "f32[4,8]", "f64[]*")),
        f.retraceCauses());
    f.apply(X, List.of(X, 2));
    RetraceCause value = f.retraceCauses().getFirst();
    assertEquals(Kind.STATIC, value.kind());
    assertEquals("argument 1 [1]: static 1 before, static 2 now", value.toString());
    f.apply(X, List.of(X));
    assertEquals(Kind.TREE, f.retraceCauses().getFirst().kind());
  }

  @Test
  void capturedValueIsACause() {
    times(2).apply(X);
    Jitted1<NDArray, NDArray> other = times(3);
    other.apply(X);
    assertEquals(
        List.of(new RetraceCause(Kind.CAPTURED, "captured value 0 of the function", "2.0", "3.0")),
        other.retraceCauses());
  }

  private static Jitted1<NDArray, NDArray> times(double k) {
    return jit((Function1<NDArray, NDArray>) x -> x.mul(k));
  }

  @Test
  void threadsThatCallANewFunctionAtOnceCompileItOnce() throws Exception {
    Jitted1<NDArray, NDArray> inner = jit((Function1<NDArray, NDArray>) x -> x.cos().mul(0.123));
    int n = 16;
    CyclicBarrier start = new CyclicBarrier(n);
    long before = JitScope.compilations();
    try (var pool = Executors.newFixedThreadPool(n)) {
      List<Future<Double>> all = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        all.add(
            pool.submit(
                () -> {
                  Jitted1<NDArray, NDArray> outer =
                      jit((Function1<NDArray, NDArray>) x -> inner.apply(inner.apply(x)));
                  start.await();
                  return outer.apply(X).sum().item();
                }));
      }
      for (Future<Double> result : all) {
        assertEquals(all.getFirst().get(), result.get());
      }
    }
    assertEquals(1, JitScope.compilations() - before);
    assertEquals(1, inner.traceCount());
  }

  @Test
  void donatedArraysAreGivenUpOnAnyBackEnd() {
    Jitted2<NDArray, List<NDArray>, NDArray> f =
        jit((Function2<NDArray, List<NDArray>, NDArray>) (x, l) -> x.add(l.getFirst())).donating(1);
    NDArray kept = NDArray.of(new float[] {1, 2});
    NDArray given = NDArray.of(new float[] {3, 4});
    assertEquals(10, f.apply(kept, List.of(given)).sum().item());
    assertEquals(3, kept.sum().item());
    assertTrue(((DeviceArray) given).isDeleted());
    JacobeanException e =
        assertThrows(JacobeanException.class, () -> f.apply(kept, List.of(given)));
    assertEquals("JX0561", e.code());
    assertEquals(
        "argument 1 [0] f32[2]: tiny",
        f.trace(kept, List.of(kept)).compile().donations().getFirst().toString());
  }

  @Test
  void argumentThatIsTheResultStaysUsable() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x).donating(0);
    NDArray x = NDArray.of(new float[] {3, 4});
    assertEquals(7, f.apply(x).sum().item());
  }
}
