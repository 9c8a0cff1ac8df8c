package org.jacobean.ir;

import java.math.BigDecimal;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.backend.Elements;

/**
 * Numbers in jaxprs, as Python prints them: the shortest text that reads back as the same double.
 */
final class LiteralText {
  private LiteralText() {}

  /** The value, without its type. */
  static String format(Literal l) {
    DType t = l.aval().dtype();
    return switch (t.kind()) {
      case BOOL -> l.asLong() != 0 ? "True" : "False";
      case INT -> Long.toString(l.asLong());
      case UINT -> Long.toUnsignedString(l.asLong());
      case FLOAT, FLOAT0 -> formatDouble(l.asDouble());
      case COMPLEX -> formatComplex(l.asDouble(), l.asImaginary());
    };
  }

  /** As Python's {@code repr(float)}. */
  static String formatDouble(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    String sign = Double.doubleToRawLongBits(v) < 0 ? "-" : "";
    if (v == 0) {
      return sign + "0.0";
    }
    // Java prints the smallest double with two digits.
    String shortest = Math.abs(v) == Double.MIN_VALUE ? "5e-324" : Double.toString(Math.abs(v));
    BigDecimal d = new BigDecimal(shortest).stripTrailingZeros();
    String digits = d.unscaledValue().toString();
    int exponent = digits.length() - 1 - d.scale();
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String e = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
      return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + e;
    }
    String plain = d.toPlainString();
    return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  private static String formatComplex(double re, double im) {
    String b = trim(formatDouble(im)) + "j";
    if (Double.doubleToRawLongBits(re) == 0) {
      return b;
    }
    return "(" + trim(formatDouble(re)) + (b.startsWith("-") ? "" : "+") + b + ")";
  }

  private static String trim(String s) {
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  /** Reads what {@link #format} wrote. @throws NumberFormatException when it is no such number */
  static Literal parse(String text, AbstractValue type) {
    return switch (type.dtype().kind()) {
      case BOOL -> new Literal(type, parseBoolean(text) ? 1 : 0, 0);
      case INT -> new Literal(type, Elements.wrap(type.dtype(), Long.parseLong(text)), 0);
      case UINT -> new Literal(type, Elements.wrap(type.dtype(), Long.parseUnsignedLong(text)), 0);
      case FLOAT, FLOAT0 -> new Literal(type, bits(text), 0);
      case COMPLEX -> parseComplex(text, type);
    };
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "True" -> true;
      case "False" -> false;
      default -> throw new NumberFormatException("neither True nor False: " + text);
    };
  }

  private static long bits(String text) {
    return Double.doubleToRawLongBits(
        switch (text) {
          case "nan", "-nan", "+nan" -> Double.NaN;
          case "inf", "+inf" -> Double.POSITIVE_INFINITY;
          case "-inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(text);
        });
  }

  private static Literal parseComplex(String text, AbstractValue type) {
    String s =
        text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
    if (!s.endsWith("j")) {
      throw new NumberFormatException("a complex number ends in j: " + text);
    }
    s = s.substring(0, s.length() - 1);
    int split = s.length() - 1;
    while (split > 0
        && !((s.charAt(split) == '+' || s.charAt(split) == '-') && s.charAt(split - 1) != 'e')) {
      split--;
    }
    return new Literal(
        type, split > 0 ? bits(s.substring(0, split)) : 0, bits(s.substring(Math.max(0, split))));
  }
}
