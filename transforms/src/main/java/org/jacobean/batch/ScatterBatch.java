package org.jacobean.batch;

import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.trace.Tracing;

/** Scatter mirrors gather; the operand always has the mapped axis, because the result does. */
final class ScatterBatch {
  private ScatterBatch() {}

  static Batched batch(Scatter op, int size, Batched x, Batched indices, Batched updates) {
    return indices.mapped()
        ? atOwn(op, size, x, indices, updates)
        : atShared(op, size, x, indices, updates);
  }

  /** Shared indices: the mapped axis is one more, whole, axis of the window. */
  private static Batched atShared(
      Scatter op, int size, Batched x, Batched indices, Batched updates) {
    ScatterDims d = op.dims();
    int a = x.mapped() ? x.axis() : 0;
    Axes gone = d.insertedWindowDims().plus(d.operandBatchingDims());
    int k = a - Alignment.countBelow(gone, a);
    Axes window = d.updateWindowDims();
    int low = k == 0 ? 0 : window.get(k - 1) + 1;
    int high = k < window.size() ? window.get(k) : updates.rank();
    int u = place(updates, low, high);
    ScatterDims whole =
        new ScatterDims(
            Alignment.insert(window.shift(u), k, u),
            d.insertedWindowDims().shift(a),
            d.scatterDimsToOperandDims().shift(a),
            d.operandBatchingDims().shift(a),
            d.scatterIndicesBatchingDims());
    return bind(op, whole, size, x, a, indices.array(), updates, u);
  }

  /** Own indices: the mapped axes of operand and indices are zipped. */
  private static Batched atOwn(Scatter op, int size, Batched x, Batched indices, Batched updates) {
    ScatterDims d = op.dims();
    int a = x.mapped() ? x.axis() : 0;
    int b = IndexingBatch.indexAxis(indices);
    Axes batch = d.updateWindowDims().complement(updates.rank());
    int low = IndexingBatch.batchAxisPlace(d.updateWindowDims(), updates.rank(), b);
    int high = b < batch.size() ? batch.get(b) : updates.rank();
    int u = place(updates, low, high);
    ScatterDims whole =
        new ScatterDims(
            d.updateWindowDims().shift(u),
            d.insertedWindowDims().shift(a),
            d.scatterDimsToOperandDims().shift(a),
            d.operandBatchingDims().shift(a).plus(Axes.of(a)),
            d.scatterIndicesBatchingDims().shift(b).plus(Axes.of(b)));
    return bind(op, whole, size, x, a, Alignment.moved(indices, b), updates, u);
  }

  /** The mapped axis of the updates if it is in range, else the first place that is. */
  private static int place(Batched updates, int low, int high) {
    return updates.mapped() && low <= updates.axis() && updates.axis() <= high
        ? updates.axis()
        : low;
  }

  private static Batched bind(
      Scatter op,
      ScatterDims dims,
      int size,
      Batched x,
      int a,
      NDArray indices,
      Batched updates,
      int u) {
    NDArray result =
        Tracing.bind1(
            new Scatter(op.kind(), dims, op.mode()),
            Alignment.at(x, a, size),
            indices,
            Alignment.at(updates, u, size));
    return new Batched(result, a);
  }
}
