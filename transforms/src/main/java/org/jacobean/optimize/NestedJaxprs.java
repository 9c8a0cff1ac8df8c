package org.jacobean.optimize;

import java.util.function.UnaryOperator;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.While;

/** Rewrites the programs inside a primitive. */
final class NestedJaxprs {
  private NestedJaxprs() {}

  static Primitive map(Primitive op, UnaryOperator<Jaxpr> f) {
    return switch (op) {
      case Control c ->
          switch (c) {
            case Cond b -> new Cond(b.branches().stream().map(f).toList());
            case Scan s ->
                new Scan(
                    f.apply(s.jaxpr()),
                    s.length(),
                    s.reverse(),
                    s.numConsts(),
                    s.numCarry(),
                    s.unroll());
            case While w ->
                new While(
                    f.apply(w.condJaxpr()),
                    w.condNumConsts(),
                    f.apply(w.bodyJaxpr()),
                    w.bodyNumConsts(),
                    w.maxSteps());
          };
      case Call c ->
          switch (c) {
            case Checkpoint k -> k.of(f.apply(k.jaxpr()));
            case JitCall j -> new JitCall(j.functionName(), f.apply(j.jaxpr()));
            case CustomCall j ->
                new CustomCall(j.functionName(), f.apply(j.jaxpr()), j.numConsts(), j.rules());
            case CustomLinear l -> l;
            case ShardMap s ->
                new ShardMap(
                    s.functionName(), f.apply(s.jaxpr()), s.mesh(), s.inSpecs(), s.outSpecs());
          };
      default -> op;
    };
  }
}
