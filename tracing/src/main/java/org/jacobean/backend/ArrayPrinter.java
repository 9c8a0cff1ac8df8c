package org.jacobean.backend;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * Prints arrays as NumPy 2 does with its default options: 8 digits after the point, columns
 * aligned, lines of 75 characters, and of more than 1000 elements only three at each end of every
 * axis.
 */
final class ArrayPrinter {
  private static final int LINE_WIDTH = 75;
  private static final int THRESHOLD = 1000;
  private static final int EDGE_ITEMS = 3;
  private static final String PREFIX = "array(";

  private final Shape shape;
  private final long[] strides;
  private final boolean summarise;
  private final LongFunction<String> format;

  /** Between the elements, but for spaces: a comma or nothing. */
  private final String comma;

  private ArrayPrinter(DeviceArray a, String comma) {
    this.comma = comma;
    shape = a.shape();
    strides = shape.strides();
    summarise = shape.size() > THRESHOLD;
    format = formatter(a, shown());
  }

  /** For example {@code array([1., 2.], dtype=float32)}. */
  static String print(DeviceArray a) {
    AbstractValue t = a.aval();
    String dtype = "dtype=" + t.dtype().fullName() + (t.weakType() ? ", weak_type=True)" : ")");
    String body = t.size() == 0 ? "[], shape=" + Axes.of(t.shape().dims()) : elements(a);
    int lastLine =
        body.length()
            - (body.lastIndexOf('\n') + 1)
            + (body.indexOf('\n') < 0 ? PREFIX.length() : 0);
    String gap =
        lastLine + dtype.length() + 2 > LINE_WIDTH ? "\n" + " ".repeat(PREFIX.length()) : " ";
    return PREFIX + body + "," + gap + dtype;
  }

  private static String elements(DeviceArray a) {
    try {
      return new ArrayPrinter(a, ",").block(0, 0, " ".repeat(PREFIX.length() + 1), LINE_WIDTH - 1);
    } finally {
      Reference.reachabilityFence(a);
    }
  }

  /** The elements alone, without commas: for example {@code [1. 2.]}, {@code 1.0}. */
  static String printElements(DeviceArray a) {
    if (a.size() == 0) {
      return "[]";
    }
    try {
      String text = new ArrayPrinter(a, "").block(0, 0, " ", LINE_WIDTH);
      // A number of its own has a digit after the point.
      return a.rank() > 0 || a.dtype().isComplex()
          ? text
          : text.endsWith(".") ? text + "0" : text.replace(".e", "e");
    } finally {
      Reference.reachabilityFence(a);
    }
  }

  /** The positions of the elements that are printed. */
  private long[] shown() {
    List<Long> at = new ArrayList<>(List.of(0L));
    for (int axis = 0; axis < shape.rank(); axis++) {
      List<Long> next = new ArrayList<>();
      for (long base : at) {
        for (int i : indices(axis)) {
          next.add(base + i * strides[axis]);
        }
      }
      at = next;
    }
    return at.stream().mapToLong(i -> i).toArray();
  }

  private int[] indices(int axis) {
    int n = shape.dim(axis);
    if (!summarised(axis)) {
      return java.util.stream.IntStream.range(0, n).toArray();
    }
    int[] ends = new int[2 * EDGE_ITEMS];
    for (int i = 0; i < EDGE_ITEMS; i++) {
      ends[i] = i;
      ends[EDGE_ITEMS + i] = n - EDGE_ITEMS + i;
    }
    return ends;
  }

  private boolean summarised(int axis) {
    return summarise && shape.dim(axis) > 2 * EDGE_ITEMS;
  }

  private static LongFunction<String> formatter(DeviceArray a, long[] shown) {
    DType t = a.dtype();
    var m = a.writable();
    return switch (t.kind()) {
      case BOOL -> {
        String yes = a.rank() == 0 ? "True" : " True";
        yield i -> Elements.getLong(m, t, i) != 0 ? yes : "False";
      }
      case INT, UINT -> {
        int width = 0;
        for (long i : shown) {
          width = Math.max(width, integer(Elements.getLong(m, t, i), t).length());
        }
        int w = width;
        yield i -> padLeft(integer(Elements.getLong(m, t, i), t), w);
      }
      case FLOAT -> {
        FloatFormat f = new FloatFormat(t, values(shown, i -> Elements.getDouble(m, t, i)), false);
        yield i -> f.format(Elements.getDouble(m, t, i));
      }
      case COMPLEX -> {
        FloatFormat re =
            new FloatFormat(t.real(), values(shown, i -> Elements.getDouble(m, t, i)), false);
        FloatFormat im =
            new FloatFormat(t.real(), values(shown, i -> Elements.getImaginary(m, t, i)), true);
        yield i ->
            re.format(Elements.getDouble(m, t, i))
                + imaginary(im.format(Elements.getImaginary(m, t, i)));
      }
      case FLOAT0 -> _ -> "b''";
    };
  }

  private static double[] values(long[] shown, java.util.function.LongToDoubleFunction at) {
    return java.util.stream.LongStream.of(shown).mapToDouble(at).toArray();
  }

  private static String integer(long v, DType t) {
    return t.isUnsigned() ? Long.toUnsignedString(v) : Long.toString(v);
  }

  /** The j goes before the padding. */
  private static String imaginary(String s) {
    int end = s.stripTrailing().length();
    return s.substring(0, end) + "j" + s.substring(end);
  }

  static String padLeft(String s, int width) {
    return " ".repeat(Math.max(0, width - s.length())) + s;
  }

  /**
   * The elements below position {@code base} along axes {@code axis} and following, in brackets.
   */
  private String block(int axis, long base, String indent, int width) {
    int axesLeft = shape.rank() - axis;
    if (axesLeft == 0) {
      return format.apply(base);
    }
    String s = axesLeft == 1 ? row(axis, base, indent, width) : rows(axis, base, indent, width);
    return "[" + s.substring(indent.length()) + "]";
  }

  private String rows(int axis, long base, String indent, int width) {
    StringBuilder s = new StringBuilder();
    String separator = comma + "\n".repeat(shape.rank() - axis - 1);
    int[] indices = indices(axis);
    for (int k = 0; k < indices.length; k++) {
      if (k == EDGE_ITEMS && summarised(axis)) {
        s.append(indent).append("...").append(separator);
      }
      s.append(indent)
          .append(block(axis + 1, base + indices[k] * strides[axis], indent + " ", width - 1));
      if (k < indices.length - 1) {
        s.append(separator);
      }
    }
    return s.toString();
  }

  /** The last axis: elements are wrapped to lines. */
  private String row(int axis, long base, String indent, int width) {
    StringBuilder s = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    int[] indices = indices(axis);
    for (int k = 0; k < indices.length; k++) {
      if (k == EDGE_ITEMS && summarised(axis)) {
        extend(s, line, "...", width - 1, indent);
        line.append(comma).append(' ');
      }
      extend(s, line, format.apply(base + indices[k] * strides[axis]), width - 1, indent);
      if (k < indices.length - 1) {
        line.append(comma).append(' ');
      }
    }
    return s.append(line).toString();
  }

  private static void extend(
      StringBuilder s, StringBuilder line, String word, int width, String indent) {
    if (line.length() + word.length() > width && line.length() > indent.length()) {
      s.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }
}
