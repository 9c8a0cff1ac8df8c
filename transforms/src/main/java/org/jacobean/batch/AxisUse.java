package org.jacobean.batch;

import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.ShardMap;

/** Which programs have collectives over the mapped axis. */
final class AxisUse {
  private AxisUse() {}

  /**
   * Whether an operation has a collective over the axis, so that its result may depend on the
   * example, or on their number, though no operand does. Composites say so only when expanded.
   */
  static boolean uses(Primitive op, MappedAxis axis) {
    if (axis.name().isEmpty()) {
      return false;
    }
    if (op instanceof ShardMap s && s.mesh().axis(axis.name()).isPresent()) {
      return false; // inside, the name means the mesh
    }
    return op instanceof Collective c
        ? axis.isOf(c)
        : op.jaxprs().stream().anyMatch(j -> uses(j, axis));
  }

  /** Whether a program has a collective over the axis. */
  static boolean uses(Jaxpr jaxpr, MappedAxis axis) {
    if (axis.name().isEmpty()) {
      return false;
    }
    for (Eqn e : jaxpr.eqns()) {
      if (uses(e.op(), axis)) {
        return true;
      }
    }
    return false;
  }
}
