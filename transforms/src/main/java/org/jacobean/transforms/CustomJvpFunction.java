package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Duals;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomJvpCall;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A function with a forward-mode rule of its own.
 *
 * @param f the function
 * @param rule from primals and tangents (tuples if there are several arguments) to a {@link Jvp}
 */
record CustomJvpFunction(TreeFunction f, TreeFunction rule) implements Derived {
  @Override
  public String verb() {
    return "customJvp";
  }

  @Override
  public String name() {
    return f.name();
  }

  @Override
  public Object call(Object... values) {
    if (Tracing.isEager()) {
      return f.call(values);
    }
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("customJvp", f, args);
    List<NDArray> operands = new ArrayList<>(staged.jaxpr().consts());
    CustomJvpCall.Rule bound;
    CustomCall call;
    if (CustomCall.mustTrace(this, rule)) {
      CustomCall plain = CustomCall.of(name(), args, staged, List.of());
      ClosedJaxpr traced = CustomCall.whileTracingRuleOf(this, () -> trace(plain));
      operands.addAll(traced.consts());
      call = CustomCall.of(name(), args, staged, traced.consts());
      bound = new TracedRule(call, staged.jaxpr().consts().size(), traced.jaxpr().constsToArgs());
    } else {
      call = CustomCall.of(name(), args, staged, List.of());
      bound = new DirectRule(call, rule);
    }
    operands.addAll(args.leaves());
    return staged.result(Tracing.bind(new CustomJvpCall(name(), call.program(), bound), operands));
  }

  /** The rule as a program from primals and tangents of the arguments' leaves. */
  private ClosedJaxpr trace(CustomCall call) {
    List<AbstractValue> types = new ArrayList<>(call.avals());
    call.avals().forEach(a -> types.add(a.tangent()));
    int n = call.avals().size();
    return Tracing.toJaxpr(
        "the jvp rule of " + name(),
        x -> apply(call, rule, x.subList(0, n), x.subList(n, 2 * n)),
        types);
  }

  private static List<NDArray> apply(
      CustomCall call, TreeFunction rule, List<NDArray> primals, List<NDArray> tangents) {
    Jvp<?> both = (Jvp<?>) rule.call(call.arguments(primals), call.arguments(tangents));
    List<NDArray> out = new ArrayList<>(call.resultLeaves("value from the jvp rule", both.value()));
    out.addAll(call.tangentLeaves("tangent from the jvp rule", both.tangent()));
    return out;
  }

  /** Adds what flows through captured arrays, which the user's rule does not see. */
  private static List<NDArray> addCaptured(
      CustomCall call, List<NDArray> ruled, List<NDArray> primals, List<NDArray> tangents) {
    if (call.foreign().isEmpty()) {
      return ruled;
    }
    List<@Nullable NDArray> captured = new ArrayList<>();
    for (int i = 0; i < primals.size(); i++) {
      captured.add(call.foreign().contains(i) ? tangents.get(i) : null);
    }
    Duals through = org.jacobean.ad.Jvp.eval(call.closed(), primals, captured);
    List<NDArray> out = new ArrayList<>(ruled);
    int n = call.outAvals().size();
    for (int i = 0; i < n; i++) {
      NDArray t = through.tangents().get(i);
      if (t != null) {
        out.set(n + i, Lax.add(out.get(n + i), t));
      }
    }
    return out;
  }

  /** Calls the user's rule when it is needed. */
  private record DirectRule(CustomCall call, TreeFunction rule) implements CustomJvpCall.Rule {
    @Override
    public List<NDArray> jvp(List<NDArray> primals, List<NDArray> tangents) {
      List<NDArray> ruled = apply(call, rule, call.leaves(primals), call.leaves(tangents));
      return addCaptured(call, ruled, primals, tangents);
    }
  }

  /**
   * Evaluates the user's rule as it was traced; operands are captured arrays of the function, of
   * the rule, and leaves.
   */
  private record TracedRule(CustomCall call, int functionConsts, Jaxpr rule)
      implements CustomJvpCall.Rule {
    @Override
    public List<NDArray> jvp(List<NDArray> primals, List<NDArray> tangents) {
      List<NDArray> args = new ArrayList<>(primals.subList(functionConsts, primals.size()));
      args.addAll(call.leaves(tangents));
      List<NDArray> ruled =
          Tracing.eval(new ClosedJaxpr(Objects.requireNonNull(rule), List.of()), args);
      return addCaptured(call, ruled, primals, tangents);
    }
  }
}
