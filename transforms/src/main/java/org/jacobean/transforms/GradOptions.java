package org.jacobean.transforms;

/**
 * What {@code grad} and its relatives accept besides real functions of real arrays.
 *
 * @param holomorphic the function is holomorphic: arguments and result are complex, and the
 *     derivative is complex
 * @param allowInt integer and bool leaves may occur in what is differentiated; their gradient has
 *     dtype {@code float0}
 */
public record GradOptions(boolean holomorphic, boolean allowInt) {
  /** Real results, inexact arguments. */
  public static final GradOptions DEFAULT = new GradOptions(false, false);

  /** For holomorphic functions. */
  public static final GradOptions HOLOMORPHIC = new GradOptions(true, false);

  /** With integer and bool leaves among what is differentiated. */
  public static final GradOptions ALLOW_INT = new GradOptions(false, true);
}
