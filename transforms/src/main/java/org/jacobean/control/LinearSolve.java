package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Jvp;
import org.jacobean.ad.Transposition;
import org.jacobean.errors.TransformException;
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
 * The solution {@code x} of {@code A x = b} as a primitive of its own: whatever the solver does,
 * its derivative is {@code A dx = db - dA x}, and its transpose solves with the transpose of {@code
 * A}.
 *
 * <p>All programs take the arrays that any of them captured, then a vector.
 *
 * @param name shown in jaxprs
 * @param matvec {@code x → A x}
 * @param solve {@code b → x}
 * @param transposed the same of the transpose; empty when it is not known how to solve that
 * @param numConsts how many arrays were captured
 */
record LinearSolve(
    String name, Jaxpr matvec, Jaxpr solve, Optional<Programs> transposed, int numConsts)
    implements CustomRules.Jvp, CustomRules.Transpose {
  /** The programs of one direction. */
  record Programs(Jaxpr matvec, Jaxpr solve) {}

  private static final String WHAT = "customLinearSolve";

  /** Solves; see {@link ImplicitSolves#customLinearSolve}. */
  @SuppressWarnings("unchecked") // solve returns T
  static <T> T solve(
      Function1<T, T> matvec,
      T b,
      Function2<Function1<T, T>, T, T> solve,
      @Nullable Function2<Function1<T, T>, T, T> transposeSolve,
      boolean symmetric) {
    Staging.Args args = Staging.Args.of(b);
    List<AbstractValue> types = args.avals();
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).dtype().isInexact()) {
        throw ImplicitSolves.notInexact(WHAT, "right-hand side", types.get(i));
      }
    }
    if (Tracing.isEager()) {
      T x = solve.apply(matvec, b);
      Staging.Args given = Staging.Args.of(x);
      ImplicitSolves.requireSame(
          WHAT, "solve", "the right-hand side", b, Tree.structure(x), given.avals());
      return x;
    }
    ClosedJaxpr forward = record("matvec", matvec, b);
    ClosedJaxpr solver = record("solve", x -> solve.apply(matvec, x), b);
    List<ClosedJaxpr> programs = new ArrayList<>(List.of(forward, solver));
    boolean known = symmetric || transposeSolve != null;
    if (known) {
      Function1<T, T> vecmat = symmetric ? matvec : x -> (T) transpose(forward, args.tree(), x);
      var other = transposeSolve == null ? solve : transposeSolve;
      programs.add(record("transposed matvec", vecmat, b));
      programs.add(record("transposeSolve", x -> other.apply(vecmat, x), b));
    }
    Hoisting h = Hoisting.of(programs);
    List<Jaxpr> js = h.jaxprs();
    LinearSolve op =
        new LinearSolve(
            "linear_solve",
            js.get(0),
            js.get(1),
            known ? Optional.of(new Programs(js.get(2), js.get(3))) : Optional.empty(),
            h.consts().size());
    return (T) tree(args.tree(), op.bind(h.consts(), args.leaves()));
  }

  private static <T> ClosedJaxpr record(String what, Function1<T, T> f, T like) {
    Staging.Args args = Staging.Args.of(like);
    Staging.Staged staged =
        Staging.stage("the " + what + " of " + WHAT, TreeFunction.of(f), args.tree(), args.avals());
    ImplicitSolves.requireSame(
        WHAT, what, "the right-hand side", like, staged.out(), staged.jaxpr().outAvals());
    return staged.jaxpr();
  }

  private static Object transpose(ClosedJaxpr matvec, TreeDef tree, Object cotangent) {
    List<@Nullable NDArray> cts = new ArrayList<>(Staging.Args.of(cotangent).leaves());
    List<@Nullable NDArray> back = Transposition.transpose(matvec, cts);
    return tree(tree, instantiate(back, matvec.inAvals()));
  }

  private static Object tree(TreeDef arguments, List<NDArray> leaves) {
    Object[] trees = arguments.unflatten(leaves);
    return trees[0];
  }

  private static List<NDArray> instantiate(
      List<@Nullable NDArray> arrays, List<AbstractValue> types) {
    List<NDArray> all = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      NDArray a = arrays.get(i);
      all.add(a == null ? Lax.zeros(types.get(i).dtype(), types.get(i).shape()) : a);
    }
    return all;
  }

  private List<NDArray> bind(List<NDArray> consts, List<NDArray> b) {
    List<NDArray> operands = new ArrayList<>(consts);
    operands.addAll(b);
    CustomRules rules =
        new CustomRules(Optional.of(this), Optional.empty(), Optional.empty(), Optional.of(this));
    return Tracing.bind(new CustomCall(name, solve, 0, rules), operands);
  }

  private List<AbstractValue> types() {
    return matvec.inAvals().subList(numConsts, matvec.inVars().size());
  }

  @Override
  public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
    List<NDArray> consts = primals.subList(0, numConsts);
    List<NDArray> x = bind(consts, primals.subList(numConsts, primals.size()));
    List<@Nullable NDArray> rhs = new ArrayList<>(tangents.subList(numConsts, tangents.size()));
    int n = rhs.size();
    List<@Nullable NDArray> moved = moved(consts, x, tangents.subList(0, numConsts));
    boolean any = false;
    for (int i = 0; i < n; i++) {
      NDArray m = moved.get(i);
      NDArray db = rhs.get(i);
      if (m != null) {
        rhs.set(i, db == null ? Lax.neg(m) : Lax.sub(db, m));
      }
      any |= rhs.get(i) != null;
    }
    List<@Nullable NDArray> out = new ArrayList<>(x);
    out.addAll(
        any ? bind(consts, instantiate(rhs, types())) : Collections.nCopies(n, (NDArray) null));
    return out;
  }

  /** {@code dA x}; null for zero. */
  private List<@Nullable NDArray> moved(
      List<NDArray> consts, List<NDArray> x, List<@Nullable NDArray> ofConsts) {
    if (ofConsts.stream().allMatch(Objects::isNull)) {
      return new ArrayList<@Nullable NDArray>(
          Collections.<@Nullable NDArray>nCopies(x.size(), null));
    }
    List<NDArray> point = new ArrayList<>(consts);
    point.addAll(x);
    List<@Nullable NDArray> tangents = new ArrayList<>(ofConsts);
    tangents.addAll(Collections.nCopies(x.size(), null));
    return Jvp.eval(new ClosedJaxpr(matvec, List.of()), point, tangents).tangents();
  }

  @Override
  public int numConstants() {
    return numConsts;
  }

  @Override
  public List<@Nullable NDArray> transpose(
      List<NDArray> constants, List<@Nullable NDArray> cotangents) {
    if (transposed.isEmpty()) {
      throw new TransformException(
          "JX0476",
          "reverse mode through customLinearSolve needs to solve with the transposed matrix, and it"
              + " is not known how; pass transposeSolve, or use customSymmetricSolve if the"
              + " matrix is its own transpose");
    }
    Programs t = transposed.get();
    LinearSolve other =
        new LinearSolve(
            "transpose(" + name + ")",
            t.matvec(),
            t.solve(),
            Optional.of(new Programs(matvec, solve)),
            numConsts);
    return new ArrayList<>(other.bind(constants, instantiate(cotangents, types())));
  }
}
