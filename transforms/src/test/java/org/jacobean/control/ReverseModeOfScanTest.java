package org.jacobean.control;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Unary;
import org.junit.jupiter.api.Test;

/** Reverse mode through loops of a known length: what is saved, and that gradients do not mind. */
class ReverseModeOfScanTest {
  private static final NDArray W =
      NDArray.of(new double[] {0.4, -0.3, 1.1, 0.7, 0.2, -0.5, -0.9, 0.6, 0.8}, 3, 3);
  private static final NDArray X = NDArray.of(new double[] {0.3, -1.2, 2.1});
  private static final int STEPS = 7;

  /** Three functions per step; {@code sin(W)} is the same in every step. */
  private static Function1<NDArray, NDArray> loss(ScanOptions options) {
    return w ->
        scan(
                (NDArray c, NDArray x) -> {
                  NDArray next = c.matmul(w.sin()).sin().exp().add(x).sin();
                  return Tuple.of(next, next.mul(x));
                },
                X,
                NDArray.of(new double[] {1, 2, 3, 4, 5, 6, 7}),
                options)
            ._2()
            .sum();
  }

  private static void assertClose(NDArray expected, NDArray actual) {
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    for (int i = 0; i < e.length; i++) {
      assertEquals(e[i], a[i], 1e-9 * Math.max(1, Math.abs(e[i])));
    }
  }

  /** Shapes of the residuals that are stacked over the steps. */
  private static List<String> stacked(ScanOptions options) {
    return savedResiduals(loss(options), W).stream()
        .map(r -> r.type().toString())
        .filter(t -> t.startsWith("f64[" + STEPS + ",3"))
        .toList();
  }

  @Test
  void rematerialisedStepsSaveTheCarryOnly() {
    assertTrue(stacked(ScanOptions.DEFAULT).size() >= 4);
    assertEquals(List.of("f64[7,3]"), stacked(ScanOptions.DEFAULT.rematerialised()));
    assertEquals(
        2, stacked(ScanOptions.DEFAULT.withCheckpoint(CheckpointPolicy.dotsSaveable())).size());
  }

  @Test
  void gradientsAreTheSame() {
    for (ScanOptions o : List.of(ScanOptions.DEFAULT, ScanOptions.DEFAULT.reversed())) {
      NDArray expected = grad(loss(o)).apply(W);
      NDArray second = jvp(grad(loss(o)), W, W).tangent();
      for (ScanOptions again :
          List.of(
              o.rematerialised(),
              o.withCheckpoint(CheckpointPolicy.everythingSaveable()),
              o.withCheckpoint((op, _) -> op instanceof Unary).withUnroll(2))) {
        assertClose(loss(o).apply(W), loss(again).apply(W));
        assertClose(expected, grad(loss(again)).apply(W));
        assertClose(expected, jit(grad(loss(again))).apply(W));
        assertClose(second, jvp(grad(loss(again)), W, W).tangent());
      }
    }
  }

  @Test
  void residualsThatDoNotChangeAreComputedOnce() {
    List<String> types =
        savedResiduals(loss(ScanOptions.DEFAULT), W).stream()
            .map(r -> r.type().toString())
            .toList();
    assertTrue(types.contains("f64[3,3]"), types.toString());
    assertTrue(types.stream().noneMatch(t -> t.equals("f64[7,3,3]")), types.toString());
  }

  @Test
  void foriLoopWithStaticBounds() {
    Function1<NDArray, NDArray> loop =
        x -> foriLoop(1, 6, (i, c) -> c.sin().mul(c).add(i), x).sum();
    Function1<NDArray, NDArray> plain =
        x -> {
          NDArray c = x;
          for (int i = 1; i < 6; i++) {
            c = c.sin().mul(c).add(i);
          }
          return c.sum();
        };
    assertClose(grad(plain).apply(X), grad(loop).apply(X));
    assertClose(grad(plain).apply(X), jit(grad(loop)).apply(X));
    assertClose(hessian(plain).apply(X), hessian(loop).apply(X));
    assertClose(jacrev(grad(plain)).apply(X), jacrev(grad(loop)).apply(X));
  }
}
