package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The identity, with a name by which a {@link CheckpointPolicy} knows its result.
 *
 * @param label the name; {@code name} in text
 */
public record Name(String label) implements Pointwise {
  @Override
  public String name() {
    return "name";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    return in;
  }
}
