package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;

/**
 * Folds the given axes with a monoid, starting at its identity (for MAX and MIN of floats: -inf and
 * +inf; NaN wins).
 *
 * <p>C1: axes are distinct axes of the operand. C2: SUM and PROD need numbers, AND, OR, XOR need
 * integers or bool. C3: MAX and MIN take any dtype but float0.
 *
 * @param op the monoid
 * @param axes the folded axes
 */
public record Reduce(ReduceOp op, Axes axes) implements Reduction {
  @Override
  public String name() {
    return op.jaxName();
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Constraint.shape(
        axes.distinct() && axes.within(x.rank()),
        name() + "_C1",
        "%s are not distinct axes of %s",
        axes,
        x);
    var t = x.dtype();
    boolean ok =
        switch (op) {
          case SUM, PROD -> t.isInexact() || t.isInteger();
          case MAX, MIN -> t != org.jacobean.DType.FLOAT0;
          case AND, OR, XOR -> t.isInteger() || t.isBool();
        };
    Constraint.dtype(ok, name() + "_C2", "%s does not accept %s", name(), x);
    return List.of(x.withShape(x.shape().without(axes)));
  }
}
