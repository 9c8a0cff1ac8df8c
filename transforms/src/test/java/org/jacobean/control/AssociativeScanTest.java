package org.jacobean.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

class AssociativeScanTest {
  /** Affine maps {@code x -> a x + b} compose associatively, but do not commute. */
  private static Tuple2<NDArray, NDArray> compose(
      Tuple2<NDArray, NDArray> f, Tuple2<NDArray, NDArray> g) {
    return Tuple.of(g._1().mul(f._1()), g._1().mul(f._2()).add(g._2()));
  }

  @Property(tries = 60)
  void prefixesEqualALoop(@ForAll @Size(max = 17) int[] seeds, @ForAll boolean reverse) {
    int n = seeds.length;
    long[] a = new long[n];
    long[] b = new long[n];
    for (int i = 0; i < n; i++) {
      a[i] = seeds[i] % 7;
      b[i] = seeds[i] % 11;
    }
    Tuple2<NDArray, NDArray> r =
        ControlFlow.associativeScan(
            AssociativeScanTest::compose, Tuple.of(NDArray.of(a), NDArray.of(b)), 0, reverse);
    long pa = 1;
    long pb = 0;
    for (int k = 0; k < n; k++) {
      int i = reverse ? n - 1 - k : k;
      pb = a[i] * pb + b[i];
      pa = a[i] * pa;
      assertEquals(pa, r._1().toLongArray()[i]);
      assertEquals(pb, r._2().toLongArray()[i]);
    }
  }

  @Property(tries = 20)
  void anyAxisWillDo(
      @ForAll @IntRange(min = -2, max = 1) int axis, @ForAll @IntRange(min = 1, max = 6) int n) {
    int rows = axis == 0 || axis == -2 ? n : 2;
    int columns = axis == 0 || axis == -2 ? 2 : n;
    NDArray x =
        Lax.iota(DType.INT32, Shape.of(rows, columns), 0)
            .add(Lax.iota(DType.INT32, Shape.of(rows, columns), 1));
    NDArray r = ControlFlow.associativeScan((a, b) -> a.add(b), x, axis, false);
    assertArrayEquals(
        Lax.cumulative(org.jacobean.ir.op.CumulativeOp.SUM, x, axis < 0 ? axis + 2 : axis, false)
            .toLongArray(),
        r.toLongArray());
  }

  @Test
  void boolsAndInfinitiesPassThrough() {
    NDArray any =
        ControlFlow.associativeScan(
            (a, b) -> a.or(b), NDArray.of(new boolean[] {false, false, true, false, false}));
    assertArrayEquals(new boolean[] {false, false, true, true, true}, any.toBooleanArray());
    float inf = Float.POSITIVE_INFINITY;
    NDArray max =
        ControlFlow.associativeScan(
            (a, b) -> a.maximum(b), NDArray.of(new float[] {-inf, -0f, 2, inf, 1}));
    assertArrayEquals(new float[] {-inf, -0f, 2, inf, inf}, max.toFloatArray());
  }

  @Test
  void theDepthIsLogarithmic() {
    int[] calls = {0};
    ControlFlow.associativeScan(
        (a, b) -> {
          calls[0]++;
          return a.add(b);
        },
        NDArray.of(new float[1000]));
    assertTrue(calls[0] <= 2 * 10, () -> calls[0] + " calls");
  }
}
