package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Loops until a test fails. When the test depends on the example, the loop runs until it has failed
 * for all, and examples that are done keep their carry. The tests' results are carried from step to
 * step, so that each is computed once; loops inside the step do not wait for examples that are
 * done.
 */
final class WhileBatch {
  private WhileBatch() {}

  static List<Batched> batch(
      While op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    int conds = op.condNumConsts();
    int bodies = op.bodyNumConsts();
    int constants = conds + bodies;
    int carries = in.size() - constants;
    boolean[] mapped = InnerJaxpr.mapped(in);
    boolean[] step = Arrays.copyOfRange(mapped, conds, mapped.length);
    boolean masked = active != null && InnerJaxpr.needsActive(op.bodyJaxpr());
    InnerJaxpr body =
        ControlBatch.carryFixpoint(op.bodyJaxpr(), axis, step, bodies, carries, masked);
    System.arraycopy(step, 0, mapped, conds, step.length);
    InnerJaxpr test = test(op, axis, mapped);
    if (test.mapped()[0]) {
      return untilAllDone(op, axis, in, mapped, active);
    }
    List<NDArray> operands = operands(in, mapped, axis.size(), constants);
    if (active != null && masked) {
      operands.add(conds, active);
    }
    While loop =
        new While(test.jaxpr(), conds, body.jaxpr(), masked ? bodies + 1 : bodies, op.maxSteps());
    return results(Tracing.bind(loop, operands), mapped, constants, 0);
  }

  private static InnerJaxpr test(While op, MappedAxis axis, boolean[] mapped) {
    int conds = op.condNumConsts();
    int skipped = op.bodyNumConsts();
    boolean[] in = new boolean[mapped.length - skipped];
    System.arraycopy(mapped, 0, in, 0, conds);
    System.arraycopy(mapped, conds + skipped, in, conds, in.length - conds);
    return InnerJaxpr.of(
        op.condJaxpr(),
        axis,
        InnerJaxpr.leading(in),
        InnerJaxpr.Outs.LEADING,
        new boolean[1],
        false);
  }

  /**
   * Operands with mapped axes in front; carries that come to depend on the example are repeated.
   */
  private static List<NDArray> operands(
      List<Batched> in, boolean[] mapped, int size, int constants) {
    List<NDArray> out = new ArrayList<>(in.size() + 1);
    for (int i = 0; i < in.size(); i++) {
      boolean repeat = i >= constants && mapped[i];
      out.add(repeat ? Alignment.at(in.get(i), 0, size) : Alignment.movedIfMapped(in.get(i), 0));
    }
    return out;
  }

  private static List<Batched> results(
      List<NDArray> arrays, boolean[] mapped, int constants, int skip) {
    List<Batched> out = new ArrayList<>(arrays.size() - skip);
    for (int i = skip; i < arrays.size(); i++) {
      boolean m = mapped[constants + i - skip];
      out.add(new Batched(arrays.get(i), m ? 0 : Batching.NOT_MAPPED));
    }
    return out;
  }

  /**
   * Examples stop at different steps, so every carry that the step changes depends on the example.
   */
  private static List<Batched> untilAllDone(
      While op, MappedAxis axis, List<Batched> in, boolean[] mapped, @Nullable NDArray active) {
    int bodies = op.bodyNumConsts();
    int constants = op.condNumConsts() + bodies;
    Jaxpr body = op.bodyJaxpr();
    for (int i = constants; i < mapped.length; i++) {
      mapped[i] |= body.outs().get(i - constants) != body.inVars().get(i - constants + bodies);
    }
    List<NDArray> args = operands(in, mapped, axis.size(), constants);
    List<NDArray> operands = new ArrayList<>(args.subList(0, constants));
    operands.add(running(op, axis, mark(args, mapped), active));
    operands.addAll(args.subList(constants, args.size()));
    List<AbstractValue> avals = operands.stream().map(NDArray::aval).toList();
    Jaxpr anyRunning =
        InnerJaxpr.record(
            a -> List.of(Lax.reduce(ReduceOp.OR, a.get(0), Axes.of(0))),
            avals.subList(constants, avals.size()));
    Jaxpr masked = InnerJaxpr.record(a -> maskedStep(op, axis, mapped, a), avals);
    List<NDArray> results =
        Tracing.bind(new While(anyRunning, 0, masked, constants, op.maxSteps()), operands);
    return results(results, mapped, constants, 1);
  }

  /**
   * One step for the examples that still run: operands {@code (condConsts…, bodyConsts…, running,
   * carry…)}.
   */
  private static List<NDArray> maskedStep(
      While op, MappedAxis axis, boolean[] mapped, List<NDArray> a) {
    int conds = op.condNumConsts();
    int constants = conds + op.bodyNumConsts();
    NDArray running = a.get(constants);
    List<NDArray> args = new ArrayList<>(a);
    args.remove(constants);
    List<Batched> before = mark(args, mapped);
    List<Batched> next =
        InnerJaxpr.eval(op.bodyJaxpr(), axis, before.subList(conds, before.size()), running);
    List<Batched> after = new ArrayList<>(before.subList(0, constants));
    for (int i = 0; i < next.size(); i++) {
      Batched old = before.get(constants + i);
      Batched fresh = new Batched(Alignment.at(next.get(i), 0, axis.size()), 0);
      after.add(
          old.mapped()
              ? PointwiseBatch.batch(
                      new SelectN(), axis.size(), List.of(new Batched(running, 0), old, fresh))
                  .get(0)
              : old);
    }
    List<NDArray> out = new ArrayList<>();
    out.add(running(op, axis, after, running));
    after.subList(constants, after.size()).forEach(x -> out.add(x.array()));
    return out;
  }

  /** Which of the active examples pass the test. */
  private static NDArray running(
      While op, MappedAxis axis, List<Batched> args, @Nullable NDArray active) {
    List<Batched> in = new ArrayList<>(args.subList(0, op.condNumConsts()));
    in.addAll(args.subList(op.condNumConsts() + op.bodyNumConsts(), args.size()));
    NDArray passes =
        Alignment.at(InnerJaxpr.eval(op.condJaxpr(), axis, in, active).get(0), 0, axis.size());
    return active == null ? passes : Lax.binary(BinaryOp.AND, active, passes);
  }

  private static List<Batched> mark(List<NDArray> args, boolean[] mapped) {
    List<Batched> out = new ArrayList<>(args.size());
    for (int i = 0; i < args.size(); i++) {
      out.add(new Batched(args.get(i), mapped[i] ? 0 : Batching.NOT_MAPPED));
    }
    return out;
  }
}
