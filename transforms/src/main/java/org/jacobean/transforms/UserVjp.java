package org.jacobean.transforms;

import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A user's reverse-mode rule.
 *
 * @param forward from the arguments to a tuple of the result and residuals; with symbolic zeros,
 *     from a {@link Perturbed}
 * @param backward from residuals and the result's cotangent to the arguments' cotangents; with
 *     symbolic zeros, these are {@link Tangent}s
 * @param symbolicZeros which of these
 */
record UserVjp(TreeFunction forward, TreeFunction backward, boolean symbolicZeros) {
  CustomRules.Vjp bind(CustomSignature types, CustomFunction.Hoisted hoisted) {
    return hoisted.mustTrace(forward, backward) ? trace(types, hoisted) : new Direct(types, this);
  }

  private Traced trace(CustomSignature types, CustomFunction.Hoisted hoisted) {
    List<Boolean> all = types.avals().stream().map(a -> a.dtype().isInexact()).toList();
    TreeDef[] tree = new TreeDef[1];
    List<AbstractValue> residuals = new ArrayList<>();
    CustomFunction.Program fwd =
        hoisted.trace(
            () -> {
              ClosedJaxpr traced =
                  Tracing.toJaxpr(
                      "the forward pass of " + types.name(),
                      x -> {
                        Passed p = runForward(types, x, all);
                        tree[0] = p.tree();
                        List<NDArray> both = new ArrayList<>(p.outs());
                        both.addAll(p.residuals());
                        return both;
                      },
                      types.avals());
              int n = types.outAvals().size();
              residuals.addAll(traced.outAvals().subList(n, traced.outAvals().size()));
              return traced;
            });
    int r = residuals.size();
    List<AbstractValue> in = new ArrayList<>(residuals);
    types.outAvals().forEach(a -> in.add(a.tangent()));
    CustomFunction.Program bwd =
        hoisted.trace(
            () ->
                Tracing.toJaxpr(
                    "the backward pass of " + types.name(),
                    x ->
                        TangentTrees.instantiate(
                            runBackward(
                                types,
                                tree[0],
                                x.subList(0, r),
                                new ArrayList<>(x.subList(r, x.size()))),
                            types.avals()),
                    in));
    return new Traced(types, fwd, bwd);
  }

  /** What the forward pass returned, taken apart. */
  private record Passed(List<NDArray> outs, List<NDArray> residuals, TreeDef tree) {}

  private Passed runForward(CustomSignature types, List<NDArray> leaves, List<Boolean> perturbed) {
    Object[] args = types.in().unflatten(leaves);
    Tuple2<?, ?> both =
        (Tuple2<?, ?>)
            (symbolicZeros
                ? forward.call(new Perturbed<>(types.arguments(leaves), perturbed))
                : forward.call(args));
    List<NDArray> outs = types.results("result of the forward pass", both._1());
    Tree.Flattened residuals = Tree.flatten(both._2());
    return new Passed(outs, Arguments.arrays(residuals.leaves()), residuals.structure());
  }

  private List<@Nullable NDArray> runBackward(
      CustomSignature types,
      TreeDef residualTree,
      List<NDArray> residuals,
      List<@Nullable NDArray> cotangents) {
    Object saved = residualTree.unflatten(residuals);
    Tangent<?> given =
        symbolicZeros
            ? (Tangent<?>) backward.call(saved, Tangent.of(types.resultLeaves(), cotangents))
            : Tangent.of(
                backward.call(
                    saved, types.result(TangentTrees.instantiate(cotangents, types.outAvals()))));
    return types.cotangents("cotangent from the backward pass", given);
  }

  /** Those of the cotangents of all arguments' leaves that belong to perturbed ones. */
  private static List<@Nullable NDArray> perturbed(
      List<@Nullable NDArray> all, List<Boolean> perturbed) {
    List<@Nullable NDArray> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (perturbed.get(i)) {
        out.add(all.get(i));
      }
    }
    return out;
  }

  private static List<Boolean> ofLeaves(CustomSignature types, boolean[] perturbed) {
    List<Boolean> all = new ArrayList<>();
    for (boolean b : perturbed) {
      all.add(b);
    }
    return List.copyOf(types.leaves(all));
  }

  /** Calls the user's functions when they are needed. */
  private record Direct(CustomSignature types, UserVjp user) implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
      List<Boolean> mask = ofLeaves(types, perturbed);
      Passed p = user.runForward(types, types.leaves(primals), mask);
      return new CustomRules.Forward(
          p.outs(), p.residuals(), new DirectPullback(types, user, p.tree(), mask));
    }
  }

  private record DirectPullback(
      CustomSignature types, UserVjp user, TreeDef residualTree, List<Boolean> perturbed)
      implements CustomRules.Pullback {
    @Override
    public List<@Nullable NDArray> pull(
        List<NDArray> residuals, List<@Nullable NDArray> cotangents) {
      return UserVjp.perturbed(
          user.runBackward(types, residualTree, residuals, cotangents), perturbed);
    }
  }

  /**
   * Evaluates the user's functions as they were traced, for cotangents none of which is zero. The
   * residuals are the user's, then what the backward pass captured.
   */
  private record Traced(
      CustomSignature types, CustomFunction.Program forward, CustomFunction.Program backward)
      implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
      List<NDArray> both = forward.run(forward.captured(primals), types.leaves(primals));
      int n = types.outAvals().size();
      List<NDArray> residuals = new ArrayList<>(both.subList(n, both.size()));
      residuals.addAll(backward.captured(primals));
      return new CustomRules.Forward(
          both.subList(0, n),
          residuals,
          new TracedPullback(types, backward, ofLeaves(types, perturbed)));
    }
  }

  private record TracedPullback(
      CustomSignature types, CustomFunction.Program backward, List<Boolean> perturbed)
      implements CustomRules.Pullback {
    @Override
    public List<@Nullable NDArray> pull(
        List<NDArray> residuals, List<@Nullable NDArray> cotangents) {
      int r = residuals.size() - backward.count();
      List<NDArray> args = new ArrayList<>(residuals.subList(0, r));
      args.addAll(TangentTrees.instantiate(cotangents, types.outAvals()));
      List<NDArray> captured = residuals.subList(r, residuals.size());
      return UserVjp.perturbed(new ArrayList<>(backward.run(captured, args)), perturbed);
    }
  }
}
