package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Transposes of collectives, between cotangents of the same types as the values: an invariant
 * cotangent counts once, a varying one per participant. See {@link Collective}.
 */
final class CollectiveTranspose {
  private CollectiveTranspose() {}

  static List<@Nullable NDArray> transpose(Collective op, Linear e) {
    return switch (op) {
      case AllReduce(CollectiveOp monoid, List<NamedAxis> axes) -> {
        if (monoid != CollectiveOp.SUM) {
          throw e.notLinear();
        }
        yield e.only(0, Tracing.bind1(new PVary(axes), e.ct()));
      }
      case PVary(List<NamedAxis> axes) -> e.only(0, sum(axes, e.ct()));
      case AllGather g -> e.only(0, g.invariant() ? slice(g, e) : scattered(g, e));
      case ReduceScatter(NamedAxis axis, int dim, boolean tiled) ->
          e.only(0, Tracing.bind1(new AllGather(axis, dim, tiled, false), e.ct()));
      case PPermute p -> e.only(0, Tracing.bind1(p.inverse(), e.ct()));
      case AllToAll a -> e.only(0, Tracing.bind1(a.inverse(), e.ct()));
      case PBroadcast(NamedAxis axis, int source) -> e.only(0, atSource(axis, source, e.ct()));
      case AxisIndex _ -> throw e.notLinear();
    };
  }

  private static NDArray sum(List<NamedAxis> axes, NDArray ct) {
    return Tracing.bind1(new AllReduce(CollectiveOp.SUM, axes), ct);
  }

  private static NDArray scattered(AllGather g, Linear e) {
    return Tracing.bind1(new ReduceScatter(g.axis(), g.dim(), g.tiled()), e.ct());
  }

  /** The participant's own part of an invariant cotangent. */
  private static NDArray slice(AllGather g, Linear e) {
    NDArray ct = Tracing.bind1(new PVary(List.of(g.axis())), e.ct());
    Shape own = e.shape(0);
    NDArray k = Tracing.bind1(new AxisIndex(g.axis()));
    NDArray zero = NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
    List<NDArray> starts = new ArrayList<>();
    for (int i = 0; i < ct.rank(); i++) {
      starts.add(i != g.dim() ? zero : g.tiled() ? Lax.mul(k, own.dim(i)) : k);
    }
    return g.tiled()
        ? Lax.dynamicSlice(ct, starts, own)
        : Lax.squeeze(Lax.dynamicSlice(ct, starts, own.insert(g.dim(), 1)), Axes.of(g.dim()));
  }

  private static NDArray atSource(NamedAxis axis, int source, NDArray ct) {
    NDArray total = Tracing.bind1(new PVary(List.of(axis)), sum(List.of(axis), ct));
    NDArray k = Tracing.bind1(new AxisIndex(axis));
    NDArray isSource =
        Lax.compare(Comparison.EQ, k, NDArray.fullLong(DType.INT32, Shape.SCALAR, source));
    return Lax.select(isSource, total, Lax.zerosLike(total));
  }
}
