package org.jacobean.optimize;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;

/**
 * Which results of a program depend on which arguments, found without tracing it: what would
 * otherwise take a trace per round of a loop's fixed point, and so a number of traces exponential
 * in the depth of nesting. Where a rule decides (custom derivatives, composites) the answer is that
 * everything depends.
 */
public enum Dependence {
  /** Results whose value depends on the value of the arguments. */
  VALUE,
  /** Results that may have a non-zero tangent when the arguments have one. */
  TANGENT;

  /** Operations whose derivative is zero everywhere. */
  public static final Set<UnaryOp> FLAT =
      Collections.unmodifiableSet(
          EnumSet.of(
              UnaryOp.CEIL,
              UnaryOp.FLOOR,
              UnaryOp.ROUND,
              UnaryOp.ROUND_NEAREST_EVEN,
              UnaryOp.SIGN));

  /** Which results depend on the arguments in {@code in}. */
  public boolean[] outs(Jaxpr j, boolean[] in) {
    Set<Var> marked = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < in.length; i++) {
      mark(j.inVars().get(i), in[i], marked);
    }
    for (Eqn e : j.eqns()) {
      boolean[] operands = new boolean[e.inputs().size()];
      boolean any = false;
      for (int i = 0; i < operands.length; i++) {
        operands[i] = e.inputs().get(i) instanceof Var v && marked.contains(v);
        any |= operands[i];
      }
      if (any) {
        boolean[] results = results(e, operands);
        for (int i = 0; i < results.length; i++) {
          mark(e.outputs().get(i), results[i], marked);
        }
      }
    }
    boolean[] out = new boolean[j.outs().size()];
    for (int i = 0; i < out.length; i++) {
      Atom a = j.outs().get(i);
      out[i] = a instanceof Var v && marked.contains(v);
    }
    return out;
  }

  /**
   * Which results of a loop's body depend on the operands in {@code in}, whose carry part, from
   * {@code numConsts} on, is set where some step's result depends on them.
   */
  public boolean[] loop(Jaxpr body, boolean[] in, int numConsts, int numCarry) {
    while (true) {
      boolean[] out = outs(body, in);
      boolean changed = false;
      for (int i = 0; i < numCarry; i++) {
        changed |= out[i] && !in[numConsts + i];
        in[numConsts + i] |= out[i];
      }
      if (!changed) {
        return out;
      }
    }
  }

  private void mark(Var v, boolean depends, Set<Var> marked) {
    if (depends && (this == VALUE || v.aval().dtype().isInexact())) {
      marked.add(v);
    }
  }

  private boolean[] results(Eqn e, boolean[] in) {
    boolean[] all = new boolean[e.outputs().size()];
    Arrays.fill(all, true);
    return switch (e.op()) {
      case Control c -> control(c, in, all);
      case JitCall j -> outs(j.jaxpr(), in);
      case Checkpoint k -> outs(k.jaxpr(), in);
      case ShardMap s -> outs(s.jaxpr(), in);
      case Unary(var u) when this == TANGENT && FLAT.contains(u) -> new boolean[1];
      case StopGradient _ when this == TANGENT -> new boolean[1];
      case BitcastConvertType _ when this == TANGENT -> new boolean[1];
      case CustomCall c when this == VALUE -> outs(c.jaxpr(), in);
      case Call _,
          Callback _,
          Collective _,
          Composite _,
          Contraction _,
          Convolution _,
          Creation _,
          Cumulative _,
          Indexing _,
          Movement _,
          Pointwise _,
          Reduction _,
          Sorting _ ->
          all;
    };
  }

  private boolean[] control(Control op, boolean[] in, boolean[] all) {
    return switch (op) {
      case Cond c -> {
        boolean[] args = Arrays.copyOfRange(in, 1, in.length);
        if (in[0] && this == VALUE) {
          yield chosen(c, args);
        }
        boolean[] out = new boolean[all.length];
        for (Jaxpr b : c.branches()) {
          or(out, outs(b, args));
        }
        yield out;
      }
      case Scan s -> {
        boolean[] out = loop(s.jaxpr(), in.clone(), s.numConsts(), s.numCarry());
        for (int i = 0; i < s.numCarry(); i++) {
          out[i] |= in[s.numConsts() + i];
        }
        yield out;
      }
      case While w -> {
        int cc = w.condNumConsts();
        int nc = w.bodyNumConsts();
        int k = all.length;
        boolean[] body = Arrays.copyOfRange(in, cc, in.length);
        boolean[] out = loop(w.bodyJaxpr(), body, nc, k);
        boolean[] test = Arrays.copyOf(in, cc + k);
        System.arraycopy(body, nc, test, cc, k);
        if (this == VALUE && outs(w.condJaxpr(), test)[0]) {
          for (int i = 0; i < k; i++) {
            body[nc + i] |= w.bodyJaxpr().outs().get(i) != w.bodyJaxpr().inVars().get(nc + i);
          }
        }
        or(out, Arrays.copyOfRange(body, nc, nc + k));
        yield out;
      }
    };
  }

  /** A result is the same whichever branch is chosen if all hand the same operand on. */
  private static boolean[] chosen(Cond op, boolean[] args) {
    Jaxpr first = op.branches().get(0);
    boolean[] out = new boolean[first.outs().size()];
    for (int i = 0; i < out.length; i++) {
      int result = i;
      int operand = first.inVars().indexOf(first.outs().get(i));
      boolean same =
          operand >= 0
              && op.branches().stream()
                  .allMatch(b -> b.inVars().indexOf(b.outs().get(result)) == operand);
      out[i] = same ? args[operand] : true;
    }
    return out;
  }

  /** {@code a |= b}. */
  public static void or(boolean[] a, boolean[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] |= b[i];
    }
  }
}
