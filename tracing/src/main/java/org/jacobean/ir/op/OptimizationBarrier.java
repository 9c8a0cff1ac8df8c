package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The identity, through which no optimization looks: an equation that reads its result is never
 * merged with one that reads its operand, and its operand is in memory. Recomputation is kept apart
 * from the first computation by it.
 */
public record OptimizationBarrier() implements Pointwise {
  @Override
  public String name() {
    return "optimization_barrier";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    return in;
  }
}
