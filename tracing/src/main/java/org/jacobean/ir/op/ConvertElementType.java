package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * Converts each element. Float to integer truncates toward zero and saturates, NaN gives 0; wider
 * to narrower integers wrap; complex to real drops the imaginary part; to bool is {@code x != 0}.
 *
 * <p>C2: not from or to {@code float0}.
 *
 * @param newDType the dtype of the result
 * @param weakType whether the result is weakly typed
 */
public record ConvertElementType(DType newDType, boolean weakType) implements Pointwise {
  @Override
  public String name() {
    return "convert_element_type";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    Constraint.dtype(
        newDType != DType.FLOAT0 && in.get(0).dtype() != DType.FLOAT0,
        "convert_element_type_C2",
        "float0 holds no numbers to convert: %s to %s",
        in.get(0),
        newDType);
    return List.of(new AbstractValue(newDType, in.get(0).shape(), weakType));
  }
}
