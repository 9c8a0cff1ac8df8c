package org.jacobean.optimize;

import java.util.List;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.JitCall;

/**
 * Makes programs smaller without changing what they compute: a list of passes, each in a file of
 * its own.
 */
public final class Optimizer {
  private Optimizer() {}

  /** An equivalent program with the same arguments and results. */
  public static Jaxpr optimize(Jaxpr jaxpr) {
    Jaxpr j = jaxpr;
    for (Pass p :
        List.<Pass>of(new DeadCode(), new Simplify(), new CommonSubexpressions(), new DeadCode())) {
      j = p.apply(j);
    }
    return j;
  }

  /**
   * The same program without prints, debug callbacks and checks, for running it once more: the
   * values are the same, and what the user sees or is told happens once.
   */
  public static Jaxpr silence(Jaxpr jaxpr) {
    return jaxpr.effects().isEmpty() ? jaxpr : new Silence().apply(jaxpr);
  }

  /**
   * The same program with every call replaced by the equations of what it calls, inside control
   * flow too.
   */
  public static Jaxpr inline(Jaxpr jaxpr) {
    return new InlineCalls(true).apply(jaxpr);
  }

  /** The same program with calls of jitted functions replaced by their equations, these only. */
  public static Jaxpr inlineJits(Jaxpr jaxpr) {
    for (Eqn e : jaxpr.eqns()) {
      if (e.op() instanceof JitCall) {
        return new InlineCalls(false).apply(jaxpr);
      }
    }
    return jaxpr;
  }
}
