package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Tangents of calls. */
final class CallJvp {
  private CallJvp() {}

  static Duals jvp(Call op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case Checkpoint c -> checkpoint(Jvp.MODE, c, x, dx);
      case JitCall j -> jit(Jvp.MODE, j, x, dx);
      case CustomCall c -> CustomJvp.jvp(c, x, dx);
      case ShardMap s -> ShardMapRules.jvp(Jvp.MODE, s, x, dx);
      case CustomLinear c ->
          throw Faults.notDifferentiable(
              c, "the linear map of a customVjp function is known only by its transpose");
    };
  }

  /** Tangents are computed inside, so that reverse mode can compute again what they need. */
  static Duals checkpoint(
      ForwardMode mode, Checkpoint op, List<NDArray> x, List<@Nullable NDArray> dx) {
    boolean[] none = new boolean[op.jaxpr().outs().size() * mode.width()];
    ForwardJaxpr inner =
        ForwardJaxpr.of(mode, "a checkpointed function", op.jaxpr(), Tangents.nonzero(dx), none);
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    return inner.duals(Tracing.bind(op.of(inner.closed().jaxpr().constsToArgs()), args));
  }

  /** A call of the forward-mode program. */
  static Duals jit(ForwardMode mode, JitCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    boolean[] none = new boolean[op.jaxpr().outs().size() * mode.width()];
    String name = mode.verb() + "(" + op.functionName() + ")";
    ForwardJaxpr inner = ForwardJaxpr.of(mode, name, op.jaxpr(), Tangents.nonzero(dx), none);
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    Jaxpr jaxpr = inner.closed().jaxpr().constsToArgs();
    return inner.duals(Tracing.bind(new JitCall(name, jaxpr), args));
  }
}
