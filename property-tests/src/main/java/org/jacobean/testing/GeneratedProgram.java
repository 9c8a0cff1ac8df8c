package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.trace.Tracing;

/**
 * A program on a list of arrays, with what its arguments may be.
 *
 * @param jaxpr the program
 * @param arguments types and ranges of its arguments
 * @param smooth whether differences approximate its derivatives nearly everywhere
 */
public record GeneratedProgram(ClosedJaxpr jaxpr, List<Operand> arguments, boolean smooth) {
  /** Copies the list. */
  public GeneratedProgram {
    arguments = List.copyOf(arguments);
  }

  /** Its results, computed in the current trace. */
  public List<NDArray> apply(List<NDArray> x) {
    return Tracing.eval(jaxpr, x);
  }

  /** Its type. */
  public Signature signature() {
    return new Signature(arguments, jaxpr.outAvals());
  }

  /** Random values of operands. */
  static List<NDArray> sample(List<Operand> operands, long seed) {
    List<NDArray> out = new ArrayList<>();
    Random random = new Random(seed);
    for (Operand o : operands) {
      out.add(o.sample(new Random(random.nextLong())));
    }
    return out;
  }
}
