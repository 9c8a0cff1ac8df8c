package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Backends;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.trace.Tracing;

/** The compiled engine beside the reference evaluator. */
final class Engines {
  private Engines() {}

  /**
   * The compiled engine; fails where it is missing, lest tests compare the reference with itself.
   */
  static Backend compiled() {
    assertEquals("cpu", Backends.current().name());
    return Backends.current();
  }

  static ClosedJaxpr trace(UnaryOperator<List<NDArray>> f, List<NDArray> args) {
    return Tracing.toJaxpr("test", f, args.stream().map(NDArray::aval).toList());
  }

  static List<NDArray> onReference(ClosedJaxpr closed, List<NDArray> args) {
    return run(ReferenceBackend.INSTANCE, closed, args);
  }

  static List<NDArray> onCompiled(ClosedJaxpr closed, List<NDArray> args) {
    return run(compiled(), closed, args);
  }

  private static List<NDArray> run(Backend engine, ClosedJaxpr closed, List<NDArray> args) {
    Jaxpr jaxpr = closed.jaxpr().constsToArgs();
    List<NDArray> all = new ArrayList<>(closed.consts());
    all.addAll(args);
    return engine.compile(jaxpr, "test").call(all);
  }

  /** Traces, runs on both, and compares. */
  static List<NDArray> agree(String what, UnaryOperator<List<NDArray>> f, List<NDArray> args) {
    ClosedJaxpr closed = trace(f, args);
    List<NDArray> expected = onReference(closed, args);
    List<NDArray> actual = onCompiled(closed, args);
    for (int i = 0; i < expected.size(); i++) {
      String context = what + ", result " + i + " of\n" + closed + "\nat " + args + "\n";
      assertClose(context, expected.get(i), actual.get(i), tolerance(expected.get(i).dtype()));
    }
    return actual;
  }

  /** Rounding that two correct engines may differ by, relative to 1 + the size. */
  static double tolerance(DType t) {
    if (!t.isInexact()) {
      return 0;
    }
    return t == DType.FLOAT64 || t == DType.COMPLEX128 ? 1e-11 : t.bits() <= 16 ? 2e-2 : 2e-5;
  }

  static void assertClose(String what, NDArray expected, NDArray actual, double tolerance) {
    assertTrue(
        expected.aval().equals(actual.aval()),
        () -> what + ": " + actual.aval() + " instead of " + expected.aval());
    assertClose(what, expected.toComplexArray(), actual.toComplexArray(), tolerance);
  }

  static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      double a = actual[i];
      boolean close = Double.compare(e, a) == 0 || e == a;
      close |= Math.abs(e - a) <= tolerance * (1 + Math.abs(e));
      if (!close) {
        throw new AssertionError(what + ": [" + i / 2 + "] expected " + e + " but was " + a);
      }
    }
  }
}
