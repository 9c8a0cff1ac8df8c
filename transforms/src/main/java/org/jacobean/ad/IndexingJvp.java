package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.NDArray;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Scatter;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Tangents of indexed reads and writes: indices are constants, and reading and writing are linear.
 */
final class IndexingJvp {
  private IndexingJvp() {}

  static @Nullable NDArray tangent(
      Indexing op, List<NDArray> x, List<@Nullable NDArray> dx, NDArray y) {
    return switch (op) {
      case DynamicSlice _ -> Tracing.bind(op, with(x, 0, Objects.requireNonNull(dx.get(0)))).get(0);
      case DynamicUpdateSlice _ -> {
        List<NDArray> args = with(x, 0, Tangents.instantiate(dx.get(0), x.get(0).aval()));
        args.set(1, Tangents.instantiate(dx.get(1), x.get(1).aval()));
        yield Tracing.bind(op, args).get(0);
      }
      case Gather g ->
          IndexWindows.gather(
              Objects.requireNonNull(dx.get(0)), x.get(1), g.dims(), g.sliceSizes(), g.mode());
      case Scatter s -> ScatterJvp.tangent(s, x, dx, y);
    };
  }

  private static List<NDArray> with(List<NDArray> x, int i, NDArray t) {
    List<NDArray> args = new ArrayList<>(x);
    args.set(i, t);
    return args;
  }
}
