package org.jacobean.ir;

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

  /** For example {@code Main.java:12 (Main.loss)}; empty when unknown. */
  @Override
  public String toString() {
    return file.isEmpty() ? "" : file + ":" + line + " (" + method + ")";
  }
}
