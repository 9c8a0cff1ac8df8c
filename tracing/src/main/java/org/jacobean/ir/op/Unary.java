package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * {@code out[i] = op(x[i])}.
 *
 * <p>C2: the dtype of {@code x} is in the operation's domain.
 *
 * @param op which function
 */
public record Unary(UnaryOp op) implements Pointwise {
  @Override
  public String name() {
    return op.jaxName();
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    DType t = x.dtype();
    boolean ok =
        switch (op.domain()) {
          case FLOAT -> t.isFloat();
          case INEXACT -> t.isInexact();
          case COMPLEX -> t.isComplex();
          case NUMBER -> t.isInexact() || t.isInteger();
          case INTEGER -> t.isInteger();
          case BITS -> t.isInteger() || t.isBool();
        };
    if (!ok) {
      Constraint.dtype(
          false,
          name() + "_C2",
          "%s does not accept %s (needs %s); convert with astype",
          name(),
          x,
          op.domain());
    }
    return List.of(
        switch (op.result()) {
          case SAME -> x;
          case REAL -> t.isComplex() ? x.withDType(t.real()) : x;
          case BOOL -> x.withDType(DType.BOOL);
        });
  }
}
