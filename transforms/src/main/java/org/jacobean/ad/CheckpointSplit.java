package org.jacobean.ad;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.NDArray;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.optimize.Optimizer;

/**
 * Splits a checkpointed call. The known results are computed at once. What the unknown part needs
 * beside the call's own operands is saved where the policy allows it; the recorded call computes
 * everything else again: {@code recompute(operands, saved) ; unknown part}.
 */
final class CheckpointSplit {
  private final Checkpoint op;
  private final PartialEval.Split split;

  /** The known part, its captured constants leading. */
  private final Jaxpr known;

  /** The known part as it is repeated. */
  private final Jaxpr again;

  /** Values of the known part that the policy saves. */
  private final Set<Var> saveable = new LinkedHashSet<>();

  private CheckpointSplit(Checkpoint op, boolean[] uk) {
    this.op = op;
    // The policy decides on single operations, so it must see those inside jitted functions.
    Jaxpr whole = Optimizer.inlineJits(op.jaxpr());
    split =
        PartialEval.split("a checkpointed function", whole, uk, new boolean[whole.outs().size()]);
    known = Optimizer.inlineJits(split.known().jaxpr().constsToArgs());
    // What has effects runs once: prints are left out of the recomputation, and results that
    // nothing but the effect can give are saved.
    again = Optimizer.silence(known);
    for (Eqn e : again.eqns()) {
      if (e.op().hasEffects() || op.policy().saves(e.op(), e.inAvals())) {
        saveable.addAll(e.outputs());
      }
    }
  }

  static List<NDArray> run(LinearTrace lin, Checkpoint op, List<NDArray> args) {
    return new CheckpointSplit(op, lin.unknown(args)).run(lin, args);
  }

  private List<NDArray> run(LinearTrace lin, List<NDArray> args) {
    boolean[] uk = lin.unknown(args);
    List<NDArray> operands = new ArrayList<>(split.known().consts());
    operands.addAll(Order.where(args, uk, false));
    List<Var> in = new ArrayList<>(known.inVars());
    in.addAll(saveable);
    List<NDArray> outer = new ArrayList<>();
    List<Eqn> eqns = new ArrayList<>();
    for (Eqn e : again.eqns()) {
      if (!saveable.containsAll(e.outputs())) {
        eqns.add(e);
      }
    }
    Map<Var, Atom> residuals = residuals(uk, in, outer);
    List<Var> unknownIn =
        split.unknown().inVars().subList(residuals.size(), split.unknown().inVars().size());
    for (Eqn e : split.unknown().eqns()) {
      eqns.add(new Eqn(e.op(), renamed(e.inputs(), residuals), e.outputs(), e.source()));
    }
    in.addAll(unknownIn);
    Jaxpr staged = new Jaxpr(List.of(), in, eqns, renamed(split.unknown().outs(), residuals));
    DeadCode.Reduced needed = DeadCode.reduce(staged, DeadCode.all(staged.outs().size()));
    return bind(lin, needed, operands, outer, Order.where(args, uk, true));
  }

  /** Where the recorded call finds each residual; values from outside become operands. */
  private Map<Var, Atom> residuals(boolean[] uk, List<Var> in, List<NDArray> outer) {
    Map<Var, Atom> residuals = new IdentityHashMap<>();
    int captured = split.known().consts().size();
    for (int r = 0; r < split.residuals().size(); r++) {
      Var v = split.unknown().inVars().get(r);
      residuals.put(
          v,
          switch (split.residuals().get(r)) {
            case PartialEval.Residual.Input(int i) ->
                known.inVars().get(captured + i - Order.count(uk, 0, i));
            case PartialEval.Residual.Output(int o) -> known.outs().get(o);
            case PartialEval.Residual.Outer(NDArray value) -> {
              in.add(v);
              outer.add(value);
              yield v;
            }
          });
    }
    return residuals;
  }

  private List<NDArray> bind(
      LinearTrace lin,
      DeadCode.Reduced staged,
      List<NDArray> operands,
      List<NDArray> outer,
      List<NDArray> unknown) {
    List<Atom> wanted = new ArrayList<>(known.outs().subList(0, split.numKnownOuts()));
    int first = known.inVars().size();
    boolean[] used = staged.usedIn();
    List<Var> saved = new ArrayList<>();
    for (int i = first; i < first + saveable.size(); i++) {
      if (used[i]) {
        saved.add(staged.jaxpr().inVars().get(i));
      }
    }
    wanted.addAll(saved);
    List<NDArray> knownOuts = List.of();
    if (!wanted.isEmpty() || !known.effects().isEmpty()) {
      Jaxpr all = new Jaxpr(List.of(), known.inVars(), known.eqns(), wanted);
      knownOuts =
          lin.evalKnown(DeadCode.reduce(all, DeadCode.all(wanted.size())).jaxpr(), operands);
    }
    List<NDArray> values = Order.where(operands, java.util.Arrays.copyOf(used, first), true);
    values.addAll(knownOuts.subList(split.numKnownOuts(), knownOuts.size()));
    int rest = first + saveable.size();
    values.addAll(
        Order.where(outer, java.util.Arrays.copyOfRange(used, rest, rest + outer.size()), true));
    rest += outer.size();
    values.addAll(
        Order.where(unknown, java.util.Arrays.copyOfRange(used, rest, used.length), true));
    List<NDArray> unknownOuts =
        lin.stage(new Checkpoint(staged.keeping(used), op.policy(), op.preventCse(), true), values);
    return PartialEval.merge(split.unknownOut(), knownOuts, unknownOuts);
  }

  private static List<Atom> renamed(List<Atom> atoms, Map<Var, Atom> names) {
    List<Atom> out = new ArrayList<>(atoms.size());
    for (Atom a : atoms) {
      out.add(a instanceof Var v ? names.getOrDefault(v, v) : a);
    }
    return out;
  }
}
