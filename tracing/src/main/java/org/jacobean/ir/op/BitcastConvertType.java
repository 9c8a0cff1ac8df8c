package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * Reads the bits of each element as another dtype.
 *
 * <p>C2: both dtypes have the same number of bits, and neither is bool or complex.
 *
 * @param newDType the dtype of the result
 */
public record BitcastConvertType(DType newDType) implements Pointwise {
  @Override
  public String name() {
    return "bitcast_convert_type";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    DType t = in.get(0).dtype();
    boolean plain = !t.isBool() && !t.isComplex() && !newDType.isBool() && !newDType.isComplex();
    Constraint.dtype(
        t.bits() == newDType.bits() && plain,
        "bitcast_convert_type_C2",
        "cannot read the bits of %s as %s: %d and %d bits",
        in.get(0),
        newDType,
        t.bits(),
        newDType.bits());
    return List.of(in.get(0).withDType(newDType));
  }
}
