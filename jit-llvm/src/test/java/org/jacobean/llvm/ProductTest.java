package org.jacobean.llvm;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Contractions in every layout, by library and by nest. */
class ProductTest {
  private static final DType F = DType.FLOAT32;
  private static final DType D = DType.FLOAT64;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void matrices() {
    Agreement.check(
        a -> List.of(a.get(0).matmul(a.get(1))), r.random(F, 65, 33), r.random(F, 33, 47));
    Agreement.check(
        a -> List.of(a.get(0).T().matmul(a.get(1).T())), r.random(F, 33, 65), r.random(F, 47, 33));
    Agreement.check(
        a -> List.of(a.get(0).matmul(a.get(1))), r.random(D, 65, 33), r.random(D, 33, 47));
    Agreement.check(
        a -> List.of(a.get(0).matmul(a.get(1))), r.random(I, 15, 33), r.random(I, 33, 17));
    Agreement.check(
        a -> List.of(a.get(0).matmul(a.get(1))), r.random(F, 65, 133), r.random(F, 133));
    Agreement.check(a -> List.of(a.get(0).matmul(a.get(1))), r.random(F, 3, 3), r.random(F, 3, 3));
  }

  @Test
  void batches() {
    Agreement.check(
        a -> List.of(a.get(0).matmul(a.get(1))),
        r.random(F, 3, 2, 17, 19),
        r.random(F, 3, 2, 19, 23));
    Agreement.check(
        a -> {
          NDArray q = a.get(0).reshape(2, 16, 4, 8).transpose(0, 2, 1, 3);
          NDArray k = a.get(1).reshape(2, 16, 4, 8).transpose(0, 2, 3, 1);
          NDArray s = q.matmul(k).mul(0.3);
          NDArray e = s.sub(s.max(true, -1)).exp();
          NDArray p = e.div(e.sum(true, -1));
          return List.of(
              p.matmul(a.get(2).reshape(2, 16, 4, 8).transpose(0, 2, 1, 3))
                  .transpose(0, 2, 1, 3)
                  .reshape(2, 16, 32));
        },
        r.random(F, 2, 16, 32),
        r.random(F, 2, 16, 32),
        r.random(F, 2, 16, 32));
  }

  @Test
  void outerProductBesideAVectorProductOfTheSameOperand() {
    DotDims outer = new DotDims(Axes.NONE, Axes.NONE, Axes.NONE, Axes.NONE);
    DotDims first = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
    Agreement.check(
        a ->
            List.of(
                Lax.dotGeneral(a.get(2), a.get(1), outer),
                Lax.dotGeneral(a.get(1), a.get(0), first)),
        r.random(F, 3, 3),
        r.random(F, 3),
        r.random(F, 3));
  }
}
