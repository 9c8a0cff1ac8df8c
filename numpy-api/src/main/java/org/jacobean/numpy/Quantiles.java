package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/** Quantiles by sorting. */
public final class Quantiles {
  private Quantiles() {}

  /** What stands between two elements. */
  public enum Method {
    /** Linear interpolation. */
    LINEAR,
    /** The lower element. */
    LOWER,
    /** The higher element. */
    HIGHER,
    /** The nearer element, the lower or higher one of even position when in the middle. */
    NEAREST,
    /** The mean of both. */
    MIDPOINT
  }

  /** See {@link Numpy#quantile(NDArray, NDArray, Method, boolean, int...)}. */
  static NDArray quantile(
      NDArray x, NDArray q, Method method, boolean skipNan, boolean keepDims, int... axes) {
    NDArray f = Elementwise.promoteInexact(x).get(0);
    Axes reduced = Reducing.axes(f, axes);
    Axes kept = reduced.complement(f.rank());
    int n = (int) f.shape().pick(reduced).size();
    NDArray y =
        Lax.reshape(Lax.transpose(f, kept.plus(reduced)), f.shape().pick(kept).plus(Shape.of(n)));
    NDArray sorted = Ordering.sort(y, -1);
    NDArray nan = y.ne(y);
    NDArray count =
        skipNan
            ? nan.not().astype(DType.FLOAT64).sum(true, -1)
            : Lax.full(DType.FLOAT64, y.shape().with(-1, 1), n);
    NDArray position = count.sub(1.0).maximum(0.0).mul(q.astype(DType.FLOAT64).ravel());
    NDArray out = between(sorted, position, method);
    if (!skipNan) {
      out = where(nan.any(-1).expandDims(-1), Double.NaN, out);
    }
    NDArray leading = Lax.moveAxis(out, out.rank() - 1, 0);
    Shape tail = f.shape().pick(kept);
    if (keepDims) {
      tail = f.shape();
      for (int a : reduced.toArray()) {
        tail = tail.with(a, 1);
      }
    }
    return Lax.reshape(leading, q.shape().plus(tail));
  }

  private static NDArray between(NDArray sorted, NDArray position, Method method) {
    NDArray low = position.floor();
    NDArray high = position.ceil();
    NDArray below = Taking.takeAlongAxis(sorted, low.astype(DType.INT32), -1);
    NDArray above = Taking.takeAlongAxis(sorted, high.astype(DType.INT32), -1);
    return switch (method) {
      case LINEAR -> {
        NDArray weight = position.sub(low).astype(sorted.dtype());
        // Equal neighbours, infinities among them, are exact.
        yield where(below.eq(above), below, below.mul(weight.rsub(1.0)).add(above.mul(weight)));
      }
      case LOWER -> below;
      case HIGHER -> above;
      case NEAREST -> Taking.takeAlongAxis(sorted, position.round().astype(DType.INT32), -1);
      case MIDPOINT -> below.add(above).mul(0.5);
    };
  }
}
