package org.jacobean.ir.op;

import org.jacobean.Axes;

/**
 * Which axes of a contraction are zipped (batch) and which are summed (contract); the rest are
 * free.
 *
 * @param lhsBatch zipped axes of the left operand
 * @param rhsBatch zipped axes of the right operand
 * @param lhsContract summed axes of the left operand
 * @param rhsContract summed axes of the right operand
 */
public record DotDims(Axes lhsBatch, Axes rhsBatch, Axes lhsContract, Axes rhsContract) {
  /** With the operands exchanged. */
  public DotDims swap() {
    return new DotDims(rhsBatch, lhsBatch, rhsContract, lhsContract);
  }

  /** The left operand's free axes, ascending. */
  public Axes lhsFree(int rank) {
    return lhsBatch.plus(lhsContract).complement(rank);
  }

  /** The right operand's free axes, ascending. */
  public Axes rhsFree(int rank) {
    return rhsBatch.plus(rhsContract).complement(rank);
  }

  /** Once a new left axis is inserted at {@code axis}: every axis at or after it moves up. */
  public DotDims shiftLhs(int axis) {
    return new DotDims(lhsBatch.shift(axis), rhsBatch, lhsContract.shift(axis), rhsContract);
  }

  /** Once a new right axis is inserted at {@code axis}. */
  public DotDims shiftRhs(int axis) {
    return swap().shiftLhs(axis).swap();
  }
}
