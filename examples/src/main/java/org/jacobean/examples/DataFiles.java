package org.jacobean.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.errors.DataException;

/** Data sets on disk: where they are by default, and tables of numbers separated by commas. */
public final class DataFiles {
  private DataFiles() {}

  /** {@code shared/data/name} beside the working directory or a folder above it, if it is there. */
  public static Optional<Path> shared(String name) {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path candidate = p.resolve("shared/data").resolve(name);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** The lines of a file that are not blank. @throws DataException JX0701 when it cannot be read */
  public static List<String> lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.filter(s -> !s.isBlank()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new DataException(
          "JX0701",
          "cannot read data file " + file + "; give an existing text file with --data",
          e);
    }
  }

  /**
   * Rows of numbers.
   *
   * @param first line to begin with, counted from 0: 1 skips a header
   * @throws DataException JX0701 when the file cannot be read, JX0707 for a row of another width,
   *     something that is not a finite number, or no row at all
   */
  public static List<double[]> table(Path file, int first, int columns) {
    List<String> lines = lines(file);
    List<double[]> rows = new ArrayList<>();
    for (int n = first; n < lines.size(); n++) {
      String[] cells = lines.get(n).split(",", -1);
      if (cells.length != columns) {
        throw damaged(file, n, "has " + cells.length + " columns instead of " + columns);
      }
      double[] row = new double[columns];
      for (int c = 0; c < columns; c++) {
        row[c] = number(file, n, cells[c].strip());
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new DataException("JX0707", file + " has no rows; give a data file with --data");
    }
    return rows;
  }

  private static double number(Path file, int line, String cell) {
    try {
      double v = Double.parseDouble(cell);
      if (Double.isFinite(v)) {
        return v;
      }
    } catch (NumberFormatException e) {
      throw new DataException("JX0707", text(file, line, "'" + cell + "' is not a number"), e);
    }
    throw damaged(file, line, "'" + cell + "' is not finite");
  }

  private static DataException damaged(Path file, int line, String what) {
    return new DataException("JX0707", text(file, line, what));
  }

  private static String text(Path file, int line, String what) {
    return file + ", row " + (line + 1) + ": " + what + "; repair or remove the row";
  }
}
