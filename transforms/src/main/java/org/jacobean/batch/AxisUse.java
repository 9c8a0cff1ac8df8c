package org.jacobean.batch;

import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.Sorting;
import org.jacobean.ir.op.While;

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
    return switch (op) {
      case Collective c -> axis.isOf(c);
      case While w -> uses(w.condJaxpr(), axis) || uses(w.bodyJaxpr(), axis);
      case Scan s -> uses(s.jaxpr(), axis);
      case Cond c -> c.branches().stream().anyMatch(b -> uses(b, axis));
      case Checkpoint c -> uses(c.jaxpr(), axis);
      case JitCall j -> uses(j.jaxpr(), axis);
      case CustomCall c -> uses(c.jaxpr(), axis);
      case CustomLinear _, Composite _ -> false;
      case Contraction _, Convolution _, Creation _, Cumulative _, Indexing _ -> false;
      case Movement _, Pointwise _, Reduction _, Sorting _ -> false;
    };
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
