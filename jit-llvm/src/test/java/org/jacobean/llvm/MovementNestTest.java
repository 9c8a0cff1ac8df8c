package org.jacobean.llvm;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Movement and indexing. */
class MovementNestTest {
  private static final DType F = DType.FLOAT32;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void transposeSlicePadConcatenate() {
    Agreement.check(
        a -> List.of(a.get(0).T(), a.get(0).T().mul(2.0).add(a.get(1))),
        r.random(F, 33, 65),
        r.random(F, 65, 33));
    Agreement.check(
        a ->
            List.of(
                Lax.rev(a.get(0), Axes.of(1)),
                Lax.slice(a.get(0), Axes.of(1, 2), Axes.of(8, 30), Axes.of(2, 3)),
                Lax.pad(
                    a.get(0),
                    NDArray.full(F, Shape.SCALAR, 7),
                    Axes.of(1, -2),
                    Axes.of(2, 3),
                    Axes.of(1, 0)),
                Lax.concatenate(List.of(a.get(0), a.get(0).mul(2.0)), 0),
                Lax.concatenate(List.of(a.get(0), a.get(0)), 1),
                a.get(0).reshape(3, 3, -1).transpose(2, 0, 1)),
        r.random(F, 9, 31));
  }

  @Test
  void dynamicSlices() {
    Agreement.check(
        a ->
            List.of(
                Lax.dynamicSlice(a.get(0), List.of(a.get(1), a.get(2)), Shape.of(3, 5)),
                Lax.dynamicUpdateSlice(a.get(0), a.get(3), List.of(a.get(1), a.get(2)))),
        r.random(F, 9, 31),
        NDArray.of(I, new double[] {4}, Shape.SCALAR),
        NDArray.of(I, new double[] {40}, Shape.SCALAR),
        r.random(F, 2, 3));
  }

  @Test
  void gatherAndScatterInEveryMode() {
    NDArray idx = NDArray.of(new int[] {3, 0, 5, -1, 12, 3, 3}, 7, 1);
    for (IndexMode m : IndexMode.values()) {
      Agreement.check(
          a ->
              List.of(
                  Lax.gather(
                      a.get(0),
                      a.get(1),
                      new GatherDims(Axes.of(1), Axes.of(0), Axes.of(0)),
                      Shape.of(1, 33),
                      m)),
          r.random(F, 6, 33),
          idx);
      for (ScatterKind k : ScatterKind.values())
        Agreement.check(
            a ->
                List.of(
                    Lax.scatter(
                        k,
                        a.get(0),
                        a.get(1),
                        a.get(2),
                        new ScatterDims(Axes.of(1), Axes.of(0), Axes.of(0)),
                        m)),
            r.random(F, 6, 33),
            idx,
            r.random(F, 7, 33));
    }
  }

  @Test
  void sortRunsInJava() {
    long before = HostCalls.count();
    Agreement.check(
        a -> {
          List<NDArray> s = Lax.sort(List.of(a.get(0), a.get(1)), 1, 1);
          return List.of(s.get(0), s.get(1));
        },
        r.random(F, 6, 33),
        r.random(I, 6, 33));
    org.junit.jupiter.api.Assertions.assertTrue(HostCalls.count() > before);
  }
}
