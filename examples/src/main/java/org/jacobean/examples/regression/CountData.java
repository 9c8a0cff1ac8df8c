package org.jacobean.examples.regression;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.jacobean.examples.DataFiles;

/**
 * Counts and what may explain them.
 *
 * @param names of the columns of {@code x}; the first is the constant
 * @param x float64 {@code [rows, columns]}
 * @param y the counts, float64 {@code [rows]}
 */
record CountData(List<String> names, NDArray x, NDArray y) {

  /**
   * Reads a table with a header whose first column is the count.
   *
   * @throws DataException JX0701 when it cannot be read, JX0707 when it is damaged or a count is
   *     negative or broken
   */
  static CountData read(Path file) {
    List<String> lines = DataFiles.lines(file);
    if (lines.isEmpty()) {
      throw new DataException("JX0707", file + " is empty; give a table with a header with --data");
    }
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<double[]> rows = DataFiles.table(file, 1, header.size());
    for (int i = 0; i < rows.size(); i++) {
      double count = rows.get(i)[0];
      if (count < 0 || count != Math.rint(count)) {
        throw new DataException(
            "JX0707",
            file + ", row " + (i + 2) + ": " + count + " is not a count; repair or remove the row");
      }
    }
    return of(header, rows);
  }

  private static CountData of(List<String> header, List<double[]> rows) {
    int columns = header.size();
    double[] x = new double[rows.size() * columns];
    double[] y = new double[rows.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = rows.get(i)[0];
      x[i * columns] = 1;
      System.arraycopy(rows.get(i), 1, x, i * columns + 1, columns - 1);
    }
    List<String> names = new java.util.ArrayList<>(header);
    names.set(0, "const");
    return new CountData(List.copyOf(names), NDArray.of(x, y.length, columns), NDArray.of(y));
  }

  /**
   * Poisson counts whose logarithmic rates are {@code 0.5 + 0.3 x1 - 0.4 x2} of normal {@code x1,
   * x2}.
   */
  static CountData generated(long seed, int rows) {
    Random random = new Random(seed);
    List<double[]> table = new java.util.ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      table.add(new double[] {poisson(random, Math.exp(0.5 + 0.3 * a - 0.4 * b)), a, b});
    }
    return of(List.of("count", "x1", "x2"), table);
  }

  /** Counts the arrivals of a unit of time. */
  private static int poisson(Random random, double rate) {
    int n = -1;
    for (double t = 0; t < 1; n++) {
      t -= Math.log(1 - random.nextDouble()) / rate;
    }
    return n;
  }
}
