package org.jacobean.eval;

import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;

/** Where the windows of a gather or scatter begin in the operand. */
final class Windows {
  private final Shape shape;
  private final Shape window;
  private final DeviceArray indices;
  private final Axes indexMap;
  private final Axes operandBatching;
  private final Axes indicesBatching;
  private final boolean drop;
  private final long[] strides;
  private final Shape batch;

  Windows(
      Shape shape,
      Shape window,
      DeviceArray indices,
      Axes indexMap,
      Axes operandBatching,
      Axes indicesBatching,
      boolean drop) {
    this.shape = shape;
    this.window = window;
    this.indices = indices;
    this.indexMap = indexMap;
    this.operandBatching = operandBatching;
    this.indicesBatching = indicesBatching;
    this.drop = drop;
    this.strides = shape.strides();
    this.batch = indices.shape().remove(indices.rank() - 1);
  }

  /** The axes of the indices without the index vector. */
  Shape batch() {
    return batch;
  }

  /**
   * The operand offset of window {@code b}, at {@code position}; -1 when it is out of range and
   * such windows are dropped.
   */
  long offset(long b, int[] position) {
    long offset = 0;
    for (int k = 0; k < indexMap.size(); k++) {
      int axis = indexMap.get(k);
      long last = (long) shape.dim(axis) - window.dim(axis);
      long at = IndexingEval.index(indices.writable(), indices.dtype(), b * indexMap.size() + k);
      if (drop && (at < 0 || at > last)) {
        return -1;
      }
      offset += strides[axis] * Math.max(0, Math.min(last, at));
    }
    for (int k = 0; k < operandBatching.size(); k++) {
      offset += strides[operandBatching.get(k)] * position[indicesBatching.get(k)];
    }
    return offset;
  }
}
