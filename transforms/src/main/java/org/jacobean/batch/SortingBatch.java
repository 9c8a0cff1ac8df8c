package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Sort;
import org.jacobean.ir.op.Sorting;
import org.jacobean.trace.Tracing;

/** Sorting acts along its own axis; operands that are sorted together get one mapped axis. */
final class SortingBatch {
  private SortingBatch() {}

  static List<Batched> batch(Sorting op, int size, List<Batched> in) {
    return switch (op) {
      case Sort(var dimension, var isStable, var numKeys) -> {
        int axis = firstMappedAxis(in);
        List<NDArray> args = new ArrayList<>(in.size());
        for (Batched x : in) {
          args.add(Alignment.at(x, axis, size));
        }
        int along = dimension >= axis ? dimension + 1 : dimension;
        yield Batching.all(Tracing.bind(new Sort(along, isStable, numKeys), args), axis);
      }
    };
  }

  /** The mapped axis of the first operand that is mapped. */
  static int firstMappedAxis(List<Batched> in) {
    for (Batched x : in) {
      if (x.mapped()) {
        return x.axis();
      }
    }
    throw new IllegalArgumentException("no operand is mapped");
  }
}
