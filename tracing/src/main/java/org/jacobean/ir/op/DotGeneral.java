package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * {@code out[b.., m.., n..] = sum_k lhs[b,m,k] * rhs[b,n,k]}. StableHLO spec, dot_general.
 *
 * <p>C1: axes of each operand are distinct and in range. C2: as many batch (contract) axes left as
 * right. C3: batch lengths agree. C4: contracted lengths agree. C5: one dtype, a number or bool.
 *
 * @param dims which axes are zipped and summed
 * @param preferredElementType dtype of the sum and the result
 */
public record DotGeneral(DotDims dims, DType preferredElementType) implements Contraction {
  @Override
  public String name() {
    return "dot_general";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    AbstractValue x = in.get(0);
    AbstractValue y = in.get(1);
    var lhs = dims.lhsBatch().plus(dims.lhsContract());
    var rhs = dims.rhsBatch().plus(dims.rhsContract());
    Constraint.shape(
        lhs.distinct() && lhs.within(x.rank()) && rhs.distinct() && rhs.within(y.rank()),
        "dot_general_C1",
        "axes of %s are not distinct axes of %s and %s",
        dims,
        x,
        y);
    Constraint.shape(
        dims.lhsBatch().size() == dims.rhsBatch().size()
            && dims.lhsContract().size() == dims.rhsContract().size(),
        "dot_general_C2",
        "%s does not pair axes up",
        dims);
    Shape batch = x.shape().pick(dims.lhsBatch());
    Constraint.shape(
        batch.equals(y.shape().pick(dims.rhsBatch())),
        "dot_general_C3",
        "batch sizes differ: lhs %s, rhs %s, %s",
        x,
        y,
        dims);
    Constraint.shape(
        x.shape().pick(dims.lhsContract()).equals(y.shape().pick(dims.rhsContract())),
        "dot_general_C4",
        "contracted sizes differ: lhs %s over axes %s, rhs %s over axes %s",
        x,
        dims.lhsContract(),
        y,
        dims.rhsContract());
    Constraint.dtype(
        x.dtype() == y.dtype() && x.dtype() != DType.FLOAT0,
        "dot_general_C5",
        "operands must have one dtype: %s and %s",
        x,
        y);
    Shape out =
        batch
            .plus(x.shape().pick(dims.lhsFree(x.rank())))
            .plus(y.shape().pick(dims.rhsFree(y.rank())));
    return List.of(new AbstractValue(preferredElementType, out, x.weakType() && y.weakType()));
  }
}
