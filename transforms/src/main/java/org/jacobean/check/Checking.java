package org.jacobean.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Check;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Optimizer;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;

/**
 * Interprets a program and keeps the first error as a value. Loops carry it, branches and calls
 * return it.
 */
final class Checking {
  private static final AbstractValue INT = AbstractValue.of(DType.INT32);

  private final Set<CheckKind> kinds;

  Checking(Set<CheckKind> kinds) {
    this.kinds = kinds;
  }

  /** Runs a program without constants in the current trace. */
  List<NDArray> run(Jaxpr jaxpr, List<NDArray> args, ErrorState state) {
    return run(jaxpr, args, state, List.of());
  }

  /** Runs a program inside loops. */
  List<NDArray> run(Jaxpr jaxpr, List<NDArray> args, ErrorState state, List<String> loops) {
    Map<Var, NDArray> env = new IdentityHashMap<>();
    for (int i = 0; i < args.size(); i++) {
      env.put(jaxpr.inVars().get(i), args.get(i));
    }
    for (Eqn e : jaxpr.eqns()) {
      List<NDArray> in = e.inputs().stream().map(a -> value(a, env)).toList();
      List<NDArray> out =
          SourceLines.replaying(e.source(), () -> new Step(e, in, state, loops).run());
      for (int i = 0; i < out.size(); i++) {
        env.put(e.outputs().get(i), out.get(i));
      }
    }
    return jaxpr.outs().stream().map(a -> value(a, env)).toList();
  }

  private static NDArray value(Atom a, Map<Var, NDArray> env) {
    return switch (a) {
      case Literal l -> l.toArray();
      case Var v -> Objects.requireNonNull(env.get(v), "unbound variable");
    };
  }

  /** One equation. */
  private final class Step {
    private final Eqn e;
    private final List<NDArray> in;
    private final ErrorState state;
    private final List<String> loops;
    private final List<String> inner;

    Step(Eqn e, List<NDArray> in, ErrorState state, List<String> loops) {
      this.e = e;
      this.in = in;
      this.state = state;
      this.loops = loops;
      this.inner = CheckSites.inside(e, loops);
    }

    List<NDArray> run() {
      boolean checked = e.op() instanceof Check && kinds.contains(CheckKind.USER);
      boolean whole = e.op().jaxprs().stream().allMatch(j -> sites(j).isEmpty());
      List<NDArray> out = checked ? List.of() : whole ? Tracing.bind(e.op(), in) : compound(e.op());
      CheckRules.outcomes(e, kinds, in, out).forEach(state::meet);
      return out;
    }

    private CheckSites sites(Jaxpr j) {
      return CheckSites.of(j, kinds, inner);
    }

    private List<NDArray> compound(Primitive op) {
      return switch (op) {
        case JitCall j ->
            call(new JitCall("checkify(" + j.functionName() + ")", branch(j.jaxpr())), j.jaxpr());
        case Checkpoint c -> call(c.of(branch(c.jaxpr())), c.jaxpr());
        case CustomCall c -> custom(c);
        case Cond c -> cond(c);
        case Scan s -> scan(s);
        case While w -> loop(w);
        default ->
            throw new TransformException(
                "JX0346",
                "checkify does not look inside "
                    + op.name()
                    + "; apply checkify to the function that is called there");
      };
    }

    /** {@code (steps…, code, args…) → (code, payload…, results…)}. */
    private Jaxpr branch(Jaxpr j) {
      int n = state.steps().size();
      List<AbstractValue> types = steps();
      types.add(INT);
      types.addAll(j.inAvals());
      CheckSites own = sites(j);
      return record(
          a -> {
            ErrorState s =
                new ErrorState(a.get(n), ErrorState.zeros(own), state.next(), a.subList(0, n));
            List<NDArray> outs = Checking.this.run(j, a.subList(n + 1, a.size()), s, inner);
            return results(s, outs);
          },
          types);
    }

    private List<AbstractValue> steps() {
      List<AbstractValue> types = new ArrayList<>();
      state.steps().forEach(_ -> types.add(INT));
      return types;
    }

    private List<NDArray> call(Primitive op, Jaxpr j) {
      List<NDArray> operands = new ArrayList<>(state.steps());
      operands.add(state.code());
      operands.addAll(in);
      return take(sites(j), Tracing.bind(op, operands));
    }

    /** Takes code and payload from the front of the results of an operation; gives the rest. */
    private List<NDArray> take(CheckSites sites, List<NDArray> results) {
      int p = 1 + ErrorState.types(sites).size();
      state.take(sites, results.get(0), results.subList(1, p));
      return results.subList(p, results.size());
    }

    /**
     * The call keeps its rules for the results; the function is computed once more for the errors
     * in it.
     */
    private List<NDArray> custom(CustomCall c) {
      CustomCall silent =
          new CustomCall(c.functionName(), Optimizer.silence(c.jaxpr()), c.numConsts(), c.rules());
      List<NDArray> constants = new ArrayList<>();
      for (NDArray x : in) {
        constants.add(x.dtype().isInexact() ? Lax.stopGradient(x) : x);
      }
      Checking.this.run(c.jaxpr(), constants, state, loops);
      return Tracing.bind(silent, in);
    }

    private List<NDArray> cond(Cond op) {
      int n = state.steps().size();
      CheckSites all = CheckSites.of(e, kinds, loops);
      List<AbstractValue> types = steps();
      types.add(INT);
      types.addAll(op.branches().get(0).inAvals());
      List<Jaxpr> branches = new ArrayList<>();
      int before = 0;
      for (Jaxpr b : op.branches()) {
        CheckSites own = sites(b);
        int first = state.next() + before;
        int slots = ErrorState.types(all.first(before)).size();
        branches.add(
            record(
                a -> {
                  ErrorState s =
                      new ErrorState(a.get(n), ErrorState.zeros(own), first, a.subList(0, n));
                  List<NDArray> outs = Checking.this.run(b, a.subList(n + 1, a.size()), s, inner);
                  List<NDArray> results = new ArrayList<>(List.of(s.code()));
                  results.addAll(ErrorState.zeros(all));
                  for (int i = 0; i < s.payload().size(); i++) {
                    results.set(1 + slots + i, s.payload().get(i));
                  }
                  results.addAll(outs);
                  return results;
                },
                types));
        before += own.size();
      }
      List<NDArray> operands = new ArrayList<>(List.of(in.get(0)));
      operands.addAll(state.steps());
      operands.add(state.code());
      operands.addAll(in.subList(1, in.size()));
      return take(all, Tracing.bind(new Cond(branches), operands));
    }

    private List<NDArray> scan(Scan op) {
      int n = state.steps().size();
      int nc = op.numConsts();
      int k = op.numCarry();
      CheckSites own = sites(op.jaxpr());
      List<AbstractValue> shown = ErrorState.types(own);
      int p = shown.size();
      List<AbstractValue> body = op.jaxpr().inAvals();
      List<AbstractValue> types = steps();
      types.addAll(body.subList(0, nc));
      types.add(INT);
      types.addAll(shown);
      types.addAll(body.subList(nc, nc + k));
      types.add(INT);
      types.addAll(body.subList(nc + k, body.size()));
      int at = n + nc;
      Jaxpr step =
          record(
              a -> {
                List<NDArray> steps = new ArrayList<>(a.subList(0, n));
                steps.add(a.get(at + 1 + p + k));
                ErrorState s =
                    new ErrorState(a.get(at), a.subList(at + 1, at + 1 + p), state.next(), steps);
                List<NDArray> args = new ArrayList<>(a.subList(n, at));
                args.addAll(a.subList(at + 1 + p, at + 1 + p + k));
                args.addAll(a.subList(at + 2 + p + k, a.size()));
                return results(s, Checking.this.run(op.jaxpr(), args, s, inner));
              },
              types);
      List<NDArray> operands = new ArrayList<>(state.steps());
      operands.addAll(in.subList(0, nc));
      operands.add(state.code());
      operands.addAll(ErrorState.zeros(own));
      operands.addAll(in.subList(nc, nc + k));
      operands.add(Lax.iota(DType.INT32, org.jacobean.Shape.of(op.length()), 0));
      operands.addAll(in.subList(nc + k, in.size()));
      return take(
          own,
          Tracing.bind(
              new Scan(step, op.length(), op.reverse(), n + nc, 1 + p + k, op.unroll()), operands));
    }

    private List<NDArray> loop(While op) {
      CheckSites all = CheckSites.of(e, kinds, loops);
      CheckedWhile checked =
          new CheckedWhile(Checking.this, op, all, sites(op.condJaxpr()), inner, state);
      return take(all, checked.run(in));
    }
  }

  static List<NDArray> join(List<NDArray> a, List<NDArray> b) {
    List<NDArray> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static List<NDArray> results(ErrorState s, List<NDArray> outs) {
    List<NDArray> all = new ArrayList<>(List.of(s.code()));
    all.addAll(s.payload());
    all.addAll(outs);
    return all;
  }

  /** Records a program that captures nothing. */
  static Jaxpr record(java.util.function.UnaryOperator<List<NDArray>> f, List<AbstractValue> in) {
    var recorded = Tracing.toJaxpr("checkify", f, in);
    if (!recorded.consts().isEmpty()) {
      throw new IllegalStateException("checks must not capture arrays: " + recorded);
    }
    return recorded.jaxpr();
  }
}
