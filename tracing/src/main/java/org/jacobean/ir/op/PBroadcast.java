package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The operand of one participant, for all. Varying to varying, as in JAX, although all get the
 * same.
 *
 * <p>C1: {@code source} is a participant.
 *
 * @param axis the axis sent over
 * @param source whose operand it is
 */
public record PBroadcast(NamedAxis axis, int source) implements Collective {
  @Override
  public String name() {
    return "pbroadcast";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public PBroadcast over(List<NamedAxis> others) {
    return new PBroadcast(others.getFirst(), source);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.shape(
        0 <= source && source < axis.size(),
        "pbroadcast_C1",
        "axis '%s' of size %d has no participant %d",
        axis.name(),
        axis.size(),
        source);
    return in;
  }
}
