package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * The Threefry-2x32 block cipher with 20 rounds: operands {@code (key0, key1, count0, count1)},
 * results the two scrambled words. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC
 * 2011.
 *
 * <p>C1: equal shapes, or scalars. C2: all uint32.
 */
public record Threefry2x32() implements Pointwise {
  @Override
  public String name() {
    return "threefry2x32";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 4);
    var shape = Pointwise.commonShape(this, in);
    for (AbstractValue a : in) {
      Constraint.dtype(
          a.dtype() == DType.UINT32, "threefry2x32_C2", "operands must be uint32: %s", in);
    }
    AbstractValue out = new AbstractValue(DType.UINT32, shape);
    return List.of(out, out);
  }
}
