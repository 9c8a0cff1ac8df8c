package org.jacobean.testing;

import org.jacobean.DType;

/**
 * What a generated program may contain.
 *
 * @param main dtype of most values
 * @param steps how many steps, each of one or a few equations
 * @param whileLoops loops without reverse-mode derivative
 * @param customVjp functions without forward-mode derivative
 * @param control programs inside the program: control flow and calls
 * @param rough operations whose derivative is not the limit of differences
 */
public record ProgramFeatures(
    DType main, int steps, boolean whileLoops, boolean customVjp, boolean control, boolean rough) {
  /** The same with another number of steps. */
  public ProgramFeatures withSteps(int n) {
    return new ProgramFeatures(main, n, whileLoops, customVjp, control, rough);
  }

  /** The same without what reverse mode refuses. */
  public ProgramFeatures forReverseMode() {
    return new ProgramFeatures(main, steps, false, customVjp, control, rough);
  }

  /** The same without what forward mode refuses. */
  public ProgramFeatures forForwardMode() {
    return new ProgramFeatures(main, steps, whileLoops, false, control, rough);
  }
}
