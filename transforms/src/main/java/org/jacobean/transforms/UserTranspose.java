package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The transpose of a function that is linear in its last argument, as the user knows it.
 *
 * @param rule from the other arguments and the result's cotangent to the last argument's cotangent
 */
record UserTranspose(TreeFunction rule) {
  /** To be called after all other rules, whose captured arrays precede the arguments. */
  CustomRules.Transpose bind(CustomSignature types, CustomFunction.Hoisted hoisted) {
    int linear = types.lastArgument().avals().size();
    int constants = types.avals().size() - linear;
    if (!hoisted.mustTrace(rule)) {
      return new Direct(types, this, hoisted.all().size() + constants, constants);
    }
    List<AbstractValue> in = new ArrayList<>(types.avals().subList(0, constants));
    types.outAvals().forEach(a -> in.add(a.tangent()));
    CustomFunction.Program traced =
        hoisted.trace(
            () ->
                Tracing.toJaxpr(
                    "the transpose of " + types.name(),
                    x ->
                        TangentTrees.instantiate(
                            apply(
                                types,
                                x.subList(0, constants),
                                new ArrayList<>(x.subList(constants, x.size()))),
                            types.lastArgument().avals()),
                    in));
    return new Traced(traced, hoisted.all().size() + constants, constants, types.outAvals());
  }

  private List<@Nullable NDArray> apply(
      CustomSignature types, List<NDArray> constants, List<@Nullable NDArray> cotangents) {
    List<NDArray> leaves = new ArrayList<>(constants);
    types.lastArgument().avals().forEach(_ -> leaves.add(NDArray.scalar(0)));
    Object[] args = types.in().unflatten(leaves);
    Object[] given = Arrays.copyOf(args, args.length);
    given[args.length - 1] = types.result(TangentTrees.instantiate(cotangents, types.outAvals()));
    return types.lastCotangent("cotangent from the transpose", rule.call(given));
  }

  /** Calls the user's rule when it is needed; the last of the constants are arguments. */
  private record Direct(
      CustomSignature types, UserTranspose user, int numConstants, int ofArguments)
      implements CustomRules.Transpose {
    @Override
    public List<@Nullable NDArray> transpose(
        List<NDArray> constants, List<@Nullable NDArray> cotangents) {
      return user.apply(
          types, constants.subList(numConstants - ofArguments, numConstants), cotangents);
    }
  }

  /** Evaluates the user's rule as it was traced. */
  private record Traced(
      CustomFunction.Program rule, int numConstants, int ofArguments, List<AbstractValue> outAvals)
      implements CustomRules.Transpose {
    @Override
    public List<@Nullable NDArray> transpose(
        List<NDArray> constants, List<@Nullable NDArray> cotangents) {
      List<NDArray> args =
          new ArrayList<>(constants.subList(numConstants - ofArguments, numConstants));
      args.addAll(TangentTrees.instantiate(cotangents, outAvals));
      return new ArrayList<>(rule.run(rule.captured(constants), args));
    }
  }
}
