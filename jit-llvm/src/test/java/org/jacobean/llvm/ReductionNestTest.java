package org.jacobean.llvm;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Reductions, arg-reductions and running sums of every dtype. */
class ReductionNestTest {
  private static final DType F = DType.FLOAT32;
  private static final DType D = DType.FLOAT64;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void alongEachAxis() {
    for (int ax = 0; ax < 3; ax++) {
      int axx = ax;
      for (DType t : List.of(F, D, I, DType.INT8, DType.UINT8, DType.INT64, DType.BFLOAT16))
        Agreement.check(
            a ->
                List.of(
                    a.get(0).sum(axx),
                    a.get(0).max(axx),
                    a.get(0).min(axx),
                    a.get(0).argmax(axx),
                    a.get(0).argmin(axx),
                    a.get(0).cumsum(axx),
                    Lax.cumulative(CumulativeOp.MAX, a.get(0), axx, true)),
            r.random(t, 7, 37, 21));
    }
  }

  @Test
  void overSeveralAxes() {
    Agreement.check(a -> List.of(a.get(0).sum(), a.get(0).prod(0, 2)), r.random(F, 7, 37, 130));
    Agreement.check(a -> List.of(a.get(0).sum(1, 2), a.get(0).sum(0, 1)), r.random(F, 7, 37, 130));
  }
}
