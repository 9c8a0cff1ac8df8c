package org.jacobean.io;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.errors.DataException;

/** The dictionary at the start of a .npy file. */
record NpyHeader(String descr, boolean fortranOrder, int[] shape) {
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  static NpyHeader parse(String text, String name) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (text.contains("'descr': [")) {
      throw new DataException(
          "JX0704",
          name
              + " holds a structured dtype, which has no counterpart here; save each field on its"
              + " own");
    }
    if (!descr.find() || !order.find() || !shape.find()) {
      throw new DataException("JX0703", name + " has a damaged header: " + text.strip());
    }
    try {
      int[] dims =
          Arrays.stream(shape.group(1).split(","))
              .map(s -> s.replace("L", "").strip())
              .filter(s -> !s.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      return new NpyHeader(descr.group(1), order.group(1).equals("True"), dims);
    } catch (NumberFormatException e) {
      throw new DataException("JX0703", name + " has a damaged shape: (" + shape.group(1) + ")", e);
    }
  }
}
