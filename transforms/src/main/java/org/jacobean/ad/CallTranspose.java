package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Transposes of calls. */
final class CallTranspose {
  private CallTranspose() {}

  static List<@Nullable NDArray> transpose(Call op, Linear e) {
    return switch (op) {
      case Checkpoint c -> checkpoint(c, e);
      case JitCall j -> jit(j, e);
      case CustomCall c -> CustomTranspose.call(c, e);
      case CustomLinear c -> CustomTranspose.linear(c, e);
      case ShardMap s -> ShardMapRules.transpose(s, e);
    };
  }

  static List<@Nullable NDArray> expand(Composite op, Linear e) {
    ClosedJaxpr inner = Tracing.toJaxpr(op.name(), op::expand, e.eqn().inAvals());
    return new BackwardPass(inner.jaxpr(), inner.consts()).run(e.x(), e.cts());
  }

  private static List<@Nullable NDArray> jit(JitCall op, Linear e) {
    String name = "transpose(" + op.functionName() + ")";
    TransposedJaxpr t =
        TransposedJaxpr.of(
            name,
            op.jaxpr(),
            Tangents.nonzero(e.x()),
            Tangents.nonzero(e.cts()),
            new boolean[e.x().size()]);
    List<NDArray> args = new ArrayList<>(t.closed().consts());
    args.addAll(Tangents.present(e.x()));
    args.addAll(Tangents.present(e.cts()));
    Jaxpr jaxpr = t.closed().jaxpr().constsToArgs();
    return ForwardJaxpr.spread(Tracing.bind(new JitCall(name, jaxpr), args), t.nonzeroIn());
  }

  /** Computes again what the derivative needs, then goes back through it, as one call. */
  private static List<@Nullable NDArray> checkpoint(Checkpoint op, Linear e) {
    TransposedJaxpr t =
        TransposedJaxpr.of(
            "a checkpointed function",
            op.jaxpr(),
            Tangents.nonzero(e.x()),
            Tangents.nonzero(e.cts()),
            new boolean[e.x().size()]);
    List<NDArray> args = new ArrayList<>(t.closed().consts());
    args.addAll(Tangents.present(e.x()));
    args.addAll(Tangents.present(e.cts()));
    Jaxpr jaxpr = t.closed().jaxpr().constsToArgs();
    return ForwardJaxpr.spread(Tracing.bind(op.of(jaxpr), args), t.nonzeroIn());
  }
}
