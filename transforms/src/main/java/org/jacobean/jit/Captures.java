package org.jacobean.jit;

/** What a function object keeps alive besides its code, from harmless to unknown. */
public enum Captures {
  /** Nothing, or numbers, texts, enum constants and functions of that kind. */
  VALUES,
  /** Also concrete arrays, but certainly no tracer. */
  ARRAYS,
  /** Objects that are not looked into, which may hold a tracer of an enclosing trace. */
  UNKNOWN;

  /** The worse of two. */
  public Captures and(Captures other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
