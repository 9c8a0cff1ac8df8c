package org.jacobean.eval;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Where the prints of running programs go. */
public final class DebugOutput {
  private static final ScopedValue<PrintStream> STREAM = ScopedValue.newInstance();

  private DebugOutput() {}

  /** The stream of the innermost {@link #within}; {@code System.out} by default. */
  public static PrintStream current() {
    return STREAM.isBound() ? STREAM.get() : System.out;
  }

  /** Runs {@code body}; prints of programs that this thread runs meanwhile go to {@code stream}. */
  public static <T> T within(PrintStream stream, Supplier<T> body) {
    return ScopedValue.where(STREAM, stream).call(body::get);
  }
}
