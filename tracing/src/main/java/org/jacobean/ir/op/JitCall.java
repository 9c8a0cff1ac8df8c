package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/**
 * A call of a jitted function.
 *
 * <p>C1: operands fit the inner jaxpr.
 *
 * @param functionName shown in jaxprs
 * @param jaxpr the function, without constvars
 */
public record JitCall(String functionName, Jaxpr jaxpr) implements Call {
  @Override
  public String name() {
    return "jit";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(jaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    SubJaxpr.checkInputs("jit_C1", jaxpr, in);
    return jaxpr.outAvals();
  }
}
