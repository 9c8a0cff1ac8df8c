package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.ir.Jaxpr;

/**
 * Repeats {@code carry = body(bodyConsts, carry)} while {@code cond(condConsts, carry)}: operands
 * {@code (condConsts…, bodyConsts…, carry…)}, results the last carry.
 *
 * <p>C1: {@code cond} takes its constants and the carry. C2: it returns one bool scalar. C3: {@code
 * body} takes its constants and the carry. C4: it returns the carry's types.
 *
 * @param condJaxpr the test
 * @param condNumConsts leading operands that only the test sees
 * @param bodyJaxpr the step
 * @param bodyNumConsts the following operands that only the step sees
 * @param maxSteps a number of steps after which the test certainly fails, which reverse mode needs;
 *     0 if there is none
 */
public record While(
    Jaxpr condJaxpr, int condNumConsts, Jaxpr bodyJaxpr, int bodyNumConsts, int maxSteps)
    implements Control {
  @Override
  public String name() {
    return "while";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(condJaxpr, bodyJaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    int consts = condNumConsts + bodyNumConsts;
    Constraint.shape(
        in.size() >= consts, "while_C1", "while needs %d constants, got %s", consts, in);
    List<AbstractValue> carry = in.subList(consts, in.size());
    SubJaxpr.checkInputs("while_C1", condJaxpr, concat(in.subList(0, condNumConsts), carry));
    List<AbstractValue> test = condJaxpr.outAvals();
    Constraint.dtype(
        test.size() == 1 && test.get(0).dtype() == DType.BOOL && test.get(0).rank() == 0,
        "while_C2",
        "the test must return a bool scalar, not %s",
        test);
    SubJaxpr.checkInputs("while_C3", bodyJaxpr, concat(in.subList(condNumConsts, consts), carry));
    SubJaxpr.checkSame(
        "while_C4", "the step must return the carry's types", carry, bodyJaxpr.outAvals());
    return bodyJaxpr.outAvals();
  }

  private static List<AbstractValue> concat(List<AbstractValue> a, List<AbstractValue> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
  }
}
