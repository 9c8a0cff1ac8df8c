package org.jacobean.ir.op;

import static org.jacobean.DType.*;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/** The tables of violations: one {@link Case} each. */
abstract class ConstraintCases {
  /** A violation: the constraint, what is wrong, the operation and its operands. */
  record Case(
      int number, String code, String what, Primitive op, List<AbstractValue> in, String says) {}

  private static final String SHAPE = "JX0220";
  private static final String DTYPE = "JX0221";

  private final List<Case> cases = new ArrayList<>();

  /** Adds the violations to the table. */
  abstract void fill();

  final List<Case> all() {
    fill();
    return cases;
  }

  static AbstractValue f32(int... dims) {
    return AbstractValue.of(FLOAT32, dims);
  }

  static AbstractValue f64(int... dims) {
    return AbstractValue.of(FLOAT64, dims);
  }

  static AbstractValue i32(int... dims) {
    return AbstractValue.of(INT32, dims);
  }

  static AbstractValue of(DType t, int... dims) {
    return AbstractValue.of(t, dims);
  }

  void shape(int number, String what, String says, Primitive op, AbstractValue... in) {
    cases.add(new Case(number, SHAPE, what, op, List.of(in), says));
  }

  void dtype(int number, String what, String says, Primitive op, AbstractValue... in) {
    cases.add(new Case(number, DTYPE, what, op, List.of(in), says));
  }
}
