package org.jacobean.llvm;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.control.ControlFlow;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** What has no native code runs in Java, and is counted. */
class JavaFallbackTest {
  private static final DType F = DType.FLOAT32;
  private final Agreement r = new Agreement();

  @Test
  void complexNumbers() {
    long before = HostCalls.count();
    Agreement.check(
        a -> {
          NDArray z = Lax.binary(BinaryOp.COMPLEX, a.get(0), a.get(1));
          return List.of(z.mul(z), z.abs(), z.exp().real());
        },
        r.random(F, 9),
        r.random(F, 9));
    org.junit.jupiter.api.Assertions.assertTrue(HostCalls.count() > before);
  }

  @Test
  void constantsOfDtypesWithoutNativeCode() {
    Agreement.check(
        a -> {
          NDArray z = Lax.full(DType.COMPLEX64, Shape.of(2, 3), 0.5);
          NDArray small = Lax.full(DType.FLOAT8_E4M3FN, Shape.of(2), 1.5);
          NDArray positive = a.get(0).gt(0);
          return List.of(
              z,
              NDArray.ofComplex(DType.COMPLEX128, new double[] {1, -2}, Shape.SCALAR),
              small.astype(F),
              ControlFlow.cond(positive, () -> Lax.full(DType.COMPLEX64, Shape.SCALAR, 2), z::sum));
        },
        r.random(F));
  }
}
