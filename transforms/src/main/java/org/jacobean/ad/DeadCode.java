package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jacobean.NDArray;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.ShardMap;

/**
 * Removes what a jaxpr computes in vain, also inside calls, branches and scans: unused results of
 * inner jaxprs go, with the operands that only they need. A residual that no cotangent can reach is
 * then never saved. Equations with effects stay.
 */
final class DeadCode {
  private DeadCode() {}

  /** A jaxpr reduced to some of its results, before its unused arguments are dropped. */
  record Reduced(Jaxpr jaxpr, boolean[] usedIn) {
    /** Without the arguments outside {@code keep}. */
    Jaxpr keeping(boolean[] keep) {
      return new Jaxpr(
          jaxpr.constVars(), Order.where(jaxpr.inVars(), keep, true), jaxpr.eqns(), jaxpr.outs());
    }
  }

  /** Without dead equations and unused constants; arguments and results stay. */
  static ClosedJaxpr eliminate(ClosedJaxpr closed) {
    Jaxpr j = closed.jaxpr();
    Set<Var> live = identitySet();
    List<Eqn> eqns = sweep(j, j.outs(), live);
    List<Var> vars = new ArrayList<>();
    List<NDArray> consts = new ArrayList<>();
    for (int i = 0; i < closed.consts().size(); i++) {
      if (live.contains(j.constVars().get(i))) {
        vars.add(j.constVars().get(i));
        consts.add(closed.consts().get(i));
      }
    }
    return new ClosedJaxpr(new Jaxpr(vars, j.inVars(), eqns, j.outs()), consts);
  }

  /** The program for the results in {@code usedOut}, and which arguments it needs. */
  static Reduced reduce(Jaxpr j, boolean[] usedOut) {
    List<Atom> outs = Order.where(j.outs(), usedOut, true);
    Set<Var> live = identitySet();
    List<Eqn> eqns = sweep(j, outs, live);
    boolean[] usedIn = new boolean[j.inVars().size()];
    for (int i = 0; i < usedIn.length; i++) {
      usedIn[i] = live.contains(j.inVars().get(i));
    }
    return new Reduced(new Jaxpr(j.constVars(), j.inVars(), eqns, outs), usedIn);
  }

  private static Set<Var> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static List<Eqn> sweep(Jaxpr j, List<Atom> outs, Set<Var> live) {
    mark(outs, live);
    List<Eqn> kept = new ArrayList<>();
    for (int i = j.eqns().size() - 1; i >= 0; i--) {
      Eqn e = j.eqns().get(i);
      boolean[] used = new boolean[e.outputs().size()];
      boolean any = e.hasEffects();
      for (int o = 0; o < used.length; o++) {
        used[o] = live.contains(e.outputs().get(o));
        any |= used[o];
      }
      if (any) {
        Eqn smaller = shrink(e, used);
        mark(smaller.inputs(), live);
        kept.add(smaller);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  private static void mark(List<Atom> atoms, Set<Var> live) {
    for (Atom a : atoms) {
      if (a instanceof Var v) {
        live.add(v);
      }
    }
  }

  private static Eqn shrink(Eqn e, boolean[] used) {
    if (e.op() instanceof JitCall || e.op() instanceof Checkpoint) {
      Reduced r =
          reduce(e.op() instanceof JitCall j ? j.jaxpr() : ((Checkpoint) e.op()).jaxpr(), used);
      Jaxpr inner = r.keeping(r.usedIn());
      Primitive smaller =
          e.op() instanceof JitCall j
              ? new JitCall(j.functionName(), inner)
              : ((Checkpoint) e.op()).of(inner);
      return new Eqn(
          smaller,
          Order.where(e.inputs(), r.usedIn(), true),
          Order.where(e.outputs(), used, true),
          e.source());
    }
    if (e.op() instanceof ShardMap s) {
      Reduced r = reduce(s.jaxpr(), used);
      ShardMap smaller =
          new ShardMap(
              s.functionName(),
              r.keeping(r.usedIn()),
              s.mesh(),
              Order.where(s.inSpecs(), r.usedIn(), true),
              Order.where(s.outSpecs(), used, true));
      return new Eqn(
          smaller,
          Order.where(e.inputs(), r.usedIn(), true),
          Order.where(e.outputs(), used, true),
          e.source());
    }
    if (e.op() instanceof Cond c) {
      return shrink(e, c, used);
    }
    return e.op() instanceof Scan s ? shrink(e, s, used) : e;
  }

  private static Eqn shrink(Eqn e, Cond op, boolean[] used) {
    List<Reduced> branches = op.branches().stream().map(b -> reduce(b, used)).toList();
    boolean[] keep = new boolean[e.inputs().size() - 1];
    for (Reduced b : branches) {
      for (int i = 0; i < keep.length; i++) {
        keep[i] |= b.usedIn()[i];
      }
    }
    List<Atom> in = new ArrayList<>(List.of(e.inputs().get(0)));
    in.addAll(Order.where(e.inputs().subList(1, e.inputs().size()), keep, true));
    Cond smaller = new Cond(branches.stream().map(b -> b.keeping(keep)).toList());
    return new Eqn(smaller, in, Order.where(e.outputs(), used, true), e.source());
  }

  /** A carry stays when its last value, or a step of something that stays, needs it. */
  private static Eqn shrink(Eqn e, Scan op, boolean[] used) {
    int nc = op.numConsts();
    int k = op.numCarry();
    boolean[] out = used.clone();
    while (true) {
      Reduced r = reduce(op.jaxpr(), out);
      boolean changed = false;
      for (int i = 0; i < k; i++) {
        changed |= r.usedIn()[nc + i] && !out[i];
        out[i] |= r.usedIn()[nc + i];
      }
      if (changed) {
        continue;
      }
      boolean[] in = r.usedIn().clone();
      System.arraycopy(out, 0, in, nc, k);
      Scan smaller =
          new Scan(
              r.keeping(in),
              op.length(),
              op.reverse(),
              Order.count(in, 0, nc),
              Order.count(in, nc, nc + k),
              op.unroll());
      return new Eqn(
          smaller,
          Order.where(e.inputs(), in, true),
          Order.where(e.outputs(), out, true),
          e.source());
    }
  }

  /**
   * The equations of {@code j} that depend on none of the given arguments, nor on an effect: what
   * computes the same whenever it runs.
   */
  static List<Eqn> independentOf(Jaxpr j, List<Var> arguments) {
    Set<Var> dependent = identitySet();
    dependent.addAll(arguments);
    List<Eqn> free = new ArrayList<>();
    for (Eqn e : j.eqns()) {
      boolean depends = e.hasEffects();
      for (Atom a : e.inputs()) {
        depends |= a instanceof Var v && dependent.contains(v);
      }
      if (depends) {
        dependent.addAll(e.outputs());
      } else {
        free.add(e);
      }
    }
    return free;
  }

  /** A mask of {@code n} set entries. */
  static boolean[] all(int n) {
    boolean[] mask = new boolean[n];
    Arrays.fill(mask, true);
    return mask;
  }
}
