package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * The index of the largest (or smallest) element along an axis: the first among equals; NaN counts
 * as most extreme.
 *
 * <p>C1: {@code axis} is an axis of the operand, of positive length. C2: an integer result dtype.
 * C3: not complex, not float0.
 *
 * @param max whether the largest is sought
 * @param axis the axis
 * @param indexDType dtype of the result
 */
public record ArgReduce(boolean max, int axis, DType indexDType) implements Reduction {
  @Override
  public String name() {
    return max ? "argmax" : "argmin";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(
        0 <= axis && axis < x.rank() && x.shape().dim(axis) > 0,
        name() + "_C1",
        "axis %d of %s has no elements to choose from",
        axis,
        x);
    Constraint.dtype(
        indexDType.isInteger(), name() + "_C2", "index dtype %s is not an integer", indexDType);
    Constraint.dtype(
        !x.dtype().isComplex() && x.dtype() != DType.FLOAT0, name() + "_C3", "%s has no order", x);
    return List.of(new AbstractValue(indexDType, x.shape().remove(axis)));
  }
}
