package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * Operations that act on each element alone: output element {@code i} depends on element {@code i}
 * of each operand. Operands have one shape, except that a rank-0 operand stands for that value
 * everywhere.
 */
public sealed interface Pointwise extends Primitive
    permits Binary,
        BitcastConvertType,
        Clamp,
        Compare,
        ConvertElementType,
        Copy,
        IntegerPow,
        Name,
        OptimizationBarrier,
        ReducePrecision,
        SelectN,
        StopGradient,
        Threefry2x32,
        Unary {

  /**
   * The common shape of pointwise operands. @throws org.jacobean.errors.ShapeException JX0220,
   * constraint C1
   */
  static Shape commonShape(Primitive op, List<AbstractValue> in) {
    Shape s = Shape.SCALAR;
    for (AbstractValue a : in) {
      if (a.rank() != 0) {
        if (s.rank() != 0 && !s.equals(a.shape())) { // every operation comes here: no text before
          Constraint.shape(
              false,
              op.name() + "_C1",
              "operands must have equal shapes (or be scalars): %s; broadcast them first",
              in);
        }
        s = a.shape();
      }
    }
    return s;
  }
}
