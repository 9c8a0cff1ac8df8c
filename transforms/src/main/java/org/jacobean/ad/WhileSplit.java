package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.While;
import org.jacobean.optimize.Dependence;
import org.jacobean.optimize.Optimizer;

/**
 * Splits a while loop. The number of steps is unknown, so residuals cannot be stacked: the known
 * carries are computed at once, and the whole loop is recorded for the unknown ones. The record can
 * be evaluated but not transposed.
 */
final class WhileSplit {
  private WhileSplit() {}

  static List<NDArray> run(LinearTrace lin, While op, List<NDArray> args) {
    int cc = op.condNumConsts();
    int nc = op.bodyNumConsts();
    int k = args.size() - cc - nc;
    boolean[] all = lin.unknown(args);
    boolean[] uk = Arrays.copyOfRange(all, cc, args.size());
    boolean[] force = new boolean[k];
    PartialEval.Split split = fixpoint(op, uk, force);
    boolean[] tested = DeadCode.reduce(op.condJaxpr(), new boolean[] {true}).usedIn();
    boolean unknownTest = Order.count(all, 0, cc) > 0;
    for (int i = 0; i < k; i++) {
      unknownTest |= tested[cc + i] && uk[nc + i];
    }
    if (unknownTest || (Order.count(uk, nc, nc + k) == k && !op.hasEffects())) {
      return lin.stage(op, args);
    }
    List<NDArray> unknown = lin.stage(silenced(op), args);
    List<NDArray> known = runKnown(lin, op, args, uk, split);
    List<NDArray> out = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < k; i++) {
      out.add(uk[nc + i] ? unknown.get(i) : known.get(next++));
    }
    return out;
  }

  /** The loop that is run once more for the tangents: its effects belong to the first run. */
  private static While silenced(While op) {
    While silent =
        new While(
            Optimizer.silence(op.condJaxpr()),
            op.condNumConsts(),
            Optimizer.silence(op.bodyJaxpr()),
            op.bodyNumConsts(),
            op.maxSteps());
    if (silent.hasEffects()) {
      throw Faults.whileWouldRepeatEffects();
    }
    return silent;
  }

  private static PartialEval.Split fixpoint(While op, boolean[] uk, boolean[] force) {
    int nc = op.bodyNumConsts();
    Dependence.VALUE.loop(op.bodyJaxpr(), uk, nc, force.length);
    System.arraycopy(uk, nc, force, 0, force.length);
    while (true) {
      PartialEval.Split s = PartialEval.split("a loop body", op.bodyJaxpr(), uk, force);
      boolean changed = false;
      for (int i = 0; i < force.length; i++) {
        changed |= s.unknownOut()[i] && !uk[nc + i];
        uk[nc + i] |= s.unknownOut()[i];
        force[i] |= s.unknownOut()[i];
      }
      if (!changed) {
        return s;
      }
    }
  }

  private static List<NDArray> runKnown(
      LinearTrace lin, While op, List<NDArray> args, boolean[] uk, PartialEval.Split split) {
    int cc = op.condNumConsts();
    int nc = op.bodyNumConsts();
    List<NDArray> hoisted = split.known().consts();
    Jaxpr whole = split.known().jaxpr().constsToArgs();
    List<Atom> outs = whole.outs().subList(0, split.numKnownOuts());
    Jaxpr all = new Jaxpr(List.of(), whole.inVars(), whole.eqns(), outs);
    Jaxpr body = DeadCode.reduce(all, DeadCode.all(outs.size())).jaxpr();
    List<Var> testVars = new ArrayList<>(op.condJaxpr().inVars().subList(0, cc));
    List<NDArray> operands = new ArrayList<>(args.subList(0, cc));
    operands.addAll(hoisted);
    for (int i = 0; i < uk.length; i++) {
      if (!uk[i]) {
        operands.add(args.get(cc + i));
        if (i >= nc) {
          testVars.add(op.condJaxpr().inVars().get(cc + i - nc));
        }
      }
    }
    Jaxpr test = new Jaxpr(List.of(), testVars, op.condJaxpr().eqns(), op.condJaxpr().outs());
    int knownConsts = nc - Order.count(uk, 0, nc);
    return lin.bindKnown(
        new While(test, cc, body, hoisted.size() + knownConsts, op.maxSteps()), operands);
  }
}
