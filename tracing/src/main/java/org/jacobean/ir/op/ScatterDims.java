package org.jacobean.ir.op;

import org.jacobean.Axes;

/**
 * Which axes do what in a scatter; the mirror of {@link GatherDims}.
 *
 * @param updateWindowDims axes of the updates that run over the window
 * @param insertedWindowDims operand axes of window length 1 that the updates leave out
 * @param scatterDimsToOperandDims operand axis of each component of an index vector
 * @param operandBatchingDims operand axes zipped with indices axes
 * @param scatterIndicesBatchingDims the indices axes they are zipped with
 */
public record ScatterDims(
    Axes updateWindowDims,
    Axes insertedWindowDims,
    Axes scatterDimsToOperandDims,
    Axes operandBatchingDims,
    Axes scatterIndicesBatchingDims) {
  /** Without batching axes. */
  public ScatterDims(
      Axes updateWindowDims, Axes insertedWindowDims, Axes scatterDimsToOperandDims) {
    this(updateWindowDims, insertedWindowDims, scatterDimsToOperandDims, Axes.NONE, Axes.NONE);
  }
}
