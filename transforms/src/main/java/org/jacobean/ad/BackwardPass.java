package org.jacobean.ad;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Sorting;
import org.jacobean.trace.Tracing;
import org.jacobean.trace.VaryingTypes;
import org.jspecify.annotations.Nullable;

/**
 * One backward evaluation of a jaxpr that is linear in some of its arguments. Equations that depend
 * on the others only are evaluated forwards first; the rest are transposed from last to first.
 */
final class BackwardPass {
  private final Jaxpr jaxpr;
  private final Map<Var, NDArray> known = new IdentityHashMap<>();
  private final Map<Var, NDArray> cotangents = new IdentityHashMap<>();

  BackwardPass(Jaxpr jaxpr, List<NDArray> consts) {
    this.jaxpr = jaxpr;
    for (int i = 0; i < consts.size(); i++) {
      known.put(jaxpr.constVars().get(i), consts.get(i));
    }
  }

  /**
   * The cotangents of the arguments.
   *
   * @param in values of the arguments, null for those in which the jaxpr is linear
   * @param ct cotangents of the results
   */
  List<@Nullable NDArray> run(List<@Nullable NDArray> in, List<@Nullable NDArray> ct) {
    for (int i = 0; i < in.size(); i++) {
      NDArray v = in.get(i);
      if (v != null) {
        known.put(jaxpr.inVars().get(i), v);
      }
    }
    List<Eqn> linear = new ArrayList<>();
    for (Eqn e : jaxpr.eqns()) {
      if (e.inputs().stream().allMatch(this::isKnown)) {
        Lines.replay(e, () -> evaluate(e));
      } else {
        linear.add(e);
      }
    }
    for (int i = 0; i < ct.size(); i++) {
      accumulate(jaxpr.outs().get(i), ct.get(i));
    }
    for (int i = linear.size() - 1; i >= 0; i--) {
      Eqn e = linear.get(i);
      Lines.replayBackward(e, () -> step(e));
    }
    List<@Nullable NDArray> out = new ArrayList<>();
    for (Var v : jaxpr.inVars()) {
      out.add(cotangents.get(v));
    }
    return out;
  }

  private void evaluate(Eqn e) {
    List<NDArray> y =
        Tracing.bind(
            e.op(), e.inputs().stream().map(a -> Objects.requireNonNull(value(a))).toList());
    for (int i = 0; i < y.size(); i++) {
      known.put(e.outputs().get(i), y.get(i));
    }
  }

  private void step(Eqn e) {
    List<@Nullable NDArray> ct = new ArrayList<>();
    boolean any = false;
    for (Var v : e.outputs()) {
      NDArray c = cotangents.remove(v);
      // What varies over devices has a cotangent of each device's own, also where they are equal.
      ct.add(c == null ? null : VaryingTypes.promote(c, v.aval().varying()));
      any |= c != null;
    }
    if (!any) {
      return;
    }
    List<@Nullable NDArray> x = new ArrayList<>();
    for (Atom a : e.inputs()) {
      x.add(value(a));
    }
    List<@Nullable NDArray> back;
    try {
      back = transpose(new Linear(e, x, ct));
    } catch (JacobeanException fault) {
      throw fault.at(e.source().toString());
    }
    for (int i = 0; i < back.size(); i++) {
      accumulate(e.inputs().get(i), back.get(i));
    }
  }

  private static List<@Nullable NDArray> transpose(Linear e) {
    return switch (e.op()) {
      case Pointwise op -> PointwiseTranspose.transpose(op, e);
      case Movement op -> MovementTranspose.transpose(op, e);
      case Indexing op -> IndexingTranspose.transpose(op, e);
      case Reduction op -> ReductionTranspose.transpose(op, e);
      case Cumulative op -> CumulativeTranspose.transpose(op, e);
      case Contraction op -> ContractionTranspose.transpose(op, e);
      case Convolution op -> ConvolutionTranspose.transpose(op, e);
      case Control op -> ControlTranspose.transpose(op, e);
      case Call op -> CallTranspose.transpose(op, e);
      case Collective op -> CollectiveTranspose.transpose(op, e);
      case Composite op -> CallTranspose.expand(op, e);
      case Callback _, Creation _, Sorting _ -> throw e.notLinear();
    };
  }

  private void accumulate(Atom a, @Nullable NDArray ct) {
    if (ct != null && a instanceof Var v && !known.containsKey(v) && v.aval().dtype().isInexact()) {
      NDArray before = cotangents.get(v);
      NDArray own = ShardMapRules.summed(ct, v.aval().varying());
      cotangents.put(v, Objects.requireNonNull(Tangents.sum(before, own)));
    }
  }

  private boolean isKnown(Atom a) {
    return a instanceof Literal || known.containsKey((Var) a);
  }

  private @Nullable NDArray value(Atom a) {
    return switch (a) {
      case Literal l -> l.toArray();
      case Var v -> known.get(v);
    };
  }
}
