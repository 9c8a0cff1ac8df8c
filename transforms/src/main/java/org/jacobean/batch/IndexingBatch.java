package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Indexing. Operands that differ by example at shared indices get a wider window; indices that
 * differ by example zip the mapped axes of operand and indices ({@code operandBatchingDims}). A
 * dynamic slice whose start differs by example becomes a gather, a dynamic update a scatter.
 */
final class IndexingBatch {
  private IndexingBatch() {}

  static Batched batch(Indexing op, int size, List<Batched> in) {
    return switch (op) {
      case DynamicSlice s -> dynamicSlice(s, size, in.get(0), in.subList(1, in.size()));
      case DynamicUpdateSlice _ ->
          dynamicUpdateSlice(size, in.get(0), in.get(1), in.subList(2, in.size()));
      case Gather g -> gather(g, size, in.get(0), in.get(1));
      case Scatter s -> ScatterBatch.batch(s, size, in.get(0), in.get(1), in.get(2));
    };
  }

  // ---------------------------------------------------------------- dynamic slices

  private static Batched dynamicSlice(DynamicSlice op, int size, Batched x, List<Batched> starts) {
    if (!anyMapped(starts)) {
      int a = x.axis();
      List<NDArray> whole = withZero(starts, a);
      return new Batched(Lax.dynamicSlice(x.array(), whole, op.sliceSizes().insert(a, size)), a);
    }
    Axes moving = movingAxes(x.example().shape(), op.sliceSizes());
    if (moving.size() == 0) {
      return x;
    }
    Gather gather =
        new Gather(
            new GatherDims(Axes.range(0, x.rank()), Axes.NONE, moving),
            op.sliceSizes(),
            IndexMode.CLIP);
    return gather(gather, size, x, indices(starts, moving, size));
  }

  private static Batched dynamicUpdateSlice(
      int size, Batched x, Batched update, List<Batched> starts) {
    if (!anyMapped(starts)) {
      int a = x.mapped() ? x.axis() : update.axis();
      NDArray whole = Alignment.at(x, a, size);
      NDArray part = Alignment.at(update, a, size);
      return new Batched(Lax.dynamicUpdateSlice(whole, part, withZero(starts, a)), a);
    }
    Axes moving = movingAxes(x.example().shape(), update.example().shape());
    if (moving.size() == 0) {
      return update;
    }
    Scatter scatter =
        new Scatter(
            ScatterKind.SET,
            new ScatterDims(Axes.range(0, x.rank()), Axes.NONE, moving),
            IndexMode.CLIP);
    return ScatterBatch.batch(scatter, size, x, indices(starts, moving, size), update);
  }

  private static boolean anyMapped(List<Batched> in) {
    for (Batched x : in) {
      if (x.mapped()) {
        return true;
      }
    }
    return false;
  }

  /** The shared starts, with a start of 0 for the mapped axis. */
  private static List<NDArray> withZero(List<Batched> starts, int axis) {
    List<NDArray> all = new ArrayList<>(starts.size() + 1);
    for (Batched s : starts) {
      all.add(s.array());
    }
    NDArray zero =
        starts.isEmpty()
            ? NDArray.fullLong(org.jacobean.DType.INT32, Shape.SCALAR, 0)
            : NDArray.fullLong(starts.get(0).array().dtype(), Shape.SCALAR, 0);
    all.add(axis, zero);
    return all;
  }

  /** The axes along which the window can move: on the others its start is clamped to 0. */
  private static Axes movingAxes(Shape whole, Shape window) {
    Axes moving = Axes.NONE;
    for (int i = 0; i < whole.rank(); i++) {
      if (window.dim(i) < whole.dim(i)) {
        moving = moving.plus(Axes.of(i));
      }
    }
    return moving;
  }

  /** The starts of the given axes as index vectors, one per example. */
  private static Batched indices(List<Batched> starts, Axes axes, int size) {
    List<NDArray> columns = new ArrayList<>(axes.size());
    for (int i = 0; i < axes.size(); i++) {
      NDArray start = Alignment.at(starts.get(axes.get(i)), 0, size);
      columns.add(Lax.reshape(start, Shape.of(size, 1)));
    }
    return new Batched(Lax.concatenate(columns, 1), 0);
  }

  // ---------------------------------------------------------------- gather

  private static Batched gather(Gather op, int size, Batched x, Batched indices) {
    return indices.mapped()
        ? gatherAtOwn(op, size, x, indices)
        : gatherAtShared(op, size, x, indices);
  }

  /** Shared indices: the mapped axis of the operand is one more, whole, axis of the window. */
  private static Batched gatherAtShared(Gather op, int size, Batched x, Batched indices) {
    GatherDims d = op.dims();
    int a = x.axis();
    Axes gone = d.collapsedSliceDims().plus(d.operandBatchingDims());
    int k = a - Alignment.countBelow(gone, a);
    int out = k == 0 ? 0 : d.offsetDims().get(k - 1) + 1;
    GatherDims whole =
        new GatherDims(
            Alignment.insert(d.offsetDims().shift(out), k, out),
            d.collapsedSliceDims().shift(a),
            d.startIndexMap().shift(a),
            d.operandBatchingDims().shift(a),
            d.startIndicesBatchingDims());
    Gather g = new Gather(whole, op.sliceSizes().insert(a, size), op.mode());
    return new Batched(Tracing.bind1(g, x.array(), indices.array()), out);
  }

  /**
   * Own indices: the mapped axis of the indices is one more batch axis, zipped with the operand's
   * if that has one.
   */
  private static Batched gatherAtOwn(Gather op, int size, Batched x, Batched indices) {
    GatherDims d = op.dims();
    int b = indexAxis(indices);
    AbstractValue example = op.infer(List.of(x.example(), indices.example())).get(0);
    int out = batchAxisPlace(d.offsetDims(), example.rank(), b);
    Shape sizes = op.sliceSizes();
    GatherDims whole =
        new GatherDims(
            d.offsetDims().shift(out),
            d.collapsedSliceDims(),
            d.startIndexMap(),
            d.operandBatchingDims(),
            d.startIndicesBatchingDims().shift(b));
    if (x.mapped()) {
      int a = x.axis();
      sizes = sizes.insert(a, Math.min(size, 1));
      whole =
          new GatherDims(
              whole.offsetDims(),
              d.collapsedSliceDims().shift(a),
              d.startIndexMap().shift(a),
              d.operandBatchingDims().shift(a).plus(Axes.of(a)),
              whole.startIndicesBatchingDims().plus(Axes.of(b)));
    }
    Gather g = new Gather(whole, sizes, op.mode());
    return new Batched(Tracing.bind1(g, x.array(), Alignment.moved(indices, b)), out);
  }

  /** Where the mapped axis of indices may stand: anywhere but behind the index vector. */
  static int indexAxis(Batched indices) {
    return indices.axis() == indices.array().rank() - 1 ? 0 : indices.axis();
  }

  /** The result axis of a new batch axis number {@code b}: behind the batch axes before it. */
  static int batchAxisPlace(Axes windowDims, int rank, int b) {
    return b == 0 ? 0 : windowDims.complement(rank).get(b - 1) + 1;
  }
}
