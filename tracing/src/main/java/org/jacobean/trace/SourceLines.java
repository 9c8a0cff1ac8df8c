package org.jacobean.trace;

import java.security.CodeSource;
import java.util.Optional;
import org.jacobean.ir.SourceLine;

/** Finds the user's line: the innermost stack frame outside the library and the JDK. */
public final class SourceLines {
  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final ClassValue<Boolean> IS_USER =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> c) {
          return isUser(c);
        }
      };

  private SourceLines() {}

  /** The user's line that led here, or {@link SourceLine#UNKNOWN}. */
  public static SourceLine caller() {
    Optional<StackWalker.StackFrame> f = WALKER.walk(s -> s.filter(x -> IS_USER.get(x.getDeclaringClass())).findFirst());
    return f.map(x -> new SourceLine(
            x.getFileName() == null ? "" : x.getFileName(),
            x.getLineNumber(),
            x.getDeclaringClass().getSimpleName() + "." + x.getMethodName()))
        .orElse(SourceLine.UNKNOWN);
  }

  private static boolean isUser(Class<?> c) {
    String n = c.getName();
    if (n.startsWith("java.") || n.startsWith("jdk.") || n.startsWith("io.vavr.") || n.startsWith("org.junit.") || n.startsWith("net.jqwik.")) {
      return false;
    }
    if (!n.startsWith("org.jacobean.") || n.startsWith("org.jacobean.examples.")) {
      return true;
    }
    CodeSource source = c.getProtectionDomain().getCodeSource();
    return source != null && source.getLocation() != null && source.getLocation().getPath().contains("test");
  }
}
