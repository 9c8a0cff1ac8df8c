package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Backends;
import org.jacobean.eval.ReferenceEvaluator;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.JaxprChecker;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.optimize.Optimizer;
import org.jacobean.trace.Tracing;

/**
 * The law of composition: a program under a stack of transformations gives what each transformation
 * means, whatever the order.
 */
public final class CompositionLaw {
  private CompositionLaw() {}

  /** How a check ended. */
  public enum Outcome {
    /** Results are as they should be. */
    HOLDS,
    /** The arguments are too near a kink for differences to tell. */
    NOT_SMOOTH
  }

  /**
   * Checks a case.
   *
   * @throws AssertionError with the expected and the actual value when results differ
   * @throws RuntimeException what the library throws when it refuses the program
   */
  public static Outcome check(CompositionCase c) {
    List<TransformLayer> layers = c.layers();
    List<NDArray> args = c.arguments();
    Precision precision = Precision.of(c.program().jaxpr().jaxpr());
    StackOracle oracle =
        new StackOracle(c.program(), layers, precision == Precision.WIDE && c.program().smooth());
    List<NDArray> expected = oracle.results(args);
    if (!oracle.isSmooth()) {
      return Outcome.NOT_SMOOTH;
    }
    List<NDArray> actual = actual(c, layers, args);
    List<AbstractValue> types = layers.getLast().signature().out();
    if (actual.size() != expected.size() || types.size() != expected.size()) {
      throw new AssertionError(
          "expected " + expected.size() + " results, got " + actual.size() + "; types " + types);
    }
    double tolerance =
        oracle.usedDifferences() ? Math.max(2e-5, precision.tolerance) : precision.tolerance;
    for (int i = 0; i < expected.size(); i++) {
      compare("result " + i, types.get(i), expected.get(i), actual.get(i), tolerance);
    }
    return Outcome.HOLDS;
  }

  private static List<NDArray> actual(
      CompositionCase c, List<TransformLayer> layers, List<NDArray> args) {
    UnaryOperator<List<NDArray>> f = TransformStack.library(c.program()::apply, layers);
    if (c.execution() == CompositionCase.Execution.DIRECT) {
      return f.apply(args);
    }
    List<AbstractValue> types = args.stream().map(NDArray::aval).toList();
    ClosedJaxpr closed = Tracing.toJaxpr("a transformed program", f, types);
    JaxprChecker.check(closed);
    Jaxpr jaxpr = closed.jaxpr().constsToArgs();
    List<NDArray> all = new ArrayList<>(closed.consts());
    all.addAll(args);
    return switch (c.execution()) {
      case COMPILED -> Backends.current().compile(jaxpr, "case").call(all);
      case OPTIMIZED -> {
        Jaxpr better = Optimizer.optimize(Optimizer.inline(jaxpr));
        JaxprChecker.check(better);
        yield ReferenceEvaluator.eval(new ClosedJaxpr(better, List.of()), all);
      }
      default -> ReferenceEvaluator.eval(closed, args);
    };
  }

  /** The least precise dtype of a program. */
  private enum Precision {
    WIDE(1e-8),
    SINGLE(2e-3),
    NARROW(1e-1);

    final double tolerance;

    Precision(double tolerance) {
      this.tolerance = tolerance;
    }

    static Precision of(Jaxpr jaxpr) {
      int[] bits = {64};
      JaxprWalk.variables(
          jaxpr,
          a -> {
            if (a.dtype().isInexact()) {
              int b = a.dtype().bits() / (a.dtype().isComplex() ? 2 : 1);
              bits[0] = Math.min(bits[0], b);
            }
          });
      JaxprWalk.equations(
          jaxpr,
          e -> {
            if (e.op() instanceof ReducePrecision) {
              bits[0] = 16; // Tangents are rounded too, so that forward and reverse mode differ.
            }
          });
      return bits[0] >= 64 ? WIDE : bits[0] >= 32 ? SINGLE : NARROW;
    }
  }

  private static void compare(
      String what, AbstractValue type, NDArray expected, NDArray actual, double tolerance) {
    if (!actual.aval().sameType(type) || !expected.aval().sameType(type)) {
      throw new AssertionError(
          what + " should be " + type + ", is " + actual.aval() + "; oracle " + expected.aval());
    }
    double[] e = expected.toComplexArray();
    double[] a = actual.toComplexArray();
    double scale = 1;
    for (double v : e) {
      scale = Double.isFinite(v) ? Math.max(scale, Math.abs(v)) : scale;
    }
    double allowed = type.dtype().isInexact() ? tolerance * scale : 0;
    for (int i = 0; i < e.length; i++) {
      boolean same = e[i] == a[i] || Double.compare(e[i], a[i]) == 0;
      if (!same && !(Math.abs(e[i] - a[i]) <= allowed)) {
        throw new AssertionError(
            what
                + ", element "
                + i / 2
                + ": expected "
                + e[i]
                + " but was "
                + a[i]
                + "\n  expected: "
                + expected
                + "\n  actual: "
                + actual);
      }
    }
  }
}
