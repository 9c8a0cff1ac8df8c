package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The linear map of a function with a custom reverse-mode rule: operands {@code (residuals…,
 * tangents…)}. It can only be transposed; that is what its rule knows.
 *
 * @param backward transposes the map
 * @param numResiduals leading operands that are constants of the map
 * @param outAvals types of the tangents it returns
 */
public record CustomLinear(
    CustomRules.Pullback backward, int numResiduals, List<AbstractValue> outAvals) implements Call {
  /** Copies the list. */
  public CustomLinear {
    outAvals = List.copyOf(outAvals);
  }

  @Override
  public String name() {
    return "custom_lin";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(
        in.size() >= numResiduals, "custom_lin_C1", "%d residuals, got %s", numResiduals, in);
    return outAvals;
  }
}
