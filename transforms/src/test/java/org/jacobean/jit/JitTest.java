package org.jacobean.jit;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.Backends;
import org.jacobean.errors.TracerException;
import org.jacobean.errors.TransformException;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.JitCall;
import org.junit.jupiter.api.Test;

class JitTest {
  record Layer(NDArray w, Function1<NDArray, NDArray> activation, int repeat) {}

  private static final NDArray V = NDArray.of(new float[] {1, 2, 3});
  private static final NDArray S = NDArray.full(DType.FLOAT32, Shape.SCALAR, 2);

  static NDArray twice(NDArray x) {
    return x.mul(2);
  }

  @Test
  void aFunctionIsTracedOncePerSignature() {
    Jitted1<NDArray, NDArray> f = jit((NDArray x) -> x.mul(2).add(1));
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(new double[] {3, 5, 7}, f.apply(V).toDoubleArray());
    }
    f.assertMaxTraces(1);
    f.apply(S);
    assertEquals(5, f.apply(S).item());
    f.apply(V.astype(DType.FLOAT64));
    f.apply(V);
    assertEquals(3, f.traceCount());
  }

  @Test
  void weakScalarsAreASignatureOfTheirOwn() {
    Jitted1<NDArray, NDArray> f = jit((NDArray x) -> x.add(1));
    f.apply(NDArray.scalar(1.0));
    f.apply(NDArray.scalar(2.0));
    assertEquals(1, f.traceCount());
    f.apply(NDArray.full(DType.FLOAT64, Shape.SCALAR, 1));
    assertEquals(2, f.traceCount());
    assertTrue(f.explainRecompile().contains("weakly typed"), f.explainRecompile());
  }

  @Test
  void aFreshLambdaThatCapturesNothingNewHitsTheCache() {
    for (int i = 0; i < 5; i++) {
      Jitted1<NDArray, NDArray> fresh = jit((NDArray x) -> x.sin().mul(3));
      fresh.apply(V);
      assertEquals(1, fresh.traceCount());
    }
    for (double scale : new double[] {1, 2, 1, 2, 1}) {
      Jitted1<NDArray, NDArray> fresh = jit((NDArray x) -> x.cos().mul(scale));
      assertEquals((float) (Math.cos(1) * scale), fresh.apply(V).toDoubleArray()[0], 1e-6);
      assertEquals(1, fresh.traceCount());
    }
  }

  @Test
  void methodReferencesAndTransformedFunctionsCompareByTheirParts() {
    assertEquals(jit(JitTest::twice), jit(JitTest::twice));
    for (int i = 0; i < 3; i++) {
      assertEquals(-(float) Math.sin(2), makeGradient().apply(V).toDoubleArray()[1], 1e-6);
    }
    assertEquals(1, makeGradient().traceCount());
    assertEquals(makeGradient(), makeGradient());
  }

  private static Jitted1<NDArray, NDArray> makeGradient() {
    return jit(vmap(grad((NDArray x) -> x.cos())));
  }

  @Test
  void capturedArraysAreConstantsOfTheTrace() {
    for (int i = 0; i < 3; i++) {
      NDArray c = NDArray.of(new float[] {i, i, i});
      NDArray k = NDArray.full(DType.FLOAT32, Shape.SCALAR, i);
      Function1<NDArray, NDArray> f = jit((NDArray x) -> x.add(c).mul(k));
      assertArrayEquals(
          new double[] {(1 + i) * i, (2 + i) * i, (3 + i) * i}, f.apply(V).toDoubleArray());
      assertArrayEquals(
          new double[] {(1 + i) * i, (2 + i) * i, (3 + i) * i}, f.apply(V).toDoubleArray());
    }
  }

  @Test
  void staticValuesArePartOfTheSignature() {
    Jitted2<Layer, NDArray, NDArray> f =
        jit(
            (Layer l, NDArray x) -> {
              NDArray y = x;
              for (int i = 0; i < l.repeat(); i++) {
                y = l.activation().apply(y.mul(l.w()));
              }
              return y;
            });
    Function1<NDArray, NDArray> id = x -> x;
    assertEquals(4, f.apply(new Layer(S, id, 1), S).item());
    assertEquals(8, f.apply(new Layer(S, id, 2), S).item());
    assertTrue(f.explainRecompile().contains("argument 0 .repeat"), f.explainRecompile());
    assertEquals(2, f.traceCount());
  }

  @Test
  void explainRecompileNamesWhatDiffered() {
    Jitted2<NDArray, List<NDArray>, NDArray> f =
        jit((NDArray x, List<NDArray> l) -> x.add(l.get(0)));
    assertTrue(f.explainRecompile().contains("not been traced"));
    f.apply(S, List.of(S));
    assertTrue(f.explainRecompile().contains("first"), f.explainRecompile());
    f.apply(S, List.of(V));
    assertEquals(
        "lambda has been traced 2 times; the last trace was needed because of argument 1 [0]: f32[]"
            + " before, f32[3] now",
        f.explainRecompile());
    f.apply(S, List.of(V, V));
    assertTrue(
        f.explainRecompile().contains("List of 1 before, List of 2 now"), f.explainRecompile());
    TransformException e = assertThrows(TransformException.class, () -> f.assertMaxTraces(2));
    assertEquals("JX0404", e.code());
  }

  @Test
  void explainRecompileNamesACapturedValue() {
    power(1).apply(S);
    Jitted1<NDArray, NDArray> f = power(2);
    f.apply(S);
    assertTrue(
        f.explainRecompile().contains("captured value 0 of the function: 1 before, 2 now"),
        f.explainRecompile());
  }

  private static Jitted1<NDArray, NDArray> power(int n) {
    return jit((NDArray x) -> x.pow(n));
  }

  @Test
  void resultsMayHoldStaticValues() {
    Function1<NDArray, Tuple2<NDArray, String>> f =
        jit((NDArray x) -> Tuple.of(x.mul(2), "rank " + x.rank()));
    assertEquals("rank 1", f.apply(V)._2());
    assertEquals("rank 1", f.apply(V)._2());
    assertEquals("rank 0", f.apply(S)._2());
    assertEquals(3, jit((NDArray x) -> 3).apply(V));
  }

  @Test
  void javaArraysBecomeArrays() {
    Function1<Object, NDArray> f = jit((Object x) -> ((NDArray) x).mul(2));
    assertEquals("f64[2,2]", f.apply(new double[][] {{1, 2}, {3, 4}}).aval().toString());
    assertEquals("i32[2]", f.apply(new int[] {1, 2}).aval().toString());
    assertArrayEquals(new double[] {2, 4}, f.apply(new float[] {1, 2}).toDoubleArray());
    assertEquals("bool[1]", Arguments.array(new boolean[] {true}).aval().toString());
    assertEquals("i64[1]", Arguments.array(new long[] {1}).aval().toString());
    assertEquals("i16[1]", Arguments.array(new short[] {1}).aval().toString());
    assertEquals("i8[1]", Arguments.array(new byte[] {1}).aval().toString());
    assertEquals("f32[0,0]", Arguments.array(new float[0][0]).aval().toString());
  }

  @Test
  void insideAnotherFunctionAJittedOneIsACall() {
    Function1<NDArray, NDArray> inner = jit(JitTest::twice);
    List<Eqn> eqns = makeJaxpr((NDArray x) -> inner.apply(x).add(inner.apply(x)), V).jaxpr().eqns();
    assertEquals(3, eqns.size());
    assertTrue(eqns.get(0).op() instanceof JitCall j && j.functionName().equals("twice"));
    assertEquals(eqns.get(0).op(), eqns.get(1).op());
  }

  @Test
  void aJittedFunctionMayCaptureATracerOfAnEnclosingOne() {
    AtomicInteger traces = new AtomicInteger();
    Function1<NDArray, NDArray> f =
        c -> {
          Function1<NDArray, NDArray> inner =
              jit(
                  (NDArray x) -> {
                    traces.incrementAndGet();
                    return x.mul(c);
                  });
          return inner.apply(inner.apply(S));
        };
    assertEquals(18, f.apply(NDArray.full(DType.FLOAT32, Shape.SCALAR, 3)).item());
    assertEquals(12, grad(f).apply(NDArray.full(DType.FLOAT32, Shape.SCALAR, 3)).item());
    assertEquals(12, jit(grad(f)).apply(NDArray.full(DType.FLOAT32, Shape.SCALAR, 3)).item());
    assertEquals(3, traces.get());
  }

  @Test
  void aCapturedTracerThatIsGoneIsAnError() {
    NDArray[] leak = new NDArray[1];
    jit((NDArray x) -> {
          leak[0] = x;
          return x;
        })
        .apply(S);
    assertEquals(
        "JX0302",
        assertThrows(TracerException.class, () -> jit((NDArray x) -> x.add(leak[0])).apply(S))
            .code());
    assertEquals(
        "JX0302",
        assertThrows(TracerException.class, () -> jit((NDArray x) -> x.add(1)).apply(leak[0]))
            .code());
  }

  @Test
  void aFailedTraceIsNotRemembered() {
    AtomicInteger calls = new AtomicInteger();
    Function1<NDArray, NDArray> f =
        jit(
            (NDArray x) -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
              }
              return x;
            });
    assertThrows(IllegalStateException.class, () -> f.apply(S));
    assertEquals(2, f.apply(S).item());
  }

  @Test
  void stagesPrintAndRun() {
    Jitted2<NDArray, NDArray, NDArray> f = jit((NDArray x, NDArray y) -> x.mul(y).sum());
    Traced<NDArray> traced = f.trace(V, V);
    assertEquals(2, traced.jaxpr().jaxpr().eqns().size());
    assertEquals(traced.jaxpr().toString(), traced.toString());
    Lowered<NDArray> lowered = traced.lower();
    assertEquals(lowered.program().toString(), lowered.toString());
    Compiled<NDArray> compiled = lowered.compile();
    assertEquals(14, compiled.call(V, V).item());
    assertTrue(compiled.report().millis().keySet().containsAll(List.of("trace", "optimize")));
    assertTrue(compiled.toString().contains("trace"), compiled.toString());
    assertEquals(14, f.apply(V, V).item());
    f.assertMaxTraces(1);
    assertEquals(
        "JX0405", assertThrows(TransformException.class, () -> compiled.call(V, S)).code());
  }

  @Test
  void disableJitRunsOnConcreteValues() {
    List<Double> seen = new ArrayList<>();
    Jitted1<NDArray, NDArray> f =
        jit(
            (NDArray x) -> {
              seen.add(x.item());
              return x.mul(2);
            });
    assertEquals(4, disableJit(() -> f.apply(S)).item());
    assertEquals(List.of(2.0), seen);
    assertEquals(0, f.traceCount());
    assertThrows(TracerException.class, () -> f.apply(S));
  }

  @Test
  void manyThreadsTraceOnce() throws Exception {
    AtomicInteger traces = new AtomicInteger();
    Jitted1<NDArray, NDArray> f =
        jit(
            (NDArray x) -> {
              traces.incrementAndGet();
              return x.mul(2).sin();
            });
    int n = 8;
    CyclicBarrier start = new CyclicBarrier(n);
    try (var pool = Executors.newFixedThreadPool(n)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int t = 0; t < n; t++) {
        work.add(
            () -> {
              start.await();
              for (int i = 0; i < 200; i++) {
                NDArray x = i % 2 == 0 ? V : S;
                double expected = (float) Math.sin(x.rank() == 0 ? 4 : 2);
                if (Math.abs(f.apply(x).toDoubleArray()[0] - expected) > 1e-6) {
                  return false;
                }
              }
              return true;
            });
      }
      for (Future<Boolean> done : pool.invokeAll(work)) {
        assertTrue(done.get());
      }
    }
    assertEquals(2, traces.get());
    assertEquals(2, f.traceCount());
  }

  @Test
  void tracingInOneThreadDoesNotLeakIntoAnother() throws Exception {
    Function1<NDArray, NDArray> f = jit(grad((NDArray x) -> x.sin().mul(x)));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Double>> results = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        double at = i * 0.1;
        results.add(
            pool.submit(() -> f.apply(NDArray.full(DType.FLOAT64, Shape.SCALAR, at)).item()));
      }
      for (int i = 0; i < 32; i++) {
        assertEquals(Math.sin(i * 0.1) + i * 0.1 * Math.cos(i * 0.1), results.get(i).get(), 1e-12);
      }
    }
  }

  @Test
  void runningOnTheReferenceEvaluatorIsCounted() {
    long before = JitScope.referenceFallbacks();
    double unlikely = System.nanoTime();
    jit((NDArray x) -> x.mul(2).add(unlikely)).apply(S);
    boolean reference = Backends.current() == ReferenceBackend.INSTANCE;
    assertEquals(before + (reference ? 1 : 0), JitScope.referenceFallbacks());
  }

  @Test
  void jitOfJitIsOneJit() {
    Function1<NDArray, NDArray> f = jit(jit(JitTest::twice));
    assertEquals(jit(JitTest::twice), f);
    assertEquals(4, f.apply(S).item());
  }

  @Test
  void functionsWithoutArgumentsAndUpToEight() {
    assertEquals(2, jit(() -> S).apply().item());
    assertEquals(3, jit(() -> S.add(1)).apply().item());
    assertEquals(
        16,
        jit((NDArray a,
                NDArray b,
                NDArray c,
                NDArray d,
                NDArray e,
                NDArray x,
                NDArray y,
                NDArray z) -> a.add(b).add(c).add(d).add(e).add(x).add(y).add(z))
            .apply(S, S, S, S, S, S, S, S)
            .item());
  }

  @Test
  void keysOfFunctions() {
    FunctionKey method = FunctionKey.of((Function1<NDArray, NDArray>) JitTest::twice);
    assertEquals("twice", method.name());
    assertEquals(Captures.VALUES, method.captures());
    double k = 3;
    assertEquals(
        Captures.VALUES, FunctionKey.of((Function1<NDArray, NDArray>) x -> x.mul(k)).captures());
    NDArray a = V;
    assertEquals(
        Captures.ARRAYS, FunctionKey.of((Function1<NDArray, NDArray>) x -> x.mul(a)).captures());
    List<NDArray> list = List.of(V);
    assertEquals(
        Captures.UNKNOWN,
        FunctionKey.of((Function1<NDArray, NDArray>) x -> x.mul(list.get(0))).captures());
    Function1<NDArray, NDArray> inner = x -> x.mul(k);
    FunctionKey nested = FunctionKey.of((Function1<NDArray, NDArray>) x -> inner.apply(x));
    assertEquals(Captures.VALUES, nested.captures());
    record Scale(double by) implements Function1<NDArray, NDArray> {
      @Override
      public NDArray apply(NDArray x) {
        return x.mul(by);
      }
    }
    assertEquals(FunctionKey.of(new Scale(2)), FunctionKey.of(new Scale(2)));
    assertEquals("Scale", FunctionKey.of(new Scale(2)).name());
    Function2<NDArray, NDArray, NDArray> add = NDArray::add;
    assertEquals(FunctionKey.of(add.apply(V)), FunctionKey.of(add.apply(V)));
  }
}
