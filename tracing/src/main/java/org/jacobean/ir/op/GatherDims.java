package org.jacobean.ir.op;

import org.jacobean.Axes;

/**
 * Which axes do what in a gather (StableHLO's gather without index_vector_dim, which is always the
 * last axis of the indices).
 *
 * @param offsetDims axes of the result that run over the window
 * @param collapsedSliceDims operand axes of window length 1 that are left out of the result
 * @param startIndexMap operand axis of each component of an index vector
 * @param operandBatchingDims operand axes zipped with indices axes (window length 1, left out)
 * @param startIndicesBatchingDims the indices axes they are zipped with
 */
public record GatherDims(
    Axes offsetDims,
    Axes collapsedSliceDims,
    Axes startIndexMap,
    Axes operandBatchingDims,
    Axes startIndicesBatchingDims) {
  /** Without batching axes. */
  public GatherDims(Axes offsetDims, Axes collapsedSliceDims, Axes startIndexMap) {
    this(offsetDims, collapsedSliceDims, startIndexMap, Axes.NONE, Axes.NONE);
  }
}
