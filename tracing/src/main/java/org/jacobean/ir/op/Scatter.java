package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;

/**
 * Combines windows into an operand at index vectors: operands {@code (x, indices, updates)}.
 * Updates are applied in row-major order, so the result is deterministic. StableHLO spec, scatter.
 *
 * <p>C1: indices are integers whose last axis has {@code scatterDimsToOperandDims.size()}
 * components. C2: axis lists are distinct and in range. C3: updates have the batch axes of the
 * indices interleaved with the window axes. C4: windows fit the operand. C5: one dtype for operand
 * and updates; ADD and MUL need numbers. C6: zipped axes have equal lengths.
 *
 * @param kind how to combine
 * @param dims which axes do what
 * @param mode windows out of range
 */
public record Scatter(ScatterKind kind, ScatterDims dims, IndexMode mode) implements Indexing {
  @Override
  public String name() {
    return kind.jaxName();
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 3);
    AbstractValue x = in.get(0);
    AbstractValue idx = in.get(1);
    AbstractValue u = in.get(2);
    Constraint.dtype(
        idx.dtype().isInteger(), name() + "_C1", "indices must be integers, got %s", idx);
    Constraint.shape(
        idx.rank() >= 1 && idx.shape().dim(-1) == dims.scatterDimsToOperandDims().size(),
        name() + "_C1",
        "index vectors of %s must have %d components",
        idx,
        dims.scatterDimsToOperandDims().size());
    Axes gone = dims.insertedWindowDims().plus(dims.operandBatchingDims());
    Constraint.shape(
        gone.distinct()
            && gone.within(x.rank())
            && dims.scatterDimsToOperandDims().distinct()
            && dims.scatterDimsToOperandDims().within(x.rank())
            && dims.updateWindowDims().distinct()
            && dims.updateWindowDims().within(u.rank()),
        name() + "_C2",
        "axes of %s are not distinct axes of %s and %s",
        dims,
        x,
        u);
    Shape batch = idx.shape().remove(idx.rank() - 1);
    Axes windowAxes = gone.complement(x.rank());
    Constraint.shape(
        u.shape().without(dims.updateWindowDims()).equals(batch)
            && dims.updateWindowDims().size() == windowAxes.size(),
        name() + "_C3",
        "updates %s do not fit indices %s and operand %s with %s",
        u,
        idx,
        x,
        dims);
    for (int i = 0; i < windowAxes.size(); i++) {
      int len = u.shape().dim(dims.updateWindowDims().get(i));
      Constraint.shape(
          len <= x.shape().dim(windowAxes.get(i)),
          name() + "_C4",
          "update windows of %s exceed %s",
          u,
          x);
    }
    Constraint.dtype(
        u.dtype() == x.dtype(),
        name() + "_C5",
        "updates %s and operand %s must have one dtype",
        u,
        x);
    Constraint.shape(
        dims.scatterIndicesBatchingDims().within(batch.rank())
            && x.shape()
                .pick(dims.operandBatchingDims())
                .equals(batch.pick(dims.scatterIndicesBatchingDims())),
        name() + "_C6",
        "batching axes of %s and %s have different lengths",
        x,
        idx);
    return List.of(new AbstractValue(x.dtype(), x.shape(), x.weakType() && u.weakType()));
  }

  /** The window length per operand axis, for updates of the given shape. */
  public Shape windowSizes(Shape operand, Shape updates) {
    Axes gone = dims.insertedWindowDims().plus(dims.operandBatchingDims());
    int[] out = new int[operand.rank()];
    int w = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] =
          gone.contains(i)
              ? Math.min(1, operand.dim(i))
              : updates.dim(dims.updateWindowDims().get(w++));
    }
    return Shape.of(out);
  }
}
