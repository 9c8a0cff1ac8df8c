package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * A call of a Java function without side effects: it may be left out, merged with an equal one or
 * run again.
 *
 * @param function the function
 * @param results types of its results
 * @param vmapMethod how it is applied to many examples
 */
public record PureCallback(
    HostFunction function, List<AbstractValue> results, VmapMethod vmapMethod) implements Callback {
  /** Copies the list. */
  public PureCallback {
    results = List.copyOf(results);
  }

  @Override
  public String name() {
    return "pure_callback";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    return results;
  }
}
