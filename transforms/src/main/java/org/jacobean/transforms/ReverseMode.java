package org.jacobean.transforms;

import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A function evaluated and linearized at a point: the common part of linearize, vjp, grad and
 * jacrev.
 */
final class ReverseMode {
  private final Staging.Args args;
  private final WithRespectTo wrt;
  private final boolean[] differentiated;
  private final TreeDef outTree;
  private final List<AbstractValue> outAvals;
  private final Linearize.Linearized linearized;
  private final Object result;
  private final boolean hasAux;

  private ReverseMode(
      Staging.Args args,
      WithRespectTo wrt,
      boolean[] differentiated,
      Staging.Staged staged,
      boolean hasAux,
      boolean isTransposed) {
    this.args = args;
    this.wrt = wrt;
    this.differentiated = differentiated;
    this.hasAux = hasAux;
    this.linearized =
        isTransposed
            ? Linearize.linearize(staged.jaxpr(), args.leaves(), differentiated)
            : Linearize.linearizeForward(staged.jaxpr(), args.leaves(), differentiated);
    this.result = staged.result(linearized.outs());
    Object differentiable = hasAux ? ((Tuple2<?, ?>) result)._1() : result;
    this.outTree = Tree.structure(differentiable);
    this.outAvals = staged.jaxpr().outAvals().subList(0, outTree.leafCount());
  }

  /**
   * Evaluates and linearizes.
   *
   * @param hasAux the result is a tuple whose second part is not differentiated
   */
  static ReverseMode at(
      String what, TreeFunction f, Object[] values, WithRespectTo wrt, boolean hasAux) {
    return at(what, f, values, wrt, hasAux, true);
  }

  /** Evaluates and linearizes, with all arguments differentiated, to be pushed forward. */
  static ReverseMode forward(String what, TreeFunction f, Object[] values, boolean hasAux) {
    return at(what, f, values, WithRespectTo.all(values.length), hasAux, false);
  }

  private static ReverseMode at(
      String what,
      TreeFunction f,
      Object[] values,
      WithRespectTo wrt,
      boolean hasAux,
      boolean isTransposed) {
    Staging.Args args = Staging.Args.of(values);
    boolean[] mask = wrt.mask(args.tree());
    for (int i = 0; i < mask.length; i++) {
      mask[i] &= args.leaves().get(i).dtype().isInexact();
    }
    return new ReverseMode(args, wrt, mask, Staging.stage(what, f, args), hasAux, isTransposed);
  }

  /** The arguments. */
  Staging.Args args() {
    return args;
  }

  /** Structure of the differentiable result. */
  TreeDef outTree() {
    return outTree;
  }

  /** Types of the differentiable result's leaves. */
  List<AbstractValue> outAvals() {
    return outAvals;
  }

  /** The differentiable result. */
  Object value() {
    return hasAux ? ((Tuple2<?, ?>) result)._1() : result;
  }

  /** The second part of the result. */
  Object aux() {
    return ((Tuple2<?, ?>) result)._2();
  }

  /** The leaves of the differentiable result. */
  List<NDArray> outs() {
    return linearized.outs().subList(0, outAvals.size());
  }

  /** The checked leaves of a cotangent tree. */
  List<@Nullable NDArray> cotangents(Object tree) {
    return TangentTrees.check("cotangent", 415, outTree, outAvals, TangentTrees::resultName, tree);
  }

  /** Cotangents of all leaves of all arguments; null for zero. */
  List<@Nullable NDArray> pull(List<@Nullable NDArray> cotangents) {
    List<@Nullable NDArray> inexact = new ArrayList<>();
    for (int i = 0; i < linearized.outs().size(); i++) {
      if (linearized.outs().get(i).dtype().isInexact()) {
        inexact.add(i < cotangents.size() ? cotangents.get(i) : null);
      }
    }
    List<@Nullable NDArray> pulled = Transposition.transpose(linearized.tangentMap(), inexact);
    List<@Nullable NDArray> out = new ArrayList<>();
    int next = 0;
    for (boolean d : differentiated) {
      out.add(d ? pulled.get(next++) : null);
    }
    return out;
  }

  /** Trees of the differentiated arguments from one leaf per leaf of all arguments. */
  Object argumentTrees(List<@Nullable NDArray> leaves) {
    Object[] trees = args.tree().unflatten(TangentTrees.instantiate(leaves, args.avals()));
    return wrt.pick(trees);
  }

  /** The pullback on trees. */
  Object pullTree(Object cotangent) {
    return argumentTrees(pull(cotangents(cotangent)));
  }

  /** The tangent of the result for tangents of all leaves of all arguments; null for zero. */
  Object push(List<@Nullable NDArray> tangents) {
    List<NDArray> given = new ArrayList<>();
    for (int i = 0; i < differentiated.length; i++) {
      NDArray t = tangents.get(i);
      if (differentiated[i]) {
        given.add(t == null ? TangentTrees.zero(args.leaves().get(i).aval()) : t);
      }
    }
    List<NDArray> pushed = Tracing.eval(linearized.tangentMap(), given);
    List<NDArray> all = new ArrayList<>();
    int next = 0;
    for (AbstractValue a : outAvals) {
      all.add(a.dtype().isInexact() ? pushed.get(next++) : TangentTrees.zero(a));
    }
    return outTree.unflatten(all);
  }

  /** Which leaves are differentiated. */
  boolean isDifferentiated(int leaf) {
    return differentiated[leaf];
  }

  /**
   * Fails unless every leaf of the differentiated arguments has a derivative that the options
   * allow.
   */
  static void requireInputs(
      String what, Staging.Args args, WithRespectTo wrt, GradOptions options) {
    boolean[] mask = wrt.mask(args.tree());
    for (int i = 0; i < mask.length; i++) {
      AbstractValue a = args.leaves().get(i).aval();
      if (!mask[i] || (options.holomorphic() ? a.dtype().isComplex() : a.dtype().isInexact())) {
        continue;
      }
      if (options.holomorphic()) {
        throw Faults.of(
            "JX0411",
            what
                + ": with holomorphic, "
                + args.nameOf(i)
                + " must be complex but is "
                + a
                + "; convert it with astype");
      }
      if (!options.allowInt()) {
        throw Faults.of(
            "JX0410",
            what
                + ": "
                + args.nameOf(i)
                + " is "
                + a
                + ", which has no derivative; convert it to a float with astype, differentiate with"
                + " respect to another argument, or pass GradOptions.ALLOW_INT");
      }
    }
  }
}
