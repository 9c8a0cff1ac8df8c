package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * Participant {@code k} gets the {@code k}-th block of every participant's operand: split along one
 * axis, put together along another in the order of participants. Varying to varying.
 *
 * <p>C1: both are axes. C2: tiled, the number of participants divides the length of the split axis;
 * else it equals it, and that axis is replaced by one at {@code concatAxis} of the result.
 *
 * @param axis the axis exchanged over
 * @param splitAxis the axis that is split
 * @param concatAxis the axis of the result along which the blocks lie
 * @param tiled whether both axes stay
 */
public record AllToAll(NamedAxis axis, int splitAxis, int concatAxis, boolean tiled)
    implements Collective {
  /** What brings the blocks back: the inverse and the transpose. */
  public AllToAll inverse() {
    return new AllToAll(axis, concatAxis, splitAxis, tiled);
  }

  @Override
  public String name() {
    return "all_to_all";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public AllToAll over(List<NamedAxis> others) {
    return new AllToAll(others.getFirst(), splitAxis, concatAxis, tiled);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Shape s = x.shape();
    int rank = s.rank();
    Constraint.shape(
        0 <= splitAxis && splitAxis < rank && 0 <= concatAxis && concatAxis < rank,
        "all_to_all_C1",
        "%s has no axes %d and %d",
        x,
        splitAxis,
        concatAxis);
    Constraint.split(axis, x, splitAxis, tiled, "all_to_all_C2");
    int n = axis.size();
    if (!tiled) {
      return List.of(x.withShape(s.remove(splitAxis).insert(concatAxis, n)));
    }
    Shape split = s.with(splitAxis, n == 0 ? 0 : s.dim(splitAxis) / n);
    return List.of(x.withShape(split.with(concatAxis, split.dim(concatAxis) * n)));
  }
}
