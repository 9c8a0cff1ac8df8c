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
 * Tangents (or power series) of control flow: the same construct over the forward-mode programs of
 * its jaxprs. Which carries have a tangent is a fixed point: a carry that gets one in some step has
 * one from the start. Masks have {@code mode.width()} entries per value.
 */
final class ControlJvp {
  private ControlJvp() {}

  static Duals jvp(ForwardMode mode, Control op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case Cond c -> cond(mode, c, x, dx);
      case Scan s -> scan(mode, s, x, dx);
      case While w -> whileLoop(mode, w, x, dx);
    };
  }

  private static Duals cond(
      ForwardMode mode, Cond op, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<NDArray> args = x.subList(1, x.size());
    List<@Nullable NDArray> dots = dx.subList(mode.width(), dx.size());
    boolean[] in = Tangents.nonzero(dots);
    boolean[] out = new boolean[op.branches().get(0).outs().size() * mode.width()];
    for (int k = 0; k < mode.width(); k++) {
      boolean[] given = upTo(mode, in, k);
      for (Jaxpr b : op.branches()) {
        boolean[] dependent = Dependence.TANGENT.outs(b, given);
        for (int i = 0; i < dependent.length; i++) {
          out[i * mode.width() + k] |= dependent[i];
        }
      }
    }
    List<ForwardJaxpr> branches = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      ForwardJaxpr j = ForwardJaxpr.of(mode, "a branch", b, in, out.clone());
      branches.add(j);
      Dependence.or(out, j.nonzeroOut());
    }
    for (int i = 0; i < branches.size(); i++) {
      if (!Arrays.equals(branches.get(i).nonzeroOut(), out)) {
        branches.set(i, ForwardJaxpr.of(mode, "a branch", op.branches().get(i), in, out));
      }
    }
    List<Jaxpr> jaxprs = Branches.hoist(branches.stream().map(b -> b.closed().jaxpr()).toList());
    List<NDArray> operands = new ArrayList<>(List.of(x.get(0)));
    branches.forEach(b -> operands.addAll(b.closed().consts()));
    operands.addAll(args);
    operands.addAll(Tangents.present(dots));
    return branches.get(0).duals(Tracing.bind(new Cond(jaxprs), operands));
  }

  private static Duals scan(
      ForwardMode mode, Scan op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int w = mode.width();
    int nc = op.numConsts();
    int carryEnd = nc + op.numCarry();
    int n = x.size();
    boolean[] in = Tangents.nonzero(dx);
    int outs = op.jaxpr().outs().size();
    ForwardJaxpr body = fixpoint(mode, op.jaxpr(), in, nc, op.numCarry());
    List<NDArray> hoisted = body.closed().consts();
    int h = hoisted.size();
    int dc = Order.count(in, 0, nc * w);
    int dk = Order.count(in, nc * w, carryEnd * w);
    int first = h + n;
    Order ins =
        new Order()
            .range(0, h + nc)
            .range(first, first + dc)
            .range(h + nc, h + carryEnd)
            .range(first + dc, first + dc + dk)
            .range(h + carryEnd, h + n)
            .range(first + dc + dk, first + Order.count(in, 0, n * w));
    int k = op.numCarry();
    Order results = new Order().range(0, k).range(outs, outs + dk).range(k, outs);
    results.range(outs + dk, body.closed().jaxpr().outs().size());
    Jaxpr jaxpr = Order.rearrange(body.closed().jaxpr().constsToArgs(), ins, results);
    List<NDArray> args = new ArrayList<>(hoisted);
    args.addAll(x.subList(0, nc));
    args.addAll(Tangents.present(dx.subList(0, nc * w)));
    args.addAll(x.subList(nc, carryEnd));
    args.addAll(carryTangents(w, x, dx, in, nc, carryEnd));
    args.addAll(x.subList(carryEnd, n));
    args.addAll(Tangents.present(dx.subList(carryEnd * w, n * w)));
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

  private static Duals whileLoop(
      ForwardMode mode, While op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int w = mode.width();
    int cc = op.condNumConsts();
    int nc = op.bodyNumConsts();
    int n = x.size();
    int k = n - cc - nc;
    boolean[] in = Arrays.copyOfRange(Tangents.nonzero(dx), cc * w, n * w);
    ForwardJaxpr body = fixpoint(mode, op.bodyJaxpr(), in, nc, k);
    List<NDArray> hoisted = body.closed().consts();
    int h = hoisted.size();
    int dc = Order.count(in, 0, nc * w);
    int dk = Order.count(in, nc * w, (nc + k) * w);
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
    for (int i = nc * w; i < (nc + k) * w; i++) {
      if (in[i]) {
        testVars.add(new Var(op.bodyJaxpr().inAvals().get(i / w).strong()));
      }
    }
    Jaxpr test = new Jaxpr(List.of(), testVars, op.condJaxpr().eqns(), op.condJaxpr().outs());
    List<NDArray> args = new ArrayList<>(x.subList(0, cc));
    args.addAll(hoisted);
    args.addAll(x.subList(cc, cc + nc));
    args.addAll(Tangents.present(dx.subList(cc * w, (cc + nc) * w)));
    args.addAll(x.subList(cc + nc, n));
    args.addAll(carryTangents(w, x.subList(cc, n), dx.subList(cc * w, n * w), in, nc, nc + k));
    return body.duals(Tracing.bind(new While(test, cc, jaxpr, h + nc + dc, op.maxSteps()), args));
  }

  /**
   * Traces a loop body until (at once, but for rules that the analysis does not foresee) the carry
   * part of {@code in}, which is set where a step's results have a tangent, no longer changes.
   */
  private static ForwardJaxpr fixpoint(
      ForwardMode mode, Jaxpr body, boolean[] in, int numConsts, int numCarry) {
    int first = numConsts * mode.width();
    int carry = numCarry * mode.width();
    for (int k = 0; k < mode.width(); k++) {
      boolean[] given = upTo(mode, in, k);
      Dependence.TANGENT.loop(body, given, numConsts, numCarry);
      for (int i = numConsts; i < numConsts + numCarry; i++) {
        in[i * mode.width() + k] |= given[i];
      }
    }
    boolean[] out = new boolean[body.outs().size() * mode.width()];
    System.arraycopy(in, first, out, 0, carry);
    while (true) {
      ForwardJaxpr jvp = ForwardJaxpr.of(mode, "a loop body", body, in, out);
      boolean changed = false;
      for (int i = 0; i < carry; i++) {
        changed |= jvp.nonzeroOut()[i] && !in[first + i];
        in[first + i] |= jvp.nonzeroOut()[i];
        out[i] |= jvp.nonzeroOut()[i];
      }
      if (!changed) {
        return jvp;
      }
    }
  }

  /**
   * Which values carry something at place {@code k} or before: a result has a coefficient of some
   * order only if an operand has one of that order or a lower one.
   */
  private static boolean[] upTo(ForwardMode mode, boolean[] in, int k) {
    boolean[] any = new boolean[in.length / mode.width()];
    for (int i = 0; i < any.length; i++) {
      for (int j = 0; j <= k; j++) {
        any[i] |= in[i * mode.width() + j];
      }
    }
    return any;
  }

  private static List<NDArray> carryTangents(
      int w, List<NDArray> x, List<@Nullable NDArray> dx, boolean[] in, int from, int to) {
    List<NDArray> t = new ArrayList<>();
    for (int i = from * w; i < to * w; i++) {
      if (in[i]) {
        t.add(Tangents.instantiate(dx.get(i), x.get(i / w).aval()));
      }
    }
    return t;
  }
}
