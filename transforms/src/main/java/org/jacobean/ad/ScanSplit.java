package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Scan;
import org.jacobean.optimize.Dependence;

/**
 * Splits a scan into a known scan, run at once, and an unknown one. A residual of a step becomes a
 * result of the known scan, stacked over the steps, and an input of the unknown one; residuals that
 * are the same in every step are computed once before the loop, and inputs of the loop are passed
 * on as they are.
 */
final class ScanSplit {
  private final LinearTrace lin;
  private final Scan op;
  private final List<NDArray> args;
  private final boolean[] uk;
  private final PartialEval.Split split;

  /** The known body, its captured constants leading. */
  private final Jaxpr known;

  /** Results of the known body beyond its own that must be stacked. */
  private final List<Atom> stacked = new ArrayList<>();

  private ScanSplit(LinearTrace lin, Scan op, List<NDArray> args) {
    this.lin = lin;
    this.op = op;
    this.args = args;
    uk = lin.unknown(args);
    split = fixpoint(op, uk);
    known = split.known().jaxpr().constsToArgs();
  }

  static List<NDArray> run(LinearTrace lin, Scan op, List<NDArray> args) {
    return new ScanSplit(lin, op, args).run();
  }

  /**
   * Splits the body until {@code uk}, whose carry part is set where a step's result is unknown, no
   * longer changes.
   */
  private static PartialEval.Split fixpoint(Scan op, boolean[] uk) {
    int nc = op.numConsts();
    boolean[] force = new boolean[op.jaxpr().outs().size()];
    Dependence.VALUE.loop(op.jaxpr(), uk, nc, op.numCarry());
    System.arraycopy(uk, nc, force, 0, op.numCarry());
    while (true) {
      PartialEval.Split s = PartialEval.split("a loop body", op.jaxpr(), uk, force);
      boolean changed = false;
      for (int i = 0; i < op.numCarry(); i++) {
        changed |= s.unknownOut()[i] && !uk[nc + i];
        uk[nc + i] |= s.unknownOut()[i];
        force[i] |= s.unknownOut()[i];
      }
      if (!changed) {
        return s;
      }
    }
  }

  /**
   * A residual as an operand of the unknown scan: either the same in every step, or one slice per
   * step.
   */
  private sealed interface Source {
    record Invariant(NDArray value) implements Source {}

    record Slices(NDArray xs) implements Source {}

    record Stacked(int result) implements Source {}

    record Hoisted(int result) implements Source {}
  }

  private List<NDArray> run() {
    int nc = op.numConsts();
    int k = op.numCarry();
    int h = split.known().consts().size();
    int knownConsts = nc - Order.count(uk, 0, nc);
    int knownCarry = k - Order.count(uk, nc, nc + k);
    List<Var> perStep = known.inVars().subList(h + knownConsts, known.inVars().size());
    Invariants invariants =
        new Invariants(known, known.inVars().subList(0, h + knownConsts), perStep);
    List<Source> sources = new ArrayList<>();
    for (PartialEval.Residual r : split.residuals()) {
      sources.add(source(r, knownCarry, invariants));
    }
    List<NDArray> knownArgs = new ArrayList<>(split.known().consts());
    knownArgs.addAll(Order.where(args, uk, false));
    List<NDArray> hoisted = invariants.run(lin, knownArgs);
    List<NDArray> knownOuts = runKnown(h + knownConsts, knownCarry, knownArgs);
    List<NDArray> unknownOuts = stageUnknown(sources, hoisted, knownOuts);
    return PartialEval.merge(
        split.unknownOut(), knownOuts.subList(0, split.numKnownOuts()), unknownOuts);
  }

  private Source source(PartialEval.Residual r, int knownCarry, Invariants invariants) {
    int nc = op.numConsts();
    return switch (r) {
      case PartialEval.Residual.Outer(NDArray v) -> new Source.Invariant(v);
      case PartialEval.Residual.Input(int i) ->
          i < nc
              ? new Source.Invariant(args.get(i))
              : i < nc + op.numCarry() ? stack(knownVar(i)) : new Source.Slices(args.get(i));
      case PartialEval.Residual.Output(int o) -> {
        Atom a = known.outs().get(o);
        if (invariants.contains(a)) {
          yield new Source.Hoisted(invariants.add((Var) a));
        }
        boolean isY = o >= knownCarry && o < split.numKnownOuts();
        yield isY ? new Source.Stacked(o) : stack(a);
      }
    };
  }

  private Source stack(Atom a) {
    stacked.add(a);
    return new Source.Stacked(split.numKnownOuts() + stacked.size() - 1);
  }

  /** The known body's variable of argument {@code i} of the whole. */
  private Var knownVar(int i) {
    return known.inVars().get(split.known().consts().size() + i - Order.count(uk, 0, i));
  }

  private List<NDArray> runKnown(int numConsts, int numCarry, List<NDArray> knownArgs) {
    List<Atom> outs = new ArrayList<>(known.outs().subList(0, split.numKnownOuts()));
    outs.addAll(stacked);
    if (outs.isEmpty() && known.effects().isEmpty()) {
      return List.of();
    }
    Jaxpr all = new Jaxpr(List.of(), known.inVars(), known.eqns(), outs);
    Jaxpr body = DeadCode.reduce(all, DeadCode.all(outs.size())).jaxpr();
    return lin.bindKnown(
        new Scan(body, op.length(), op.reverse(), numConsts, numCarry, op.unroll()), knownArgs);
  }

  private List<NDArray> stageUnknown(
      List<Source> sources, List<NDArray> hoisted, List<NDArray> knownOuts) {
    int nc = op.numConsts();
    int k = op.numCarry();
    int r = sources.size();
    int ukConsts = Order.count(uk, 0, nc);
    int ukCarry = Order.count(uk, nc, nc + k);
    Order consts = new Order();
    Order slices = new Order();
    List<NDArray> constArgs = new ArrayList<>();
    List<NDArray> sliceArgs = new ArrayList<>();
    for (int i = 0; i < r; i++) {
      switch (sources.get(i)) {
        case Source.Invariant(NDArray v) -> constArgs.add(v);
        case Source.Hoisted(int j) -> constArgs.add(hoisted.get(j));
        case Source.Slices(NDArray xs) -> sliceArgs.add(xs);
        case Source.Stacked(int o) -> sliceArgs.add(knownOuts.get(o));
      }
      boolean isConst =
          sources.get(i) instanceof Source.Invariant || sources.get(i) instanceof Source.Hoisted;
      (isConst ? consts : slices).at(i);
    }
    List<Var> in = split.unknown().inVars();
    List<Var> vars = new ArrayList<>(consts.of(in));
    vars.addAll(in.subList(r, r + ukConsts + ukCarry));
    vars.addAll(slices.of(in));
    vars.addAll(in.subList(r + ukConsts + ukCarry, in.size()));
    List<NDArray> unknown = Order.where(args, uk, true);
    List<NDArray> operands = new ArrayList<>(constArgs);
    operands.addAll(unknown.subList(0, ukConsts + ukCarry));
    operands.addAll(sliceArgs);
    operands.addAll(unknown.subList(ukConsts + ukCarry, unknown.size()));
    Jaxpr body = new Jaxpr(List.of(), vars, split.unknown().eqns(), split.unknown().outs());
    LoopInvariants motion = LoopInvariants.of(body, constArgs.size() + ukConsts);
    List<NDArray> extended = motion.operands(operands);
    return lin.stage(
        new Scan(
            motion.body(), op.length(), op.reverse(), motion.numConsts(), ukCarry, op.unroll()),
        extended);
  }

  /** Residuals that do not change from step to step, computed before the loop. */
  private static final class Invariants {
    private final Jaxpr body;
    private final List<Var> constants;
    private final List<org.jacobean.ir.Eqn> eqns;
    private final java.util.Set<Var> vars =
        java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    private final List<Atom> wanted = new ArrayList<>();

    Invariants(Jaxpr body, List<Var> constants, List<Var> perStep) {
      this.body = body;
      this.constants = constants;
      eqns = DeadCode.independentOf(body, perStep);
      vars.addAll(constants);
      eqns.forEach(e -> vars.addAll(e.outputs()));
    }

    boolean contains(Atom a) {
      return a instanceof Var v && vars.contains(v);
    }

    int add(Var v) {
      wanted.add(v);
      return wanted.size() - 1;
    }

    List<NDArray> run(LinearTrace lin, List<NDArray> knownArgs) {
      if (wanted.isEmpty()) {
        return List.of();
      }
      Jaxpr all = new Jaxpr(body.constVars(), constants, eqns, wanted);
      Jaxpr needed = DeadCode.reduce(all, DeadCode.all(wanted.size())).jaxpr();
      return lin.evalKnown(needed, knownArgs.subList(0, constants.size()));
    }
  }
}
