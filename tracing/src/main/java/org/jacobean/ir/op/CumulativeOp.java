package org.jacobean.ir.op;

import java.util.Locale;

/** The monoids of cumulative operations. */
public enum CumulativeOp {
  SUM,
  PROD,
  MAX,
  MIN,
  LOGSUMEXP;

  /** The name in printed jaxprs. */
  public String jaxName() {
    return "cum" + name().toLowerCase(Locale.ROOT);
  }
}
