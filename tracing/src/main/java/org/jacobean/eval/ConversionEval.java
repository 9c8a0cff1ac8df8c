package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.ReducePrecision;

/** Conversions between dtypes, by value and by bits. */
final class ConversionEval {
  private ConversionEval() {}

  static DeviceArray convert(DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    for (long i = 0; i < out.size(); i++) {
      convert(x.writable(), x.dtype(), r.writable(), out.dtype(), i);
    }
    return r;
  }

  private static void convert(MemorySegment x, DType from, MemorySegment y, DType to, long i) {
    switch (from.kind()) {
      case FLOAT -> Elements.setDouble(y, to, i, Elements.getDouble(x, from, i));
      case COMPLEX -> {
        double re = Elements.getDouble(x, from, i);
        double im = Elements.getImaginary(x, from, i);
        if (to.isBool()) {
          Elements.setLong(y, to, i, re != 0 || im != 0 ? 1 : 0);
        } else {
          Elements.setComplex(y, to, i, re, im);
        }
      }
      case INT, UINT, BOOL -> {
        long v = Elements.getLong(x, from, i);
        if (to.isInexact()) {
          Elements.setDouble(y, to, i, toDouble(v, from, to));
        } else {
          Elements.setLong(y, to, i, v);
        }
      }
      case FLOAT0 -> {}
    }
  }

  /**
   * An integer as a double; unless that is the goal, inexact ones get an odd last bit, so that a
   * second rounding is right.
   */
  private static double toDouble(long v, DType from, DType to) {
    boolean negative = v < 0 && from != DType.UINT64;
    long magnitude = negative ? -v : v;
    int excess = 64 - Long.numberOfLeadingZeros(magnitude) - 53;
    if (excess <= 0) {
      return v;
    }
    if (to == DType.FLOAT64 || to == DType.COMPLEX128) {
      return negative ? (double) v : Elements.unsignedToDouble(v);
    }
    long odd = magnitude >>> excess | ((magnitude & (1L << excess) - 1) != 0 ? 1 : 0);
    double d = Math.scalb((double) odd, excess);
    return negative ? -d : d;
  }

  static DeviceArray bitcast(DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    if (out.dtype().bits() == 4) {
      // A byte holds a 4-bit integer sign- or zero-extended.
      for (long i = 0; i < out.size(); i++) {
        Elements.setLong(
            r.writable(), out.dtype(), i, Elements.getLong(x.writable(), x.dtype(), i));
      }
    } else {
      MemorySegment.copy(x.writable(), 0, r.writable(), 0, out.bytes());
    }
    return r;
  }

  static DeviceArray reducePrecision(ReducePrecision op, DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    DType t = out.dtype();
    Format f = Format.of(t);
    for (long i = 0; i < out.size(); i++) {
      long bits = bits(x.writable(), t, i);
      boolean nan = Double.isNaN(Elements.getDouble(x.writable(), t, i));
      setBits(
          r.writable(), t, i, nan ? bits : f.reduce(bits, op.exponentBits(), op.mantissaBits()));
    }
    return r;
  }

  private static long bits(MemorySegment m, DType t, long i) {
    return switch (t.itemBytes()) {
      case 1 -> m.get(ValueLayout.JAVA_BYTE, i) & 0xff;
      case 2 -> m.get(ValueLayout.JAVA_SHORT_UNALIGNED, i * 2) & 0xffff;
      case 4 -> m.get(ValueLayout.JAVA_INT_UNALIGNED, i * 4) & 0xffffffffL;
      default -> m.get(ValueLayout.JAVA_LONG_UNALIGNED, i * 8);
    };
  }

  private static void setBits(MemorySegment m, DType t, long i, long bits) {
    switch (t.itemBytes()) {
      case 1 -> m.set(ValueLayout.JAVA_BYTE, i, (byte) bits);
      case 2 -> m.set(ValueLayout.JAVA_SHORT_UNALIGNED, i * 2, (short) bits);
      case 4 -> m.set(ValueLayout.JAVA_INT_UNALIGNED, i * 4, (int) bits);
      default -> m.set(ValueLayout.JAVA_LONG_UNALIGNED, i * 8, bits);
    }
  }

  /** Field widths of a binary floating-point format. */
  private record Format(int exponent, int mantissa) {
    static Format of(DType t) {
      return switch (t) {
        case FLOAT64 -> new Format(11, 52);
        case FLOAT16 -> new Format(5, 10);
        case BFLOAT16 -> new Format(8, 7);
        case FLOAT8_E4M3FN -> new Format(4, 3);
        case FLOAT8_E5M2 -> new Format(5, 2);
        default -> new Format(8, 23);
      };
    }

    /**
     * Rounds the mantissa to nearest even; larger exponents become infinite, smaller ones
     * (subnormals too) zero.
     */
    long reduce(long x, int exponentBits, int mantissaBits) {
      int width = exponent + mantissa;
      long sign = x & 1L << width;
      long magnitude = x ^ sign;
      int dropped = mantissa - mantissaBits;
      if (dropped > 0) {
        long last = magnitude >> dropped & 1;
        magnitude += (1L << dropped - 1) - 1 + last;
        magnitude &= -(1L << dropped);
      }
      if (exponentBits < exponent) {
        long bias = (1L << exponent - 1) - 1;
        long reduced = (1L << exponentBits - 1) - 1;
        long field = magnitude >> mantissa;
        if (field > bias + reduced) {
          magnitude = (1L << exponent) - 1 << mantissa;
        } else if (field <= bias - reduced) {
          magnitude = 0;
        }
      }
      return sign | magnitude;
    }
  }
}
