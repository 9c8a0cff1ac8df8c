package org.jacobean.numpy;

/** Which elements of an array continue it beyond its border. */
public enum PadMode {
  /** The border element again and again. */
  EDGE,
  /** Mirrored about the border element. */
  REFLECT,
  /** Mirrored about the border, the border element twice. */
  SYMMETRIC,
  /** From the other side. */
  WRAP;

  /** The position in [0, n) that stands for position {@code i}. */
  int source(int i, int n) {
    return switch (this) {
      case EDGE -> Math.clamp(i, 0, n - 1);
      case REFLECT -> {
        int m = n == 1 ? 0 : Math.floorMod(i, 2 * (n - 1));
        yield m < n ? m : 2 * (n - 1) - m;
      }
      case SYMMETRIC -> {
        int m = Math.floorMod(i, 2 * n);
        yield m < n ? m : 2 * n - 1 - m;
      }
      case WRAP -> Math.floorMod(i, n);
    };
  }
}
