package org.jacobean.batch;

import org.jacobean.Axes;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.lax.Lax;

/**
 * Both operands mapped: one more zipped axis, in front. One mapped: its axis is one more free axis.
 */
final class ContractionBatch {
  private ContractionBatch() {}

  static Batched batch(Contraction op, Batched x, Batched y) {
    return switch (op) {
      case DotGeneral dot -> x.mapped() && y.mapped() ? both(dot, x, y) : one(dot, x, y);
    };
  }

  private static Batched both(DotGeneral op, Batched x, Batched y) {
    DotDims s = op.dims().shiftLhs(x.axis()).shiftRhs(y.axis());
    DotDims zipped =
        new DotDims(
            Axes.of(x.axis()).plus(s.lhsBatch()),
            Axes.of(y.axis()).plus(s.rhsBatch()),
            s.lhsContract(),
            s.rhsContract());
    return new Batched(Lax.dotGeneral(x.array(), y.array(), zipped, op.preferredElementType()), 0);
  }

  private static Batched one(DotGeneral op, Batched x, Batched y) {
    DotDims s = x.mapped() ? op.dims().shiftLhs(x.axis()) : op.dims().shiftRhs(y.axis());
    Axes xFree = s.lhsFree(x.array().rank());
    Axes yFree = s.rhsFree(y.array().rank());
    int axis =
        s.lhsBatch().size()
            + (x.mapped() ? xFree.indexOf(x.axis()) : xFree.size() + yFree.indexOf(y.axis()));
    return new Batched(Lax.dotGeneral(x.array(), y.array(), s, op.preferredElementType()), axis);
  }
}
