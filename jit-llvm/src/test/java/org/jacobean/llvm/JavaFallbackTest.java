package org.jacobean.llvm;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.control.ControlFlow;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What has no native code runs in Java, is counted, and is logged once per operation and dtypes.
 */
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
    Assertions.assertTrue(HostCalls.count() > before);
  }

  @Test
  void warnsOncePerOperationAndDtypes() {
    List<String> warnings = new ArrayList<>();
    Logger log = Logger.getLogger("org.jacobean.llvm");
    Handler collect =
        new Handler() {
          @Override
          public void publish(LogRecord r) {
            if (r.getLevel().intValue() >= Level.WARNING.intValue()) {
              warnings.add(new SimpleFormatter().formatMessage(r));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(collect);
    try {
      for (int n = 5; n < 7; n++) {
        // An operation that no other test of this module runs in Java.
        Agreement.check(a -> List.of(Lax.unary(UnaryOp.DIGAMMA, a.get(0))), r.random(F, n));
      }
    } finally {
      log.removeHandler(collect);
    }
    List<String> digamma = warnings.stream().filter(w -> w.startsWith("digamma")).toList();
    Assertions.assertEquals(
        List.of("digamma of [f32[5]] has no native code and runs in Java, which is slow"), digamma);
  }

  @Test
  void callbacksOfTheUserAreNeitherCountedNorLogged() {
    long before = HostCalls.count();
    HostFunction twice = a -> List.of(a.get(0).mul(2));
    Agreement.check(
        a ->
            Tracing.bind(
                new PureCallback(twice, List.of(AbstractValue.of(F, 9)), VmapMethod.SEQUENTIAL), a),
        r.random(F, 9));
    Assertions.assertEquals(before, HostCalls.count());
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
