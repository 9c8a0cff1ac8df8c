package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A shared index chooses among batched branches; an index per example runs all branches and selects
 * among the results.
 */
final class CondBatch {
  private CondBatch() {}

  static List<Batched> batch(Cond op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    Batched index = in.get(0);
    List<Batched> args = in.subList(1, in.size());
    if (!index.mapped()) {
      return chooseOnce(op, axis, index.array(), args, active);
    }
    if (op.branches().size() == 1) {
      return InnerJaxpr.eval(op.branches().get(0), axis, args, active);
    }
    return select(op, axis, index, args, active);
  }

  private static List<Batched> chooseOnce(
      Cond op, MappedAxis axis, NDArray index, List<Batched> args, @Nullable NDArray active) {
    boolean isMasked = active != null && InnerJaxpr.needsActive(op);
    int[] inAxes = InnerJaxpr.axes(args);
    boolean[] mapped = InnerJaxpr.fill(op.branches().get(0).outs().size(), false);
    List<InnerJaxpr> branches = branches(op, axis, inAxes, mapped, isMasked);
    boolean[] all = mapped.clone();
    for (InnerJaxpr b : branches) {
      boolean[] m = b.mapped();
      for (int i = 0; i < m.length; i++) {
        all[i] |= m[i];
      }
    }
    boolean agree = true;
    for (InnerJaxpr b : branches) {
      agree &= java.util.Arrays.equals(b.mapped(), all);
    }
    List<Jaxpr> jaxprs =
        (agree ? branches : branches(op, axis, inAxes, all, isMasked))
            .stream().map(InnerJaxpr::jaxpr).toList();
    List<NDArray> operands = new ArrayList<>(args.size() + 2);
    operands.add(index);
    if (active != null && isMasked) {
      operands.add(active);
    }
    args.forEach(x -> operands.add(x.array()));
    List<NDArray> results = Tracing.bind(new Cond(jaxprs), operands);
    List<Batched> out = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      out.add(new Batched(results.get(i), all[i] ? 0 : Batching.NOT_MAPPED));
    }
    return out;
  }

  private static List<InnerJaxpr> branches(
      Cond op, MappedAxis axis, int[] inAxes, boolean[] force, boolean masked) {
    List<InnerJaxpr> out = new ArrayList<>(op.branches().size());
    for (Jaxpr b : op.branches()) {
      out.add(InnerJaxpr.of(b, axis, inAxes, InnerJaxpr.Outs.LEADING, force, masked));
    }
    return out;
  }

  private static List<Batched> select(
      Cond op, MappedAxis axis, Batched index, List<Batched> args, @Nullable NDArray active) {
    int n = op.branches().size();
    Batched which = which(index, n);
    List<List<Batched>> results = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      int branch = i;
      results.add(run(op.branches().get(i), axis, args, () -> taken(which, branch, active)));
    }
    List<Batched> out = new ArrayList<>();
    for (int o = 0; o < results.get(0).size(); o++) {
      List<Batched> operands = new ArrayList<>(n + 1);
      operands.add(which);
      boolean same = true;
      for (List<Batched> branch : results) {
        operands.add(branch.get(o));
        same &= branch.get(o).array() == results.get(0).get(o).array();
      }
      out.add(
          same
              ? results.get(0).get(o)
              : PointwiseBatch.batch(new SelectN(), axis.size(), operands).get(0));
    }
    return out;
  }

  /**
   * Runs a branch for all examples. In one with a collective over the axis the examples that do not
   * take it contribute all the same, values and derivatives; otherwise they are kept out.
   */
  private static List<Batched> run(
      Jaxpr branch, MappedAxis axis, List<Batched> args, Supplier<NDArray> taken) {
    return AxisUse.uses(branch, axis)
        ? InnerJaxpr.eval(branch, axis, args, InnerJaxpr.needsActive(branch) ? taken.get() : null)
        : new GuardedBranch(axis, taken).run(branch, args);
  }

  /** The index as a selector of {@code n} cases: bool for two, else int32 within them. */
  private static Batched which(Batched index, int n) {
    NDArray i = index.array();
    if (i.dtype() == DType.BOOL && n == 2) {
      return index;
    }
    NDArray number = Lax.convertElementType(i, DType.INT32);
    NDArray zero = NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
    if (n == 2) {
      return new Batched(Lax.compare(Comparison.GT, number, zero), index.axis());
    }
    NDArray last = NDArray.fullLong(DType.INT32, Shape.SCALAR, n - 1);
    return new Batched(Lax.clamp(zero, number, last), index.axis());
  }

  /** Which examples take a branch and matter. */
  private static NDArray taken(Batched which, int branch, @Nullable NDArray active) {
    NDArray w = which.array();
    NDArray taken;
    if (w.dtype() == DType.BOOL) {
      taken = branch == 1 ? w : Lax.unary(UnaryOp.NOT, w);
    } else {
      taken = Lax.compare(Comparison.EQ, w, NDArray.fullLong(DType.INT32, Shape.SCALAR, branch));
    }
    return active == null ? taken : Lax.binary(BinaryOp.AND, active, taken);
  }
}
