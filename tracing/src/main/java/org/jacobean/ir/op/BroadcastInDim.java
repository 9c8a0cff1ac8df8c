package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;

/**
 * {@code out[i] = x[i[broadcastDimensions[0]], …]}, where an axis of length 1 is repeated.
 *
 * <p>C1: one broadcast dimension per operand axis. C2: they are strictly increasing and within the
 * result. C3: each operand axis has length 1 or the length of its result axis.
 *
 * @param shape the result's shape
 * @param broadcastDimensions the result axis of each operand axis
 */
public record BroadcastInDim(Shape shape, Axes broadcastDimensions) implements Movement {
  @Override
  public String name() {
    return "broadcast_in_dim";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Axes d = broadcastDimensions;
    Constraint.shape(
        d.size() == x.rank(),
        "broadcast_in_dim_C1",
        "%s needs %d broadcast dimensions, got %s",
        x,
        x.rank(),
        d);
    boolean increasing = d.within(shape.rank());
    for (int i = 1; i < d.size(); i++) {
      increasing &= d.get(i - 1) < d.get(i);
    }
    Constraint.shape(
        increasing,
        "broadcast_in_dim_C2",
        "dimensions %s must increase and lie within shape %s",
        d,
        shape);
    for (int i = 0; i < d.size(); i++) {
      int n = x.shape().dim(i);
      Constraint.shape(
          n == 1 || n == shape.dim(d.get(i)),
          "broadcast_in_dim_C3",
          "axis %d of %s cannot become axis %d of %s",
          i,
          x,
          d.get(i),
          shape);
    }
    return List.of(x.withShape(shape));
  }
}
