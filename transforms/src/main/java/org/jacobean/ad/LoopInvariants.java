package org.jacobean.ad;

import java.util.ArrayList;
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
import org.jacobean.trace.Tracing;

/**
 * Moves equations that read only constants of a loop in front of it. In a tangent loop over {@code
 * cos(w) dw} that makes the product, not {@code dw}, the constant; transposed, the sum over the
 * steps comes first and the product once, after the loop. Equations whose results are larger than
 * their operands stay.
 */
final class LoopInvariants {
  private final Jaxpr original;
  private final int constants;
  private final List<Eqn> moved = new ArrayList<>();
  private final List<Eqn> kept = new ArrayList<>();
  private final List<Var> results = new ArrayList<>();

  private LoopInvariants(Jaxpr body, int numConsts) {
    original = body;
    constants = numConsts;
    Set<Var> available = identitySet();
    available.addAll(body.inVars().subList(0, numConsts));
    for (Eqn e : body.eqns()) {
      if (e.inputs().stream().allMatch(a -> !(a instanceof Var v) || available.contains(v))
          && !grows(e)
          && !e.hasEffects()) {
        moved.add(e);
        available.addAll(e.outputs());
      } else {
        kept.add(e);
      }
    }
    Set<Var> used = identitySet();
    kept.forEach(e -> e.inputs().forEach(a -> use(a, used)));
    body.outs().forEach(a -> use(a, used));
    for (Eqn e : moved) {
      e.outputs().stream().filter(used::contains).forEach(results::add);
    }
  }

  /** Finds the equations of a loop body whose first {@code numConsts} arguments stay the same. */
  static LoopInvariants of(Jaxpr body, int numConsts) {
    return new LoopInvariants(body, numConsts);
  }

  private static Set<Var> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static void use(Atom a, Set<Var> used) {
    if (a instanceof Var v) {
      used.add(v);
    }
  }

  private static boolean grows(Eqn e) {
    long in = e.inputs().stream().mapToLong(a -> a.aval().size()).max().orElse(0);
    long out = e.outputs().stream().mapToLong(v -> v.aval().size()).max().orElse(0);
    return out > in;
  }

  /** The body with the moved results as further constants. */
  Jaxpr body() {
    List<Var> in = new ArrayList<>(original.inVars());
    in.addAll(constants, results);
    return new Jaxpr(original.constVars(), in, kept, original.outs());
  }

  int numConsts() {
    return constants + results.size();
  }

  /** The loop's operands with the values of the moved equations, computed in the current trace. */
  List<NDArray> operands(List<NDArray> operands) {
    Jaxpr before = new Jaxpr(List.of(), original.inVars().subList(0, constants), moved, results);
    List<NDArray> all = new ArrayList<>(operands);
    all.addAll(
        constants,
        Tracing.eval(new ClosedJaxpr(before, List.of()), operands.subList(0, constants)));
    return all;
  }
}
