package org.jacobean.ad;

import org.jacobean.ir.Eqn;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.trace.SourceLines;

/** Gives derived equations the source line of the equation they come from. */
final class Lines {
  private Lines() {}

  /** Runs the work on one equation; operations of a user's derivative rule keep their own lines. */
  static void replay(Eqn e, Runnable work) {
    replay(e, e.source(), work);
  }

  /** {@link #replay(Eqn, Runnable)} in the backward pass. */
  static void replayBackward(Eqn e, Runnable work) {
    replay(e, e.source().in(SourceLine.Pass.BACKWARD), work);
  }

  private static void replay(Eqn e, SourceLine line, Runnable work) {
    boolean own = e.op() instanceof CustomCall || e.op() instanceof CustomLinear;
    SourceLines.replaying(
        own ? SourceLine.UNKNOWN.in(line.pass()) : line,
        () -> {
          work.run();
          return e;
        });
  }
}
