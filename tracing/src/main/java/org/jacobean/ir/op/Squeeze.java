package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;

/**
 * Drops axes of length 1.
 *
 * <p>C1: dimensions are distinct axes of the operand. C2: each has length 1.
 *
 * @param dimensions the dropped axes
 */
public record Squeeze(Axes dimensions) implements Movement {
  @Override
  public String name() {
    return "squeeze";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(
        dimensions.distinct() && dimensions.within(x.rank()),
        "squeeze_C1",
        "%s are not distinct axes of %s",
        dimensions,
        x);
    for (int i = 0; i < dimensions.size(); i++) {
      Constraint.shape(
          x.shape().dim(dimensions.get(i)) == 1,
          "squeeze_C2",
          "axis %d of %s does not have length 1",
          dimensions.get(i),
          x);
    }
    return List.of(x.withShape(x.shape().without(dimensions)));
  }
}
