package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Cond;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Dependence;
import org.jacobean.trace.Tracing;

/**
 * Splits a cond with a known index into a known cond, run at once, and an unknown one. Each branch
 * leaves its residuals in slots, which branches share when their types agree; a branch fills the
 * slots it has no use for with zeros.
 */
final class CondSplit {
  private final LinearTrace lin;
  private final List<NDArray> args;
  private final boolean[] uk;
  private final List<PartialEval.Split> splits;

  /** Types of the shared residual slots. */
  private final List<AbstractValue> slots = new ArrayList<>();

  /** Per branch: the slot of each result of the known part that it computes as a residual. */
  private final List<Map<Integer, Integer>> slotOf = new ArrayList<>();

  private CondSplit(LinearTrace lin, Cond op, List<NDArray> args) {
    this.lin = lin;
    this.args = args;
    uk = lin.unknown(args);
    boolean[] force = new boolean[op.branches().get(0).outs().size()];
    splits = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      Dependence.or(force, Dependence.VALUE.outs(b, uk));
    }
    for (Jaxpr b : op.branches()) {
      PartialEval.Split s = PartialEval.split("a branch", b, uk, force.clone());
      splits.add(s);
      Dependence.or(force, s.unknownOut());
    }
    for (int i = 0; i < splits.size(); i++) {
      if (!Arrays.equals(splits.get(i).unknownOut(), force)) {
        splits.set(i, PartialEval.split("a branch", op.branches().get(i), uk, force));
      }
    }
  }

  static List<NDArray> run(LinearTrace lin, Cond op, List<NDArray> operands) {
    NDArray index = operands.get(0);
    if (lin.isUnknown(index)) {
      return lin.stage(op, operands);
    }
    return new CondSplit(lin, op, operands.subList(1, operands.size())).run(index);
  }

  private List<NDArray> run(NDArray index) {
    splits.forEach(this::assignSlots);
    List<NDArray> knownOuts = runKnown(index);
    List<NDArray> unknownOuts = stageUnknown(index, knownOuts);
    PartialEval.Split first = splits.get(0);
    return PartialEval.merge(
        first.unknownOut(), knownOuts.subList(0, first.numKnownOuts()), unknownOuts);
  }

  private void assignSlots(PartialEval.Split s) {
    Map<Integer, Integer> mine = new LinkedHashMap<>();
    List<AbstractValue> types = s.known().outAvals();
    for (int o = s.numKnownOuts(); o < types.size(); o++) {
      int slot = 0;
      while (slot < slots.size()
          && (mine.containsValue(slot) || !slots.get(slot).sameType(types.get(o)))) {
        slot++;
      }
      if (slot == slots.size()) {
        slots.add(types.get(o).strong());
      }
      mine.put(o, slot);
    }
    slotOf.add(mine);
  }

  private List<NDArray> runKnown(NDArray index) {
    boolean hasEffects = splits.stream().anyMatch(s -> !s.known().jaxpr().effects().isEmpty());
    if (splits.get(0).numKnownOuts() + slots.size() == 0 && !hasEffects) {
      return List.of();
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (int b = 0; b < splits.size(); b++) {
      branches.add(knownBranch(splits.get(b), slotOf.get(b)));
    }
    List<NDArray> operands = new ArrayList<>(List.of(index));
    branches.forEach(b -> operands.addAll(b.consts()));
    operands.addAll(Order.where(args, uk, false));
    return lin.bindKnown(
        new Cond(Branches.hoist(branches.stream().map(ClosedJaxpr::jaxpr).toList())), operands);
  }

  /** The known part of a branch, its residuals put into the slots. */
  private ClosedJaxpr knownBranch(PartialEval.Split s, Map<Integer, Integer> slot) {
    return Tracing.toJaxpr(
        "a branch",
        in -> {
          List<NDArray> outs = Tracing.eval(s.known(), in);
          List<NDArray> all = new ArrayList<>(outs.subList(0, s.numKnownOuts()));
          for (int i = 0; i < slots.size(); i++) {
            all.add(Lax.zeros(slots.get(i).dtype(), slots.get(i).shape()));
          }
          slot.forEach((o, i) -> all.set(s.numKnownOuts() + i, outs.get(o)));
          return all;
        },
        s.known().inAvals());
  }

  private List<NDArray> stageUnknown(NDArray index, List<NDArray> knownOuts) {
    // Operands by what they are, so that branches share them.
    Map<Object, NDArray> shared = new LinkedHashMap<>();
    List<List<Object>> keys = new ArrayList<>();
    for (int b = 0; b < splits.size(); b++) {
      List<Object> mine = new ArrayList<>();
      for (PartialEval.Residual r : splits.get(b).residuals()) {
        Object key = key(r, b);
        mine.add(key);
        shared.put(
            key,
            switch (r) {
              case PartialEval.Residual.Input(int i) -> args.get(i);
              case PartialEval.Residual.Outer(NDArray v) -> v;
              case PartialEval.Residual.Output(int o) ->
                  knownOuts.get(
                      key instanceof Slot(int slot) ? splits.get(b).numKnownOuts() + slot : o);
            });
      }
      keys.add(mine);
    }
    List<Jaxpr> branches = new ArrayList<>();
    for (int b = 0; b < splits.size(); b++) {
      branches.add(unknownBranch(splits.get(b).unknown(), keys.get(b), shared));
    }
    List<NDArray> operands = new ArrayList<>(List.of(index));
    operands.addAll(shared.values());
    operands.addAll(Order.where(args, uk, true));
    return lin.stage(new Cond(branches), operands);
  }

  private record Slot(int index) {}

  private Object key(PartialEval.Residual r, int branch) {
    Integer slot =
        r instanceof PartialEval.Residual.Output(int o) ? slotOf.get(branch).get(o) : null;
    return slot == null ? r : new Slot(slot);
  }

  private static Jaxpr unknownBranch(
      Jaxpr unknown, List<Object> mine, Map<Object, NDArray> shared) {
    List<Var> in = new ArrayList<>();
    shared.forEach(
        (key, value) -> {
          int i = mine.indexOf(key);
          in.add(i >= 0 ? unknown.inVars().get(i) : new Var(value.aval()));
        });
    in.addAll(unknown.inVars().subList(mine.size(), unknown.inVars().size()));
    return new Jaxpr(List.of(), in, unknown.eqns(), unknown.outs());
  }
}
