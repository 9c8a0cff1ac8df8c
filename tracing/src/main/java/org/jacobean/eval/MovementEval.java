package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Concatenate;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pad;
import org.jacobean.ir.op.Reshape;
import org.jacobean.ir.op.Rev;
import org.jacobean.ir.op.Slice;
import org.jacobean.ir.op.Squeeze;
import org.jacobean.ir.op.Transpose;

/** Movement: strided copies. Reshaping shares the operand's memory. */
final class MovementEval {
  private MovementEval() {}

  static List<NDArray> eval(Movement op, List<NDArray> args, AbstractValue out) {
    return List.of(
        switch (op) {
          case BroadcastInDim b -> broadcast(b, args.get(0), out);
          case Concatenate c -> concatenate(c, args, out);
          case Pad p -> pad(p, args, out);
          case Reshape _, Squeeze _ ->
              ReferenceEvaluator.concrete(args.get(0)).reshaped(out.shape());
          case Rev r -> rev(r, args.get(0), out);
          case Slice s -> slice(s, args.get(0), out);
          case Transpose t -> transpose(t, args.get(0), out);
        });
  }

  private static NDArray broadcast(BroadcastInDim op, NDArray x, AbstractValue out) {
    long[] from = x.shape().strides();
    long[] strides = new long[out.rank()];
    Axes dims = op.broadcastDimensions();
    for (int i = 0; i < dims.size(); i++) {
      strides[dims.get(i)] = x.shape().dim(i) == 1 ? 0 : from[i];
    }
    return gather(x, 0, strides, out);
  }

  private static NDArray rev(Rev op, NDArray x, AbstractValue out) {
    long[] strides = x.shape().strides();
    long offset = 0;
    for (int i = 0; i < op.dimensions().size(); i++) {
      int axis = op.dimensions().get(i);
      offset += strides[axis] * Math.max(0, x.shape().dim(axis) - 1);
      strides[axis] = -strides[axis];
    }
    return gather(x, offset, strides, out);
  }

  private static NDArray slice(Slice op, NDArray x, AbstractValue out) {
    long[] strides = x.shape().strides();
    long offset = 0;
    for (int i = 0; i < strides.length; i++) {
      offset += strides[i] * op.startIndices().get(i);
      strides[i] *= op.strides().get(i);
    }
    return gather(x, offset, strides, out);
  }

  private static NDArray transpose(Transpose op, NDArray x, AbstractValue out) {
    long[] from = x.shape().strides();
    long[] strides = new long[from.length];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = from[op.permutation().get(i)];
    }
    return gather(x, 0, strides, out);
  }

  /** {@code out[i] = x[offset + i·strides]}. */
  private static NDArray gather(NDArray x, long offset, long[] strides, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment m = ReferenceEvaluator.concrete(x).writable();
    Strided.copy(
        out.shape().dims(),
        out.dtype().itemBytes(),
        m,
        offset,
        strides,
        r.writable(),
        0,
        out.shape().strides());
    return r;
  }

  private static NDArray concatenate(Concatenate op, List<NDArray> xs, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    long[] strides = out.shape().strides();
    long offset = 0;
    for (NDArray x : xs) {
      MemorySegment m = ReferenceEvaluator.concrete(x).writable();
      Strided.copy(
          x.shape().dims(),
          out.dtype().itemBytes(),
          m,
          0,
          x.shape().strides(),
          r.writable(),
          offset,
          strides);
      offset += x.shape().dim(op.dimension()) * strides[op.dimension()];
    }
    return r;
  }

  private static NDArray pad(Pad op, List<NDArray> args, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    NDArray x = args.get(0);
    int rank = out.rank();
    int item = out.dtype().itemBytes();
    long[] strides = out.shape().strides();
    MemorySegment value = ReferenceEvaluator.concrete(args.get(1)).writable();
    Strided.copy(out.shape().dims(), item, value, 0, new long[rank], r.writable(), 0, strides);
    long[] from = x.shape().strides();
    long[] to = new long[rank];
    int[] kept = new int[rank];
    long source = 0;
    long target = 0;
    for (int i = 0; i < rank; i++) {
      int step = op.interior().get(i) + 1;
      int low = op.low().get(i);
      // Elements k of the operand with 0 <= low + k*step < length survive negative padding.
      int first = low >= 0 ? 0 : (-low + step - 1) / step;
      int room = out.shape().dim(i) - 1 - low;
      int last = room < 0 ? -1 : Math.min(x.shape().dim(i) - 1, room / step);
      kept[i] = Math.max(0, last - first + 1);
      source += first * from[i];
      target += (low + (long) first * step) * strides[i];
      to[i] = strides[i] * step;
    }
    Strided.copy(
        kept,
        item,
        ReferenceEvaluator.concrete(x).writable(),
        source,
        from,
        r.writable(),
        target,
        to);
    return r;
  }
}
