package org.jacobean.backend;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jacobean.DType;

/**
 * One format for all floats of an array, as NumPy chooses it: the fewest digits that tell each
 * value from its neighbours, at most 8 after the point, in scientific notation when the magnitudes
 * differ by more than 1000 or are very large or small.
 */
final class FloatFormat {
  private static final int PRECISION = 8;

  private final DType dtype;
  private final boolean plusSign;
  private final boolean scientific;
  private int left;
  private int right;
  private int digits;
  private int exponentDigits;

  /**
   * A format for the given values.
   *
   * @param plusSign whether positive values get a sign
   */
  FloatFormat(DType dtype, double[] values, boolean plusSign) {
    this.dtype = dtype;
    this.plusSign = plusSign;
    this.scientific = needsExponent(values);
    boolean special = false;
    boolean negativeInfinity = false;
    for (double v : values) {
      if (Double.isFinite(v)) {
        measure(v);
      } else {
        special = true;
        negativeInfinity |= v == Double.NEGATIVE_INFINITY;
      }
    }
    if (scientific) {
      right = digits + exponentDigits + 2;
    }
    if (special) {
      int rest = right + 1;
      left = Math.max(left, Math.max(3 - rest, 3 + (plusSign || negativeInfinity ? 1 : 0) - rest));
    }
  }

  private boolean needsExponent(double[] values) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (double v : values) {
      if (Double.isFinite(v) && v != 0) {
        max = Math.max(max, Math.abs(v));
        min = Math.min(min, Math.abs(v));
      }
    }
    // The dtype's decimal digits bound what a plain integer part can show.
    double largest =
        switch (dtype) {
          case FLOAT32 -> 1e6;
          case FLOAT16 -> 1e3;
          default -> 1e8;
        };
    return max != 0
        && (max >= largest
            || min < Elements.round(dtype, 1e-4)
            || Elements.round(dtype, max / min) > 1000);
  }

  private void measure(double v) {
    String s = scientific ? scientific(v, 0) : positional(v);
    int e = s.indexOf('e');
    String number = e < 0 ? s : s.substring(0, e);
    int point = number.indexOf('.');
    left = Math.max(left, point);
    if (scientific) {
      digits = Math.max(digits, number.length() - point - 1);
      exponentDigits = Math.max(exponentDigits, s.length() - e - 2);
    } else {
      right = Math.max(right, number.length() - point - 1);
    }
  }

  /** The value, padded to the width of all. */
  String format(double v) {
    if (!Double.isFinite(v)) {
      String s =
          Double.isNaN(v)
              ? (plusSign ? "+nan" : "nan")
              : v < 0 ? "-inf" : plusSign ? "+inf" : "inf";
      return ArrayPrinter.padLeft(s, left + right + 1);
    }
    if (scientific) {
      String s = scientific(v, digits);
      return " ".repeat(Math.max(0, left - s.indexOf('.'))) + s;
    }
    String s = positional(v);
    int point = s.indexOf('.');
    return " ".repeat(Math.max(0, left - point))
        + s
        + " ".repeat(Math.max(0, right - (s.length() - point - 1)));
  }

  private String sign(double v) {
    return Double.doubleToRawLongBits(v) < 0 ? "-" : plusSign ? "+" : "";
  }

  /** With the digits after the point that are needed. */
  private String positional(double v) {
    BigDecimal d = shortest(Math.abs(v));
    if (d.scale() > PRECISION) {
      d = new BigDecimal(Math.abs(v)).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    d = d.signum() == 0 ? BigDecimal.ZERO : d.stripTrailingZeros();
    String s = d.toPlainString();
    return sign(v) + (s.indexOf('.') < 0 ? s + "." : s);
  }

  /** With at least {@code minDigits} after the point. */
  private String scientific(double v, int minDigits) {
    BigDecimal d = shortest(Math.abs(v)).stripTrailingZeros();
    int significant =
        d.precision() > PRECISION + 1
            ? PRECISION + 1
            : d.precision() <= minDigits ? minDigits + 1 : 0;
    if (significant > 0 && d.signum() != 0) {
      // Cut or padded digits are those of the exact value, not of the shortest text.
      d =
          new BigDecimal(Math.abs(v))
              .round(new MathContext(significant, RoundingMode.HALF_EVEN))
              .stripTrailingZeros();
    }
    String all = d.unscaledValue().toString();
    int exponent = d.signum() == 0 ? 0 : all.length() - 1 - d.scale();
    String fraction = all.substring(1) + "0".repeat(Math.max(0, minDigits - all.length() + 1));
    String e = Integer.toString(Math.abs(exponent));
    int width = Math.max(2, exponentDigits);
    return sign(v)
        + all.charAt(0)
        + "."
        + fraction
        + "e"
        + (exponent < 0 ? "-" : "+")
        + "0".repeat(Math.max(0, width - e.length()))
        + e;
  }

  /** Java always gives two digits, of which the second is sometimes not needed. */
  private BigDecimal oneDigit(double v, BigDecimal text) {
    BigDecimal d = text.round(new MathContext(1, RoundingMode.HALF_EVEN));
    double back =
        dtype == DType.FLOAT64 ? Double.parseDouble(d.toString()) : Float.parseFloat(d.toString());
    return text.precision() <= 2 && back == v ? d : text;
  }

  /** The shortest decimal that rounds to the value in its dtype. */
  private BigDecimal shortest(double v) {
    if (v == 0) {
      return BigDecimal.ZERO;
    }
    return switch (dtype) {
      case FLOAT64 -> oneDigit(v, new BigDecimal(Double.toString(v)));
      case FLOAT32 -> oneDigit(v, new BigDecimal(Float.toString((float) v)));
      default -> {
        BigDecimal exact = new BigDecimal(v);
        BigDecimal d = exact;
        for (int n = 1; n < 10; n++) {
          d = exact.round(new MathContext(n, RoundingMode.HALF_EVEN));
          if (Elements.round(dtype, d.doubleValue()) == v) {
            break;
          }
        }
        yield d;
      }
    };
  }
}
