package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * {@code out[i] = min(max(x[i], lo[i]), hi[i])} of operands {@code (lo, x, hi)}.
 *
 * <p>C1: {@code lo} and {@code hi} have the shape of {@code x} or are scalars. C2: one dtype.
 */
public record Clamp() implements Pointwise {
  @Override
  public String name() {
    return "clamp";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 3);
    var shape = Pointwise.commonShape(this, in);
    AbstractValue x = in.get(1);
    Constraint.shape(
        shape.equals(x.shape()),
        "clamp_C1",
        "bounds %s and %s do not fit operand %s",
        in.get(0),
        in.get(2),
        x);
    Constraint.dtype(
        in.get(0).dtype() == x.dtype() && in.get(2).dtype() == x.dtype(),
        "clamp_C2",
        "bounds and operand must have one dtype: %s",
        in);
    return List.of(new AbstractValue(x.dtype(), shape, Constraint.allWeak(in)));
  }
}
