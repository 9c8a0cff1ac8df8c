package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies blocks of elements between memories with any strides; the one loop behind all movement.
 */
final class Strided {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final int[] dims;
  private final int itemBytes;
  private final MemorySegment src;
  private final long[] srcStrides;
  private final MemorySegment dst;
  private final long[] dstStrides;

  private Strided(
      int[] dims,
      int itemBytes,
      MemorySegment src,
      long[] srcStrides,
      MemorySegment dst,
      long[] dstStrides) {
    this.dims = dims;
    this.itemBytes = itemBytes;
    this.src = src;
    this.srcStrides = srcStrides;
    this.dst = dst;
    this.dstStrides = dstStrides;
  }

  /**
   * {@code dst[dstOffset + i·dstStrides] = src[srcOffset + i·srcStrides]} for all {@code i} below
   * {@code dims}; offsets and strides count elements and strides may be zero or negative.
   */
  static void copy(
      int[] dims,
      int itemBytes,
      MemorySegment src,
      long srcOffset,
      long[] srcStrides,
      MemorySegment dst,
      long dstOffset,
      long[] dstStrides) {
    for (int d : dims) {
      if (d == 0) {
        return;
      }
    }
    new Strided(dims, itemBytes, src, srcStrides, dst, dstStrides).axis(0, srcOffset, dstOffset);
  }

  private void axis(int axis, long s, long d) {
    if (axis == dims.length) {
      element(src, s, dst, d, itemBytes);
      return;
    }
    int n = dims[axis];
    long ss = srcStrides[axis];
    long ds = dstStrides[axis];
    if (axis == dims.length - 1) {
      if (ss == 1 && ds == 1) {
        MemorySegment.copy(src, s * itemBytes, dst, d * itemBytes, (long) n * itemBytes);
        return;
      }
      for (int i = 0; i < n; i++) {
        element(src, s + i * ss, dst, d + i * ds, itemBytes);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      axis(axis + 1, s + i * ss, d + i * ds);
    }
  }

  /** Copies element {@code i} of {@code src} to element {@code j} of {@code dst}. */
  static void element(MemorySegment src, long i, MemorySegment dst, long j, int itemBytes) {
    switch (itemBytes) {
      case 1 -> dst.set(ValueLayout.JAVA_BYTE, j, src.get(ValueLayout.JAVA_BYTE, i));
      case 2 -> dst.set(SHORT, j * 2, src.get(SHORT, i * 2));
      case 4 -> dst.set(INT, j * 4, src.get(INT, i * 4));
      case 8 -> dst.set(LONG, j * 8, src.get(LONG, i * 8));
      default -> MemorySegment.copy(src, i * itemBytes, dst, j * itemBytes, itemBytes);
    }
  }
}
