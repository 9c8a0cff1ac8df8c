package org.jacobean.llvm.emit;

import org.jacobean.DType;

/**
 * LLVM types of dtypes. Half-precision floats are computed with as {@code float}; bool is one byte
 * in memory.
 */
final class Types {
  private Types() {}

  /** The type values of a dtype have in registers. */
  static String register(DType t) {
    return switch (t) {
      case BOOL -> "i1";
      case INT8, UINT8 -> "i8";
      case INT16, UINT16 -> "i16";
      case INT32, UINT32 -> "i32";
      case INT64, UINT64 -> "i64";
      case FLOAT16, BFLOAT16, FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case INT4, UINT4, FLOAT8_E4M3FN, FLOAT8_E5M2, COMPLEX64, COMPLEX128, FLOAT0 ->
          throw new IllegalArgumentException(t + " has no native code");
    };
  }

  /**
   * The type elements of a dtype have in memory; bfloat16 as the bits that they are, the upper half
   * of a float's.
   */
  static String memory(DType t) {
    return switch (t) {
      case BOOL -> "i8";
      case FLOAT16 -> "half";
      case BFLOAT16 -> "i16";
      default -> register(t);
    };
  }

  /** Whether values are rounded to half precision after each operation. */
  static boolean isHalf(DType t) {
    return t == DType.FLOAT16 || t == DType.BFLOAT16;
  }

  /** A constant operand of the register type; bits as in {@link org.jacobean.ir.Literal}. */
  static String constant(DType t, long bits) {
    if (t.isFloat()) {
      return IrFunction.fp(Double.longBitsToDouble(t == DType.FLOAT64 ? bits : asFloatBits(bits)));
    }
    if (t.isBool()) {
      return bits != 0 ? "true" : "false";
    }
    long mask = t.bits() == 64 ? -1 : (1L << t.bits()) - 1;
    return Long.toString(t.bits() == 64 ? bits : signed(bits & mask, t.bits()));
  }

  /** A double that a float holds exactly; NaN keeps no payload that a float lacks. */
  private static long asFloatBits(long bits) {
    return Double.doubleToRawLongBits((float) Double.longBitsToDouble(bits));
  }

  private static long signed(long v, int bits) {
    return v << 64 - bits >> 64 - bits;
  }
}
