package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Pointwise operations need no rule of their own: operands are aligned to the first mapped one of
 * full rank. A scalar that is the same for every example stays a scalar; one that differs is
 * repeated over the example's axes.
 */
final class PointwiseBatch {
  private PointwiseBatch() {}

  static List<Batched> batch(Pointwise op, int size, List<Batched> in) {
    int rank = 0;
    for (Batched x : in) {
      rank = Math.max(rank, x.rank());
    }
    int axis = 0;
    Shape example = Shape.SCALAR;
    boolean found = false;
    for (Batched x : in) {
      if (x.rank() == rank) {
        example = x.example().shape();
        if (x.mapped() && !found) {
          axis = x.axis();
          found = true;
        }
      }
    }
    List<NDArray> args = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      boolean scalarAllowed = !(op instanceof Clamp && i == 1);
      args.add(operand(in.get(i), example, axis, size, scalarAllowed));
    }
    return Batching.all(Tracing.bind(op, args), axis);
  }

  private static NDArray operand(
      Batched x, Shape example, int axis, int size, boolean scalarAllowed) {
    boolean full = x.rank() == example.rank();
    if (x.mapped()) {
      return full
          ? Alignment.moved(x, axis)
          : Lax.broadcastInDim(x.array(), example.insert(axis, size), Axes.of(axis));
    }
    return x.rank() == 0 && scalarAllowed ? x.array() : Alignment.repeat(x.array(), axis, size);
  }
}
