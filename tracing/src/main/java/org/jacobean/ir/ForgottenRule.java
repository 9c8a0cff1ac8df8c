package org.jacobean.ir;

import java.util.List;
import java.util.Map;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.CustomJvpCall;
import org.jacobean.ir.op.CustomVjpCall;

/**
 * Stands for the derivative rule of a custom function that was read from text or JSON: rules are
 * Java code and are not stored. The function can be run but not differentiated.
 *
 * @param functionName the function
 */
record ForgottenRule(String functionName) implements CustomJvpCall.Rule, CustomVjpCall.Rule {
  static Object of(Class<?> rule, Map<String, Object> values) {
    return rule.cast(
        new ForgottenRule(String.valueOf(values.getOrDefault("function_name", "custom_lin"))));
  }

  private TransformException error() {
    return new TransformException(
        "JX0491",
        "the derivative rule of '"
            + functionName
            + "' is Java code and was not stored with the jaxpr that was read back; trace the"
            + " function again to differentiate it");
  }

  @Override
  public List<NDArray> jvp(List<NDArray> primals, List<NDArray> tangents) {
    throw error();
  }

  @Override
  public List<NDArray> forward(List<NDArray> primals) {
    throw error();
  }

  @Override
  public List<NDArray> backward(List<NDArray> residuals, List<NDArray> cotangents) {
    throw error();
  }
}
