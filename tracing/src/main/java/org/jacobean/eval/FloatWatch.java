package org.jacobean.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.NDArray;
import org.jacobean.errors.CheckException;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * Watches one run of the reference evaluator for the first equation that makes a NaN or an
 * infinity. What the run prints has been printed before, so prints are skipped.
 */
final class FloatWatch {
  private static final ScopedValue<FloatWatch> WATCH = ScopedValue.newInstance();

  private final FloatChecks.Wanted wanted;
  private final String program;
  private final List<String> steps = new ArrayList<>();

  /**
   * A watch.
   *
   * @param wanted what is looked for
   * @param program names the program in the message; empty: none
   */
  FloatWatch(FloatChecks.Wanted wanted, String program) {
    this.wanted = wanted;
    this.program = program;
  }

  /** The watch over this thread's run; null when there is none. */
  static @Nullable FloatWatch current() {
    return WATCH.isBound() ? WATCH.get() : null;
  }

  /** Runs {@code body} under this watch. */
  void over(Supplier<List<NDArray>> body) {
    ScopedValue.where(WATCH, this).call(body::get);
  }

  /** Whether an operation is left out. */
  boolean skips(Primitive op) {
    return op instanceof Callback && op.hasEffects();
  }

  /** Runs one step of a loop. */
  List<NDArray> inStep(String loop, long i, Supplier<List<NDArray>> body) {
    steps.add("step " + i + " of " + loop);
    List<NDArray> results = body.get();
    steps.removeLast();
    return results;
  }

  /**
   * Looks at results.
   *
   * @throws CheckException JX0341, JX0342 when one has what is looked for
   */
  void see(Primitive op, List<NDArray> in, List<NDArray> out, SourceLine line) {
    if (op instanceof Control || op instanceof Call) {
      return; // What is inside has been seen; from outside only arguments come through.
    }
    List<String> context = new ArrayList<>(steps.reversed());
    if (!program.isEmpty()) {
      context.add("in " + program);
    }
    wanted.check(op, in, out, line, String.join(", ", context));
  }
}
