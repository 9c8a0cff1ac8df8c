package org.jacobean.ir.op;

import java.util.Locale;

/** The parameterless pointwise functions of two operands of one dtype. */
public enum BinaryOp {
  ADD(Domain.NUMBER_OR_BOOL),
  AND(Domain.BITS),
  ATAN2(Domain.FLOAT),
  COMPLEX(Domain.PARTS),
  /** Integers: truncates toward zero; {@code x/0} is -1 (all bits set). */
  DIV(Domain.NUMBER),
  /** NaN if either is NaN. Complex: lexicographic. */
  MAX(Domain.ANY),
  /** NaN if either is NaN. Complex: lexicographic. */
  MIN(Domain.ANY),
  MUL(Domain.NUMBER_OR_BOOL),
  NEXTAFTER(Domain.FLOAT),
  OR(Domain.BITS),
  POW(Domain.INEXACT),
  /** Sign of the dividend (C's {@code %}); integer {@code x rem 0} is {@code x}. */
  REM(Domain.REAL),
  /** Zero when the shift is out of range. */
  SHIFT_LEFT(Domain.INTEGER),
  /** Copies of the sign bit when the shift is out of range. */
  SHIFT_RIGHT_ARITHMETIC(Domain.INTEGER),
  /** Zero when the shift is out of range. */
  SHIFT_RIGHT_LOGICAL(Domain.INTEGER),
  SUB(Domain.NUMBER),
  XOR(Domain.BITS);

  /** Which dtypes an operation accepts. */
  public enum Domain {
    ANY,
    NUMBER_OR_BOOL,
    NUMBER,
    REAL,
    INEXACT,
    FLOAT,
    INTEGER,
    BITS,
    /** float32 or float64, giving complex64 or complex128. */
    PARTS
  }

  private final Domain domain;
  private final String jaxName;

  BinaryOp(Domain domain) {
    this.domain = domain;
    this.jaxName = name().toLowerCase(Locale.ROOT);
  }

  /** Which dtypes the operation accepts. */
  public Domain domain() {
    return domain;
  }

  /** The name in printed jaxprs. */
  public String jaxName() {
    return jaxName;
  }
}
