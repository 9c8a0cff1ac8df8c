package org.jacobean.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;
import org.jacobean.lax.Lax;

/** What collectives mean, written down with lists that hold one array per participant. */
final class Participants {
  private Participants() {}

  /** The participants' results from their operands; the operands of axis_index only count. */
  static List<NDArray> apply(Collective op, List<NDArray> x) {
    int n = x.size();
    return switch (op) {
      case AllReduce r -> all(n, fold(r, x));
      case PVary _ -> x;
      case AllGather g -> all(n, join(x, g.dim(), g.tiled()));
      case ReduceScatter s -> {
        NDArray sum = x.stream().reduce(Lax::add).orElseThrow();
        yield each(n, k -> block(sum, s.dim(), n, k, s.tiled()));
      }
      case PPermute p ->
          each(
              n,
              k -> {
                List<PPermute.Pair> to = p.perm().stream().filter(m -> m.target() == k).toList();
                return to.isEmpty() ? Lax.zerosLike(x.get(k)) : x.get(to.getFirst().source());
              });
      case AllToAll a ->
          each(
              n,
              k -> {
                List<NDArray> got = each(n, j -> block(x.get(j), a.splitAxis(), n, k, a.tiled()));
                return join(got, a.concatAxis(), a.tiled());
              });
      case PBroadcast b -> all(n, x.get(b.source()));
      case AxisIndex _ -> each(n, k -> NDArray.fullLong(DType.INT32, Shape.SCALAR, k));
    };
  }

  private static NDArray fold(AllReduce r, List<NDArray> x) {
    BinaryOperator<NDArray> f =
        switch (r.op()) {
          case SUM -> Lax::add;
          case MAX -> Lax::max;
          case MIN -> Lax::min;
        };
    return x.stream().reduce(f).orElseThrow();
  }

  private static NDArray join(List<NDArray> parts, int axis, boolean tiled) {
    return tiled ? Lax.concatenate(parts, axis) : stack(parts, axis);
  }

  private static NDArray block(NDArray x, int axis, int n, int k, boolean tiled) {
    int m = x.shape().dim(axis) / n;
    NDArray b = Lax.sliceInDim(x, k * m, (k + 1) * m, 1, axis);
    return tiled ? b : Lax.squeeze(b, Axes.of(axis));
  }

  private static List<NDArray> all(int n, NDArray x) {
    return Collections.nCopies(n, x);
  }

  private static List<NDArray> each(int n, java.util.function.IntFunction<NDArray> f) {
    List<NDArray> out = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      out.add(f.apply(k));
    }
    return out;
  }

  /** The arrays along a new axis. */
  static NDArray stack(List<NDArray> parts, int axis) {
    return Lax.concatenate(
        parts.stream().map(p -> Lax.expandDims(p, Axes.of(axis))).toList(), axis);
  }
}
