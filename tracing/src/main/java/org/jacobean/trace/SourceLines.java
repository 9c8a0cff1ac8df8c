package org.jacobean.trace;

import java.security.CodeSource;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jacobean.ir.SourceLine;
import org.jspecify.annotations.Nullable;

/** Finds the user's line: the innermost stack frame outside the library and the JDK. */
public final class SourceLines {
  /** Library frames between the user's and this class, mostly; one batch of frames is cheapest. */
  private static final int USUAL_DEPTH = 14;

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), USUAL_DEPTH);

  private static final ClassValue<Boolean> IS_USER =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> c) {
          return isUser(c);
        }
      };

  private static final ScopedValue<SourceLine> REPLAYED = ScopedValue.newInstance();

  private SourceLines() {}

  /**
   * Runs {@code body}, an interpreter's work on one equation, so that what it records has that
   * equation's line: the user's line rather than that of the transformation, and without walking
   * the stack.
   */
  public static <T> T replaying(SourceLine line, Supplier<T> body) {
    if (line.isUnknown()) {
      return line.pass() == SourceLine.Pass.FORWARD ? body.get() : within(line.pass(), body);
    }
    return replace(line, body);
  }

  /** Runs {@code body} so that what it records belongs to a pass; lines stay what they were. */
  public static <T> T within(SourceLine.Pass pass, Supplier<T> body) {
    SourceLine around = replayed();
    return replace((around == null ? SourceLine.UNKNOWN : around).in(pass), body);
  }

  private static <T> T replace(SourceLine line, Supplier<T> body) {
    Trace trace = Tracing.current();
    return trace != EvalTrace.INSTANCE
        ? trace.replaying(line, body)
        : ScopedValue.where(REPLAYED, line).call(body::get);
  }

  private static @Nullable SourceLine replayed() {
    SourceLine line = Tracing.current().replayed();
    return line != null ? line : REPLAYED.isBound() ? REPLAYED.get() : null;
  }

  /** The user's line that led here, or {@link SourceLine#UNKNOWN}. */
  public static SourceLine caller() {
    SourceLine replayed = replayed();
    if (replayed != null && !replayed.isUnknown()) {
      return replayed;
    }
    StackWalker.StackFrame frame = WALKER.walk(SourceLines::firstOfUser);
    SourceLine found = frame == null ? SourceLine.UNKNOWN : SourceLine.later(() -> line(frame));
    return replayed == null ? found : found.in(replayed.pass());
  }

  private static StackWalker.@Nullable StackFrame firstOfUser(
      Stream<StackWalker.StackFrame> frames) {
    Iterator<StackWalker.StackFrame> each = frames.iterator();
    while (each.hasNext()) {
      StackWalker.StackFrame frame = each.next();
      if (IS_USER.get(frame.getDeclaringClass())) {
        return frame;
      }
    }
    return null;
  }

  private static SourceLine line(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return new SourceLine(
        file == null ? "" : file,
        frame.getLineNumber(),
        frame.getDeclaringClass().getSimpleName() + "." + named(frame.getMethodName()));
  }

  /** The method a lambda is written in: {@code loss} for {@code lambda$loss$95c11df$1}. */
  private static String named(String method) {
    if (!method.startsWith("lambda$")) {
      return method;
    }
    int from = "lambda$".length();
    int to = method.indexOf('$', from);
    return to < 0 ? method : method.substring(from, to);
  }

  private static boolean isUser(Class<?> c) {
    String n = c.getName();
    if (n.startsWith("java.")
        || n.startsWith("jdk.")
        || n.startsWith("io.vavr.")
        || n.startsWith("org.junit.")
        || n.startsWith("net.jqwik.")) {
      return false;
    }
    if (!n.startsWith("org.jacobean.") || n.startsWith("org.jacobean.examples.")) {
      return true;
    }
    CodeSource source = c.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return false;
    }
    // The folder of the project's own tests. Its name only: a checkout may lie under any path.
    String[] path = source.getLocation().getPath().split("/");
    String folder = path[path.length - 1];
    return folder.contains("test") && !folder.endsWith(".jar");
  }
}
