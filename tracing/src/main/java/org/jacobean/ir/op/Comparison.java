package org.jacobean.ir.op;

/** The six comparisons. With NaN all but {@code NE} are false. */
public enum Comparison {
  EQ,
  GE,
  GT,
  LE,
  LT,
  NE
}
