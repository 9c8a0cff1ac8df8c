package org.jacobean.transforms;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ad.Duals;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The Jacobian with respect to some arguments: all rows (reverse) or columns (forward) at once, by
 * batching over the standard basis.
 *
 * @param f the function
 * @param wrt the arguments that are differentiated
 * @param forward whether columns are pushed forward; else rows are pulled back
 * @param asTree whether the result is a {@link TreeJacobian}; else that of the only array
 * @param hasAux whether the function returns a tuple of what is differentiated and something else
 * @param options what is accepted
 */
record JacobianFunction(
    TreeFunction f,
    WithRespectTo wrt,
    boolean forward,
    boolean asTree,
    boolean hasAux,
    GradOptions options)
    implements Derived {
  /** With respect to the first argument. */
  JacobianFunction(TreeFunction f, boolean forward, boolean asTree, GradOptions options) {
    this(f, WithRespectTo.argument(0), forward, asTree, false, options);
  }

  static JacobianFunction of(TreeFunction f, int argument, boolean forward) {
    return new JacobianFunction(
        f, WithRespectTo.argument(argument), forward, false, false, GradOptions.DEFAULT);
  }

  static JacobianFunction ofAll(TreeFunction f, int arity, boolean forward) {
    return new JacobianFunction(
        f, WithRespectTo.all(arity), forward, false, false, GradOptions.DEFAULT);
  }

  static JacobianFunction withAux(TreeFunction f, boolean forward) {
    return new JacobianFunction(
        f, WithRespectTo.argument(0), forward, false, true, GradOptions.DEFAULT);
  }

  @Override
  public String verb() {
    return forward ? "jacfwd" : "jacrev";
  }

  @Override
  public Object call(Object... values) {
    Staging.Args args = Staging.Args.of(values);
    ReverseMode.requireInputs(what(), args, wrt, options);
    boolean[] mask = wrt.mask(args.tree());
    for (int i = 0; i < mask.length; i++) {
      AbstractValue a = args.leaves().get(i).aval();
      if (mask[i] && forward && !options.holomorphic() && a.dtype().isComplex()) {
        throw Faults.of(
            "JX0409",
            what()
                + ": "
                + args.nameOf(i)
                + " is complex ("
                + a
                + "); pass GradOptions.HOLOMORPHIC, or use jvp or jacrev");
      }
      mask[i] &= a.dtype().isInexact();
    }
    return forward ? columns(args, mask) : rows(values);
  }

  private Object columns(Staging.Args args, boolean[] mask) {
    Staging.Staged staged = Staging.stage(verb(), f, args);
    TreeDef result = staged.out();
    if (hasAux) {
      Object placeholders =
          staged.result(staged.jaxpr().outAvals().stream().map(_ -> NDArray.scalar(0)).toList());
      result = Tree.structure(((Tuple2<?, ?>) placeholders)._1());
    }
    requireArray(result);
    int n = result.leafCount();
    List<AbstractValue> outs = staged.jaxpr().outAvals().subList(0, n);
    requireHolomorphic(outs);
    OneHotBasis basis = OneHotBasis.of(pick(args.avals(), mask));
    ClosedJaxpr push =
        Tracing.toJaxpr(
            what(),
            tangents -> {
              Duals d =
                  org.jacobean.ad.Jvp.eval(staged.jaxpr(), args.leaves(), spread(tangents, mask));
              List<NDArray> all = TangentTrees.instantiate(d.tangents().subList(0, n), outs);
              all.addAll(d.primals().subList(n, d.primals().size()));
              return all;
            },
            basis.avals());
    List<Batched> pushed = Batching.eval(push, basis.size(), basis.vectors());
    List<Object> trees = new ArrayList<>();
    for (int o = 0; o < outs.size(); o++) {
      NDArray all = BatchAxis.at(pushed.get(o), 0, basis.size());
      List<@Nullable NDArray> blocks = new ArrayList<>();
      for (int i = 0; i < basis.avals().size(); i++) {
        Shape in = basis.avals().get(i).shape();
        NDArray block = Lax.moveAxis(basis.slice(all, i), 0, all.rank() - 1);
        blocks.add(Lax.reshape(block, outs.get(o).shape().plus(in)));
      }
      trees.add(argumentTree(args, mask, blocks, outs.get(o)));
    }
    if (!hasAux) {
      return result(result, trees);
    }
    // What is not differentiated does not depend on the basis vector.
    List<NDArray> values = new ArrayList<>(outs.stream().map(_ -> NDArray.scalar(0)).toList());
    pushed.subList(n, pushed.size()).forEach(b -> values.add(b.array()));
    return Tuple.of(result(result, trees), ((Tuple2<?, ?>) staged.result(values))._2());
  }

  private Object rows(Object[] values) {
    ReverseMode r = ReverseMode.at(verb(), f, values, wrt, hasAux);
    requireArray(r.outTree());
    requireHolomorphic(r.outAvals());
    for (AbstractValue a : r.outAvals()) {
      if (!a.dtype().isInexact() || (a.dtype().isComplex() && !options.holomorphic())) {
        throw Faults.of(
            a.dtype().isComplex() ? "JX0409" : "JX0408",
            what()
                + ": a result is "
                + a
                + "; "
                + (a.dtype().isComplex()
                    ? "pass GradOptions.HOLOMORPHIC if the function is holomorphic, or use vjp"
                    : "convert it to a float with astype"));
      }
    }
    boolean[] mask = new boolean[r.args().leaves().size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = r.isDifferentiated(i);
    }
    List<AbstractValue> ins = pick(r.args().avals(), mask);
    OneHotBasis basis = OneHotBasis.of(r.outAvals());
    ClosedJaxpr pull =
        Tracing.toJaxpr(
            what(),
            cotangents ->
                TangentTrees.instantiate(
                    pickLeaves(r.pull(new ArrayList<>(cotangents)), mask), ins),
            basis.avals());
    List<Batched> pulled = Batching.eval(pull, basis.size(), basis.vectors());
    List<Object> trees = new ArrayList<>();
    for (int o = 0; o < r.outAvals().size(); o++) {
      List<@Nullable NDArray> blocks = new ArrayList<>();
      for (int i = 0; i < ins.size(); i++) {
        NDArray block = basis.slice(BatchAxis.at(pulled.get(i), 0, basis.size()), o);
        blocks.add(Lax.reshape(block, r.outAvals().get(o).shape().plus(ins.get(i).shape())));
      }
      trees.add(argumentTree(r.args(), mask, blocks, r.outAvals().get(o)));
    }
    return hasAux ? Tuple.of(result(r.outTree(), trees), r.aux()) : result(r.outTree(), trees);
  }

  private Object result(TreeDef out, List<Object> trees) {
    return asTree ? new TreeJacobian<>(out, trees) : trees.getFirst();
  }

  private void requireHolomorphic(List<AbstractValue> outs) {
    for (AbstractValue a : outs) {
      if (options.holomorphic() && !a.dtype().isComplex()) {
        throw Faults.of(
            "JX0411", what() + ": with holomorphic, the result must be complex but is " + a);
      }
    }
  }

  private void requireArray(TreeDef out) {
    if (!asTree && !out.equals(TreeDef.leaf())) {
      throw Faults.of(
          "JX0423",
          what()
              + ": the result must be one array but is "
              + out
              + "; use "
              + verb()
              + "Tree for trees");
    }
  }

  /**
   * The trees of the arguments from blocks for their inexact leaves; integer leaves get float0
   * zeros.
   */
  private Object argumentTree(
      Staging.Args args, boolean[] mask, List<@Nullable NDArray> blocks, AbstractValue out) {
    List<NDArray> leaves = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < mask.length; i++) {
      AbstractValue a = args.leaves().get(i).aval();
      NDArray block = mask[i] ? blocks.get(next++) : null;
      leaves.add(
          block == null ? TangentTrees.zero(a.withShape(out.shape().plus(a.shape()))) : block);
    }
    Object[] trees = args.tree().unflatten(leaves);
    return wrt.pick(trees);
  }

  private static List<AbstractValue> pick(List<AbstractValue> all, boolean[] mask) {
    List<AbstractValue> out = new ArrayList<>();
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        out.add(all.get(i));
      }
    }
    return out;
  }

  private static List<@Nullable NDArray> pickLeaves(List<@Nullable NDArray> all, boolean[] mask) {
    List<@Nullable NDArray> out = new ArrayList<>();
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        out.add(all.get(i));
      }
    }
    return out;
  }

  private static List<@Nullable NDArray> spread(List<NDArray> some, boolean[] mask) {
    List<@Nullable NDArray> out = new ArrayList<>(Arrays.asList(new NDArray[mask.length]));
    int next = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        out.set(i, some.get(next++));
      }
    }
    return out;
  }

  private String what() {
    return verb() + " of " + f.name();
  }
}
