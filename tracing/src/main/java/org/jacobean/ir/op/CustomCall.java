package org.jacobean.ir.op;

import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/**
 * A call of a function that has transformation rules of its own. The name tells which: {@code
 * custom_jvp_call}, {@code custom_vjp_call}, {@code custom_vmap_call}, {@code
 * custom_transpose_call}, or several as in {@code custom_jvp_vjp_call}.
 *
 * <p>C1: operands fit the inner jaxpr.
 *
 * @param functionName shown in jaxprs
 * @param jaxpr the function, without constvars
 * @param numConsts leading operands that were captured: the derivative rules do not speak for them,
 *     so what flows through them is differentiated by way of the jaxpr
 * @param rules what the user says about its derivatives, its batching and its transpose
 */
public record CustomCall(String functionName, Jaxpr jaxpr, int numConsts, CustomRules rules)
    implements Call {
  /** A function of arguments only, with a forward-mode rule. */
  public static CustomCall jvp(String functionName, Jaxpr jaxpr, CustomRules.Jvp rule) {
    return new CustomCall(
        functionName,
        jaxpr,
        0,
        new CustomRules(Optional.of(rule), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** A function of arguments only, with a reverse-mode rule. */
  public static CustomCall vjp(String functionName, Jaxpr jaxpr, CustomRules.Vjp rule) {
    return new CustomCall(
        functionName,
        jaxpr,
        0,
        new CustomRules(Optional.empty(), Optional.of(rule), Optional.empty(), Optional.empty()));
  }

  @Override
  public String name() {
    return rules.callName();
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(jaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    SubJaxpr.checkInputs(name() + "_C1", jaxpr, in);
    return jaxpr.outAvals();
  }
}
