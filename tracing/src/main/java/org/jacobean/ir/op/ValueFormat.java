package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.TransformException;

/**
 * A text with placeholders for arrays, as in Python: {@code {}} is the next value, {@code {:.3f}}
 * the next one with a format for real scalars ({@code d}, {@code e}, {@code f} or {@code g}, with
 * width and precision), a brace is written twice. Arrays look as NumPy prints them.
 */
public final class ValueFormat {
  private static final Pattern SPEC =
      Pattern.compile("([+0]?)(\\d{0,3})(?:\\.(\\d{1,2}))?([defg])");

  /** The text around the placeholders: one piece more than there are placeholders. */
  private final List<String> text = new ArrayList<>();

  private final List<String> specs = new ArrayList<>();

  private ValueFormat() {}

  /**
   * Reads a format.
   *
   * @throws TransformException JX0461 for a brace without its partner or a format that is unknown
   */
  public static ValueFormat parse(String format) {
    ValueFormat f = new ValueFormat();
    StringBuilder piece = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < format.length() && format.charAt(i + 1) == c) {
        piece.append(c);
        i += 2;
      } else if (c == '{') {
        int end = format.indexOf('}', i);
        if (end < 0) {
          throw fault(format, "a '{' without '}'");
        }
        f.text.add(piece.toString());
        piece.setLength(0);
        f.specs.add(spec(format, format.substring(i + 1, end)));
        i = end + 1;
      } else if (c == '}') {
        throw fault(format, "a '}' without '{'");
      } else {
        piece.append(c);
        i++;
      }
    }
    f.text.add(piece.toString());
    return f;
  }

  private static String spec(String format, String inside) {
    if (inside.isEmpty()) {
      return "";
    }
    if (!inside.startsWith(":") || !SPEC.matcher(inside.substring(1)).matches()) {
      throw fault(format, "the placeholder {" + inside + "}");
    }
    return inside.substring(1);
  }

  private static TransformException fault(String format, String what) {
    return new TransformException(
        "JX0461",
        "the format \""
            + format
            + "\" has "
            + what
            + "; placeholders are {} or, for scalars, {:8.3f}, {:.2e}, {:d}, {:g}; write {{ and }}"
            + " for braces");
  }

  /** Text as part of a format: with its braces doubled. */
  public static String quote(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  /** The number of placeholders. */
  public int placeholders() {
    return specs.size();
  }

  /** The text before placeholder {@code i}; for {@code i = placeholders()} that after the last. */
  public String text(int i) {
    return text.get(i);
  }

  /** Placeholder {@code i} as it was written, such as <code>{:.3f}</code>. */
  public String placeholder(int i) {
    return specs.get(i).isEmpty() ? "{}" : "{:" + specs.get(i) + "}";
  }

  /** The text with values in place of the placeholders. */
  public String format(List<NDArray> values) {
    StringBuilder out = new StringBuilder(text.get(0));
    for (int i = 0; i < specs.size(); i++) {
      out.append(show(values.get(i), specs.get(i))).append(text.get(i + 1));
    }
    return out.toString();
  }

  private static String show(NDArray v, String spec) {
    if (spec.isEmpty() || v.size() != 1 || v.dtype().isComplex()) {
      return v instanceof DeviceArray a ? a.elementsText() : v.toString();
    }
    Matcher m = SPEC.matcher(spec);
    if (!m.matches()) {
      throw new IllegalStateException(spec);
    }
    String precision = m.group(3) == null ? "" : "." + m.group(3);
    String flags = m.group(2).isEmpty() ? "" : m.group(1) + m.group(2);
    return m.group(4).equals("d")
        ? String.format(Locale.ROOT, "%" + flags + "d", Math.round(v.item()))
        : String.format(Locale.ROOT, "%" + flags + precision + m.group(4), v.item());
  }
}
