package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** One forward-mode evaluation: the values and the non-zero tangents of a jaxpr's variables. */
final class JvpEvaluation {
  private final Jaxpr jaxpr;
  private final BranchGuards guards;
  private final Map<Var, NDArray> values = new IdentityHashMap<>();
  private final Map<Var, NDArray> tangents = new IdentityHashMap<>();

  private final @Nullable LinearTrace linear;

  JvpEvaluation(ClosedJaxpr closed) {
    this(closed, null);
  }

  /**
   * An evaluation whose tangents are those of a linear trace. A tangent that does not depend on its
   * arguments, such as a zero array that a custom rule returned, is zero as it is linear in them.
   */
  JvpEvaluation(ClosedJaxpr closed, @Nullable LinearTrace linear) {
    this.linear = linear;
    jaxpr = closed.jaxpr();
    guards = BranchGuards.of(jaxpr);
    for (int i = 0; i < closed.consts().size(); i++) {
      values.put(jaxpr.constVars().get(i), closed.consts().get(i));
    }
  }

  Duals run(List<NDArray> primals, List<@Nullable NDArray> given) {
    if (primals.size() != jaxpr.inVars().size()) {
      throw Faults.count("arguments", jaxpr.inVars().size(), primals.size());
    }
    for (int i = 0; i < primals.size(); i++) {
      values.put(jaxpr.inVars().get(i), primals.get(i));
      NDArray t = given.get(i);
      if (t != null) {
        tangents.put(jaxpr.inVars().get(i), t);
      }
    }
    Map<Var, Integer> lastUse = lastUses(primals);
    for (int i = 0; i < jaxpr.eqns().size(); i++) {
      Eqn e = jaxpr.eqns().get(i);
      Lines.replay(e, () -> step(e));
      for (Atom a : e.inputs()) {
        if (a instanceof Var v && lastUse.getOrDefault(v, -1) == i) {
          values.remove(v);
          tangents.remove(v);
        }
      }
    }
    List<NDArray> outs = new ArrayList<>();
    List<@Nullable NDArray> dots = new ArrayList<>();
    for (Atom a : jaxpr.outs()) {
      outs.add(value(a));
      dots.add(tangent(a));
    }
    return new Duals(outs, dots);
  }

  /**
   * Where each variable is last read, so that concrete arrays can be let go; empty when there are
   * none.
   */
  private Map<Var, Integer> lastUses(List<NDArray> primals) {
    Map<Var, Integer> last = new IdentityHashMap<>();
    if (primals.stream().allMatch(p -> p instanceof Tracer)) {
      return last;
    }
    for (int i = 0; i < jaxpr.eqns().size(); i++) {
      for (Atom a : jaxpr.eqns().get(i).inputs()) {
        if (a instanceof Var v) {
          last.put(v, i);
        }
      }
    }
    for (Atom a : jaxpr.outs()) {
      if (a instanceof Var v) {
        last.remove(v);
      }
    }
    return last;
  }

  private void step(Eqn e) {
    if (!hasTangent(e)) {
      evaluate(e);
      return;
    }
    List<NDArray> x = e.inputs().stream().map(this::value).toList();
    List<@Nullable NDArray> dx = new ArrayList<>(x.size());
    for (Atom a : e.inputs()) {
      dx.add(tangent(a));
    }
    mask(e, dx);
    boolean known = isComputed(e);
    Duals y;
    try {
      y = Jvp.apply(e.op(), x, dx, known ? List.of(value(e.outputs().get(0))) : List.of());
    } catch (JacobeanException fault) {
      throw fault.at(e.source().toString());
    }
    for (int i = 0; i < e.outputs().size(); i++) {
      Var v = e.outputs().get(i);
      values.put(v, y.primals().get(i));
      NDArray t = y.tangents().get(i);
      if (t != null && v.aval().dtype().isInexact() && (linear == null || linear.isUnknown(t))) {
        tangents.put(v, Tangents.expand(t, v.aval().shape()));
      }
    }
  }

  /** Sets tangents that enter a branch of a selection to zero where the branch is not taken. */
  private void mask(Eqn e, List<@Nullable NDArray> dx) {
    for (int i = 0; i < dx.size(); i++) {
      NDArray t = dx.get(i);
      if (t == null) {
        continue;
      }
      for (BranchGuards.Guard g : guards.entering(e, i)) {
        if (force(g.which())) {
          NDArray which = along(value(g.which()), g.dims(), e, i);
          NDArray zero = Tangents.zero(t);
          t =
              which.dtype().isBool()
                  ? g.branch() == 1 ? Lax.select(which, t, zero) : Lax.select(which, zero, t)
                  : Tangents.where(g.isTaken(which), t);
        }
      }
      dx.set(i, t);
    }
  }

  /** The selector in the shape of what is masked, if it runs along some of its axes only. */
  private static NDArray along(NDArray which, Axes dims, Eqn e, int i) {
    Atom masked = e.op() instanceof Pointwise ? e.outputs().get(0) : e.inputs().get(i);
    Shape shape = masked.aval().shape();
    if (which.rank() == 0 || dims.equals(Axes.range(0, shape.rank()))) {
      return which;
    }
    int[] order =
        IntStream.range(0, dims.size())
            .boxed()
            .sorted(Comparator.comparing(dims::get))
            .mapToInt(Integer::intValue)
            .toArray();
    Axes ascending = Axes.of(Arrays.stream(order).map(dims::get).toArray());
    return Lax.broadcastInDim(Lax.transpose(which, Axes.of(order)), shape, ascending);
  }

  /**
   * Computes a selector ahead of its turn, if that needs only operations whose value is independent
   * of tangents.
   */
  private boolean force(Var v) {
    if (values.containsKey(v)) {
      return true;
    }
    Eqn e = guards.producer(v);
    if (e == null || !Jvp.isSeparable(e.op())) {
      return false;
    }
    for (Atom a : e.inputs()) {
      if (a instanceof Var u && !force(u)) {
        return false;
      }
    }
    evaluate(e);
    return true;
  }

  private void evaluate(Eqn e) {
    if (isComputed(e)) {
      return;
    }
    List<NDArray> y = Tracing.bind(e.op(), e.inputs().stream().map(this::value).toList());
    for (int i = 0; i < y.size(); i++) {
      values.put(e.outputs().get(i), y.get(i));
    }
  }

  /** Whether the results are there, as those of a selector that was computed ahead of its turn. */
  private boolean isComputed(Eqn e) {
    return !e.outputs().isEmpty() && values.containsKey(e.outputs().get(0));
  }

  private boolean hasTangent(Eqn e) {
    boolean in = false;
    for (Atom a : e.inputs()) {
      in |= tangent(a) != null;
    }
    boolean out = false;
    for (Var v : e.outputs()) {
      out |= v.aval().dtype().isInexact();
    }
    return in && out;
  }

  private NDArray value(Atom a) {
    return switch (a) {
      case Literal l -> l.toArray();
      case Var v -> Objects.requireNonNull(values.get(v), "unbound variable");
    };
  }

  private @Nullable NDArray tangent(Atom a) {
    return a instanceof Var v ? tangents.get(v) : null;
  }
}
