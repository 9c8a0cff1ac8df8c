package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The identity, from a value that all participants share to one of which each has its own.
 * Invariant to varying; its transpose is the sum over the participants.
 *
 * <p>C1: axes are distinct, at least one.
 *
 * @param axes the axes that the value is taken to vary over
 */
public record PVary(List<NamedAxis> axes) implements Collective {
  /** Copies the axes. */
  public PVary {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "pvary";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return axes;
  }

  @Override
  public PVary over(List<NamedAxis> others) {
    return new PVary(others);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.axes(axes, "pvary_C1");
    return in;
  }
}
