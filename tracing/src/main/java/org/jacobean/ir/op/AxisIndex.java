package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * The number of the participant: an int32 scalar, without operands. Varying.
 *
 * @param axis the axis counted along
 */
public record AxisIndex(NamedAxis axis) implements Collective {
  @Override
  public String name() {
    return "axis_index";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public AxisIndex over(List<NamedAxis> others) {
    return new AxisIndex(others.getFirst());
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 0);
    return List.of(AbstractValue.of(DType.INT32));
  }
}
