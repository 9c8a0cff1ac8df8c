package org.jacobean.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.JitCall;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Programs get smaller and compute the same. */
class OptimizerTest {
  private static final AbstractValue X = AbstractValue.of(DType.FLOAT32, 3);

  private static Jaxpr trace(Function<List<NDArray>, List<NDArray>> f) {
    return Tracing.toJaxpr("f", f::apply, List.of(X, X)).jaxpr();
  }

  private static void same(Jaxpr before, Jaxpr after) {
    List<NDArray> args =
        List.of(NDArray.of(new float[] {1, -2, 3}), NDArray.of(new float[] {0.5f, 4, -1}));
    List<NDArray> want = ReferenceBackend.INSTANCE.compile(before, "f").call(args);
    List<NDArray> got = ReferenceBackend.INSTANCE.compile(after, "f").call(args);
    for (int i = 0; i < want.size(); i++) {
      assertEquals(want.get(i).aval(), got.get(i).aval());
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          want.get(i).toDoubleArray(), got.get(i).toDoubleArray());
    }
  }

  @Test
  void unusedEquationsDisappear() {
    Jaxpr j =
        trace(
            a -> {
              a.get(0).sin();
              return List.of(a.get(1).mul(2.0));
            });
    Jaxpr o = Optimizer.optimize(j);
    assertEquals(1, o.eqns().size());
    same(j, o);
  }

  @Test
  void equalEquationsAreComputedOnce() {
    Jaxpr j = trace(a -> List.of(a.get(0).sin().add(a.get(0).sin())));
    Jaxpr o = Optimizer.optimize(j);
    assertEquals(2, o.eqns().size());
    same(j, o);
  }

  @Test
  void operandsThatAreHandedOnReplaceTheirEquations() {
    Jaxpr j =
        trace(
            a ->
                List.of(
                    Lax.select(a.get(1).gt(0), Lax.stopGradient(a.get(0)), a.get(0))
                        .mul(1.0)
                        .add(a.get(1))));
    Jaxpr o = Optimizer.optimize(j);
    assertEquals(1, o.eqns().size(), o::toString);
    same(j, o);
  }

  @Test
  void callsAreReplacedByWhatTheyCall() {
    Jaxpr inner = trace(a -> List.of(a.get(0).mul(a.get(1)).sin()));
    Jaxpr j = trace(a -> List.of(Tracing.bind(new JitCall("g", inner), a).get(0).add(1.0)));
    Jaxpr o = Optimizer.inline(j);
    assertEquals(List.of("mul", "sin", "add"), o.eqns().stream().map(e -> e.op().name()).toList());
    same(j, o);
  }
}
