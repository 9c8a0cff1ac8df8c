package org.jacobean.ir;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.TracerException;

/**
 * A jaxpr with values for its constants.
 *
 * @param jaxpr the program
 * @param consts one value per constvar: concrete arrays, or tracers of a trace around the one that
 *     made the jaxpr
 */
public record ClosedJaxpr(Jaxpr jaxpr, List<NDArray> consts) {
  /** Copies the list. @throws TracerException JX0301 when the numbers differ */
  public ClosedJaxpr {
    consts = List.copyOf(consts);
    if (consts.size() != jaxpr.constVars().size()) {
      throw new TracerException(
          "JX0301",
          "jaxpr has "
              + jaxpr.constVars().size()
              + " constvars but "
              + consts.size()
              + " constants were given");
    }
  }

  /** Types of the arguments. */
  public List<AbstractValue> inAvals() {
    return jaxpr.inAvals();
  }

  /** Types of the results. */
  public List<AbstractValue> outAvals() {
    return jaxpr.outAvals();
  }

  /** The program in jaxpr notation. */
  @Override
  public String toString() {
    return jaxpr.toString();
  }
}
