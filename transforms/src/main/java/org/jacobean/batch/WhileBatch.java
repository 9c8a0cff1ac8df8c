package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Loops until a test fails. When the test depends on the example, the loop runs until it has failed for
 * all, and examples that are done keep their carry. The tests' results are carried from step to step, so
 * that each is computed once.
 */
final class WhileBatch {
  private WhileBatch() {}

  static List<Batched> batch(While op, int size, List<Batched> in) {
    int conds = op.condNumConsts();
    int bodies = op.bodyNumConsts();
    int carries = in.size() - conds - bodies;
    boolean[] mapped = InnerJaxpr.mapped(in);
    boolean[] step = java.util.Arrays.copyOfRange(mapped, conds, mapped.length);
    InnerJaxpr body = ControlBatch.carryFixpoint(op.bodyJaxpr(), size, step, bodies, carries);
    System.arraycopy(step, 0, mapped, conds, step.length);
    InnerJaxpr test = test(op, size, mapped, false);
    if (test.mapped()[0]) {
      return untilAllDone(op, size, in, mapped);
    }
    List<NDArray> results =
        Tracing.bind(
            new While(test.jaxpr(), conds, body.jaxpr(), bodies), operands(in, mapped, size, conds + bodies));
    return results(results, mapped, conds + bodies, 0);
  }

  private static InnerJaxpr test(While op, int size, boolean[] mapped, boolean force) {
    int conds = op.condNumConsts();
    int skipped = op.bodyNumConsts();
    boolean[] in = new boolean[mapped.length - skipped];
    System.arraycopy(mapped, 0, in, 0, conds);
    System.arraycopy(mapped, conds + skipped, in, conds, in.length - conds);
    return InnerJaxpr.of(
        op.condJaxpr(), size, InnerJaxpr.leading(in), InnerJaxpr.Outs.LEADING, InnerJaxpr.fill(1, force));
  }

  /** Operands with mapped axes in front; carries that come to depend on the example are repeated. */
  private static List<NDArray> operands(List<Batched> in, boolean[] mapped, int size, int constants) {
    List<NDArray> out = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      boolean repeat = i >= constants && mapped[i];
      out.add(repeat ? Alignment.at(in.get(i), 0, size) : Alignment.movedIfMapped(in.get(i), 0));
    }
    return out;
  }

  private static List<Batched> results(List<NDArray> arrays, boolean[] mapped, int constants, int skip) {
    List<Batched> out = new ArrayList<>(arrays.size() - skip);
    for (int i = skip; i < arrays.size(); i++) {
      boolean m = mapped[constants + i - skip];
      out.add(new Batched(arrays.get(i), m ? 0 : Batching.NOT_MAPPED));
    }
    return out;
  }

  /** Examples stop at different steps, so every carry that the step changes depends on the example. */
  private static List<Batched> untilAllDone(While op, int size, List<Batched> in, boolean[] mapped) {
    int conds = op.condNumConsts();
    int bodies = op.bodyNumConsts();
    int constants = conds + bodies;
    int carries = in.size() - constants;
    Jaxpr body = op.bodyJaxpr();
    for (int i = 0; i < carries; i++) {
      mapped[constants + i] |= body.outs().get(i) != body.inVars().get(bodies + i);
    }
    boolean[] stepIn = java.util.Arrays.copyOfRange(mapped, conds, mapped.length);
    boolean[] carried = java.util.Arrays.copyOfRange(mapped, constants, mapped.length);
    Jaxpr step =
        InnerJaxpr.of(body, size, InnerJaxpr.leading(stepIn), InnerJaxpr.Outs.LEADING, carried).jaxpr();
    Jaxpr test = test(op, size, mapped, true).jaxpr();
    List<NDArray> args = operands(in, mapped, size, constants);
    NDArray running = run(test, concat(args.subList(0, conds), args.subList(constants, args.size()))).get(0);
    List<NDArray> operands = new ArrayList<>(args.subList(0, constants));
    operands.add(running);
    operands.addAll(args.subList(constants, args.size()));
    List<AbstractValue> avals = operands.stream().map(NDArray::aval).toList();

    Jaxpr anyRunning =
        jaxpr(
            a -> List.of(Lax.reduce(ReduceOp.OR, a.get(0), Axes.of(0))),
            avals.subList(constants, avals.size()));
    Jaxpr masked = jaxpr(a -> maskedStep(test, step, conds, bodies, carried, size, a), avals);
    return results(Tracing.bind(new While(anyRunning, 0, masked, constants), operands), mapped, constants, 1);
  }

  /** One step for the examples that still run: operands {@code (condConsts…, bodyConsts…, running, carry…)}. */
  private static List<NDArray> maskedStep(
      Jaxpr test, Jaxpr step, int conds, int bodies, boolean[] mapped, int size, List<NDArray> a) {
    int constants = conds + bodies;
    Batched running = new Batched(a.get(constants), 0);
    List<NDArray> carry = a.subList(constants + 1, a.size());
    List<NDArray> next = run(step, concat(a.subList(conds, constants), carry));
    List<NDArray> kept = new ArrayList<>(carry.size());
    for (int i = 0; i < mapped.length; i++) {
      kept.add(
          mapped[i]
              ? PointwiseBatch.batch(
                      new SelectN(),
                      size,
                      List.of(running, new Batched(carry.get(i), 0), new Batched(next.get(i), 0)))
                  .get(0)
                  .array()
              : carry.get(i));
    }
    List<NDArray> out = new ArrayList<>(run(test, concat(a.subList(0, conds), kept)));
    out.addAll(kept);
    return out;
  }

  private static Jaxpr jaxpr(java.util.function.UnaryOperator<List<NDArray>> f, List<AbstractValue> in) {
    return Tracing.toJaxpr("a batched loop", f, in).jaxpr();
  }

  private static List<NDArray> run(Jaxpr jaxpr, List<NDArray> args) {
    return Tracing.eval(new ClosedJaxpr(jaxpr, List.of()), args);
  }

  private static List<NDArray> concat(List<NDArray> a, List<NDArray> b) {
    List<NDArray> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
