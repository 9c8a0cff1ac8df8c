package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/** Checks that operands fit the jaxprs inside control-flow and call primitives. */
final class SubJaxpr {
  private SubJaxpr() {}

  static void checkInputs(String id, Jaxpr jaxpr, List<AbstractValue> args) {
    Constraint.shape(jaxpr.constVars().isEmpty(), id, "inner jaxprs must not have constvars");
    checkSame(id, "operands do not fit the inner jaxpr", jaxpr.inAvals(), args);
  }

  static void checkSame(
      String id, String what, List<AbstractValue> expected, List<AbstractValue> actual) {
    Constraint.shape(
        expected.size() == actual.size(), id, "%s: expected %s, got %s", what, expected, actual);
    for (int i = 0; i < expected.size(); i++) {
      Constraint.shape(
          expected.get(i).sameType(actual.get(i)),
          id,
          "%s: number %d should be %s but is %s",
          what,
          i,
          expected.get(i),
          actual.get(i));
    }
  }
}
