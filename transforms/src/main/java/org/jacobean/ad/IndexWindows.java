package org.jacobean.ad;

import static org.jacobean.lax.Lax.binary;
import static org.jacobean.lax.Lax.broadcastInDim;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.reshape;
import static org.jacobean.lax.Lax.sliceInDim;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.lax.Lax;

/** The windows of gathers and scatters, for derivative rules that turn the one into the other. */
final class IndexWindows {
  private IndexWindows() {}

  /** A gather whose windows out of range are zero instead of NaN. */
  static NDArray gather(NDArray x, NDArray indices, GatherDims dims, Shape sizes, IndexMode mode) {
    if (mode != IndexMode.FILL_OR_DROP) {
      return Lax.gather(x, indices, dims, sizes, mode);
    }
    NDArray y = Lax.gather(x, indices, dims, sizes, IndexMode.CLIP);
    Axes batch = dims.offsetDims().complement(y.rank());
    NDArray inside = inBounds(x.shape(), indices, dims.startIndexMap(), sizes);
    return Tangents.where(broadcastInDim(inside, y.shape(), batch), y);
  }

  /**
   * The windows of {@code x} that a scatter writes, in the shape of its updates; zero where it
   * drops.
   */
  static NDArray read(Scatter op, NDArray x, NDArray indices, Shape updates) {
    return gather(x, indices, gatherDims(op.dims()), op.windowSizes(x.shape(), updates), op.mode());
  }

  /** Adds {@code updates} to zeros of the given type at the windows of a gather. */
  static NDArray scatterAdd(
      DType dtype, Shape shape, NDArray indices, NDArray updates, GatherDims dims, IndexMode mode) {
    return Lax.scatter(
        ScatterKind.ADD, Lax.zeros(dtype, shape), indices, updates, scatterDims(dims), mode);
  }

  /**
   * Which updates of a replacing scatter are the last written to their place, in the shape of the
   * updates. One index vector writes each place once, so then the answer is not needed; see {@link
   * #isSingle}.
   */
  static NDArray lastWriters(Scatter op, Shape operand, NDArray indices, Shape updates) {
    int n = Math.toIntExact(updates.size());
    NDArray ids = reshape(Lax.iota(DType.INT32, Shape.of(n), 0), updates);
    NDArray written =
        Lax.scatter(
            ScatterKind.SET, Lax.zeros(DType.INT32, operand), indices, ids, op.dims(), op.mode());
    NDArray last =
        Lax.gather(
            written,
            indices,
            gatherDims(op.dims()),
            op.windowSizes(operand, updates),
            clip(op.mode()));
    return compare(Comparison.EQ, last, ids);
  }

  private static IndexMode clip(IndexMode mode) {
    return mode == IndexMode.FILL_OR_DROP ? IndexMode.CLIP : mode;
  }

  /** Whether there is at most one index vector. */
  static boolean isSingle(NDArray indices) {
    return indices.shape().remove(indices.rank() - 1).size() <= 1;
  }

  static GatherDims gatherDims(ScatterDims d) {
    return new GatherDims(
        d.updateWindowDims(),
        d.insertedWindowDims(),
        d.scatterDimsToOperandDims(),
        d.operandBatchingDims(),
        d.scatterIndicesBatchingDims());
  }

  static ScatterDims scatterDims(GatherDims d) {
    return new ScatterDims(
        d.offsetDims(),
        d.collapsedSliceDims(),
        d.startIndexMap(),
        d.operandBatchingDims(),
        d.startIndicesBatchingDims());
  }

  /** Which windows lie within the operand: the batch shape of the indices. */
  private static NDArray inBounds(Shape operand, NDArray indices, Axes map, Shape sizes) {
    int last = indices.rank() - 1;
    Shape batch = indices.shape().remove(last);
    NDArray all = Lax.broadcast(NDArray.scalar(true), batch);
    for (int k = 0; k < map.size(); k++) {
      int axis = map.get(k);
      NDArray i = reshape(sliceInDim(indices, k, k + 1, 1, last), batch);
      NDArray limit =
          NDArray.fullLong(i.dtype(), Shape.SCALAR, operand.dim(axis) - sizes.dim(axis));
      NDArray low = compare(Comparison.GE, i, NDArray.fullLong(i.dtype(), Shape.SCALAR, 0));
      NDArray here = binary(BinaryOp.AND, low, compare(Comparison.LE, i, limit));
      all = k == 0 ? here : binary(BinaryOp.AND, all, here);
    }
    return all;
  }
}
