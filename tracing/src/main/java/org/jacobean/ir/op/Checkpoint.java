package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/**
 * A call of a function whose intermediate values reverse mode computes again rather than saves.
 *
 * <p>C1: operands fit the inner jaxpr.
 *
 * @param jaxpr the function, without constvars
 * @param policy which intermediate values are saved all the same
 * @param preventCse whether the recomputation is kept apart from the first computation by {@link
 *     OptimizationBarrier}s
 * @param differentiated whether this is a recomputation already, which needs the barriers
 */
public record Checkpoint(
    Jaxpr jaxpr, CheckpointPolicy policy, boolean preventCse, boolean differentiated)
    implements Call {
  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(jaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    SubJaxpr.checkInputs("checkpoint_C1", jaxpr, in);
    return jaxpr.outAvals();
  }

  /** The same call of another function. */
  public Checkpoint of(Jaxpr inner) {
    return new Checkpoint(inner, policy, preventCse, differentiated);
  }
}
