package org.jacobean.eval;

/** The Threefry-2x32 block cipher with 20 rounds; Salmon et al., SC 2011. */
final class Threefry {
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
  private static final int PARITY = 0x1BD11BDA;

  private Threefry() {}

  /** Scrambles {@code words[2..3]} in place with the key {@code (k0, k1)}. */
  static void scramble(int k0, int k1, int[] words) {
    int[] key = {k0, k1, k0 ^ k1 ^ PARITY};
    int x0 = words[2] + k0;
    int x1 = words[3] + k1;
    for (int round = 0; round < 20; round++) {
      x0 += x1;
      x1 = Integer.rotateLeft(x1, ROTATIONS[round % 8]) ^ x0;
      if (round % 4 == 3) {
        int injection = round / 4 + 1;
        x0 += key[injection % 3];
        x1 += key[(injection + 1) % 3] + injection;
      }
    }
    words[2] = x0;
    words[3] = x1;
  }
}
