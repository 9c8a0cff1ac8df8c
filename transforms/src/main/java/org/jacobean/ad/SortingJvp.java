package org.jacobean.ad;

import static org.jacobean.lax.Lax.gather;
import static org.jacobean.lax.Lax.iota;
import static org.jacobean.lax.Lax.reshape;
import static org.jacobean.lax.Lax.sort;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.Sort;
import org.jacobean.ir.op.Sorting;
import org.jspecify.annotations.Nullable;

/** Tangents of sorting: the positions are sorted along, and tangents are read at them. */
final class SortingJvp {
  private SortingJvp() {}

  static Duals jvp(Sorting op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case Sort s -> sorted(s, x, dx);
    };
  }

  private static Duals sorted(Sort op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int n = x.size();
    List<NDArray> all = new ArrayList<>(x);
    all.add(iota(DType.INT32, x.get(0).shape(), op.dimension()));
    List<NDArray> y = sort(all, op.dimension(), op.numKeys());
    List<@Nullable NDArray> dy = new ArrayList<>();
    for (NDArray t : dx) {
      dy.add(t == null ? null : takeAlong(t, y.get(n), op.dimension()));
    }
    return new Duals(y.subList(0, n), dy);
  }

  /** {@code out[…,i,…] = x[…,index[…,i,…],…]} along one axis. */
  private static NDArray takeAlong(NDArray x, NDArray index, int axis) {
    int[] window = new int[x.rank()];
    for (int i = 0; i < window.length; i++) {
      window[i] = Math.min(1, x.shape().dim(i));
    }
    Axes others = Axes.of(axis).complement(x.rank());
    GatherDims dims = new GatherDims(Axes.NONE, Axes.of(axis), Axes.of(axis), others, others);
    NDArray vectors = reshape(index, index.shape().plus(Shape.of(1)));
    return gather(x, vectors, dims, Shape.of(window), IndexMode.PROMISE_IN_BOUNDS);
  }
}
