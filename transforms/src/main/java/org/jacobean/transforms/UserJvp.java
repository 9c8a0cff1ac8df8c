package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A user's forward-mode rule.
 *
 * @param rule from primals and tangents (tuples if there are several arguments) to a {@link Jvp};
 *     with symbolic zeros, from primals and a {@link Tangent} to a {@link Dual}
 * @param symbolicZeros which of these
 */
record UserJvp(TreeFunction rule, boolean symbolicZeros) {
  CustomRules.Jvp bind(CustomSignature types, CustomFunction.Hoisted hoisted) {
    if (!hoisted.mustTrace(rule)) {
      return new Direct(types, this);
    }
    List<AbstractValue> in = new ArrayList<>(types.avals());
    types.avals().forEach(a -> in.add(a.tangent()));
    int n = types.avals().size();
    return new Traced(
        types,
        hoisted.trace(
            () ->
                Tracing.toJaxpr(
                    "the jvp rule of " + types.name(),
                    x -> {
                      List<@Nullable NDArray> y =
                          apply(types, x.subList(0, n), new ArrayList<>(x.subList(n, 2 * n)));
                      int m = y.size() / 2;
                      List<NDArray> all = new ArrayList<>();
                      for (int i = 0; i < m; i++) {
                        all.add(java.util.Objects.requireNonNull(y.get(i)));
                      }
                      all.addAll(TangentTrees.instantiate(y.subList(m, 2 * m), types.outAvals()));
                      return all;
                    },
                    in)));
  }

  private List<@Nullable NDArray> apply(
      CustomSignature types, List<NDArray> primals, List<@Nullable NDArray> tangents) {
    Object value;
    Tangent<?> tangent;
    if (symbolicZeros) {
      Dual<?> both =
          (Dual<?>)
              rule.call(types.arguments(primals), Tangent.of(types.argumentLeaves(), tangents));
      value = both.value();
      tangent = both.tangent();
    } else {
      List<NDArray> all = TangentTrees.instantiate(tangents, types.avals());
      Jvp<?> both = (Jvp<?>) rule.call(types.arguments(primals), types.arguments(all));
      value = both.value();
      tangent = Tangent.of(both.tangent());
    }
    List<@Nullable NDArray> out = new ArrayList<>(types.results("value from the jvp rule", value));
    out.addAll(types.tangents("tangent from the jvp rule", tangent));
    return out;
  }

  /** Calls the user's rule when it is needed. */
  private record Direct(CustomSignature types, UserJvp user) implements CustomRules.Jvp {
    @Override
    public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
      return user.apply(types, types.leaves(primals), types.leaves(tangents));
    }
  }

  /** Evaluates the user's rule as it was traced, for tangents none of which is zero. */
  private record Traced(CustomSignature types, CustomFunction.Program rule)
      implements CustomRules.Jvp {
    @Override
    public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
      List<NDArray> args = types.leaves(primals);
      args.addAll(TangentTrees.instantiate(types.leaves(tangents), types.avals()));
      return new ArrayList<>(rule.run(rule.captured(primals), args));
    }
  }
}
