package org.jacobean.optimize;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Replaces calls by the equations of what they call.
 *
 * <p>Before: {@code c = jit[name=f jaxpr={ lambda ; a . let b = sin a in (b,) }] x}. After: {@code
 * c = sin x}.
 */
final class InlineCalls implements Pass {
  private final boolean all;

  /**
   * The pass.
   *
   * @param all whether every call is replaced, not only those of jitted functions
   */
  InlineCalls(boolean all) {
    this.all = all;
  }

  @Override
  public Jaxpr apply(Jaxpr jaxpr) {
    List<Eqn> eqns = new ArrayList<>();
    Map<Var, Atom> env = new IdentityHashMap<>();
    inline(jaxpr, env, eqns);
    return new Jaxpr(jaxpr.constVars(), jaxpr.inVars(), eqns, Renaming.atoms(jaxpr.outs(), env));
  }

  private void inline(Jaxpr jaxpr, Map<Var, Atom> env, List<Eqn> out) {
    for (Eqn e : jaxpr.eqns()) {
      List<Atom> in = Renaming.atoms(e.inputs(), env);
      Jaxpr called = called(e);
      if (called != null) {
        Map<Var, Atom> inner = new IdentityHashMap<>();
        boolean apart = e.op() instanceof Checkpoint c && c.differentiated() && c.preventCse();
        for (int i = 0; i < in.size(); i++) {
          inner.put(called.inVars().get(i), apart ? barrier(in.get(i), e, out) : in.get(i));
        }
        inline(called, inner, out);
        List<Atom> results = Renaming.atoms(called.outs(), inner);
        for (int i = 0; i < results.size(); i++) {
          env.put(e.outputs().get(i), results.get(i));
        }
        continue;
      }
      List<Var> outputs = new ArrayList<>();
      for (Var v : e.outputs()) {
        Var fresh = new Var(v.aval());
        env.put(v, fresh);
        outputs.add(fresh);
      }
      out.add(new Eqn(NestedJaxprs.map(e.op(), this::apply), in, outputs, e.source()));
    }
  }

  /** Behind it, equations are not found equal to those of the first computation. */
  private static Atom barrier(Atom a, Eqn call, List<Eqn> out) {
    if (!(a instanceof Var v)) {
      return a;
    }
    Var behind = new Var(v.aval());
    out.add(new Eqn(new OptimizationBarrier(), List.of(v), List.of(behind), call.source()));
    return behind;
  }

  private @Nullable Jaxpr called(Eqn e) {
    if (!all) {
      return e.op() instanceof JitCall j ? j.jaxpr() : null;
    }
    return switch (e.op()) {
      case JitCall j -> j.jaxpr();
      case Checkpoint c -> c.jaxpr();
      case CustomCall j -> j.jaxpr();
      case Composite c -> {
        List<AbstractValue> avals = e.inAvals();
        ClosedJaxpr body = Tracing.toJaxpr(c.name(), c::expand, avals);
        yield body.consts().isEmpty() ? body.jaxpr() : null;
      }
      default -> null;
    };
  }
}
