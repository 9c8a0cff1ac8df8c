package org.jacobean.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.trace.Tracing;

/** Runs a function on the native engine and on the reference evaluator and compares. */
final class Agreement {
  private final Random random = new Random(1);

  /** Small random numbers of a dtype. */
  NDArray random(DType t, int... dims) {
    Shape shape = Shape.of(dims);
    double[] d = new double[(int) shape.size()];
    for (int i = 0; i < d.length; i++) {
      d[i] =
          t.isFloat()
              ? random.nextGaussian()
              : t.isUnsigned()
                  ? random.nextInt(9)
                  : t.isBool() ? random.nextInt(2) : random.nextInt(19) - 9;
    }
    return NDArray.of(t, d, shape);
  }

  static NDArray scalar(DType t, double v) {
    return NDArray.full(t, Shape.SCALAR, v);
  }

  /** Compiles, runs, compares every result; the compiled program. */
  static Executable check(Function<List<NDArray>, List<NDArray>> f, NDArray... args) {
    List<NDArray> given = List.of(args);
    ClosedJaxpr closed =
        Tracing.toJaxpr("test", f::apply, given.stream().map(NDArray::aval).toList());
    Jaxpr jaxpr = closed.jaxpr().constsToArgs();
    List<NDArray> all = new ArrayList<>(closed.consts());
    all.addAll(given);
    List<NDArray> expected = ReferenceBackend.INSTANCE.compile(jaxpr, "test").call(all);
    Executable compiled = new LlvmBackend().compile(jaxpr, "test");
    List<NDArray> actual = compiled.call(all);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      NDArray want = expected.get(i);
      double tol = want.dtype() == DType.FLOAT64 ? 1e-10 : want.dtype().bits() <= 16 ? 2e-2 : 1e-4;
      int k = i;
      assertTrue(
          ((DeviceArray) actual.get(i)).allClose(want, tol, tol),
          () ->
              "result "
                  + k
                  + " of\n"
                  + jaxpr
                  + "\nexpected "
                  + want
                  + "\nbut was  "
                  + actual.get(k)
                  + "\n"
                  + compiled.report().text().get("loops"));
    }
    return compiled;
  }
}
