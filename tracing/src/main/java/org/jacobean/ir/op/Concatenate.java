package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * Joins operands along one axis.
 *
 * <p>C1: at least one operand. C2: {@code dimension} is an axis of each. C3: the other axes agree.
 * C4: one dtype.
 *
 * @param dimension the axis
 */
public record Concatenate(int dimension) implements Movement {
  @Override
  public String name() {
    return "concatenate";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(!in.isEmpty(), "concatenate_C1", "nothing to concatenate");
    AbstractValue first = in.get(0);
    int total = 0;
    for (AbstractValue x : in) {
      Constraint.shape(
          0 <= dimension && dimension < x.rank(),
          "concatenate_C2",
          "%s has no axis %d",
          x,
          dimension);
      Constraint.shape(
          x.shape().with(dimension, 0).equals(first.shape().with(dimension, 0)),
          "concatenate_C3",
          "shapes differ outside axis %d: %s",
          dimension,
          in);
      Constraint.dtype(
          x.dtype() == first.dtype(), "concatenate_C4", "operands must have one dtype: %s", in);
      total = Math.addExact(total, x.shape().dim(dimension));
    }
    return List.of(
        new AbstractValue(
            first.dtype(), first.shape().with(dimension, total), Constraint.allWeak(in)));
  }
}
