package org.jacobean.ir.op;

import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;

/**
 * Prints its operands; without results.
 *
 * <p>C1: the format has one placeholder per operand.
 *
 * @param fmt the text, with placeholders as {@link ValueFormat} reads them
 * @param ordered whether the user relies on program order
 */
public record DebugPrint(String fmt, boolean ordered) implements Callback {
  @Override
  public String name() {
    return "debug_print";
  }

  @Override
  public Set<Effect> effects() {
    return Set.of(ordered ? Effect.ORDERED_DEBUG : Effect.DEBUG);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    int n = ValueFormat.parse(fmt).placeholders();
    Constraint.shape(
        n == in.size(), "debug_print_C1", "\"%s\" shows %d values, got %d", fmt, n, in.size());
    return List.of();
  }
}
