package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomRules;
import org.jspecify.annotations.Nullable;

/**
 * Rules for a function that has leading operands more than the function they were made for; these
 * are constants of every derivative.
 */
final class WithoutLeading {
  private WithoutLeading() {}

  static CustomRules.Jvp jvp(int extra, CustomRules.Jvp rule) {
    return extra == 0 ? rule : new OfJvp(extra, rule);
  }

  static CustomRules.Vjp vjp(int extra, CustomRules.Vjp rule) {
    return extra == 0 ? rule : new OfVjp(extra, rule);
  }

  static CustomRules.Transpose transpose(int extra, CustomRules.Transpose rule) {
    return extra == 0 ? rule : new OfTranspose(extra, rule);
  }

  private static <T extends @Nullable Object> List<T> rest(int extra, List<T> all) {
    return new ArrayList<>(all.subList(extra, all.size()));
  }

  private record OfJvp(int extra, CustomRules.Jvp rule) implements CustomRules.Jvp {
    @Override
    public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
      return rule.jvp(rest(extra, primals), rest(extra, tangents));
    }
  }

  private record OfVjp(int extra, CustomRules.Vjp rule) implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
      return rule.forward(
          rest(extra, primals), Arrays.copyOfRange(perturbed, extra, perturbed.length));
    }
  }

  private record OfTranspose(int extra, CustomRules.Transpose rule)
      implements CustomRules.Transpose {
    @Override
    public int numConstants() {
      return extra + rule.numConstants();
    }

    @Override
    public List<@Nullable NDArray> transpose(
        List<NDArray> constants, List<@Nullable NDArray> cotangents) {
      return rule.transpose(rest(extra, constants), cotangents);
    }
  }
}
