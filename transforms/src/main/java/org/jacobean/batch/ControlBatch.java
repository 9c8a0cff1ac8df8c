package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.optimize.Dependence;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Control flow: what depends on the example is found by iterating the loop's step to a fixpoint.
 */
final class ControlBatch {
  private ControlBatch() {}

  static List<Batched> batch(
      Control op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    return switch (op) {
      case Cond c -> CondBatch.batch(c, axis, in, active);
      case Scan s -> scan(s, axis, in, active);
      case While w -> WhileBatch.batch(w, axis, in, active);
    };
  }

  private static List<Batched> scan(
      Scan op, MappedAxis mappedAxis, List<Batched> in, @Nullable NDArray active) {
    int constants = op.numConsts();
    int carries = op.numCarry();
    boolean[] mapped = InnerJaxpr.mapped(in);
    boolean masked = active != null && InnerJaxpr.needsActive(op);
    InnerJaxpr body = carryFixpoint(op.jaxpr(), mappedAxis, mapped, constants, carries, masked);
    List<NDArray> args = new ArrayList<>(in.size() + 1);
    if (active != null && masked) {
      args.add(active);
    }
    for (int i = 0; i < in.size(); i++) {
      Batched x = in.get(i);
      boolean carry = constants <= i && i < constants + carries;
      args.add(
          carry && mapped[i]
              ? Alignment.at(x, 0, mappedAxis.size())
              : Alignment.movedIfMapped(x, i < constants + carries ? 0 : 1));
    }
    Scan whole =
        new Scan(
            body.jaxpr(),
            op.length(),
            op.reverse(),
            masked ? constants + 1 : constants,
            carries,
            op.unroll());
    List<NDArray> results = Tracing.bind(whole, args);
    List<Batched> out = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      int axis = body.outAxes()[i];
      boolean stacked = i >= carries && axis != Batching.NOT_MAPPED;
      out.add(new Batched(results.get(i), stacked ? axis + 1 : axis));
    }
    return out;
  }

  /**
   * Batches the step of a loop whose operands are {@code (constants…, carry…, others…)} and whose
   * first results are the carry, and marks in {@code mapped} the carries that come to depend on the
   * example.
   */
  static InnerJaxpr carryFixpoint(
      Jaxpr step, MappedAxis axis, boolean[] mapped, int constants, int carries, boolean masked) {
    Dependence.VALUE.loop(step, mapped, constants, carries);
    while (true) {
      boolean[] force = new boolean[step.outs().size()];
      System.arraycopy(mapped, constants, force, 0, carries);
      InnerJaxpr batched =
          InnerJaxpr.of(
              step, axis, InnerJaxpr.leading(mapped), InnerJaxpr.Outs.LEADING, force, masked);
      boolean[] out = Arrays.copyOf(batched.mapped(), carries);
      if (Arrays.equals(out, Arrays.copyOf(force, carries))) {
        return batched;
      }
      System.arraycopy(out, 0, mapped, constants, carries);
    }
  }
}
