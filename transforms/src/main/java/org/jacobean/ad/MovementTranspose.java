package org.jacobean.ad;

import static org.jacobean.lax.Lax.reduceSum;
import static org.jacobean.lax.Lax.reshape;
import static org.jacobean.lax.Lax.rev;
import static org.jacobean.lax.Lax.sliceInDim;
import static org.jacobean.lax.Lax.sub;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Concatenate;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pad;
import org.jacobean.ir.op.Reshape;
import org.jacobean.ir.op.Rev;
import org.jacobean.ir.op.Slice;
import org.jacobean.ir.op.Squeeze;
import org.jacobean.ir.op.Transpose;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/** Transposes of movements: each element's cotangent goes back to where the element came from. */
final class MovementTranspose {
  private MovementTranspose() {}

  static List<@Nullable NDArray> transpose(Movement op, Linear e) {
    return switch (op) {
      case BroadcastInDim b -> e.only(0, broadcast(b, e));
      case Reshape _, Squeeze _ -> e.only(0, reshape(e.ct(), e.shape(0)));
      case Transpose(Axes p) -> e.only(0, Lax.transpose(e.ct(), p.argsort()));
      case Rev(Axes d) -> e.only(0, rev(e.ct(), d));
      case Slice s -> e.only(0, slice(s, e));
      case Pad p -> pad(p, e);
      case Concatenate(int axis) -> concatenate(axis, e);
    };
  }

  /** Sums over the new axes and over those of length 1 that were repeated. */
  private static NDArray broadcast(BroadcastInDim op, Linear e) {
    Axes repeated = op.broadcastDimensions().complement(op.shape().rank());
    for (int i = 0; i < e.shape(0).rank(); i++) {
      int axis = op.broadcastDimensions().get(i);
      if (e.shape(0).dim(i) != op.shape().dim(axis)) {
        repeated = repeated.plus(Axes.of(axis));
      }
    }
    return reshape(reduceSum(e.ct(), repeated.sorted()), e.shape(0));
  }

  /** Pads with zeros around, and between for strides. */
  private static NDArray slice(Slice op, Linear e) {
    Shape x = e.shape(0);
    Shape y = e.ct().shape();
    int r = x.rank();
    int[] high = new int[r];
    int[] interior = new int[r];
    for (int i = 0; i < r; i++) {
      int n = y.dim(i);
      int step = op.strides().get(i);
      interior[i] = step - 1;
      high[i] = x.dim(i) - op.startIndices().get(i) - (n == 0 ? 0 : (n - 1) * step + 1);
    }
    return Lax.pad(
        e.ct(), Tangents.zero(e.ct()), op.startIndices(), Axes.of(high), Axes.of(interior));
  }

  /**
   * The operand gets what is left after undoing the padding; the padding value the sum of the rest.
   */
  private static List<@Nullable NDArray> pad(Pad op, Linear e) {
    NDArray ct = e.ct();
    int r = ct.rank();
    int[] low = new int[r];
    int[] high = new int[r];
    int[] strides = new int[r];
    for (int i = 0; i < r; i++) {
      low[i] = -op.low().get(i);
      high[i] = -op.high().get(i);
      strides[i] = op.interior().get(i) + 1;
    }
    Axes none = Axes.of(new int[r]);
    NDArray inner = Lax.pad(ct, Tangents.zero(ct), Axes.of(low), Axes.of(high), none);
    NDArray x = Lax.slice(inner, none, Axes.of(inner.shape().dims()), Axes.of(strides));
    List<@Nullable NDArray> out = e.none();
    if (e.isLinear(0)) {
      out.set(0, x);
    }
    if (e.isLinear(1)) {
      Axes all = Axes.range(0, r);
      out.set(1, sub(reduceSum(ct, all), reduceSum(x, all)));
    }
    return out;
  }

  private static List<@Nullable NDArray> concatenate(int axis, Linear e) {
    List<@Nullable NDArray> out = e.none();
    int start = 0;
    for (int i = 0; i < out.size(); i++) {
      int end = start + e.shape(i).dim(axis);
      if (e.isLinear(i)) {
        out.set(i, sliceInDim(e.ct(), start, end, 1, axis));
      }
      start = end;
    }
    return out;
  }
}
