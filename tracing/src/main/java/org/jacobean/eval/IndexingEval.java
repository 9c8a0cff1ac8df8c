package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Scatter;

/** Reads and writes at indices known only now. */
final class IndexingEval {
  private IndexingEval() {}

  static List<NDArray> eval(Indexing op, List<NDArray> args, AbstractValue out) {
    return List.of(
        switch (op) {
          case DynamicSlice _ -> dynamicSlice(args, out);
          case DynamicUpdateSlice _ -> dynamicUpdateSlice(args, out);
          case Gather g -> gather(g, args.get(0), args.get(1), out);
          case Scatter s -> ScatterEval.scatter(s, args, out);
        });
  }

  /** Element {@code i} as an index; unsigned ones beyond the range of long count as the largest. */
  static long index(MemorySegment m, DType t, long i) {
    long v = Elements.getLong(m, t, i);
    return t == DType.UINT64 && v < 0 ? Long.MAX_VALUE : v;
  }

  private static DeviceArray dynamicSlice(List<NDArray> args, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    DeviceArray x = ReferenceEvaluator.concrete(args.get(0));
    long[] strides = x.shape().strides();
    long offset = start(args.subList(1, args.size()), x.shape(), out.shape());
    Strided.copy(
        out.shape().dims(),
        out.dtype().itemBytes(),
        x.writable(),
        offset,
        strides,
        r.writable(),
        0,
        out.shape().strides());
    return r;
  }

  private static DeviceArray dynamicUpdateSlice(List<NDArray> args, AbstractValue out) {
    DeviceArray r = copy(args.get(0), out);
    DeviceArray u = ReferenceEvaluator.concrete(args.get(1));
    long offset = start(args.subList(2, args.size()), out.shape(), u.shape());
    Strided.copy(
        u.shape().dims(),
        out.dtype().itemBytes(),
        u.writable(),
        0,
        u.shape().strides(),
        r.writable(),
        offset,
        out.shape().strides());
    return r;
  }

  static DeviceArray copy(NDArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment.copy(ReferenceEvaluator.concrete(x).writable(), 0, r.writable(), 0, out.bytes());
    return r;
  }

  /** The offset of a block of the given size whose start is clamped so that it fits. */
  private static long start(List<NDArray> starts, Shape shape, Shape block) {
    long[] strides = shape.strides();
    long offset = 0;
    for (int i = 0; i < strides.length; i++) {
      DeviceArray s = ReferenceEvaluator.concrete(starts.get(i));
      long at = index(s.writable(), s.dtype(), 0);
      offset += strides[i] * Math.max(0, Math.min(shape.dim(i) - block.dim(i), at));
    }
    return offset;
  }

  private static DeviceArray gather(
      Gather op, NDArray operand, NDArray indices, AbstractValue out) {
    GatherDims dims = op.dims();
    DeviceArray r = DeviceArray.allocate(out);
    DeviceArray x = ReferenceEvaluator.concrete(operand);
    Shape window = op.sliceSizes();
    long[] outStrides = out.shape().strides();
    Windows windows =
        new Windows(
            x.shape(),
            window,
            ReferenceEvaluator.concrete(indices),
            dims.startIndexMap(),
            dims.operandBatchingDims(),
            dims.startIndicesBatchingDims(),
            op.mode() == IndexMode.FILL_OR_DROP);
    Axes gone = dims.collapsedSliceDims().plus(dims.operandBatchingDims());
    long[] to = new long[x.rank()];
    int w = 0;
    for (int i = 0; i < to.length; i++) {
      to[i] = gone.contains(i) ? 0 : outStrides[dims.offsetDims().get(w++)];
    }
    Axes batchAxes = dims.offsetDims().complement(out.rank());
    DeviceArray fill = fill(out.dtype());
    int item = out.dtype().itemBytes();
    Shape batch = windows.batch();
    int[] position = new int[batch.rank()];
    for (long b = 0; b < batch.size(); b++) {
      unravel(b, batch, position);
      long target = 0;
      for (int i = 0; i < position.length; i++) {
        target += position[i] * outStrides[batchAxes.get(i)];
      }
      long source = windows.offset(b, position);
      boolean outside = source < 0;
      long[] from = outside ? new long[x.rank()] : x.shape().strides();
      Strided.copy(
          window.dims(),
          item,
          outside ? fill.writable() : x.writable(),
          Math.max(0, source),
          from,
          r.writable(),
          target,
          to);
    }
    return r;
  }

  /**
   * What stands for elements out of range: NaN, or for integers the smallest (unsigned: largest)
   * value, or true.
   */
  private static DeviceArray fill(DType t) {
    AbstractValue scalar = new AbstractValue(t, Shape.SCALAR);
    return switch (t.kind()) {
      case FLOAT -> DeviceArray.ofDouble(scalar, Double.NaN);
      case COMPLEX -> DeviceArray.fromParts(t, new double[] {Double.NaN, 0}, Shape.SCALAR);
      case INT -> DeviceArray.ofLong(scalar, Elements.minLong(t));
      case UINT, BOOL, FLOAT0 -> DeviceArray.ofLong(scalar, Elements.maxLong(t));
    };
  }

  /** Writes the position of the {@code i}-th element of a shape. */
  static void unravel(long i, Shape shape, int[] position) {
    for (int axis = position.length - 1; axis >= 0; axis--) {
      int n = shape.dim(axis);
      position[axis] = (int) (i % n);
      i /= n;
    }
  }
}
