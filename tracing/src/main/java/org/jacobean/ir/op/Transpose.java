package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;

/**
 * Result axis {@code i} is operand axis {@code permutation[i]}.
 *
 * <p>C1: {@code permutation} is a permutation of the operand's axes.
 *
 * @param permutation operand axis of each result axis
 */
public record Transpose(Axes permutation) implements Movement {
  @Override
  public String name() {
    return "transpose";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(
        permutation.size() == x.rank() && permutation.isPermutation(),
        "transpose_C1",
        "%s is not a permutation of the axes of %s",
        permutation,
        x);
    return List.of(x.withShape(x.shape().pick(permutation)));
  }
}
