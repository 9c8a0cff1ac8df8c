package org.jacobean.llvm.runtime;

/**
 * Sizes of blocks: multiples of 64 up to 256 bytes, then four per octave, so that at most a fifth
 * of a block is unused.
 */
final class SizeClass {
  /** Enough for 2^46 bytes. */
  static final int COUNT = 4 + 4 * 38;

  static final long MAX_BYTES = bytes(COUNT - 1);

  private static final int LINE = 64;
  private static final int FIRST_OCTAVE = 8;

  private SizeClass() {}

  /** The smallest class that holds so many bytes. */
  static int of(long bytes) {
    if (bytes <= 4 * LINE) {
      return bytes <= LINE ? 0 : (int) ((bytes - 1) / LINE);
    }
    int octave = 63 - Long.numberOfLeadingZeros(bytes - 1);
    int quarter = (int) ((bytes - 1) >> (octave - 2)) & 3;
    return 4 + 4 * (octave - FIRST_OCTAVE) + quarter;
  }

  /** Size of the blocks of a class. */
  static long bytes(int sizeClass) {
    if (sizeClass < 4) {
      return (sizeClass + 1L) * LINE;
    }
    int octave = FIRST_OCTAVE + (sizeClass - 4) / 4;
    return (4L + (sizeClass & 3) + 1) << (octave - 2);
  }
}
