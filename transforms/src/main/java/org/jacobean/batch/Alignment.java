package org.jacobean.batch;

import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Transpose;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/** Puts mapped axes where an operation needs them. */
final class Alignment {
  private Alignment() {}

  /**
   * The array with its mapped axis at {@code axis}; repeated along a new one when it is not mapped.
   */
  static NDArray at(Batched x, int axis, int size) {
    return x.mapped() ? moved(x, axis) : repeat(x.array(), axis, size);
  }

  /** The array with its mapped axis moved to {@code axis}. */
  static NDArray moved(Batched x, int axis) {
    return x.axis() == axis ? x.array() : move(x.array(), x.axis(), axis);
  }

  /** The array with its mapped axis moved to {@code axis}, or as it is when it is not mapped. */
  static NDArray movedIfMapped(Batched x, int axis) {
    return x.mapped() ? moved(x, axis) : x.array();
  }

  /** {@code x} repeated along a new axis. */
  static NDArray repeat(NDArray x, int axis, int size) {
    Shape shape = x.shape().insert(axis, size);
    if (x.dtype() == DType.FLOAT0) {
      return NDArray.fullLong(DType.FLOAT0, shape, 0);
    }
    return Lax.broadcastInDim(x, shape, Axes.range(0, x.rank()).shift(axis));
  }

  private static NDArray move(NDArray x, int from, int to) {
    int[] order = Axes.range(0, x.rank()).toArray();
    int step = from < to ? 1 : -1;
    for (int i = from; i != to; i += step) {
      order[i] = order[i + step];
    }
    order[to] = from;
    if (x.dtype() == DType.FLOAT0) {
      return NDArray.fullLong(DType.FLOAT0, x.shape().pick(Axes.of(order)), 0);
    }
    return Tracing.bind1(new Transpose(Axes.of(order)), x);
  }

  /** {@code axes} with {@code value} put at {@code position}. */
  static Axes insert(Axes axes, int position, int value) {
    int[] r = new int[axes.size() + 1];
    for (int i = 0; i < r.length; i++) {
      r[i] = i < position ? axes.get(i) : i == position ? value : axes.get(i - 1);
    }
    return Axes.of(r);
  }

  /** How many of {@code axes} are less than {@code axis}. */
  static int countBelow(Axes axes, int axis) {
    int n = 0;
    for (int i = 0; i < axes.size(); i++) {
      n += axes.get(i) < axis ? 1 : 0;
    }
    return n;
  }

  /** The type of one example of a value whose mapped axis is {@code axis}. */
  static AbstractValue example(AbstractValue a, int axis) {
    return axis == Batching.NOT_MAPPED ? a : a.withShape(a.shape().remove(axis));
  }
}
