package org.jacobean.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jacobean.DType;

/**
 * Reads and writes single elements of host memory by dtype. Real floats pass as {@code double},
 * integers and bool as {@code long} (unsigned 64-bit as the same bits), complex numbers as their
 * two parts.
 */
public final class Elements {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private Elements() {}

  /** Element {@code i} as a double; the real part of a complex number. */
  public static double getDouble(MemorySegment m, DType t, long i) {
    return switch (t) {
      case FLOAT32 -> m.get(FLOAT, i * 4);
      case FLOAT64 -> m.get(DOUBLE, i * 8);
      case COMPLEX64 -> m.get(FLOAT, i * 8);
      case COMPLEX128 -> m.get(DOUBLE, i * 16);
      case FLOAT16 -> Float.float16ToFloat(m.get(SHORT, i * 2));
      case BFLOAT16 -> Float.intBitsToFloat(m.get(SHORT, i * 2) << 16);
      case FLOAT8_E4M3FN -> Float8.E4M3FN.decode(m.get(BYTE, i));
      case FLOAT8_E5M2 -> Float8.E5M2.decode(m.get(BYTE, i));
      case UINT64 -> unsignedToDouble(m.get(LONG, i * 8));
      case BOOL, INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32, FLOAT0 ->
          (double) getLong(m, t, i);
    };
  }

  /** The imaginary part of element {@code i}; 0 unless complex. */
  public static double getImaginary(MemorySegment m, DType t, long i) {
    return switch (t) {
      case COMPLEX64 -> m.get(FLOAT, i * 8 + 4);
      case COMPLEX128 -> m.get(DOUBLE, i * 16 + 8);
      default -> 0;
    };
  }

  /** Element {@code i} as a long: integers and bool exactly, floats truncated with saturation. */
  public static long getLong(MemorySegment m, DType t, long i) {
    return switch (t) {
      case BOOL -> m.get(BYTE, i) != 0 ? 1 : 0;
      case INT4, INT8 -> m.get(BYTE, i);
      case UINT4, UINT8 -> m.get(BYTE, i) & 0xff;
      case INT16 -> m.get(SHORT, i * 2);
      case UINT16 -> m.get(SHORT, i * 2) & 0xffff;
      case INT32 -> m.get(INT, i * 4);
      case UINT32 -> m.get(INT, i * 4) & 0xffffffffL;
      case INT64, UINT64 -> m.get(LONG, i * 8);
      case FLOAT0 -> 0;
      case FLOAT8_E4M3FN, FLOAT8_E5M2, BFLOAT16, FLOAT16, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 ->
          (long) getDouble(m, t, i);
    };
  }

  /** Writes a real float, rounding to nearest even; into integers it truncates and saturates. */
  public static void setDouble(MemorySegment m, DType t, long i, double v) {
    switch (t) {
      case FLOAT32 -> m.set(FLOAT, i * 4, (float) v);
      case FLOAT64 -> m.set(DOUBLE, i * 8, v);
      case FLOAT16 -> m.set(SHORT, i * 2, doubleToFloat16(v));
      case BFLOAT16 -> m.set(SHORT, i * 2, doubleToBFloat16(v));
      case FLOAT8_E4M3FN -> m.set(BYTE, i, Float8.E4M3FN.encode(v));
      case FLOAT8_E5M2 -> m.set(BYTE, i, Float8.E5M2.encode(v));
      case COMPLEX64, COMPLEX128 -> setComplex(m, t, i, v, 0);
      case BOOL -> m.set(BYTE, i, (byte) (v != 0 ? 1 : 0));
      case INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32, UINT64 ->
          setLong(m, t, i, saturate(t, v));
      case FLOAT0 -> {}
    }
  }

  /** Writes a complex number; a real dtype takes the real part. */
  public static void setComplex(MemorySegment m, DType t, long i, double re, double im) {
    switch (t) {
      case COMPLEX64 -> {
        m.set(FLOAT, i * 8, (float) re);
        m.set(FLOAT, i * 8 + 4, (float) im);
      }
      case COMPLEX128 -> {
        m.set(DOUBLE, i * 16, re);
        m.set(DOUBLE, i * 16 + 8, im);
      }
      default -> setDouble(m, t, i, re);
    }
  }

  /** Writes an integer, wrapping to the dtype's width; floats round to nearest. */
  public static void setLong(MemorySegment m, DType t, long i, long v) {
    switch (t) {
      case BOOL -> m.set(BYTE, i, (byte) (v != 0 ? 1 : 0));
      case INT4, UINT4 -> m.set(BYTE, i, (byte) wrap(t, v));
      case INT8, UINT8 -> m.set(BYTE, i, (byte) v);
      case INT16, UINT16 -> m.set(SHORT, i * 2, (short) v);
      case INT32, UINT32 -> m.set(INT, i * 4, (int) v);
      case INT64, UINT64 -> m.set(LONG, i * 8, v);
      case FLOAT32 -> m.set(FLOAT, i * 4, (float) v);
      case FLOAT8_E4M3FN, FLOAT8_E5M2, BFLOAT16, FLOAT16, FLOAT64, COMPLEX64, COMPLEX128 ->
          setDouble(m, t, i, (double) v);
      case FLOAT0 -> {}
    }
  }

  /** The nearest value of a real floating dtype, as a double. */
  public static double round(DType t, double v) {
    return switch (t) {
      case FLOAT32, COMPLEX64 -> (float) v;
      case FLOAT16 -> Float.float16ToFloat(doubleToFloat16(v));
      case BFLOAT16 -> Float.intBitsToFloat(doubleToBFloat16(v) << 16);
      case FLOAT8_E4M3FN -> Float8.E4M3FN.decode(Float8.E4M3FN.encode(v));
      case FLOAT8_E5M2 -> Float8.E5M2.decode(Float8.E5M2.encode(v));
      default -> v;
    };
  }

  /**
   * {@code v} reduced to an integer dtype's width, sign- or zero-extended back; bool is {@code v !=
   * 0}.
   */
  public static long wrap(DType t, long v) {
    return switch (t) {
      case BOOL -> v != 0 ? 1 : 0;
      case INT4 -> v << 60 >> 60;
      case UINT4 -> v & 0xf;
      case INT8 -> (byte) v;
      case UINT8 -> v & 0xff;
      case INT16 -> (short) v;
      case UINT16 -> v & 0xffff;
      case INT32 -> (int) v;
      case UINT32 -> v & 0xffffffffL;
      default -> v;
    };
  }

  /** Float to integer: toward zero, saturating at the dtype's range, NaN gives 0. */
  public static long saturate(DType t, double v) {
    return switch (t) {
      case BOOL -> v != 0 ? 1 : 0;
      case UINT64 -> {
        if (!(v > 0)) {
          yield 0;
        }
        yield v >= 0x1p64 ? -1L : v >= 0x1p63 ? (long) (v - 0x1p63) + Long.MIN_VALUE : (long) v;
      }
      default -> Math.max(minLong(t), Math.min(maxLong(t), (long) v));
    };
  }

  /** The smallest value of an integer dtype (0 for unsigned and bool). */
  public static long minLong(DType t) {
    return switch (t) {
      case INT4 -> -8;
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MIN_VALUE;
      default -> 0;
    };
  }

  /** The largest value of an integer dtype; for uint64 its bits, -1. */
  public static long maxLong(DType t) {
    return switch (t) {
      case BOOL -> 1;
      case INT4 -> 7;
      case UINT4 -> 15;
      case INT8 -> Byte.MAX_VALUE;
      case UINT8 -> 255;
      case INT16 -> Short.MAX_VALUE;
      case UINT16 -> 65535;
      case INT32 -> Integer.MAX_VALUE;
      case UINT32 -> 0xffffffffL;
      case UINT64 -> -1L;
      default -> Long.MAX_VALUE;
    };
  }

  /** An unsigned 64-bit integer as the nearest double. */
  public static double unsignedToDouble(long v) {
    return v >= 0 ? (double) v : (double) (v >>> 1 | v & 1) * 2;
  }

  /** Rounds once, to nearest even: through float with the sticky bit kept. */
  static short doubleToFloat16(double v) {
    return Float.floatToFloat16(roundToOddFloat(v));
  }

  static short doubleToBFloat16(double v) {
    float f = roundToOddFloat(v);
    int bits = Float.floatToRawIntBits(f);
    if (Float.isNaN(f)) {
      return (short) (bits >> 16 | 0x40);
    }
    return (short) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
  }

  /**
   * The float next to {@code v} with an odd last bit unless exact, so that a second rounding is
   * right.
   */
  private static float roundToOddFloat(double v) {
    float f = (float) v;
    if (f == v || Double.isNaN(v) || Double.isInfinite(v)) {
      return f;
    }
    int bits = Float.floatToRawIntBits(f);
    if ((bits & 1) != 0) {
      return f;
    }
    boolean up = Math.abs((double) f) < Math.abs(v);
    return Float.intBitsToFloat(up ? bits + 1 : bits - 1);
  }
}
