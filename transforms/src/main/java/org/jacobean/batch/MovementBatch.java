package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Concatenate;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pad;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reshape;
import org.jacobean.ir.op.Rev;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.Slice;
import org.jacobean.ir.op.Squeeze;
import org.jacobean.ir.op.Transpose;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/** Movement treats the mapped axis as one more axis that stays whole. */
final class MovementBatch {
  private MovementBatch() {}

  static Batched batch(Movement op, int size, List<Batched> in) {
    Batched x = in.get(0);
    return switch (op) {
      case BroadcastInDim b -> broadcast(b, size, x);
      case Concatenate c -> concatenate(c, size, in);
      case Pad p ->
          in.get(1).mapped()
              ? padWithOwnValue(p, size, x, in.get(1))
              : pad(p, x, in.get(1).array());
      case Reshape r -> reshape(r, size, x);
      case Rev(var dims) -> new Batched(bind(new Rev(dims.shift(x.axis())), x), x.axis());
      case Slice(var start, var limit, var strides) -> {
        int a = x.axis();
        Slice whole =
            new Slice(
                Alignment.insert(start, a, 0),
                Alignment.insert(limit, a, size),
                Alignment.insert(strides, a, 1));
        yield new Batched(bind(whole, x), a);
      }
      case Squeeze(var dims) -> {
        Axes dropped = dims.shift(x.axis());
        yield new Batched(
            bind(new Squeeze(dropped), x), x.axis() - Alignment.countBelow(dropped, x.axis()));
      }
      case Transpose(var permutation) -> {
        int a = x.axis();
        yield new Batched(bind(new Transpose(Alignment.insert(permutation.shift(a), a, a)), x), a);
      }
    };
  }

  private static NDArray bind(Primitive op, Batched x) {
    return Tracing.bind1(op, x.array());
  }

  /** The mapped axis keeps its place among the operand's axes, so the dimensions still ascend. */
  private static Batched broadcast(BroadcastInDim op, int size, Batched x) {
    int a = x.axis();
    Axes dims = op.broadcastDimensions();
    int out = a == 0 ? 0 : dims.get(a - 1) + 1;
    BroadcastInDim whole =
        new BroadcastInDim(op.shape().insert(out, size), Alignment.insert(dims.shift(out), a, out));
    return new Batched(bind(whole, x), out);
  }

  private static Batched concatenate(Concatenate op, int size, List<Batched> in) {
    int a = SortingBatch.firstMappedAxis(in);
    List<NDArray> args = new ArrayList<>(in.size());
    for (Batched x : in) {
      args.add(Alignment.at(x, a, size));
    }
    int along = op.dimension() >= a ? op.dimension() + 1 : op.dimension();
    return new Batched(Tracing.bind(new Concatenate(along), args).get(0), a);
  }

  private static Batched pad(Pad op, Batched x, NDArray value) {
    int a = x.axis();
    Pad whole =
        new Pad(
            Alignment.insert(op.low(), a, 0),
            Alignment.insert(op.high(), a, 0),
            Alignment.insert(op.interior(), a, 0));
    return new Batched(Tracing.bind1(whole, x.array(), value), a);
  }

  /**
   * Each example has its own value: pad with zeros, then select the value wherever a mask was
   * padded.
   */
  private static Batched padWithOwnValue(Pad op, int size, Batched x, Batched value) {
    NDArray zero = NDArray.full(x.array().dtype(), Shape.SCALAR, 0);
    Batched padded =
        x.mapped() ? pad(op, x, zero) : Batched.same(Tracing.bind1(op, x.array(), zero));
    NDArray inside = Lax.broadcast(NDArray.scalar(true), x.example().shape());
    Batched mask = Batched.same(Tracing.bind1(op, inside, NDArray.scalar(false)));
    int axis = x.mapped() ? padded.axis() : 0;
    Shape shape = mask.array().shape().insert(axis, size);
    Batched filled = new Batched(Lax.broadcastInDim(value.array(), shape, Axes.of(axis)), axis);
    return PointwiseBatch.batch(new SelectN(), size, List.of(mask, filled, padded)).get(0);
  }

  /**
   * Row-major order is kept without moving anything if the new shape can be cut where the mapped
   * axis stands: the axes before it hold as many elements as those before the cut.
   */
  private static Batched reshape(Reshape op, int size, Batched x) {
    Shape from = x.example().shape();
    Shape to = op.newSizes();
    int cut = from.size() == 0 ? 0 : cut(prefix(from, x.axis()), to);
    int out = Math.max(cut, 0);
    NDArray whole = cut >= 0 ? x.array() : Alignment.moved(x, 0);
    return new Batched(Lax.reshape(whole, to.insert(out, size)), out);
  }

  private static long prefix(Shape shape, int axes) {
    long n = 1;
    for (int i = 0; i < axes; i++) {
      n *= shape.dim(i);
    }
    return n;
  }

  /** The first position of {@code shape} with {@code elements} before it, or -1. */
  private static int cut(long elements, Shape shape) {
    for (int i = 0; i <= shape.rank(); i++) {
      if (prefix(shape, i) == elements) {
        return i;
      }
    }
    return -1;
  }
}
