package org.jacobean.control;

import static org.jacobean.control.ControlFlow.foriLoop;
import static org.jacobean.control.ControlFlow.map;
import static org.jacobean.control.ControlFlow.scan;
import static org.jacobean.control.ControlFlow.whileLoop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.Tuple0;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class LoopsTest {
  record Body(NDArray position, NDArray velocity, int mass) {}

  private static NDArray i32(long v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  @Test
  void whileLoopEqualsAJavaLoop() {
    // Collatz steps of 27.
    Tuple2<NDArray, NDArray> end =
        whileLoop(
            c -> c._1().ne(1),
            c -> {
              NDArray odd = c._1().mod(NDArray.scalar(2)).eq(1);
              NDArray next =
                  ControlFlow.cond(
                      odd, n -> n.mul(3).add(1), n -> n.floorDivide(NDArray.scalar(2)), c._1());
              return Tuple.of(next, c._2().add(1));
            },
            Tuple.of(i32(27), i32(0)));
    int n = 27;
    int steps = 0;
    while (n != 1) {
      n = n % 2 == 1 ? 3 * n + 1 : n / 2;
      steps++;
    }
    assertEquals(steps, end._2().itemLong());
  }

  @Test
  void aLoopWhoseTestFailsAtOnceReturnsItsStart() {
    assertEquals(5, whileLoop(c -> c.lt(3), c -> c.add(1), i32(5)).itemLong());
  }

  @Test
  void loopsCarryRecordsWithTheirStaticParts() {
    Body end =
        foriLoop(
            0,
            10,
            (_, b) ->
                new Body(b.position().add(b.velocity().mul(0.5)), b.velocity().mul(0.5), b.mass()),
            new Body(NDArray.of(new double[] {0, 1}), NDArray.of(new double[] {1, 2}), 3));
    double[] p = {0, 1};
    double[] v = {1, 2};
    for (int i = 0; i < 10; i++) {
      for (int k = 0; k < 2; k++) {
        p[k] += v[k] * 0.5;
        v[k] *= 0.5;
      }
    }
    assertArrayEquals(p, end.position().toDoubleArray(), 1e-15);
    assertEquals(3, end.mass());
  }

  @Test
  void foriLoopCountsFromLowerToUpper() {
    for (int[] bounds : new int[][] {{0, 5}, {-3, 4}, {2, 2}, {5, 1}}) {
      long sum = 0;
      for (int i = bounds[0]; i < bounds[1]; i++) {
        sum = 3 * sum + i;
      }
      assertEquals(
          sum, foriLoop(bounds[0], bounds[1], (i, s) -> s.mul(3).add(i), i32(0)).itemLong());
      assertEquals(
          sum,
          foriLoop(i32(bounds[0]), i32(bounds[1]), (i, s) -> s.mul(3).add(i), i32(0)).itemLong());
    }
  }

  @Test
  void theIndexGivesWayToTheCarrysType() {
    for (DType t : List.of(DType.INT8, DType.FLOAT32, DType.BFLOAT16, DType.UINT64)) {
      NDArray r = foriLoop(0, 4, (i, s) -> s.add(i), NDArray.fullLong(t, Shape.SCALAR, 0));
      assertEquals(AbstractValue.of(t), r.aval());
      assertEquals(6, r.item());
    }
  }

  @Test
  void staticBoundsMakeAScanAndTracedBoundsAWhile() {
    AbstractValue n = AbstractValue.of(DType.INT32);
    ClosedJaxpr fixed =
        Tracing.toJaxpr(
            "a test", a -> List.of(foriLoop(0, 3, (i, s) -> s.add(i), a.get(0))), List.of(n));
    assertTrue(fixed.jaxpr().eqns().get(0).op() instanceof Scan s && s.length() == 3);
    ClosedJaxpr open =
        Tracing.toJaxpr(
            "a test",
            a -> List.of(foriLoop(i32(0), a.get(0), (i, s) -> s.add(i), a.get(0))),
            List.of(n));
    assertTrue(open.jaxpr().eqns().get(0).op() instanceof While);
    assertEquals(4 + 6, Tracing.eval(open, List.of(i32(4))).get(0).itemLong());
  }

  @Test
  void scanStacksResultsAndReturnsTheLastCarry() {
    NDArray xs = NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tuple2<NDArray, Tuple2<NDArray, NDArray>> r =
        scan(
            (c, x) -> Tuple.of(c.add(x), Tuple.of(c, x.sum())),
            NDArray.of(new float[] {10, 20}),
            xs);
    assertArrayEquals(new float[] {19, 32}, r._1().toFloatArray());
    assertArrayEquals(new float[] {10, 20, 11, 22, 14, 26}, r._2()._1().toFloatArray());
    assertEquals(Shape.of(3, 2), r._2()._1().shape());
    assertArrayEquals(new float[] {3, 7, 11}, r._2()._2().toFloatArray());
  }

  @Test
  void aReversedScanRunsFromTheEndAndStacksInTheOrderOfTheElements() {
    NDArray xs = NDArray.of(new float[] {1, 2, 3});
    Tuple2<NDArray, NDArray> r =
        scan(
            (c, x) -> Tuple.of(c.mul(2).add(x), c),
            NDArray.of(DType.FLOAT32, new double[] {0}, Shape.SCALAR),
            xs,
            ScanOptions.DEFAULT.reversed().withUnroll(2));
    assertEquals(3 * 4 + 2 * 2 + 1, r._1().item());
    assertArrayEquals(new float[] {8, 3, 0}, r._2().toFloatArray());
  }

  @Test
  void aScanOverNothingTakesItsLength() {
    Tuple2<NDArray, NDArray> r = scan(c -> Tuple.of(c.mul(2), c), i32(1), 5);
    assertEquals(32, r._1().itemLong());
    assertArrayEquals(new long[] {1, 2, 4, 8, 16}, r._2().toLongArray());
    Tuple2<NDArray, NDArray> none = scan(c -> Tuple.of(c.mul(2), c), i32(1), 0);
    assertEquals(1, none._1().itemLong());
    assertEquals(Shape.of(0), none._2().shape());
  }

  @Test
  void aScanMayReturnNoResults() {
    Tuple2<NDArray, Tuple0> r =
        scan((c, x) -> Tuple.of(c.add(x), Tuple.empty()), i32(0), NDArray.of(new int[] {1, 2, 3}));
    assertEquals(6, r._1().itemLong());
  }

  @Test
  void severalArraysAreScannedTogether() {
    NDArray xs = NDArray.of(new double[] {1, 2, 3});
    Tuple2<NDArray, NDArray> r =
        scan(
            (c, x) -> Tuple.of(c.add(x._1().mul(x._2())), c),
            NDArray.scalar(0.0),
            Tuple.of(xs, NDArray.of(new double[] {4, 5, 6})));
    assertEquals(32, r._1().item());
  }

  @Test
  void aWeakCarryTakesTheTypeTheBodyReturns() {
    int[] traces = {0};
    NDArray xs = NDArray.of(new float[] {1, 2, 3});
    Tuple2<NDArray, NDArray> r =
        scan(
            (c, x) -> {
              traces[0]++;
              return Tuple.of(c.add(x), c);
            },
            NDArray.scalar(0.0),
            xs);
    assertEquals(AbstractValue.of(DType.FLOAT32), r._1().aval());
    assertArrayEquals(new float[] {0, 1, 3}, r._2().toFloatArray());
    assertEquals(2, traces[0]);
    // One leaf's type may depend on another's that only changes in the next round.
    Tuple2<NDArray, NDArray> chain =
        foriLoop(
            0,
            3,
            (_, c) -> Tuple.of(c._2(), c._2().add(xs.sum())),
            Tuple.of(NDArray.scalar(0), NDArray.scalar(0)));
    assertEquals(AbstractValue.of(DType.FLOAT32), chain._1().aval());
    assertEquals(12, chain._1().item());
    // A weakly typed result takes the carry's type.
    NDArray reset = whileLoop(c -> c.lt(0.5f), _ -> NDArray.scalar(1.0), xs.sum().mul(0));
    assertEquals(AbstractValue.of(DType.FLOAT32), reset.aval());
  }

  @Test
  void bodiesMayUseArraysAndTracersAroundThem() {
    NDArray table = NDArray.of(new float[] {10, 20, 30});
    AbstractValue v = AbstractValue.of(DType.FLOAT32, 3);
    ClosedJaxpr j =
        Tracing.toJaxpr(
            "a test",
            a ->
                List.of(
                    whileLoop(
                        c -> c.sum().lt(a.get(0).sum()),
                        c -> c.add(table).add(a.get(0)),
                        a.get(0).mul(0))),
            List.of(v));
    NDArray r = Tracing.eval(j, List.of(NDArray.of(new float[] {100, 0, 0}))).get(0);
    assertArrayEquals(new float[] {110, 20, 30}, r.toFloatArray());
  }

  @Test
  void mapEqualsTheFunctionOfEachElementWhateverTheBatchSize() {
    NDArray xs = NDArray.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 2);
    NDArray scale = NDArray.of(new double[] {2, 3});
    NDArray expected = map(x -> x.mul(scale).sum(), xs);
    assertArrayEquals(new double[] {8, 18, 28, 38, 48}, expected.toDoubleArray());
    for (int batch = 1; batch <= 7; batch++) {
      Tuple2<NDArray, NDArray> r = map(x -> Tuple.of(x.mul(scale).sum(), x), xs, batch);
      assertArrayEquals(expected.toDoubleArray(), r._1().toDoubleArray());
      assertArrayEquals(xs.toDoubleArray(), r._2().toDoubleArray());
    }
    assertEquals(Shape.of(0), map(x -> x.sum(), NDArray.of(new double[0], 0, 2), 3).shape());
  }

  @Test
  void loopsNest() {
    NDArray r = foriLoop(0, 3, (i, s) -> foriLoop(0, 4, (j, t) -> t.add(i.mul(j)), s), i32(0));
    assertEquals((0 + 1 + 2) * (0 + 1 + 2 + 3), r.itemLong());
  }
}
