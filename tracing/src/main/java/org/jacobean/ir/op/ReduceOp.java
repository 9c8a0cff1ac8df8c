package org.jacobean.ir.op;

import java.util.Locale;

/** The monoids of reductions. */
public enum ReduceOp {
  SUM,
  PROD,
  MAX,
  MIN,
  AND,
  OR,
  XOR;

  /** The name in printed jaxprs. */
  public String jaxName() {
    return "reduce_" + name().toLowerCase(Locale.ROOT);
  }
}
