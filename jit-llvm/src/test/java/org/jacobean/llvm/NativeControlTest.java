package org.jacobean.llvm;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Native loops and branches. */
class NativeControlTest {
  private static final DType F = DType.FLOAT32;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void scan() {
    Jaxpr body =
        Tracing.toJaxpr(
                "b",
                a -> List.of(a.get(0).mul(a.get(1)).add(1.0), a.get(0).sum()),
                List.of(AbstractValue.of(F, 5), AbstractValue.of(F, 5)))
            .jaxpr();
    for (boolean rev : new boolean[] {false, true})
      Agreement.check(
          a -> Tracing.bind(new Scan(body, 7, rev, 0, 1, 1), a), r.random(F, 5), r.random(F, 7, 5));
    Jaxpr swap =
        Tracing.toJaxpr(
                "b",
                a -> List.of(a.get(1), a.get(0).add(a.get(1))),
                List.of(AbstractValue.of(F), AbstractValue.of(F)))
            .jaxpr();
    Agreement.check(
        a -> Tracing.bind(new Scan(swap, 11, false, 0, 2, 1), a), r.random(F), r.random(F));
  }

  @Test
  void whileLoop() {
    Jaxpr wc =
        Tracing.toJaxpr("c", a -> List.of(a.get(0).lt(100.0)), List.of(AbstractValue.of(F)))
            .jaxpr();
    Jaxpr wb =
        Tracing.toJaxpr(
                "b",
                a -> List.of(a.get(1).mul(a.get(0)).add(1.0)),
                List.of(AbstractValue.of(F), AbstractValue.of(F)))
            .jaxpr();
    Agreement.check(
        a -> Tracing.bind(new While(wc, 0, wb, 1, 0), a),
        NDArray.of(F, new double[] {1.5}, Shape.SCALAR),
        NDArray.of(F, new double[] {1}, Shape.SCALAR));
  }

  @Test
  void cond() {
    Jaxpr b0 =
        Tracing.toJaxpr("b", a -> List.of(a.get(0).sin()), List.of(AbstractValue.of(F, 5))).jaxpr();
    Jaxpr b1 =
        Tracing.toJaxpr("b", a -> List.of(a.get(0).mul(3.0)), List.of(AbstractValue.of(F, 5)))
            .jaxpr();
    for (int i = -1; i < 4; i++)
      Agreement.check(
          a -> Tracing.bind(new Cond(List.of(b0, b1, b0)), a),
          NDArray.of(I, new double[] {i}, Shape.SCALAR),
          r.random(F, 5));
  }

  @Test
  void updatesInPlaceInALoop() {
    Jaxpr dus =
        Tracing.toJaxpr(
                "b",
                a ->
                    List.of(
                        Lax.dynamicUpdateSlice(
                            a.get(0), a.get(2).mul(2.0).reshape(1), List.of(a.get(1))),
                        a.get(1).add(1L)),
                List.of(AbstractValue.of(F, 9), AbstractValue.of(I), AbstractValue.of(F)))
            .jaxpr();
    Agreement.check(
        a -> Tracing.bind(new Scan(dus, 7, false, 0, 2, 1), a),
        r.random(F, 9),
        NDArray.of(I, new double[] {0}, Shape.SCALAR),
        r.random(F, 7));
  }
}
