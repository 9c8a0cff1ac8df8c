package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
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
 * Tangents of collectives. Most are linear: the tangents travel as the values do. The tangent of a
 * maximum is the mean of the tangents of those who have it.
 */
final class CollectiveJvp {
  private CollectiveJvp() {}

  static @Nullable NDArray tangent(
      Collective op, List<NDArray> x, List<@Nullable NDArray> dx, NDArray y) {
    if (dx.isEmpty() || dx.get(0) == null) {
      return null;
    }
    NDArray t = dx.get(0);
    return switch (op) {
      case AllReduce(CollectiveOp monoid, List<NamedAxis> axes) ->
          monoid == CollectiveOp.SUM ? Tracing.bind1(op, t) : extremum(axes, x.get(0), t, y);
      case AllGather _, AllToAll _, PBroadcast _, PPermute _, PVary _, ReduceScatter _ ->
          Tracing.bind1(op, t);
      case AxisIndex _ -> null;
    };
  }

  private static NDArray extremum(List<NamedAxis> axes, NDArray x, NDArray dx, NDArray y) {
    NDArray reached = Lax.compare(Comparison.EQ, x, Tracing.bind1(new PVary(axes), y));
    AllReduce sum = new AllReduce(CollectiveOp.SUM, axes);
    NDArray count = Tracing.bind1(sum, Lax.convertElementType(reached, x.dtype()));
    return Lax.div(Tracing.bind1(sum, Tangents.where(reached, dx)), count);
  }
}
