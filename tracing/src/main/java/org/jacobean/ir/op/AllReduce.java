package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * The participants' operands folded with a monoid: {@code psum}, {@code pmax}, {@code pmin}.
 * Varying to invariant.
 *
 * <p>C1: axes are distinct, at least one. C2: SUM needs numbers; MAX and MIN take any dtype but
 * float0.
 *
 * @param op the monoid
 * @param axes the axes folded over
 */
public record AllReduce(CollectiveOp op, List<NamedAxis> axes) implements Collective {
  /** Copies the axes. */
  public AllReduce {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return op.jaxName();
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return axes;
  }

  @Override
  public AllReduce over(List<NamedAxis> others) {
    return new AllReduce(op, others);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.axes(axes, name() + "_C1");
    DType t = in.get(0).dtype();
    boolean ok = op == CollectiveOp.SUM ? t.isInexact() || t.isInteger() : t != DType.FLOAT0;
    Constraint.dtype(ok, name() + "_C2", "%s does not accept %s", name(), in.get(0));
    return in;
  }
}
