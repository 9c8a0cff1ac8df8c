package org.jacobean.jit;

/**
 * One thing that differed from the most similar earlier call, so that a function was traced again.
 *
 * @param kind what kind of thing
 * @param where its place: an argument with the path in it, or a captured value
 * @param before what was there before
 * @param now what was there in the last trace
 */
public record RetraceCause(Kind kind, String where, String before, String now) {
  /** What kinds of things a trace depends on. */
  public enum Kind {
    /** Dtype, shape or weakness of a leaf. */
    LEAF,
    /** A static value. */
    STATIC,
    /** The structure of an argument. */
    TREE,
    /** A value that the function captures. */
    CAPTURED,
    /** The named axes in scope. */
    AXES
  }

  /** For example {@code argument 1 [0]: f32[] before, f32[3] now}. */
  @Override
  public String toString() {
    boolean weakness = kind == Kind.LEAF && (now.equals(before + "*") || before.equals(now + "*"));
    return where
        + ": "
        + before
        + " before, "
        + now
        + " now"
        + (weakness ? " (a weakly typed scalar has a trailing *)" : "");
  }
}
