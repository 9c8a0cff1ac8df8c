package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Dependence;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Transposes of control flow. */
final class ControlTranspose {
  private ControlTranspose() {}

  static List<@Nullable NDArray> transpose(Control op, Linear e) {
    return switch (op) {
      case Cond c -> cond(c, e);
      case Scan s -> scan(s, e);
      case While _ -> throw Faults.whileIsNotReversible();
    };
  }

  /** The same choice among the transposed branches. */
  private static List<@Nullable NDArray> cond(Cond op, Linear e) {
    NDArray index = e.constant(0);
    List<@Nullable NDArray> x = e.x().subList(1, e.x().size());
    boolean[] known = Tangents.nonzero(x);
    boolean[] nonzero = Tangents.nonzero(e.cts());
    boolean[] back = new boolean[x.size()];
    for (Jaxpr b : op.branches()) {
      Dependence.or(back, DeadCode.reduce(b, nonzero).usedIn());
    }
    for (int i = 0; i < back.length; i++) {
      back[i] &= !known[i] && e.aval(i + 1).dtype().isInexact();
    }
    List<TransposedJaxpr> transposed = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      TransposedJaxpr t = TransposedJaxpr.of("a branch", b, known, nonzero, back.clone());
      transposed.add(t);
      Dependence.or(back, t.nonzeroIn());
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (int i = 0; i < transposed.size(); i++) {
      boolean same = Arrays.equals(transposed.get(i).nonzeroIn(), back);
      branches.add(
          (same
                  ? transposed.get(i)
                  : TransposedJaxpr.of("a branch", op.branches().get(i), known, nonzero, back))
              .closed());
    }
    List<NDArray> operands = new ArrayList<>(List.of(index));
    branches.forEach(b -> operands.addAll(b.consts()));
    operands.addAll(Tangents.present(x));
    operands.addAll(Tangents.present(e.cts()));
    Cond backwards = new Cond(Branches.hoist(branches.stream().map(ClosedJaxpr::jaxpr).toList()));
    List<@Nullable NDArray> out = e.none();
    List<@Nullable NDArray> cts = ForwardJaxpr.spread(Tracing.bind(backwards, operands), back);
    for (int i = 0; i < cts.size(); i++) {
      out.set(i + 1, cts.get(i));
    }
    return out;
  }

  /**
   * The loop backwards. Cotangents of the carry are carried; those of the loop's constants are
   * summed in further carries; those of the stacked inputs are stacked results.
   */
  private static List<@Nullable NDArray> scan(Scan op, Linear e) {
    int nc = op.numConsts();
    int k = op.numCarry();
    int n = e.x().size();
    if (!carriesAreLinear(op, e)) {
      return separate(op, e);
    }
    boolean[] known = Tangents.nonzero(e.x());
    boolean[] body = known.clone();
    Arrays.fill(body, nc, nc + k, false);
    boolean[] nonzero = Tangents.nonzero(e.cts());
    Arrays.fill(nonzero, 0, k, true);
    boolean[] force = new boolean[n];
    Arrays.fill(force, nc, nc + k, true);
    TransposedJaxpr t = TransposedJaxpr.of("a loop body", op.jaxpr(), body, nonzero, force);
    boolean[] back = t.nonzeroIn();
    int consts = t.closed().consts().size() + Order.count(body, 0, nc);
    List<NDArray> slices = new ArrayList<>(Tangents.present(e.x().subList(nc + k, n)));
    List<NDArray> ctYs = Tangents.present(e.cts().subList(k, e.cts().size()));
    DeferredSums sums =
        DeferredSums.of(
            t.closed().jaxpr().constsToArgs(), consts, Order.count(back, 0, nc), slices, k, ctYs);
    List<NDArray> args = new ArrayList<>(t.closed().consts());
    args.addAll(Tangents.present(e.x().subList(0, nc)));
    for (AbstractValue a : sums.carried()) {
      args.add(Lax.zeros(a.dtype(), a.shape()));
    }
    args.addAll(Tangents.instantiate(e.cts().subList(0, k), e.eqn().outAvals().subList(0, k)));
    args.addAll(ctYs);
    args.addAll(slices);
    int numSums = sums.carried().size();
    Jaxpr step = withSums(sums.body(), consts, numSums, k, ctYs.size());
    Scan reversed = new Scan(step, op.length(), !op.reverse(), consts, numSums + k, op.unroll());
    List<@Nullable NDArray> out =
        ForwardJaxpr.spread(sums.complete(Tracing.bind(reversed, args)), back);
    for (int i = 0; i < n; i++) {
      if (known[i]) {
        out.set(i, null);
      }
    }
    return out;
  }

  /**
   * The transposed body {@code (consts, xs, ct carry, ct ys) → (ct consts, ct carry, ct xs)} as the
   * body {@code (consts | sums, ct carry | ct ys, xs) → (sums, ct carry | ct xs)} of a scan.
   */
  private static Jaxpr withSums(Jaxpr inner, int h, int ctConsts, int k, int ctYs) {
    int xs = inner.inVars().size() - h - k - ctYs;
    List<AbstractValue> types = new ArrayList<>(inner.inAvals().subList(0, h));
    types.addAll(inner.outAvals().subList(0, ctConsts));
    types.addAll(inner.inAvals().subList(h + xs, h + xs + k + ctYs));
    types.addAll(inner.inAvals().subList(h, h + xs));
    ClosedJaxpr step =
        Tracing.toJaxpr(
            "a loop body",
            args -> {
              Order order = new Order().range(0, h).range(h + ctConsts + k + ctYs, args.size());
              List<NDArray> in = order.range(h + ctConsts, h + ctConsts + k + ctYs).of(args);
              List<NDArray> outs =
                  new ArrayList<>(Tracing.eval(new ClosedJaxpr(inner, List.of()), in));
              for (int i = 0; i < ctConsts; i++) {
                outs.set(i, Lax.add(args.get(h + i), outs.get(i)));
              }
              return outs;
            },
            types);
    return step.jaxpr();
  }

  /** Whether every carry depends on a linear operand. */
  private static boolean carriesAreLinear(Scan op, Linear e) {
    int nc = op.numConsts();
    boolean[] unknown = new boolean[e.x().size()];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = e.isLinear(i);
    }
    Dependence.VALUE.loop(op.jaxpr(), unknown, nc, op.numCarry());
    return Order.count(unknown, nc, nc + op.numCarry()) == op.numCarry();
  }

  /**
   * A loop that also carries constants, such as a counter: runs that part first and transposes the
   * rest.
   */
  private static List<@Nullable NDArray> separate(Scan op, Linear e) {
    LinearTrace lin = new LinearTrace(Tracing.current(), "a transposition");
    List<NDArray> args = new ArrayList<>();
    for (int i = 0; i < e.x().size(); i++) {
      NDArray v = e.x().get(i);
      args.add(v == null ? lin.newArgument(e.aval(i).strong()) : v);
    }
    ClosedJaxpr rest = Tracing.within(lin, () -> lin.finish(Tracing.bind(op, args)));
    List<@Nullable NDArray> unknown = Tangents.none(rest.inAvals().size());
    List<@Nullable NDArray> back =
        new BackwardPass(rest.jaxpr(), rest.consts()).run(unknown, e.cts());
    boolean[] linear = new boolean[e.x().size()];
    for (int i = 0; i < linear.length; i++) {
      linear[i] = e.isLinear(i);
    }
    List<@Nullable NDArray> out = e.none();
    int next = 0;
    for (int i = 0; i < linear.length; i++) {
      if (linear[i]) {
        out.set(i, back.get(next++));
      }
    }
    return out;
  }
}
