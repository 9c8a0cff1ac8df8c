package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * {@code x} with the block at {@code start} replaced: operands {@code (x, update, start_0, …)};
 * starts are clamped so that the update lies within {@code x}.
 *
 * <p>C1: the update has the rank of {@code x} and is not larger. C2: one scalar integer start per
 * axis. C3: one dtype.
 */
public record DynamicUpdateSlice() implements Indexing {
  @Override
  public String name() {
    return "dynamic_update_slice";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(
        in.size() >= 2, "dynamic_update_slice_C1", "needs an operand and an update, got %s", in);
    AbstractValue x = in.get(0);
    AbstractValue u = in.get(1);
    Constraint.shape(
        u.rank() == x.rank(), "dynamic_update_slice_C1", "update %s does not fit %s", u, x);
    for (int i = 0; i < x.rank(); i++) {
      Constraint.shape(
          u.shape().dim(i) <= x.shape().dim(i),
          "dynamic_update_slice_C1",
          "update %s exceeds %s in axis %d",
          u,
          x,
          i);
    }
    DynamicSlice.starts(this, in.subList(2, in.size()), x);
    Constraint.dtype(
        u.dtype() == x.dtype(),
        "dynamic_update_slice_C3",
        "update %s and operand %s must have one dtype",
        u,
        x);
    return List.of(new AbstractValue(x.dtype(), x.shape(), x.weakType() && u.weakType()));
  }
}
