package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.op.VmapMethod;
import org.jacobean.llvm.HostCalls;
import org.jacobean.transforms.Debug;
import org.junit.jupiter.api.Test;

/** Callbacks and prints in every transformation: once each, in order, whatever is compiled. */
class EffectsTest {
  private static final NDArray X3 = NDArray.of(new float[] {1, 2, 3}, 3);

  private static NDArray f32(double v) {
    return NDArray.of(new float[] {(float) v}).reshape();
  }

  /** What {@code body} prints, line by line. */
  static List<String> lines(Runnable body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Debug.printTo(
          out,
          () -> {
            body.run();
            return 0;
          });
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static NDArray shown(NDArray x) {
    Debug.print("x = {}", x);
    NDArray y = x.sin();
    Debug.print("y = {:.3f}", y);
    return y.mul(x);
  }

  @Test
  void printsTheSameEagerlyAndCompiled() {
    List<String> expected = List.of("x = 0.0", "y = 0.000");
    assertEquals(expected, lines(() -> shown(f32(0))));
    assertEquals(expected, lines(() -> jit(EffectsTest::shown).apply(f32(0))));
  }

  @Test
  void printsOncePerExampleInTheirOrder() {
    List<String> expected =
        List.of("x = 1.0", "x = 2.0", "x = 3.0", "y = 0.841", "y = 0.909", "y = 0.141");
    Function1<NDArray, NDArray> f = EffectsTest::shown;
    assertEquals(expected, lines(() -> vmap(f).apply(X3)));
    assertEquals(expected, lines(() -> jit(vmap(f)).apply(X3)));
    assertEquals(expected, lines(() -> vmap(jit(f)).apply(X3)));
  }

  @Test
  void printsTheForwardPassOnceUnderDerivatives() {
    List<String> expected = List.of("x = 0.0", "y = 0.000");
    Function1<NDArray, NDArray> f = EffectsTest::shown;
    assertEquals(expected, lines(() -> grad(f).apply(f32(0))));
    assertEquals(expected, lines(() -> jit(grad(f)).apply(f32(0))));
    assertEquals(expected, lines(() -> grad(jit(f)).apply(f32(0))));
    assertEquals(expected, lines(() -> jit(grad(grad(f))).apply(f32(0))));
    assertEquals(expected, lines(() -> jvp(f, f32(0), f32(1))));
    assertEquals(expected, lines(() -> linearize(f, f32(0)).tangentMap().apply(f32(1))));
    assertEquals(
        List.of("x = 1.0", "x = 2.0", "x = 3.0", "y = 0.841", "y = 0.909", "y = 0.141"),
        lines(() -> vmap(grad(jit(f))).apply(X3)));
  }

  private static NDArray loop(NDArray x) {
    return scan(
            (NDArray c, NDArray i) -> {
              Debug.print("{} {}", i, c);
              NDArray next = c.mul(2);
              return Tuple.of(next, next);
            },
            x,
            NDArray.of(new int[] {0, 1}, 2))
        ._1();
  }

  @Test
  void scanInsideVmapInsideJitPrintsStepByStep() {
    List<String> expected = List.of("0 1.0", "0 2.0", "0 3.0", "1 2.0", "1 4.0", "1 6.0");
    Function1<NDArray, NDArray> f = EffectsTest::loop;
    assertEquals(expected, lines(() -> jit(vmap(f)).apply(X3)));
    assertEquals(expected, lines(() -> vmap(f).apply(X3)));
    assertEquals(expected, lines(() -> jit(vmap(grad(f))).apply(X3)));
    assertEquals(expected, lines(() -> vmap(grad(jit(f))).apply(X3)));
    assertEquals(List.of("0 1.0", "1 2.0"), lines(() -> grad(f).apply(f32(1))));
  }

  private static NDArray countUp(NDArray n) {
    return whileLoop(
        c -> c.lt(n),
        c -> {
          Debug.print("{} of {}", c, n);
          return c.add(1);
        },
        f32(0));
  }

  @Test
  void examplesThatAreDoneDoNotPrint() {
    NDArray n = NDArray.of(new float[] {0, 2, 1}, 3);
    List<String> expected = List.of("0.0 of 2.0", "0.0 of 1.0", "1.0 of 2.0");
    Function1<NDArray, NDArray> f = EffectsTest::countUp;
    assertEquals(expected, lines(() -> vmap(f).apply(n)));
    assertEquals(expected, lines(() -> jit(vmap(f)).apply(n)));
  }

  @Test
  void aWhileLoopPrintsOnceThoughItRunsAgainForTheTangents() {
    Function1<NDArray, NDArray> f =
        x ->
            whileLoop(
                    (List<NDArray> c) -> c.get(0).lt(2),
                    c -> {
                      Debug.print("step {}", c.get(0));
                      return List.of(c.get(0).add(1), c.get(1).mul(x));
                    },
                    List.of(NDArray.of(new int[] {0}).reshape(), x))
                .get(1);
    List<String> expected = List.of("step 0", "step 1");
    assertEquals(expected, lines(() -> jvp(f, f32(2), f32(1))));
    assertEquals(expected, lines(() -> linearize(f, f32(2)).tangentMap().apply(f32(1))));
    assertEquals(expected, lines(() -> jit((NDArray x) -> jvp(f, x, x).tangent()).apply(f32(2))));
  }

  private static NDArray branch(NDArray x) {
    return cond(
        x.gt(1.5),
        () -> {
          Debug.print("large {}", x);
          return x;
        },
        () -> {
          Debug.print("small");
          return x.neg();
        });
  }

  @Test
  void onlyTheTakenBranchPrints() {
    Function1<NDArray, NDArray> f = EffectsTest::branch;
    assertEquals(List.of("large 2.0"), lines(() -> f.apply(f32(2))));
    assertEquals(List.of("small"), lines(() -> jit(f).apply(f32(1))));
    assertEquals(List.of("small"), lines(() -> grad(f).apply(f32(1))));
    List<String> each = List.of("small", "large 2.0", "large 3.0");
    assertEquals(each.stream().sorted().toList(), sorted(() -> vmap(f).apply(X3)));
    assertEquals(each.stream().sorted().toList(), sorted(() -> jit(vmap(grad(f))).apply(X3)));
  }

  private static List<String> sorted(Runnable body) {
    return lines(body).stream().sorted().toList();
  }

  @Test
  void unusedAndEqualEffectsStay() {
    Function1<NDArray, NDArray> f =
        x -> {
          Debug.print("{}", x);
          Debug.print("{}", x);
          NDArray constant = stopGradient(x);
          ioCallback(x, false, EffectsTest::printed, constant);
          ioCallback(x, false, EffectsTest::printed, constant);
          return x.mul(2);
        };
    List<String> expected = List.of("1.0", "1.0", "io 1.0", "io 1.0");
    assertEquals(expected, lines(() -> jit(f).apply(f32(1))));
    assertEquals(expected, lines(() -> jit((NDArray x) -> jit(f).apply(x).mul(0)).apply(f32(1))));
    assertEquals(expected, lines(() -> grad(jit(f)).apply(f32(1))));
  }

  private static NDArray printed(NDArray v) {
    Debug.print("io {}", v);
    return v;
  }

  @Test
  void loopInvariantEffectsRunInEveryStep() {
    Function1<NDArray, NDArray> f =
        x ->
            scan(
                    (NDArray c, NDArray i) -> {
                      Debug.print("same {}", x);
                      return Tuple.of(c.mul(x.sin()), i);
                    },
                    f32(1),
                    NDArray.of(new int[] {0, 1, 2}, 3))
                ._1();
    List<String> expected = List.of("same 0.0", "same 0.0", "same 0.0");
    assertEquals(expected, lines(() -> jit(f).apply(f32(0))));
    assertEquals(expected, lines(() -> grad(f).apply(f32(0))));
    assertEquals(expected, lines(() -> jit(grad(jit(f))).apply(f32(0))));
  }

  @Test
  void aProgramOfEffectsAloneRuns() {
    Function1<NDArray, NDArray> f =
        x -> {
          scan(
              (NDArray c, NDArray i) -> {
                Debug.print("step {}", i);
                return Tuple.of(c, c);
              },
              x,
              NDArray.of(new int[] {0, 1}, 2));
          return f32(1);
        };
    assertEquals(List.of("step 0", "step 1"), lines(() -> jit(f).apply(f32(0))));
    assertEquals(List.of("step 0", "step 1"), lines(() -> grad(jit(f)).apply(f32(0))));
  }

  @Test
  void pureCallbacksComputeInCompiledPrograms() {
    Function1<NDArray, NDArray> host =
        v -> NDArray.of(new double[] {Math.cbrt(v.item())}).reshape();
    NDArray like = NDArray.of(new double[] {0}).reshape();
    Function1<NDArray, NDArray> f = x -> pureCallback(like, VmapMethod.SEQUENTIAL, host, x).mul(2);
    NDArray eight = NDArray.of(new double[] {8}).reshape();
    assertEquals(4, jit(f).apply(eight).item());
    assertEquals(4, f.apply(eight).item());
    NDArray many = NDArray.of(new double[] {8, 27, 1}, 3);
    assertArrayEquals(new double[] {4, 6, 2}, vmap(f).apply(many).toDoubleArray());
    assertArrayEquals(new double[] {4, 6, 2}, jit(vmap(f)).apply(many).toDoubleArray());
  }

  @Test
  void vmapMethodsGiveLeadingAxesToTheFunction() {
    List<String> shapes = new ArrayList<>();
    Function2<NDArray, NDArray, NDArray> host =
        (a, b) -> {
          shapes.add(a.shape() + " " + b.shape());
          return a.add(b);
        };
    NDArray like = f32(0);
    NDArray shared = f32(10);
    for (VmapMethod m :
        List.of(VmapMethod.EXPAND_DIMS, VmapMethod.BROADCAST_ALL, VmapMethod.LEGACY_VECTORIZED)) {
      NDArray y = vmap((NDArray x) -> pureCallback(like, m, host, x, shared)).apply(X3);
      assertArrayEquals(new double[] {11, 12, 13}, y.toDoubleArray(), m.toString());
    }
    assertEquals(List.of("[3] [1]", "[3] [3]", "[3] []"), shapes);
  }

  @Test
  void anUnusedPureCallbackIsLeftOut() {
    List<NDArray> seen = new ArrayList<>();
    Function1<NDArray, NDArray> f =
        x -> {
          pureCallback(
              x,
              (NDArray v) -> {
                seen.add(v);
                return v;
              },
              x);
          return x;
        };
    jit(f).apply(f32(1));
    assertEquals(0, seen.size());
  }

  @Test
  void callbacksMayKeepWhatTheyAreGiven() {
    List<NDArray> seen = new ArrayList<>();
    NDArray many = NDArray.of(new float[1000], 1000);
    Function1<NDArray, NDArray> f =
        x ->
            scan(
                    (NDArray c, NDArray i) -> {
                      Debug.callback(seen::add, c);
                      return Tuple.of(c.add(1), i);
                    },
                    x,
                    NDArray.of(new int[] {0, 1, 2}, 3))
                ._1();
    jit(f).apply(many);
    for (int i = 0; i < 3; i++) {
      assertEquals(i, seen.get(i).toDoubleArray()[999]);
    }
  }

  @Test
  void listsWithEqualElementsAreDifferentListeners() {
    List<Object> first = new ArrayList<>();
    List<Object> second = new ArrayList<>();
    for (List<Object> sink : List.of(first, second)) {
      jit((NDArray x) -> listened(sink, x)).apply(f32(1));
    }
    assertEquals(1, first.size());
    assertEquals(1, second.size());
  }

  private static NDArray listened(List<Object> sink, NDArray x) {
    Debug.callback(sink::add, x);
    return x;
  }

  @Test
  void aFailingCallbackFailsTheCallAtOnce() {
    IllegalStateException cause = new IllegalStateException("disk full");
    List<Double> seen = new ArrayList<>();
    Function1<NDArray, NDArray> f =
        x ->
            whileLoop(
                c -> c.ge(0),
                c ->
                    ioCallback(
                        c,
                        true,
                        (NDArray v) -> {
                          seen.add(v.item());
                          if (seen.size() == 3) {
                            throw cause;
                          }
                          return v.add(1);
                        },
                        c),
                x);
    JacobeanException e = assertThrows(JacobeanException.class, () -> jit(f).apply(f32(0)));
    assertEquals("JX0465", e.code());
    assertSame(cause, e.getCause());
    assertEquals(List.of(0.0, 1.0, 2.0), seen);
    assertEquals(6, jit((NDArray x) -> x.mul(2)).apply(f32(3)).item(), "native code goes on");
  }

  @Test
  void aCheckpointedFunctionPrintsOnceThoughItIsComputedAgain() {
    Function1<NDArray, NDArray> f = checkpoint((NDArray x) -> shown(x));
    List<String> expected = List.of("x = 0.0", "y = 0.000");
    assertEquals(expected, lines(() -> grad(f).apply(f32(0))));
    assertEquals(expected, lines(() -> jit(grad(f)).apply(f32(0))));
  }

  @Test
  void aJavaArrayChangedAfterTracingKeepsItsOldElementsInTheProgram() {
    double[] weights = {1, 2, 3};
    Function1<NDArray, NDArray> f = x -> x.mul(NDArray.of(weights)).sum();
    var compiled = jit(f);
    NDArray ones = NDArray.of(new double[] {1, 1, 1}, 3);
    NDArray kept = NDArray.of(weights);
    assertEquals(6, compiled.apply(ones).item());
    weights[0] = 100;
    assertEquals(6, compiled.apply(ones).item(), "a constant of the program");
    assertEquals(105, f.apply(ones).item(), "read again in each eager call");
    assertEquals(1, kept.toDoubleArray()[0], "NDArray.of copies");
  }

  @Test
  void callbacksMayCallCompiledFunctions() {
    var twice = jit((NDArray x) -> x.mul(2));
    Function1<NDArray, NDArray> f = x -> pureCallback(x, twice, x).add(1);
    assertEquals(7, jit(f).apply(f32(3)).item());
  }

  @Test
  void callbacksAreNoFallbacks() {
    long before = HostCalls.count();
    lines(() -> jit(EffectsTest::shown).apply(f32(0)));
    assertEquals(before, HostCalls.count());
    jit((NDArray x) -> x.astype(DType.COMPLEX64).real()).apply(f32(0.5));
    assertEquals(before + 2, HostCalls.count());
  }
}
