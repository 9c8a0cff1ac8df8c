package org.jacobean.numpy;

import java.util.stream.IntStream;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.lax.Lax;

/** NumPy's {@code pad}. */
final class Padding {
  private Padding() {}

  private static void check(NDArray x, int[][] widths) {
    boolean pairs = widths.length == x.rank();
    for (int[] w : widths) {
      pairs &= w.length == 2 && w[0] >= 0 && w[1] >= 0;
    }
    if (!pairs) {
      throw new ShapeException(
          "JX0640",
          "pad of "
              + x.aval()
              + " needs "
              + x.rank()
              + " pairs of widths, none negative, got "
              + java.util.Arrays.deepToString(widths));
    }
  }

  static NDArray constant(NDArray x, int[][] widths, NDArray value) {
    check(x, widths);
    Axes low = Axes.of(IntStream.range(0, x.rank()).map(i -> widths[i][0]).toArray());
    Axes high = Axes.of(IntStream.range(0, x.rank()).map(i -> widths[i][1]).toArray());
    return Lax.pad(x, value, low, high, Axes.of(new int[x.rank()]));
  }

  static NDArray mirrored(NDArray x, int[][] widths, PadMode mode) {
    check(x, widths);
    NDArray y = x;
    for (int a = 0; a < x.rank(); a++) {
      int n = x.shape().dim(a);
      int before = widths[a][0];
      int total = before + n + widths[a][1];
      if (n == 0 && total > 0) {
        throw new ShapeException(
            "JX0640", "axis " + a + " of " + x.aval() + " has no elements to pad with");
      }
      if (total > n) {
        NDArray from =
            NDArray.of(
                IntStream.range(-before, total - before).map(i -> mode.source(i, n)).toArray());
        y = Taking.take(y, from, a, IndexMode.PROMISE_IN_BOUNDS);
      }
    }
    return y;
  }
}
