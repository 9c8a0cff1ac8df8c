package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;

/**
 * A call of a function that has its own reverse-mode rule.
 *
 * <p>C1: operands fit the inner jaxpr.
 *
 * @param functionName shown in jaxprs
 * @param jaxpr the function, without constvars
 * @param rule its reverse-mode rule
 */
public record CustomVjpCall(String functionName, Jaxpr jaxpr, Rule rule) implements Call {
  /** A reverse-mode rule over flat lists of arrays. */
  public interface Rule {
    /** The results followed by whatever {@link #backward} needs. */
    List<NDArray> forward(List<NDArray> primals);

    /**
     * One cotangent per operand.
     *
     * @param residuals what {@link #forward} returned after the results
     * @param cotangents one per result, zeros included
     */
    List<NDArray> backward(List<NDArray> residuals, List<NDArray> cotangents);
  }

  @Override
  public String name() {
    return "custom_vjp_call";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    SubJaxpr.checkInputs("custom_vjp_call_C1", jaxpr, in);
    return jaxpr.outAvals();
  }
}
