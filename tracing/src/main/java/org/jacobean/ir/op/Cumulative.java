package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * {@code out[i] = op(x[0], …, x[i])} along one axis, or from the end when {@code reverse}.
 *
 * <p>C1: {@code axis} is an axis of the operand. C2: a number; LOGSUMEXP needs a float; MAX and MIN
 * not complex.
 *
 * @param op the monoid
 * @param axis the axis
 * @param reverse whether to run from the end
 */
public record Cumulative(CumulativeOp op, int axis, boolean reverse) implements Primitive {
  @Override
  public String name() {
    return op.jaxName();
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(0 <= axis && axis < x.rank(), name() + "_C1", "%s has no axis %d", x, axis);
    boolean ok =
        switch (op) {
          case SUM, PROD -> x.dtype().isInexact() || x.dtype().isInteger();
          case MAX, MIN -> x.dtype().isFloat() || x.dtype().isInteger();
          case LOGSUMEXP -> x.dtype().isFloat();
        };
    Constraint.dtype(ok, name() + "_C2", "%s does not accept %s", name(), x);
    return in;
  }
}
