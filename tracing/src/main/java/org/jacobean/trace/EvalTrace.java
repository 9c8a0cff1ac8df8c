package org.jacobean.trace;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.backend.Backends;
import org.jacobean.errors.JacobeanException;
import org.jacobean.eval.FloatChecks;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Primitive;

/** Eager evaluation: the outermost trace, which runs each operation at once. */
final class EvalTrace extends Trace {
  static final EvalTrace INSTANCE = new EvalTrace();

  private EvalTrace() {
    super(null);
  }

  @Override
  protected List<NDArray> process(Primitive op, List<NDArray> args) {
    for (NDArray a : args) {
      if (a instanceof Tracer t) {
        throw Escape.of(t, op);
      }
    }
    if (op instanceof Callback) {
      return call(op, args);
    }
    List<NDArray> results = Backends.current().execute(op, args);
    if (FloatChecks.isOn()) {
      FloatChecks.checkEager(op, args, results, SourceLines.caller());
    }
    return results;
  }

  /** Runs a callback; the user wants to know which. */
  private static List<NDArray> call(Primitive op, List<NDArray> args) {
    try {
      return Backends.current().execute(op, args);
    } catch (JacobeanException e) {
      throw e.at(SourceLines.caller().toString());
    }
  }

  @Override
  public String describe() {
    return "eager evaluation";
  }
}
