package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * {@code out[i] = x[i]^y} for a fixed integer {@code y}; negative powers need an inexact dtype.
 *
 * <p>C2: {@code x} is a number; if {@code y < 0} it is inexact.
 *
 * @param y the exponent
 */
public record IntegerPow(int y) implements Pointwise {
  @Override
  public String name() {
    return "integer_pow";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    var t = in.get(0).dtype();
    Constraint.dtype(
        t.isInexact() || (t.isInteger() && y >= 0),
        "integer_pow_C2",
        "cannot raise %s to the power %d",
        in.get(0),
        y);
    return List.of(in.get(0));
  }
}
