package org.jacobean.nn;

/** How windows meet the border. */
public enum Padding {
  /** Windows stay inside. */
  VALID,
  /**
   * Zeros around, so that the result has {@code ceil(n / stride)} places; the odd one goes to the
   * end.
   */
  SAME;

  /** Padding before and after an axis of length {@code n}. */
  int[] amounts(int n, int window, int stride) {
    if (this == VALID) {
      return new int[] {0, 0};
    }
    int out = (n + stride - 1) / stride;
    int total = Math.max(0, (out - 1) * stride + window - n);
    return new int[] {total / 2, total - total / 2};
  }
}
