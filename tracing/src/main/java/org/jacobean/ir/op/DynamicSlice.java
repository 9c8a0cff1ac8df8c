package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * {@code out[i] = x[start + i]} of operands {@code (x, start_0, …, start_{rank-1})}; starts are
 * clamped so that the slice lies within {@code x}.
 *
 * <p>C1: one size per axis, not larger than the axis. C2: one scalar integer start per axis, all of
 * one dtype.
 *
 * @param sliceSizes the result's shape
 */
public record DynamicSlice(Shape sliceSizes) implements Indexing {
  @Override
  public String name() {
    return "dynamic_slice";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(!in.isEmpty(), "dynamic_slice_C1", "dynamic_slice needs an operand");
    AbstractValue x = in.get(0);
    Constraint.shape(
        sliceSizes.rank() == x.rank(), "dynamic_slice_C1", "sizes %s do not fit %s", sliceSizes, x);
    for (int i = 0; i < x.rank(); i++) {
      Constraint.shape(
          sliceSizes.dim(i) <= x.shape().dim(i),
          "dynamic_slice_C1",
          "size %d of axis %d exceeds %s",
          sliceSizes.dim(i),
          i,
          x);
    }
    starts(this, in.subList(1, in.size()), x);
    return List.of(x.withShape(sliceSizes));
  }

  /** Checks constraint C2 of dynamic slices. */
  static void starts(Primitive op, List<AbstractValue> starts, AbstractValue x) {
    Constraint.shape(
        starts.size() == x.rank(),
        op.name() + "_C2",
        "%s needs %d start indices, got %s",
        x,
        x.rank(),
        starts);
    for (AbstractValue s : starts) {
      Constraint.dtype(
          s.rank() == 0 && s.dtype().isInteger() && s.dtype() == starts.get(0).dtype(),
          op.name() + "_C2",
          "start indices must be integer scalars of one dtype: %s",
          starts);
    }
  }
}
