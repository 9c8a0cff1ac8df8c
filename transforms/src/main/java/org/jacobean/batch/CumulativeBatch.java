package org.jacobean.batch;

import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.trace.Tracing;

/** Cumulative operations run along their own axis and leave the mapped one alone. */
final class CumulativeBatch {
  private CumulativeBatch() {}

  static Batched batch(Cumulative op, Batched x) {
    int axis = op.axis() >= x.axis() ? op.axis() + 1 : op.axis();
    return new Batched(
        Tracing.bind1(new Cumulative(op.op(), axis, op.reverse()), x.array()), x.axis());
  }
}
