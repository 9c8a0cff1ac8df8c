package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;

/**
 * A call of a function that has its own forward-mode rule.
 *
 * <p>C1: operands fit the inner jaxpr.
 *
 * @param functionName shown in jaxprs
 * @param jaxpr the function, without constvars
 * @param rule its forward-mode rule
 */
public record CustomJvpCall(String functionName, Jaxpr jaxpr, Rule rule) implements Call {
  /** A forward-mode rule over flat lists of arrays. */
  @FunctionalInterface
  public interface Rule {
    /**
     * The results followed by their tangents.
     *
     * @param primals the operands
     * @param tangents one tangent per operand, zeros included
     */
    List<NDArray> jvp(List<NDArray> primals, List<NDArray> tangents);
  }

  @Override
  public String name() {
    return "custom_jvp_call";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    SubJaxpr.checkInputs("custom_jvp_call_C1", jaxpr, in);
    return jaxpr.outAvals();
  }
}
