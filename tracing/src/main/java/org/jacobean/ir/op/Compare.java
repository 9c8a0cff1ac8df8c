package org.jacobean.ir.op;

import java.util.List;
import java.util.Locale;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * {@code out[i] = x[i] op y[i]}, of dtype bool.
 *
 * <p>C1: equal shapes, or scalars. C2: equal dtypes. Complex numbers compare lexicographically.
 *
 * @param op which comparison
 */
public record Compare(Comparison op) implements Pointwise {
  @Override
  public String name() {
    return op.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    Shape shape = Pointwise.commonShape(this, in);
    Constraint.dtype(
        in.get(0).dtype() == in.get(1).dtype(),
        name() + "_C2",
        "operands must have one dtype: %s and %s; convert with astype",
        in.get(0),
        in.get(1));
    return List.of(new AbstractValue(DType.BOOL, shape));
  }
}
