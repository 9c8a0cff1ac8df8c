package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Jvp;
import org.jacobean.ad.Linearize;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A root {@code x} of {@code f(θ, x) = 0}, where {@code θ} is what {@code f} captured: whatever the
 * solver does, its derivative is {@code dx = -(∂f/∂x)⁻¹ ∂f/∂θ dθ}, and the initial guess has none.
 *
 * <p>All programs take the arrays that any of them captured, then their own arguments.
 *
 * @param f from {@code x}
 * @param solve from the initial guess to the root, and anything else
 * @param tangentSolve from {@code x} and {@code y} to the solution {@code z} of {@code ∂f/∂x z = y}
 * @param numConsts how many arrays were captured
 */
record RootSolve(Jaxpr f, Jaxpr solve, Jaxpr tangentSolve, int numConsts)
    implements CustomRules.Jvp {
  private static final String WHAT = "customRoot";

  /** Solves; see {@link ImplicitSolves#customRoot}. */
  @SuppressWarnings("unchecked") // solve returns R
  static <T, R> R solve(
      Function1<T, T> f,
      T initialGuess,
      Function2<Function1<T, T>, T, R> solve,
      Function2<Function1<T, T>, T, T> tangentSolve,
      boolean hasAux) {
    Staging.Args args = Staging.Args.of(initialGuess);
    for (AbstractValue a : args.avals()) {
      if (!a.dtype().isInexact()) {
        throw ImplicitSolves.notInexact(WHAT, "initial guess", a);
      }
    }
    if (Tracing.isEager()) {
      R x = solve.apply(f, initialGuess);
      Object root = hasAux ? ((Tuple2<?, ?>) x)._1() : x;
      requireSame("solve", initialGuess, Tree.structure(root), Staging.Args.of(root).avals());
      return x;
    }
    Staging.Staged function = stage("function", TreeFunction.of(f), args);
    requireSame("function", initialGuess, function.out(), function.jaxpr().outAvals());
    Function1<T, R> solver = x -> solve.apply(f, x);
    Staging.Staged root = stage("solve", TreeFunction.of(solver), args);
    requireRoot(initialGuess, root, hasAux);
    Function2<T, T, T> tangent = (x, y) -> tangentSolve.apply(linearized(function, x), y);
    Staging.Args pair = Staging.Args.of(initialGuess, initialGuess);
    Staging.Staged last = stage("tangentSolve", TreeFunction.of(tangent), pair);
    requireSame("tangentSolve", initialGuess, last.out(), last.jaxpr().outAvals());
    Hoisting h = Hoisting.of(List.of(function.jaxpr(), root.jaxpr(), last.jaxpr()));
    RootSolve op =
        new RootSolve(h.jaxprs().get(0), h.jaxprs().get(1), h.jaxprs().get(2), h.consts().size());
    List<NDArray> operands = new ArrayList<>(h.consts());
    operands.addAll(args.leaves());
    return (R) root.result(op.bind(operands));
  }

  private static Staging.Staged stage(String what, TreeFunction f, Staging.Args args) {
    return Staging.stage("the " + what + " of " + WHAT, f, args.tree(), args.avals());
  }

  private static void requireSame(
      String name, Object guess, TreeDef structure, List<AbstractValue> types) {
    ImplicitSolves.requireSame(WHAT, name, "the initial guess", guess, structure, types);
  }

  /** Fails unless a solver returns the type of the initial guess, first of a pair if so said. */
  private static void requireRoot(Object guess, Staging.Staged staged, boolean hasAux) {
    List<AbstractValue> types = staged.jaxpr().outAvals();
    Object result = staged.result(types.stream().map(_ -> NDArray.scalar(0)).toList());
    TreeDef root =
        hasAux && result instanceof Tuple2<?, ?> both ? Tree.structure(both._1()) : staged.out();
    requireSame("solve", guess, root, types.subList(0, root.leafCount()));
  }

  /** The derivative of the function at a point. */
  @SuppressWarnings("unchecked") // a tangent has the type of its value
  private static <T> Function1<T, T> linearized(Staging.Staged function, T point) {
    List<NDArray> at = Staging.Args.of(point).leaves();
    boolean[] all = new boolean[at.size()];
    java.util.Arrays.fill(all, true);
    ClosedJaxpr map = Linearize.linearizeForward(function.jaxpr(), at, all).tangentMap();
    return z -> (T) function.out().unflatten(Tracing.eval(map, Staging.Args.of(z).leaves()));
  }

  private List<NDArray> bind(List<NDArray> operands) {
    CustomRules rules =
        new CustomRules(Optional.of(this), Optional.empty(), Optional.empty(), Optional.empty());
    return Tracing.bind(new CustomCall("root", solve, 0, rules), operands);
  }

  @Override
  public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
    List<NDArray> results = bind(primals);
    int n = f.outs().size();
    List<NDArray> point = new ArrayList<>(primals.subList(0, numConsts));
    point.addAll(results.subList(0, n));
    List<@Nullable NDArray> ofConsts = new ArrayList<>(tangents.subList(0, numConsts));
    ofConsts.addAll(Collections.nCopies(n, null));
    List<@Nullable NDArray> moved =
        Jvp.eval(new ClosedJaxpr(f, List.of()), point, ofConsts).tangents();
    List<@Nullable NDArray> out = new ArrayList<>(results);
    if (moved.stream().allMatch(java.util.Objects::isNull)) {
      out.addAll(Collections.nCopies(results.size(), null));
      return out;
    }
    List<NDArray> args = new ArrayList<>(point);
    for (int i = 0; i < n; i++) {
      NDArray m = moved.get(i);
      AbstractValue type = f.outs().get(i).aval();
      args.add(m == null ? Lax.zeros(type.dtype(), type.shape()) : Lax.neg(m));
    }
    out.addAll(Tracing.eval(new ClosedJaxpr(tangentSolve, List.of()), args));
    out.addAll(Collections.nCopies(results.size() - n, null));
    return out;
  }
}
