package org.jacobean.examples.digits;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.jacobean.examples.DataFiles;

/**
 * Images of digits.
 *
 * @param images grey values in [0, 1], float32 {@code [n, 8, 8, 1]}
 * @param labels the digits, int32 {@code [n]}
 */
record DigitImages(NDArray images, NDArray labels) {
  static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;

  /** What to learn from and what to test on. */
  record Split(String origin, DigitImages train, DigitImages test) {}

  /**
   * Reads {@code optdigits.tra} and {@code optdigits.tes}: 64 grey values from 0 to 16, then the
   * digit.
   *
   * @throws DataException JX0701 when a file cannot be read, JX0707 when it is damaged
   */
  static Split read(Path folder) {
    return new Split(
        folder.toString(),
        file(folder.resolve("optdigits.tra")),
        file(folder.resolve("optdigits.tes")));
  }

  private static DigitImages file(Path file) {
    List<double[]> rows = DataFiles.table(file, 0, PIXELS + 1);
    float[] pixels = new float[rows.size() * PIXELS];
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      double[] row = rows.get(i);
      for (int p = 0; p < PIXELS; p++) {
        pixels[i * PIXELS + p] = (float) (row[p] / 16);
      }
      labels[i] = (int) row[PIXELS];
      if (labels[i] != row[PIXELS] || labels[i] < 0 || labels[i] > 9) {
        throw new DataException(
            "JX0707",
            file
                + ", row "
                + (i + 1)
                + ": "
                + row[PIXELS]
                + " is not a digit; repair or remove the row");
      }
    }
    return of(pixels, labels);
  }

  private static DigitImages of(float[] pixels, int[] labels) {
    return new DigitImages(NDArray.of(pixels, labels.length, SIDE, SIDE, 1), NDArray.of(labels));
  }

  /**
   * Glyphs of five by seven dots, shifted and with noise: enough to see that training works without
   * the real data.
   */
  static Split generated(long seed, int train, int test) {
    Random random = new Random(seed);
    return new Split("generated", generate(random, train), generate(random, test));
  }

  private static DigitImages generate(Random random, int n) {
    float[] pixels = new float[n * PIXELS];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(10);
      int left = random.nextInt(4);
      int top = random.nextInt(2);
      for (int p = 0; p < PIXELS; p++) {
        boolean ink = Glyphs.dot(labels[i], p / SIDE - top, p % SIDE - left);
        double grey = (ink ? 0.85 : 0.1) + 0.15 * random.nextGaussian();
        pixels[i * PIXELS + p] = (float) Math.clamp(grey, 0, 1);
      }
    }
    return of(pixels, labels);
  }

  int size() {
    return labels.shape().dim(0);
  }
}
