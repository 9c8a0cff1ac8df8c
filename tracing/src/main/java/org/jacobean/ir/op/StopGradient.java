package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/** The identity with derivative zero. */
public record StopGradient() implements Pointwise {
  @Override
  public String name() {
    return "stop_gradient";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    return in;
  }
}
