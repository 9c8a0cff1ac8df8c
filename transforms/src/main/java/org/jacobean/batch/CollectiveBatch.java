package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Collectives over the mapped axis become reductions and movement of that axis, whether or not the
 * operand is mapped. Collectives over other axes act on all examples at once. One over both is
 * split.
 */
final class CollectiveBatch {
  private CollectiveBatch() {}

  static Batched batch(Collective op, MappedAxis axis, List<Batched> in) {
    if (!axis.isOf(op)) {
      return elsewhere(op, in.get(0));
    }
    if (op instanceof AxisIndex) {
      return new Batched(Lax.iota(DType.INT32, Shape.of(axis.size()), 0), 0);
    }
    Batched x = in.get(0);
    List<NamedAxis> rest =
        op.namedAxes().stream().filter(a -> !a.name().equals(axis.name())).toList();
    Batched here = here(op, axis.size(), x);
    if (rest.isEmpty()) {
      return here;
    }
    return new Batched(Tracing.bind1(op.over(rest), here.array()), here.axis());
  }

  // ---------------------------------------------------------------- over the mapped axis

  private static Batched here(Collective op, int n, Batched x) {
    return switch (op) {
      case AllReduce r -> Batched.same(folded(r.op(), n, x));
      case PVary _ -> x;
      case AllGather g -> Batched.same(gathered(g, n, x));
      case ReduceScatter s -> scattered(s, n, x);
      case PPermute p -> permuted(p, n, x);
      case PBroadcast b -> x.mapped() ? Batched.same(example(x.array(), x.axis(), b.source())) : x;
      case AllToAll a -> exchanged(a, n, x);
      case AxisIndex _ -> throw new IllegalStateException("axis_index has no operand");
    };
  }

  private static NDArray folded(CollectiveOp op, int n, Batched x) {
    if (x.mapped()) {
      return Lax.reduce(op.reduce(), x.array(), Axes.of(x.axis()));
    }
    return op == CollectiveOp.SUM ? Lax.mul(x.array(), n) : x.array();
  }

  private static NDArray gathered(AllGather op, int n, Batched x) {
    NDArray stacked = Alignment.at(x, op.dim(), n);
    return op.tiled() ? merge(stacked, op.dim()) : stacked;
  }

  private static Batched scattered(ReduceScatter op, int n, Batched x) {
    if (n == 0) {
      return nobody(op, x);
    }
    NDArray sum = folded(CollectiveOp.SUM, n, x);
    return new Batched(op.tiled() ? split(sum, op.dim(), n) : sum, op.dim());
  }

  /** Neighbours who send to neighbours send together, as one slice. */
  private static Batched permuted(PPermute op, int n, Batched x) {
    List<Integer> sources = op.sources();
    if (n == 0 || (!x.mapped() && !sources.contains(-1))) {
      return x;
    }
    int axis = x.mapped() ? x.axis() : 0;
    NDArray all = Alignment.at(x, axis, n);
    List<NDArray> parts = new ArrayList<>();
    for (int from = 0; from < n; ) {
      int to = from + 1;
      int first = sources.get(from);
      while (to < n && sources.get(to) == (first < 0 ? -1 : first + to - from)) {
        to++;
      }
      parts.add(
          first < 0
              ? Lax.zeros(all.dtype(), all.shape().with(axis, to - from))
              : Lax.sliceInDim(all, first, first + to - from, 1, axis));
      from = to;
    }
    return new Batched(Lax.concatenate(parts, axis), axis);
  }

  /** The blocks of each example lie along its split axis; the examples along the mapped one. */
  private static Batched exchanged(AllToAll op, int n, Batched x) {
    if (n == 0) {
      return nobody(op, x);
    }
    NDArray all = Alignment.at(x, 0, n);
    int split = op.splitAxis() + 1;
    NDArray blocks = op.tiled() ? split(all, split, n) : all;
    NDArray byTarget = Lax.moveAxis(blocks, split, 0);
    NDArray placed = Lax.moveAxis(byTarget, 1, op.concatAxis() + 1);
    return new Batched(op.tiled() ? merge(placed, op.concatAxis() + 1) : placed, 0);
  }

  /** The result when there are no examples. */
  private static Batched nobody(Collective op, Batched x) {
    AbstractValue one = op.infer(List.of(x.example())).getFirst();
    return new Batched(Lax.zeros(one.dtype(), one.shape().insert(0, 0)), 0);
  }

  private static NDArray example(NDArray x, int axis, int k) {
    return Lax.squeeze(Lax.sliceInDim(x, k, k + 1, 1, axis), Axes.of(axis));
  }

  /** Axis {@code axis} as {@code n} blocks along a new axis before it. */
  private static NDArray split(NDArray x, int axis, int n) {
    Shape s = x.shape();
    return Lax.reshape(x, s.with(axis, s.dim(axis) / n).insert(axis, n));
  }

  /** Axes {@code axis} and the next one as one. */
  private static NDArray merge(NDArray x, int axis) {
    Shape s = x.shape();
    return Lax.reshape(x, s.remove(axis).with(axis, s.dim(axis) * s.dim(axis + 1)));
  }

  // ---------------------------------------------------------------- over other axes

  private static Batched elsewhere(Collective op, Batched x) {
    int a = x.axis();
    return switch (op) {
      case AllReduce _, PVary _, PPermute _, PBroadcast _ -> bind(op, x.array(), a);
      case AllGather(NamedAxis axis, int dim, boolean tiled, boolean invariant) -> {
        int d = (tiled ? dim >= a : dim > a) ? dim + 1 : dim;
        int moved = !tiled && dim <= a ? a + 1 : a;
        yield bind(new AllGather(axis, d, tiled, invariant), x.array(), moved);
      }
      case ReduceScatter(NamedAxis axis, int dim, boolean tiled) -> {
        int d = dim >= a ? dim + 1 : dim;
        yield bind(new ReduceScatter(axis, d, tiled), x.array(), !tiled && d < a ? a - 1 : a);
      }
      case AllToAll(NamedAxis axis, int splitAxis, int concatAxis, boolean tiled) ->
          bind(new AllToAll(axis, splitAxis + 1, concatAxis + 1, tiled), Alignment.moved(x, 0), 0);
      case AxisIndex _ -> throw new IllegalStateException("axis_index has no operand");
    };
  }

  private static Batched bind(Collective op, NDArray x, int axis) {
    return new Batched(Tracing.bind1(op, x), axis);
  }
}
