package org.jacobean.ir.op;

import java.util.Locale;

/** The monoids that {@link AllReduce} folds participants with. */
public enum CollectiveOp {
  SUM(ReduceOp.SUM),
  MAX(ReduceOp.MAX),
  MIN(ReduceOp.MIN);

  private final ReduceOp reduce;

  CollectiveOp(ReduceOp reduce) {
    this.reduce = reduce;
  }

  /** The same monoid, to fold axes of one array. */
  public ReduceOp reduce() {
    return reduce;
  }

  /** The name in printed jaxprs. */
  public String jaxName() {
    return "p" + name().toLowerCase(Locale.ROOT);
  }
}
