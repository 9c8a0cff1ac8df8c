package org.jacobean.ir.op;

import java.util.Locale;

/** The parameterless pointwise functions of one operand. */
public enum UnaryOp {
  ABS(Domain.NUMBER, Result.REAL),
  ACOS(Domain.INEXACT, Result.SAME),
  ACOSH(Domain.INEXACT, Result.SAME),
  ASIN(Domain.INEXACT, Result.SAME),
  ASINH(Domain.INEXACT, Result.SAME),
  ATAN(Domain.INEXACT, Result.SAME),
  ATANH(Domain.INEXACT, Result.SAME),
  CBRT(Domain.FLOAT, Result.SAME),
  CEIL(Domain.FLOAT, Result.SAME),
  CLZ(Domain.INTEGER, Result.SAME),
  CONJ(Domain.COMPLEX, Result.SAME),
  COS(Domain.INEXACT, Result.SAME),
  COSH(Domain.INEXACT, Result.SAME),
  DIGAMMA(Domain.FLOAT, Result.SAME),
  ERF(Domain.FLOAT, Result.SAME),
  ERFC(Domain.FLOAT, Result.SAME),
  ERF_INV(Domain.FLOAT, Result.SAME),
  EXP(Domain.INEXACT, Result.SAME),
  EXP2(Domain.INEXACT, Result.SAME),
  EXPM1(Domain.INEXACT, Result.SAME),
  FLOOR(Domain.FLOAT, Result.SAME),
  IMAG(Domain.COMPLEX, Result.REAL),
  IS_FINITE(Domain.FLOAT, Result.BOOL),
  LGAMMA(Domain.FLOAT, Result.SAME),
  LOG(Domain.INEXACT, Result.SAME),
  LOG1P(Domain.INEXACT, Result.SAME),
  LOGISTIC(Domain.INEXACT, Result.SAME),
  NEG(Domain.NUMBER, Result.SAME),
  NOT(Domain.BITS, Result.SAME),
  POPULATION_COUNT(Domain.INTEGER, Result.SAME),
  REAL(Domain.COMPLEX, Result.REAL),
  /** Rounds half away from zero. */
  ROUND(Domain.FLOAT, Result.SAME),
  /** Rounds half to even, as NumPy's {@code round}. */
  ROUND_NEAREST_EVEN(Domain.FLOAT, Result.SAME),
  RSQRT(Domain.INEXACT, Result.SAME),
  SIGN(Domain.NUMBER, Result.SAME),
  SIN(Domain.INEXACT, Result.SAME),
  SINH(Domain.INEXACT, Result.SAME),
  SQRT(Domain.INEXACT, Result.SAME),
  SQUARE(Domain.NUMBER, Result.SAME),
  TAN(Domain.INEXACT, Result.SAME),
  TANH(Domain.INEXACT, Result.SAME);

  /** Which dtypes an operation accepts. */
  public enum Domain {
    FLOAT,
    INEXACT,
    COMPLEX,
    NUMBER,
    INTEGER,
    BITS
  }

  /** Which dtype an operation gives. */
  public enum Result {
    SAME,
    REAL,
    BOOL
  }

  private final Domain domain;
  private final Result result;
  private final String jaxName;

  UnaryOp(Domain domain, Result result) {
    this.domain = domain;
    this.result = result;
    this.jaxName = name().toLowerCase(Locale.ROOT);
  }

  /** Which dtypes the operation accepts. */
  public Domain domain() {
    return domain;
  }

  /** Which dtype the operation gives. */
  public Result result() {
    return result;
  }

  /** The name in printed jaxprs. */
  public String jaxName() {
    return jaxName;
  }
}
