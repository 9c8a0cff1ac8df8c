package org.jacobean.eval;

import org.jacobean.DType;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;

/**
 * The pointwise functions on integers and bool. Operands are sign- or zero-extended to {@code
 * long}; results are wrapped to the dtype when stored. Only 64-bit unsigned values need care, as
 * they may look negative.
 */
final class IntegerFunctions {
  /** A function of one integer of a dtype. */
  @FunctionalInterface
  interface Unary {
    long apply(long x, DType t);
  }

  /** A function of two integers of a dtype. */
  @FunctionalInterface
  interface Binary {
    long apply(long x, long y, DType t);
  }

  private IntegerFunctions() {}

  static Unary unary(UnaryOp op) {
    return switch (op) {
      case ABS -> (x, t) -> t.isSigned() ? Math.abs(x) : x;
      case CLZ -> (x, t) -> t.bits() - 64 + Long.numberOfLeadingZeros(bits(x, t));
      case NEG -> (x, _) -> -x;
      case NOT -> (x, t) -> t.isBool() ? 1 - x : ~x;
      case POPULATION_COUNT -> (x, t) -> Long.bitCount(bits(x, t));
      case SIGN -> (x, t) -> t.isSigned() ? Long.signum(x) : x == 0 ? 0 : 1;
      case SQUARE -> (x, _) -> x * x;
      case ACOS,
          ACOSH,
          ASIN,
          ASINH,
          ATAN,
          ATANH,
          CBRT,
          CEIL,
          CONJ,
          COS,
          COSH,
          DIGAMMA,
          ERF,
          ERFC,
          ERF_INV,
          EXP,
          EXP2 ->
          throw Domains.excluded(op.jaxName(), "integers");
      case EXPM1,
          FLOOR,
          IMAG,
          IS_FINITE,
          LGAMMA,
          LOG,
          LOG1P,
          LOGISTIC,
          REAL,
          ROUND,
          ROUND_NEAREST_EVEN,
          RSQRT,
          SIN ->
          throw Domains.excluded(op.jaxName(), "integers");
      case SINH, SQRT, TAN, TANH -> throw Domains.excluded(op.jaxName(), "integers");
    };
  }

  static Binary binary(BinaryOp op) {
    return switch (op) {
      case ADD -> (x, y, t) -> t.isBool() ? x | y : x + y;
      case AND -> (x, y, _) -> x & y;
      case DIV -> IntegerFunctions::divide;
      case MAX -> (x, y, t) -> compare(x, y, t) >= 0 ? x : y;
      case MIN -> (x, y, t) -> compare(x, y, t) <= 0 ? x : y;
      case MUL -> (x, y, _) -> x * y;
      case OR -> (x, y, _) -> x | y;
      case REM -> IntegerFunctions::remainder;
      case SHIFT_LEFT -> (x, y, t) -> outOfRange(y, t) ? 0 : x << y;
      case SHIFT_RIGHT_ARITHMETIC ->
          (x, y, t) -> signed(x, t) >> (outOfRange(y, t) ? t.bits() - 1 : y);
      case SHIFT_RIGHT_LOGICAL -> (x, y, t) -> outOfRange(y, t) ? 0 : bits(x, t) >>> y;
      case SUB -> (x, y, _) -> x - y;
      case XOR -> (x, y, _) -> x ^ y;
      case ATAN2, COMPLEX, NEXTAFTER, POW -> throw Domains.excluded(op.jaxName(), "integers");
    };
  }

  /** Order of two values: negative, zero or positive. */
  static int compare(long x, long y, DType t) {
    return t == DType.UINT64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
  }

  /** {@code x} to a power that is not negative, wrapping. */
  static long pow(long x, int y) {
    long result = 1;
    for (int n = y; n > 0; n >>= 1) {
      if ((n & 1) != 0) {
        result *= x;
      }
      x *= x;
    }
    return result;
  }

  private static long divide(long x, long y, DType t) {
    if (y == 0) {
      return -1;
    }
    return t == DType.UINT64 ? Long.divideUnsigned(x, y) : x / y;
  }

  private static long remainder(long x, long y, DType t) {
    if (y == 0) {
      return x;
    }
    return t == DType.UINT64 ? Long.remainderUnsigned(x, y) : x % y;
  }

  private static boolean outOfRange(long shift, DType t) {
    return shift < 0 || shift >= t.bits();
  }

  /** The bits of the value, zero-extended. */
  private static long bits(long x, DType t) {
    return t.bits() == 64 ? x : x & (1L << t.bits()) - 1;
  }

  /** The bits of the value read as a signed integer. */
  private static long signed(long x, DType t) {
    return x << 64 - t.bits() >> 64 - t.bits();
  }
}
