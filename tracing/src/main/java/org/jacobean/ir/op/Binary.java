package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * {@code out[i] = op(x[i], y[i])}.
 *
 * <p>C1: equal shapes, or scalars. C2: equal dtypes. C3: the dtype is in the operation's domain.
 *
 * @param op which function
 */
public record Binary(BinaryOp op) implements Pointwise {
  @Override
  public String name() {
    return op.jaxName();
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    AbstractValue x = in.get(0);
    AbstractValue y = in.get(1);
    Shape shape = Pointwise.commonShape(this, in);
    DType t = x.dtype();
    if (t != y.dtype()) {
      Constraint.dtype(
          false,
          name() + "_C2",
          "operands must have one dtype: %s and %s; convert with astype",
          x,
          y);
    }
    boolean ok =
        switch (op.domain()) {
          case ANY -> t != DType.FLOAT0;
          case NUMBER_OR_BOOL -> t != DType.FLOAT0;
          case NUMBER -> t.isInexact() || t.isInteger();
          case REAL -> t.isFloat() || t.isInteger();
          case INEXACT -> t.isInexact();
          case FLOAT -> t.isFloat();
          case INTEGER -> t.isInteger();
          case BITS -> t.isInteger() || t.isBool();
          case PARTS -> t == DType.FLOAT32 || t == DType.FLOAT64;
        };
    if (!ok) {
      Constraint.dtype(
          false, name() + "_C3", "%s does not accept %s (needs %s)", name(), t, op.domain());
    }
    DType out = op == BinaryOp.COMPLEX ? t.complex() : t;
    boolean weak = x.weakType() && y.weakType();
    return List.of(
        out == t && shape.equals(x.shape()) && weak == x.weakType()
            ? x
            : new AbstractValue(out, shape, weak));
  }
}
