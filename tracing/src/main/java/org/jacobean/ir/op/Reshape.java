package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * The same elements in row-major order under another shape.
 *
 * <p>C1: both shapes have the same number of elements.
 *
 * @param newSizes the result's shape
 */
public record Reshape(Shape newSizes) implements Movement {
  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(
        x.size() == newSizes.size(),
        "reshape_C1",
        "cannot reshape %s of %d elements to %s of %d",
        x,
        x.size(),
        newSizes,
        newSizes.size());
    return List.of(x.withShape(newSizes));
  }
}
