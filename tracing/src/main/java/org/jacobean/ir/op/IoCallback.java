package org.jacobean.ir.op;

import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;

/**
 * A call of a Java function that reads or changes the world outside the program: it runs exactly
 * once each time the program comes to it.
 *
 * @param function the function
 * @param results types of its results
 * @param ordered whether the user relies on program order, which batching would break
 */
public record IoCallback(HostFunction function, List<AbstractValue> results, boolean ordered)
    implements Callback {
  /** Copies the list. */
  public IoCallback {
    results = List.copyOf(results);
  }

  @Override
  public String name() {
    return "io_callback";
  }

  @Override
  public Set<Effect> effects() {
    return Set.of(ordered ? Effect.ORDERED_IO : Effect.IO);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    return results;
  }
}
