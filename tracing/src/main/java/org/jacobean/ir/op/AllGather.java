package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * The operands of all participants in one array: stacked along a new axis, or one after the other
 * along an existing one if tiled. Varying to varying, or to invariant.
 *
 * <p>C1: {@code dim} is an axis of the result.
 *
 * @param axis the axis gathered over
 * @param dim the axis of the result along which participants lie
 * @param tiled whether {@code dim} is an axis of the operand, which grows
 * @param invariant whether the result is typed as the same for all participants
 */
public record AllGather(NamedAxis axis, int dim, boolean tiled, boolean invariant)
    implements Collective {
  @Override
  public String name() {
    return "all_gather";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public AllGather over(List<NamedAxis> others) {
    return new AllGather(others.getFirst(), dim, tiled, invariant);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Shape s = x.shape();
    Constraint.shape(
        0 <= dim && dim < (tiled ? s.rank() : s.rank() + 1),
        "all_gather_C1",
        "the gathered %s has no axis %d",
        x,
        dim);
    return List.of(
        x.withShape(tiled ? s.with(dim, s.dim(dim) * axis.size()) : s.insert(dim, axis.size())));
  }
}
