package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * Sorts the operands together, ascending along an axis, by the first {@code numKeys} of them
 * lexicographically. -0 equals +0; NaN comes last; complex numbers compare lexicographically.
 *
 * <p>C1: at least one operand, all of one shape. C2: {@code dimension} is an axis. C3: {@code 1 <=
 * numKeys <=} operands.
 *
 * @param dimension the axis
 * @param isStable whether equal keys keep their order (implementations are always stable)
 * @param numKeys how many leading operands are keys
 */
public record Sort(int dimension, boolean isStable, int numKeys) implements Sorting {
  @Override
  public String name() {
    return "sort";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(!in.isEmpty(), "sort_C1", "nothing to sort");
    for (AbstractValue x : in) {
      Constraint.shape(
          x.shape().equals(in.get(0).shape()), "sort_C1", "operands must have one shape: %s", in);
    }
    Constraint.shape(
        0 <= dimension && dimension < in.get(0).rank(),
        "sort_C2",
        "%s has no axis %d",
        in.get(0),
        dimension);
    Constraint.shape(
        1 <= numKeys && numKeys <= in.size(),
        "sort_C3",
        "%d keys for %d operands",
        numKeys,
        in.size());
    return List.copyOf(in);
  }
}
