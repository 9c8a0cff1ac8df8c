package org.jacobean.optimize;

import java.util.function.UnaryOperator;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.CustomJvpCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomVjpCall;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scan;
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
                    w.bodyNumConsts());
          };
      case Call c ->
          switch (c) {
            case JitCall j -> new JitCall(j.functionName(), f.apply(j.jaxpr()));
            case CustomJvpCall j ->
                new CustomJvpCall(j.functionName(), f.apply(j.jaxpr()), j.rule());
            case CustomVjpCall j ->
                new CustomVjpCall(j.functionName(), f.apply(j.jaxpr()), j.rule());
            case CustomLinear l -> l;
          };
      default -> op;
    };
  }
}
