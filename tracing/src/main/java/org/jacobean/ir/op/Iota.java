package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * {@code out[i] = i[dimension]}.
 *
 * <p>C1: {@code dimension} is an axis of {@code shape}. C2: a number.
 *
 * @param dtype dtype of the result
 * @param shape shape of the result
 * @param dimension the axis that is counted
 */
public record Iota(DType dtype, Shape shape, int dimension) implements Creation {
  @Override
  public String name() {
    return "iota";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 0);
    Constraint.shape(
        0 <= dimension && dimension < shape.rank(),
        "iota_C1",
        "shape %s has no axis %d",
        shape,
        dimension);
    Constraint.dtype(dtype.isInexact() || dtype.isInteger(), "iota_C2", "iota of %s", dtype);
    return List.of(new AbstractValue(dtype, shape));
  }
}
