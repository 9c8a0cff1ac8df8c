package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.Transpose;
import org.jacobean.lax.Lax;

/**
 * Cotangents of a loop's constants that are better summed after the loop than in it.
 *
 * <p>The gradient of a weight matrix is {@code sum_t a_t' b_t}. In the loop that is a thin product
 * and an update of the whole matrix per step; after it, one product over the stacked {@code a} and
 * {@code b}. A sum is deferred when stacking its factors writes fewer elements per step than the
 * matrix has. Sums of what is stacked anyway follow, over all steps or further axes.
 */
final class DeferredSums {
  private final Jaxpr inner;
  private final int numConsts;
  private final int numSums;
  private final Map<Var, NDArray> slices = new IdentityHashMap<>();
  private final List<Var> stacked = new ArrayList<>();
  private final Map<Integer, Eqn> deferred = new TreeMap<>();

  /** The order of axes of a deferred sum where it is not the summand's. */
  private final Map<Integer, Axes> permutations = new TreeMap<>();

  /** Results that are themselves stacked: summed over the steps. */
  private final Map<Integer, Var> plain = new TreeMap<>();

  private DeferredSums(Jaxpr inner, int numConsts, int numSums) {
    this.inner = inner;
    this.numConsts = numConsts;
    this.numSums = numSums;
  }

  /**
   * Chooses the sums to defer.
   *
   * @param inner the transposed body, {@code (consts, xs, ct carry, ct ys) → (summands, ct carry,
   *     ct xs)}
   * @param xs the arrays whose slices it reads, and {@code ctYs} likewise
   */
  static DeferredSums of(
      Jaxpr inner, int numConsts, int numSums, List<NDArray> xs, int numCarry, List<NDArray> ctYs) {
    DeferredSums d = new DeferredSums(inner, numConsts, numSums);
    List<Var> in = inner.inVars();
    for (int i = 0; i < xs.size(); i++) {
      d.slices.put(in.get(numConsts + i), xs.get(i));
    }
    for (int i = 0; i < ctYs.size(); i++) {
      d.slices.put(in.get(numConsts + xs.size() + numCarry + i), ctYs.get(i));
    }
    d.choose();
    return d;
  }

  private void choose() {
    Set<Var> perStep = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Var> varying = inner.inVars().subList(numConsts, inner.inVars().size());
    perStep.addAll(varying);
    Set<Eqn> free = Collections.newSetFromMap(new IdentityHashMap<>());
    free.addAll(DeadCode.independentOf(inner, varying));
    Map<Var, Eqn> producers = new IdentityHashMap<>();
    for (Eqn e : inner.eqns()) {
      e.outputs().forEach(v -> producers.put(v, e));
      if (!free.contains(e)) {
        perStep.addAll(e.outputs());
      }
    }
    for (boolean products : new boolean[] {true, false}) {
      for (int i = 0; i < numSums; i++) {
        Eqn last = inner.outs().get(i) instanceof Var v ? producers.get(v) : null;
        Eqn e =
            last != null && last.op() instanceof Transpose
                ? producers.get((Var) last.inputs().get(0))
                : last;
        if (e == null
            || !(products
                ? e.op() instanceof DotGeneral
                : e.op() instanceof Reduce(ReduceOp op, _) && op == ReduceOp.SUM)) {
          continue;
        }
        if (e.inputs().stream().allMatch(a -> a instanceof Var v && perStep.contains(v))
            && pays(e, products)) {
          deferred.put(i, e);
          if (last != null && last.op() instanceof Transpose(Axes permutation)) {
            permutations.put(i, permutation);
          }
        }
      }
    }
    for (int i = 0; i < numSums; i++) {
      if (inner.outs().get(i) instanceof Var v && (slices.containsKey(v) || stacked.contains(v))) {
        plain.put(i, v);
      }
    }
  }

  private boolean isDeferred(int i) {
    return deferred.containsKey(i) || plain.containsKey(i);
  }

  /** Whether stacking the operands is cheaper than carrying the sum; if so, they are. */
  private boolean pays(Eqn e, boolean product) {
    long elements = 0;
    List<Var> fresh = new ArrayList<>();
    for (Atom a : e.inputs()) {
      Var v = (Var) a;
      if (!slices.containsKey(v) && !stacked.contains(v) && !fresh.contains(v)) {
        fresh.add(v);
        elements += v.aval().size();
      }
    }
    boolean pays = product ? elements < e.outputs().get(0).aval().size() : fresh.isEmpty();
    if (pays) {
      stacked.addAll(fresh);
    }
    return pays;
  }

  /** Types of the sums that stay in the loop. */
  List<AbstractValue> carried() {
    List<AbstractValue> types = new ArrayList<>();
    for (int i = 0; i < numSums; i++) {
      if (!isDeferred(i)) {
        types.add(inner.outs().get(i).aval());
      }
    }
    return types;
  }

  /**
   * The transposed body without the deferred summands, and with what must be stacked as further
   * results.
   */
  Jaxpr body() {
    List<Atom> outs = new ArrayList<>();
    for (int i = 0; i < inner.outs().size(); i++) {
      if (!isDeferred(i)) {
        outs.add(inner.outs().get(i));
      }
    }
    outs.addAll(stacked);
    Jaxpr all = new Jaxpr(inner.constVars(), inner.inVars(), inner.eqns(), outs);
    return DeadCode.reduce(all, DeadCode.all(outs.size())).jaxpr();
  }

  /** The results of the whole from those of the loop over {@link #body}. */
  List<NDArray> complete(List<NDArray> loop) {
    int own = loop.size() - stacked.size();
    for (int i = 0; i < stacked.size(); i++) {
      slices.put(stacked.get(i), loop.get(own + i));
    }
    List<NDArray> out = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < inner.outs().size(); i++) {
      Eqn e = deferred.get(i);
      Var v = plain.get(i);
      if (e != null) {
        Axes order = permutations.get(i);
        out.add(order == null ? sum(e) : Lax.transpose(sum(e), order));
      } else if (v != null) {
        out.add(Lax.reduceSum(Objects.requireNonNull(slices.get(v)), Axes.of(0)));
      } else {
        out.add(loop.get(next++));
      }
    }
    return out;
  }

  private NDArray sum(Eqn e) {
    NDArray a = slice(e, 0);
    if (e.op() instanceof Reduce(_, Axes axes)) {
      return Lax.reduceSum(a, Axes.of(0).plus(axes.shift(0)));
    }
    DotGeneral op = (DotGeneral) e.op();
    NDArray b = slice(e, 1);
    DotDims d = op.dims();
    int m = d.lhsContract().size();
    Axes leading = Axes.range(0, m);
    if (d.lhsBatch().size() == 0
        && d.lhsContract().equals(leading)
        && d.rhsContract().equals(leading)) {
      // The summed axes lie together: one plain product over all of them.
      DotDims flat = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
      return Lax.dotGeneral(merged(a, m + 1), merged(b, m + 1), flat, op.preferredElementType());
    }
    DotDims all =
        new DotDims(
            d.lhsBatch().shift(0),
            d.rhsBatch().shift(0),
            Axes.of(0).plus(d.lhsContract().shift(0)),
            Axes.of(0).plus(d.rhsContract().shift(0)));
    return Lax.dotGeneral(a, b, all, op.preferredElementType());
  }

  /** The stacked operand {@code i} of a summand. */
  private NDArray slice(Eqn e, int i) {
    return Objects.requireNonNull(slices.get((Var) e.inputs().get(i)));
  }

  /** {@code x} with its first {@code n} axes as one. */
  private static NDArray merged(NDArray x, int n) {
    Axes first = Axes.range(0, n);
    int length = Math.toIntExact(x.shape().pick(first).size());
    return Lax.reshape(x, Shape.of(length).plus(x.shape().without(first)));
  }
}
