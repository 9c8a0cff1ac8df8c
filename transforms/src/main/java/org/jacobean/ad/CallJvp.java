package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CustomJvpCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomVjpCall;
import org.jacobean.ir.op.JitCall;
import org.jacobean.trace.Trace;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Tangents of calls: of jitted functions, and of functions with rules of their own. */
final class CallJvp {
  private CallJvp() {}

  static Duals jvp(Call op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case Checkpoint c -> checkpoint(c, x, dx);
      case JitCall j -> jit(j, x, dx);
      case CustomJvpCall c -> customJvp(c, x, dx);
      case CustomVjpCall c -> customVjp(c, x, dx);
      case CustomLinear c ->
          throw Faults.notDifferentiable(
              c, "the linear map of a customVjp function is known only by its transpose");
    };
  }

  /** Tangents are computed inside, so that reverse mode can compute again what they need. */
  private static Duals checkpoint(Checkpoint op, List<NDArray> x, List<@Nullable NDArray> dx) {
    boolean[] none = new boolean[op.jaxpr().outs().size()];
    JvpJaxpr inner = JvpJaxpr.of("a checkpointed function", op.jaxpr(), Tangents.nonzero(dx), none);
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    return inner.duals(Tracing.bind(op.of(inner.closed().jaxpr().constsToArgs()), args));
  }

  private static Duals jit(JitCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    boolean[] none = new boolean[op.jaxpr().outs().size()];
    String name = "jvp(" + op.functionName() + ")";
    JvpJaxpr inner = JvpJaxpr.of(name, op.jaxpr(), Tangents.nonzero(dx), none);
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    Jaxpr jaxpr = inner.closed().jaxpr().constsToArgs();
    return inner.duals(Tracing.bind(new JitCall(name, jaxpr), args));
  }

  private static Duals customJvp(CustomJvpCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<AbstractValue> out = op.jaxpr().outAvals();
    List<NDArray> y =
        op.rule().jvp(x, Tangents.instantiate(dx, x.stream().map(NDArray::aval).toList()));
    String rule = "forward-mode rule";
    int n = out.size();
    if (y.size() != 2 * n) {
      throw Faults.ruleCount(op.functionName(), rule, 2 * n, y.size());
    }
    List<@Nullable NDArray> tangents = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean inexact = out.get(i).dtype().isInexact();
      checkType(op.functionName(), rule, i, out.get(i), y.get(i));
      if (inexact) {
        checkType(op.functionName(), rule, n + i, out.get(i).tangent(), y.get(n + i));
      }
      tangents.add(inexact ? y.get(n + i) : null);
    }
    return new Duals(y.subList(0, n), tangents);
  }

  /**
   * Runs the forward rule, and leaves for the tangents an operation that only transposition
   * understands.
   */
  private static Duals customVjp(CustomVjpCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    if (!isReversible()) {
      throw Faults.forwardModeOfCustomVjp(op.functionName());
    }
    List<AbstractValue> out = op.jaxpr().outAvals();
    List<NDArray> y = op.rule().forward(x);
    int n = out.size();
    if (y.size() < n) {
      throw Faults.ruleCount(op.functionName(), "forward pass", n, y.size());
    }
    for (int i = 0; i < n; i++) {
      checkType(op.functionName(), "forward pass", i, out.get(i), y.get(i));
    }
    List<NDArray> residuals = y.subList(n, y.size());
    List<NDArray> args = new ArrayList<>(residuals);
    args.addAll(Tangents.instantiate(dx, x.stream().map(NDArray::aval).toList()));
    List<AbstractValue> types = out.stream().map(a -> a.tangent().strong()).toList();
    List<@Nullable NDArray> tangents =
        new ArrayList<>(Tracing.bind(new CustomLinear(op.rule(), residuals.size(), types), args));
    for (int i = 0; i < n; i++) {
      if (!out.get(i).dtype().isInexact()) {
        tangents.set(i, null);
      }
    }
    return new Duals(y.subList(0, n), tangents);
  }

  /** Whether tangents are being recorded for transposition, here or around here. */
  private static boolean isReversible() {
    for (Trace t = Tracing.current(); t != null; t = t.parent()) {
      if (t instanceof LinearTrace) {
        return true;
      }
    }
    return false;
  }

  static void checkType(
      String function, String rule, int i, AbstractValue expected, NDArray actual) {
    if (!expected.sameType(actual.aval())) {
      throw Faults.ruleType(function, rule, i, expected, actual.aval());
    }
  }
}
