package org.jacobean.examples.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.examples.miniature.Program.Atom;
import org.jacobean.examples.miniature.Program.Const;
import org.jacobean.examples.miniature.Program.Equation;
import org.jacobean.examples.miniature.Program.Var;

/** Writes operations down instead of running them. */
class Recorder implements Trace {
  private final List<Equation> equations = new ArrayList<>();
  private final Var parameter;

  Recorder(List<Integer> shape) {
    parameter = new Var(shape);
  }

  /** Records a function. */
  static Program record(UnaryOperator<Value> f, List<Integer> shape) {
    Recorder r = new Recorder(shape);
    return Trace.within(r, () -> r.finish(f.apply(r.argument())));
  }

  Tracer argument() {
    return new Tracer(this, parameter);
  }

  Program finish(Value result) {
    return new Program(parameter, List.copyOf(equations), atom(result));
  }

  @Override
  public Value process(Op op, List<Value> in) {
    Var out = new Var(op.infer(in));
    equations.add(new Equation(op, in.stream().map(this::atom).toList(), out));
    return new Tracer(this, out);
  }

  private Atom atom(Value v) {
    return owns(v) ? ((Tracer) v).var() : new Const(v);
  }

  /** Whether a value depends on the argument of this recording. */
  boolean owns(Value v) {
    return v instanceof Tracer t && t.recorder() == this;
  }
}
