package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jacobean.NDArray;
import org.jacobean.ad.Linearize;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Name;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.Tracing;

/** What a derivative saves, found by recording the way forward. */
final class ResidualReport {
  private ResidualReport() {}

  static List<SavedResidual> of(TreeFunction f, Object... values) {
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("savedResiduals", f, args);
    boolean[] all = new boolean[args.leaves().size()];
    Arrays.fill(all, true);
    ClosedJaxpr forward =
        Tracing.toJaxpr(
            "savedResiduals",
            x -> new ArrayList<>(residuals(staged.jaxpr(), x, all)),
            args.avals());
    Set<Atom> distinct = new LinkedHashSet<>(forward.jaxpr().outs());
    List<SavedResidual> out = new ArrayList<>();
    for (Atom a : distinct) {
      out.add(new SavedResidual(a.aval().strong(), why(forward.jaxpr(), a, args)));
    }
    return List.copyOf(out);
  }

  private static List<NDArray> residuals(ClosedJaxpr f, List<NDArray> x, boolean[] all) {
    return Linearize.linearize(f, x, all).tangentMap().consts();
  }

  private static String why(Jaxpr forward, Atom a, Staging.Args args) {
    if (!(a instanceof Var v) || forward.constVars().contains(v)) {
      return a instanceof Literal l ? "the number " + l.asDouble() : "a constant";
    }
    int argument = forward.inVars().indexOf(v);
    if (argument >= 0) {
      return args.nameOf(argument);
    }
    for (Eqn e : forward.eqns()) {
      if (e.outputs().contains(v)) {
        String line = e.source().toString();
        return switch (e.op()) {
              case Name n -> "named '" + n.label() + "'";
              case JitCall j -> "output of jitted function '" + j.functionName() + "'";
              default -> "output of " + e.op().name();
            }
            + (line.isEmpty() ? "" : " from " + line);
      }
    }
    throw new IllegalStateException("a residual is neither an argument nor computed");
  }
}
