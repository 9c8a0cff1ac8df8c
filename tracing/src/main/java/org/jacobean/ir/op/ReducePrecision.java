package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * Rounds each float to the given numbers of exponent and mantissa bits, keeping its dtype.
 *
 * <p>C2: a float dtype. C3: {@code exponentBits >= 1}, {@code mantissaBits >= 0}.
 *
 * @param exponentBits exponent bits kept
 * @param mantissaBits mantissa bits kept
 */
public record ReducePrecision(int exponentBits, int mantissaBits) implements Pointwise {
  @Override
  public String name() {
    return "reduce_precision";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.dtype(
        in.get(0).dtype().isFloat(), "reduce_precision_C2", "needs a float, got %s", in.get(0));
    Constraint.shape(
        exponentBits >= 1 && mantissaBits >= 0,
        "reduce_precision_C3",
        "exponent bits %d and mantissa bits %d are out of range",
        exponentBits,
        mantissaBits);
    return in;
  }
}
