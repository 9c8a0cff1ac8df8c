package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Primitive;

/**
 * An operation with operands that it accepts.
 *
 * @param op the operation
 * @param operands types and ranges of its operands
 */
public record Instance(Primitive op, List<Operand> operands) {
  /** Copies the operands. */
  public Instance {
    operands = List.copyOf(operands);
  }

  /** An operation with its operands. */
  public static Instance of(Primitive op, Operand... operands) {
    return new Instance(op, List.of(operands));
  }

  /** The types of the operands. */
  public List<AbstractValue> types() {
    return operands.stream().map(Operand::type).toList();
  }

  /** Random values of every operand. */
  public List<NDArray> sample(Random random) {
    List<NDArray> out = new ArrayList<>();
    for (Operand o : operands) {
      out.add(o.sample(random));
    }
    return out;
  }
}
