package org.jacobean.eval;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.collective.ShardedProgram;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.ShardMap;

/** Calls: the inner jaxpr is run as it is. */
final class CallEval {
  private CallEval() {}

  static List<NDArray> eval(Call op, List<NDArray> args) {
    return switch (op) {
      case Checkpoint c -> ReferenceEvaluator.run(c.jaxpr(), args);
      case JitCall c -> ReferenceEvaluator.run(c.jaxpr(), args);
      case CustomCall c -> ReferenceEvaluator.run(c.jaxpr(), args);
      case ShardMap s ->
          ShardedProgram.run(s, args, blocks -> ReferenceEvaluator.run(s.jaxpr(), blocks));
      case CustomLinear _ ->
          throw new TransformException(
              "JX0490",
              "a function with a custom reverse-mode rule has no forward mode; use vjp or grad, or"
                  + " give it a forward-mode rule as well: custom(f).vjp(forward,"
                  + " backward).jvp(rule)");
    };
  }
}
