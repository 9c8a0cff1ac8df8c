package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;

/**
 * Reverses the order along some axes.
 *
 * <p>C1: dimensions are distinct axes of the operand.
 *
 * @param dimensions the reversed axes
 */
public record Rev(Axes dimensions) implements Movement {
  @Override
  public String name() {
    return "rev";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.shape(
        dimensions.distinct() && dimensions.within(in.get(0).rank()),
        "rev_C1",
        "%s are not distinct axes of %s",
        dimensions,
        in.get(0));
    return in;
  }
}
