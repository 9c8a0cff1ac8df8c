package org.jacobean.ad;

import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.trace.SourceLines;

/** Gives derived equations the source line of the equation they come from. */
final class Lines {
  private Lines() {}

  /** Runs the work on one equation; operations of a user's derivative rule keep their own lines. */
  static void replay(Eqn e, Runnable work) {
    if (e.op() instanceof CustomCall || e.op() instanceof CustomLinear) {
      work.run();
      return;
    }
    SourceLines.replaying(
        e.source(),
        () -> {
          work.run();
          return e;
        });
  }
}
