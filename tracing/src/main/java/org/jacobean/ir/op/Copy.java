package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/** The identity, as a new array. */
public record Copy() implements Pointwise {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    return in;
  }
}
