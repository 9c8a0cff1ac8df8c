package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.optimize.Dependence;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Tangents of control flow: the same construct over the forward-mode programs of its jaxprs. Which
 * carries have a tangent is a fixed point: a carry that gets one in some step has one from the
 * start.
 */
final class ControlJvp {
  private ControlJvp() {}

  static Duals jvp(Control op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case Cond c -> cond(c, x, dx);
      case Scan s -> scan(s, x, dx);
      case While w -> whileLoop(w, x, dx);
    };
  }

  private static Duals cond(Cond op, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<NDArray> args = x.subList(1, x.size());
    List<@Nullable NDArray> dots = dx.subList(1, dx.size());
    boolean[] in = Tangents.nonzero(dots);
    boolean[] out = new boolean[op.branches().get(0).outs().size()];
    for (Jaxpr b : op.branches()) {
      Dependence.or(out, Dependence.TANGENT.outs(b, in));
    }
    List<JvpJaxpr> branches = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      JvpJaxpr j = JvpJaxpr.of("a branch", b, in, out.clone());
      branches.add(j);
      Dependence.or(out, j.nonzeroOut());
    }
    for (int i = 0; i < branches.size(); i++) {
      if (!Arrays.equals(branches.get(i).nonzeroOut(), out)) {
        branches.set(i, JvpJaxpr.of("a branch", op.branches().get(i), in, out));
      }
    }
    List<Jaxpr> jaxprs = Branches.hoist(branches.stream().map(b -> b.closed().jaxpr()).toList());
    List<NDArray> operands = new ArrayList<>(List.of(x.get(0)));
    branches.forEach(b -> operands.addAll(b.closed().consts()));
    operands.addAll(args);
    operands.addAll(Tangents.present(dots));
    return branches.get(0).duals(Tracing.bind(new Cond(jaxprs), operands));
  }

  private static Duals scan(Scan op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int nc = op.numConsts();
    int carryEnd = nc + op.numCarry();
    int n = x.size();
    boolean[] in = Tangents.nonzero(dx);
    boolean[] out = new boolean[op.jaxpr().outs().size()];
    JvpJaxpr body = fixpoint(op.jaxpr(), in, out, nc, op.numCarry());
    List<NDArray> hoisted = body.closed().consts();
    int h = hoisted.size();
    int dc = Order.count(in, 0, nc);
    int dk = Order.count(in, nc, carryEnd);
    int first = h + n;
    Order ins =
        new Order()
            .range(0, h + nc)
            .range(first, first + dc)
            .range(h + nc, h + carryEnd)
            .range(first + dc, first + dc + dk)
            .range(h + carryEnd, h + n)
            .range(first + dc + dk, first + Order.count(in, 0, n));
    int outs = out.length;
    int k = op.numCarry();
    Order results = new Order().range(0, k).range(outs, outs + dk).range(k, outs);
    results.range(outs + dk, body.closed().jaxpr().outs().size());
    Jaxpr jaxpr = Order.rearrange(body.closed().jaxpr().constsToArgs(), ins, results);
    List<NDArray> args = new ArrayList<>(hoisted);
    args.addAll(x.subList(0, nc));
    args.addAll(Tangents.present(dx.subList(0, nc)));
    args.addAll(x.subList(nc, carryEnd));
    args.addAll(carryTangents(x, dx, in, nc, carryEnd));
    args.addAll(x.subList(carryEnd, n));
    args.addAll(Tangents.present(dx.subList(carryEnd, n)));
    List<NDArray> y =
        Tracing.bind(
            new Scan(jaxpr, op.length(), op.reverse(), h + nc + dc, k + dk, op.unroll()), args);
    // Results are (carry, carry tangents, ys, y tangents).
    List<NDArray> plain =
        new Order()
            .range(0, k)
            .range(k + dk, outs + dk)
            .range(k, k + dk)
            .range(outs + dk, y.size())
            .of(y);
    return body.duals(plain);
  }

  private static Duals whileLoop(While op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int cc = op.condNumConsts();
    int nc = op.bodyNumConsts();
    int n = x.size();
    int k = n - cc - nc;
    boolean[] in = Arrays.copyOfRange(Tangents.nonzero(dx), cc, n);
    boolean[] out = new boolean[k];
    JvpJaxpr body = fixpoint(op.bodyJaxpr(), in, out, nc, k);
    List<NDArray> hoisted = body.closed().consts();
    int h = hoisted.size();
    int dc = Order.count(in, 0, nc);
    int dk = Order.count(in, nc, nc + k);
    int first = h + nc + k;
    Order ins =
        new Order()
            .range(0, h + nc)
            .range(first, first + dc)
            .range(h + nc, first)
            .range(first + dc, first + dc + dk);
    Jaxpr jaxpr =
        Order.rearrange(body.closed().jaxpr().constsToArgs(), ins, new Order().range(0, k + dk));
    List<Var> testVars = new ArrayList<>(op.condJaxpr().inVars());
    for (int i = 0; i < k; i++) {
      if (in[nc + i]) {
        testVars.add(new Var(op.bodyJaxpr().inAvals().get(nc + i).strong()));
      }
    }
    Jaxpr test = new Jaxpr(List.of(), testVars, op.condJaxpr().eqns(), op.condJaxpr().outs());
    List<NDArray> args = new ArrayList<>(x.subList(0, cc));
    args.addAll(hoisted);
    args.addAll(x.subList(cc, cc + nc));
    args.addAll(Tangents.present(dx.subList(cc, cc + nc)));
    args.addAll(x.subList(cc + nc, n));
    args.addAll(carryTangents(x.subList(cc, n), dx.subList(cc, n), in, nc, nc + k));
    return body.duals(Tracing.bind(new While(test, cc, jaxpr, h + nc + dc), args));
  }

  /**
   * Traces a loop body until (at once, but for rules that the analysis does not foresee) {@code
   * in}, whose carry part is set where {@code out} is, no longer changes.
   */
  private static JvpJaxpr fixpoint(
      Jaxpr body, boolean[] in, boolean[] out, int numConsts, int numCarry) {
    Dependence.TANGENT.loop(body, in, numConsts, numCarry);
    System.arraycopy(in, numConsts, out, 0, numCarry);
    while (true) {
      JvpJaxpr jvp = JvpJaxpr.of("a loop body", body, in, out);
      boolean changed = false;
      for (int i = 0; i < numCarry; i++) {
        changed |= jvp.nonzeroOut()[i] && !in[numConsts + i];
        in[numConsts + i] |= jvp.nonzeroOut()[i];
        out[i] |= jvp.nonzeroOut()[i];
      }
      if (!changed) {
        return jvp;
      }
    }
  }

  private static List<NDArray> carryTangents(
      List<NDArray> x, List<@Nullable NDArray> dx, boolean[] in, int from, int to) {
    List<NDArray> t = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (in[i]) {
        t.add(Tangents.instantiate(dx.get(i), x.get(i).aval()));
      }
    }
    return t;
  }
}
