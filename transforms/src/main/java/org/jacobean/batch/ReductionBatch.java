package org.jacobean.batch;

import org.jacobean.Axes;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.Reduction;
import org.jacobean.trace.Tracing;

/** Reductions keep the mapped axis: it moves down by the number of folded axes before it. */
final class ReductionBatch {
  private ReductionBatch() {}

  static Batched batch(Reduction op, Batched x) {
    int a = x.axis();
    return switch (op) {
      case Reduce(var kind, var axes) -> {
        Axes folded = axes.shift(a);
        yield new Batched(
            Tracing.bind1(new Reduce(kind, folded), x.array()),
            a - Alignment.countBelow(folded, a));
      }
      case ArgReduce(var max, var axis, var indexDType) -> {
        int folded = axis >= a ? axis + 1 : axis;
        yield new Batched(
            Tracing.bind1(new ArgReduce(max, folded, indexDType), x.array()),
            folded < a ? a - 1 : a);
      }
    };
  }
}
