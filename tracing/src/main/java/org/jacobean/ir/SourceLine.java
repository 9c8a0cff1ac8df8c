package org.jacobean.ir;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the user's code an equation comes from.
 *
 * @param file file name, for example {@code Main.java}; empty when unknown
 * @param line line number; 0 when unknown
 * @param method class and method
 */
public record SourceLine(String file, int line, String method) {
  /** No known place. */
  public static final SourceLine UNKNOWN = new SourceLine("", 0, "");

  private static final Pattern FORM = Pattern.compile("([^:]+):(\\d{1,9}) \\((.*)\\)");

  /** What {@link #toString} printed; {@link #UNKNOWN} for any other text. */
  public static SourceLine parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? new SourceLine(m.group(1), Integer.parseInt(m.group(2)), m.group(3))
        : UNKNOWN;
  }

  /** For example {@code Main.java:12 (Main.loss)}; empty when unknown. */
  @Override
  public String toString() {
    return file.isEmpty() ? "" : file + ":" + line + " (" + method + ")";
  }
}
