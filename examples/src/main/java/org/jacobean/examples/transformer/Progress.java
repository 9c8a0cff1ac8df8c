package org.jacobean.examples.transformer;

import java.io.PrintStream;
import java.util.Locale;

/** The progress line: a bar that is redrawn on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean terminal;
  private final int steps;
  private final int first;
  private final long tokensPerStep;
  private final long start = System.nanoTime();
  private long drawn;

  Progress(PrintStream out, int first, int steps, long tokensPerStep) {
    this.out = out;
    this.terminal = System.console() != null && System.console().isTerminal();
    this.first = first;
    this.steps = steps;
    this.tokensPerStep = tokensPerStep;
  }

  /** After step {@code done}. */
  void show(int done, double loss) {
    long now = System.nanoTime();
    boolean last = done == steps;
    boolean due =
        terminal ? now - drawn > 100_000_000L : (done - first) % Math.max(1, steps / 10) == 0;
    if (!due && !last) {
      return;
    }
    drawn = now;
    double seconds = (now - start) / 1e9;
    double perStep = seconds / Math.max(1, done - first);
    int filled = BAR * done / steps;
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] step %d/%d  loss %.4f  %,.0f tokens/s  %s left",
            "#".repeat(filled),
            ".".repeat(BAR - filled),
            done,
            steps,
            loss,
            tokensPerStep / perStep,
            time(perStep * (steps - done)));
    out.print(terminal ? "\r" + line + (last ? "\n" : "") : line + "\n");
    out.flush();
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s >= 60 ? s / 60 + " min " + s % 60 + " s" : s + " s";
  }
}
