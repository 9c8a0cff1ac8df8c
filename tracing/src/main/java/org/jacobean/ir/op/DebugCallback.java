package org.jacobean.ir.op;

import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;

/**
 * A call of a Java function that looks at values; without results.
 *
 * @param function the function, whose results are not used
 * @param ordered whether the user relies on program order
 */
public record DebugCallback(HostFunction function, boolean ordered) implements Callback {
  @Override
  public String name() {
    return "debug_callback";
  }

  @Override
  public Set<Effect> effects() {
    return Set.of(ordered ? Effect.ORDERED_DEBUG : Effect.DEBUG);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    return List.of();
  }
}
