package org.jacobean.ir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.ir.op.HostFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a rule of a custom function that was read from text or JSON: rules are Java code and
 * are not stored. The function can be run but not transformed by what had a rule.
 */
enum ForgottenRule
    implements
        CustomRules.Jvp, CustomRules.Vjp, CustomRules.Pullback, CustomRules.Batching,
        CustomRules.Transpose, HostFunction {
  /** The only one. */
  RULE;

  /** Adds the names of calls with every combination of rules. */
  static void addCalls(Map<String, CustomRules> byName) {
    for (int kinds = 1; kinds < 16; kinds++) {
      CustomRules rules =
          new CustomRules(has(kinds, 1), has(kinds, 2), has(kinds, 4), has(kinds, 8));
      byName.put(
          new org.jacobean.ir.op.CustomCall(
                  "", new Jaxpr(List.of(), List.of(), List.of(), List.of()), 0, rules)
              .name(),
          rules);
    }
  }

  private static <R> Optional<R> has(int kinds, int bit) {
    @SuppressWarnings("unchecked") // it is a rule of every kind
    R rule = (R) RULE;
    return (kinds & bit) != 0 ? Optional.of(rule) : Optional.empty();
  }

  private static TransformException error() {
    return new TransformException(
        "JX0491",
        "the rule of a custom function is Java code and was not stored with the jaxpr that was read"
            + " back; trace the function again to transform it");
  }

  /** A callback cannot be run. @throws TransformException JX0462 always */
  @Override
  public List<NDArray> call(List<NDArray> args) {
    throw new TransformException(
        "JX0462",
        "a callback is Java code and was not stored with the jaxpr that was read back; trace the"
            + " function again to run it");
  }

  @Override
  public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
    throw error();
  }

  @Override
  public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
    throw error();
  }

  @Override
  public List<@Nullable NDArray> pull(List<NDArray> residuals, List<@Nullable NDArray> cotangents) {
    throw error();
  }

  @Override
  public CustomRules.Batched batch(int size, boolean[] mapped, List<NDArray> args) {
    throw error();
  }

  @Override
  public int numConstants() {
    throw error();
  }

  @Override
  public List<@Nullable NDArray> transpose(
      List<NDArray> constants, List<@Nullable NDArray> cotangents) {
    throw error();
  }
}
