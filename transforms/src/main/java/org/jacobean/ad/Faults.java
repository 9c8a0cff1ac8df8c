package org.jacobean.ad;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/** The errors of differentiation. */
final class Faults {
  private Faults() {}

  static TransformException notDifferentiable(Primitive op, String why) {
    return new TransformException(
        "JX0430",
        op.name()
            + " has no derivative: "
            + why
            + "; wrap its operand in stopGradient if it is a constant of the derivative");
  }

  static TransformException callbackHasNoDerivative(Callback op) {
    return new TransformException(
        "JX0463",
        op.name()
            + " has no derivative: what its Java function computes is not known; give it one with"
            + " customJvp or customVjp around it, or wrap its operands in stopGradient if its"
            + " results are constants of the derivative");
  }

  static TransformException forwardModeOfCustomVjp(String function) {
    return new TransformException(
        "JX0431",
        "forward mode (jvp, jacfwd, hessian's outer derivative) met '"
            + function
            + "', whose only derivative rule is a reverse-mode one (customVjp); use grad, vjp or"
            + " jacrev, or give it a forward-mode rule as well: custom(f).vjp(forward,"
            + " backward).jvp(rule)");
  }

  static TransformException whileIsNotReversible() {
    return new TransformException(
        "JX0432",
        "reverse mode cannot pass through whileLoop, or foriLoop with traced bounds: the number of"
            + " steps is not known, so the intermediate values cannot be stored; declare a maximum,"
            + " as in whileLoop(test, body, init, maxSteps), or use scan, foriLoop with static"
            + " bounds, or forward mode (jvp, jacfwd)");
  }

  static TransformException whileWouldRepeatEffects() {
    return new TransformException(
        "JX0469",
        "linearize met a whileLoop with an ioCallback: the loop runs a second time for the"
            + " tangents, and the callback would too; use scan or jvp, or move the callback out of"
            + " the loop");
  }

  static TransformException notLinear(Primitive op, List<AbstractValue> in) {
    return new TransformException(
        "JX0433",
        "cannot transpose "
            + op.name()
            + " of "
            + in
            + ": it is not linear in the transposed operand");
  }

  static TransformException ruleCount(String function, String what, int expected, int actual) {
    return new TransformException(
        "JX0434",
        "the "
            + what
            + " of '"
            + function
            + "' must return "
            + expected
            + " arrays but returned "
            + actual);
  }

  static TransformException ruleType(
      String function, String what, int i, AbstractValue expected, AbstractValue actual) {
    return new TransformException(
        "JX0435",
        "the "
            + what
            + " of '"
            + function
            + "' must return "
            + expected
            + " as number "
            + i
            + " but returned "
            + actual);
  }

  static void checkRule(
      String function, String what, int i, AbstractValue expected, NDArray actual) {
    if (!expected.sameType(actual.aval())) {
      throw ruleType(function, what, i, expected, actual.aval());
    }
  }

  static TransformException count(String what, int expected, int actual) {
    return new TransformException(
        "JX0436", "expected " + expected + " " + what + " but got " + actual);
  }

  static TransformException type(String what, int i, AbstractValue expected, AbstractValue actual) {
    return new TransformException(
        "JX0437",
        what
            + " "
            + i
            + " must have type "
            + expected.strong()
            + " but has "
            + actual.strong()
            + "; convert it with astype or reshape");
  }

  /** Checks that tangents or cotangents fit the values they belong to. */
  static void check(String what, List<AbstractValue> values, List<@Nullable NDArray> given) {
    if (values.size() != given.size()) {
      throw count(what + "s", values.size(), given.size());
    }
    for (int i = 0; i < values.size(); i++) {
      NDArray t = given.get(i);
      if (t != null && !t.aval().sameType(values.get(i).tangent())) {
        throw type(what, i, values.get(i).tangent(), t.aval());
      }
    }
  }
}
