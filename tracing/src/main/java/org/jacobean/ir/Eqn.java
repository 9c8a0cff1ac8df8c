package org.jacobean.ir;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.op.Primitive;

/**
 * One equation of a jaxpr: {@code outputs = op(inputs)}.
 *
 * @param op the operation with its parameters
 * @param inputs operands
 * @param outputs variables it binds
 * @param source the user's line
 */
public record Eqn(Primitive op, List<Atom> inputs, List<Var> outputs, SourceLine source) {
  /** Copies the lists. */
  public Eqn {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Whether it does more than to compute its results: then it stays though nothing uses them. */
  public boolean hasEffects() {
    return op.hasEffects();
  }

  /** Types of the operands. */
  public List<AbstractValue> inAvals() {
    return inputs.stream().map(Atom::aval).toList();
  }

  /** Types of the results. */
  public List<AbstractValue> outAvals() {
    return outputs.stream().map(Var::aval).toList();
  }
}
