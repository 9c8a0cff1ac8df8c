package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;

/**
 * Reads windows of an operand at index vectors: operands {@code (x, indices)}; the last axis of
 * {@code indices} is the index vector. StableHLO spec, gather.
 *
 * <p>C1: one window size per operand axis, within the axis. C2: indices are integers of rank at
 * least 1, with {@code startIndexMap.size()} components. C3: the axis lists of {@code dims} are
 * distinct, in range and disjoint. C4: collapsed and batching axes have window length at most 1.
 * C5: zipped axes have equal lengths. C6: {@code offsetDims} ascend and number the uncollapsed
 * axes.
 *
 * @param dims which axes do what
 * @param sliceSizes window length per operand axis
 * @param mode windows out of range
 */
public record Gather(GatherDims dims, Shape sliceSizes, IndexMode mode) implements Indexing {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    AbstractValue x = in.get(0);
    AbstractValue idx = in.get(1);
    Constraint.shape(
        sliceSizes.rank() == x.rank(), "gather_C1", "slice sizes %s do not fit %s", sliceSizes, x);
    for (int i = 0; i < x.rank(); i++) {
      Constraint.shape(
          sliceSizes.dim(i) <= x.shape().dim(i),
          "gather_C1",
          "slice sizes %s exceed %s",
          sliceSizes,
          x);
    }
    Constraint.dtype(idx.dtype().isInteger(), "gather_C2", "indices must be integers, got %s", idx);
    Constraint.shape(
        idx.rank() >= 1 && idx.shape().dim(-1) == dims.startIndexMap().size(),
        "gather_C2",
        "index vectors of %s must have %d components",
        idx,
        dims.startIndexMap().size());
    Axes gone = dims.collapsedSliceDims().plus(dims.operandBatchingDims());
    Constraint.shape(
        gone.distinct()
            && gone.within(x.rank())
            && dims.startIndexMap().distinct()
            && dims.startIndexMap().within(x.rank()),
        "gather_C3",
        "axes of %s are not distinct axes of %s",
        dims,
        x);
    for (int i = 0; i < gone.size(); i++) {
      Constraint.shape(
          sliceSizes.dim(gone.get(i)) <= 1,
          "gather_C4",
          "collapsed axis %d has window length %d",
          gone.get(i),
          sliceSizes.dim(gone.get(i)));
    }
    Shape batch = idx.shape().remove(idx.rank() - 1);
    Constraint.shape(
        dims.operandBatchingDims().size() == dims.startIndicesBatchingDims().size()
            && dims.startIndicesBatchingDims().within(batch.rank()),
        "gather_C5",
        "batching axes of %s do not pair up",
        dims);
    Constraint.shape(
        x.shape()
            .pick(dims.operandBatchingDims())
            .equals(batch.pick(dims.startIndicesBatchingDims())),
        "gather_C5",
        "batching axes of %s and %s have different lengths",
        x,
        idx);
    Shape window = sliceSizes.without(gone);
    int rank = window.rank() + batch.rank();
    Constraint.shape(
        dims.offsetDims().size() == window.rank()
            && dims.offsetDims().distinct()
            && dims.offsetDims().equals(dims.offsetDims().sorted())
            && dims.offsetDims().within(rank),
        "gather_C6",
        "offset axes %s do not ascend, or do not fit a window of rank %d",
        dims.offsetDims(),
        window.rank());
    return List.of(x.withShape(interleave(window, batch, dims.offsetDims())));
  }

  /**
   * The shape whose {@code offsetDims} are {@code window} and whose other axes are {@code batch}.
   */
  static Shape interleave(Shape window, Shape batch, Axes offsetDims) {
    int rank = window.rank() + batch.rank();
    int[] out = new int[rank];
    int b = 0;
    for (int i = 0; i < rank; i++) {
      int w = offsetDims.indexOf(i);
      out[i] = w >= 0 ? window.dim(w) : batch.dim(b++);
    }
    return Shape.of(out);
  }
}
