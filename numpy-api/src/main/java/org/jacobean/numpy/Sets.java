package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;

/** Arrays as sets of their elements, and histograms. */
public final class Sets {
  private Sets() {}

  /**
   * The distinct elements, ascending.
   *
   * @param values the elements
   * @param indices where each first occurs in the flattened array, int32
   * @param inverse the number of the value of each element, of the array's shape, int32
   * @param counts how often each occurs, int32
   */
  public record Unique(NDArray values, NDArray indices, NDArray inverse, NDArray counts) {}

  /**
   * The distinct elements of a concrete array. @throws org.jacobean.errors.TracerException JX0619
   * for a tracer: give a size
   */
  public static Unique unique(NDArray x) {
    Searching.requireConcrete("unique", x);
    boolean[] first = starts(Ordering.sort(x.ravel(), 0)).toBooleanArray();
    int n = 0;
    for (boolean b : first) {
      n += b ? 1 : 0;
    }
    return unique(x, n, null);
  }

  private static NDArray starts(NDArray sorted) {
    int n = sorted.shape().dim(0);
    if (n == 0) {
      return Lax.zeros(DType.BOOL, Shape.of(0));
    }
    NDArray a = Lax.sliceInDim(sorted, 1, n, 1, 0);
    NDArray b = Lax.sliceInDim(sorted, 0, n - 1, 1, 0);
    // NaN equals NaN here.
    NDArray differ = a.ne(b).and(a.eq(a).or(b.eq(b)));
    return Lax.concatenate(List.of(Lax.full(DType.BOOL, Shape.of(1), 1), differ), 0);
  }

  /**
   * The {@code size} smallest distinct elements; where there are fewer, {@code fill}, by default
   * the smallest, with count 0. Traced.
   */
  public static Unique unique(NDArray x, int size, @org.jspecify.annotations.Nullable Double fill) {
    NDArray flat = x.ravel();
    int n = flat.shape().dim(0);
    NDArray order = Ordering.argsort(flat, 0, false);
    NDArray sorted = Taking.takeAlongAxis(flat, order, 0);
    NDArray first = starts(sorted);
    NDArray group = Lax.cumulative(CumulativeOp.SUM, first.astype(DType.INT32), 0, false).sub(1L);
    NDArray at = Searching.nonzero(first, size, 0).get(0);
    NDArray present =
        Lax.iota(DType.INT32, Shape.of(size), 0)
            .lt(n == 0 ? Lax.zeros(DType.INT32, Shape.SCALAR) : group.max().add(1L));
    NDArray values =
        n == 0
            ? Lax.zeros(x.dtype(), Shape.of(size))
            : Lax.convertElementType(
                sorted.dtype().isBool() ? sorted.astype(DType.INT8) : sorted, sorted.dtype());
    NDArray picked =
        n == 0 ? values : Taking.take(values, at, 0, org.jacobean.ir.op.IndexMode.CLIP);
    if (fill != null) {
      picked = where(present, picked, Lax.constantLike(picked, fill));
    }
    NDArray indices = n == 0 ? at : Taking.take(order, at, 0, org.jacobean.ir.op.IndexMode.CLIP);
    NDArray inverse = Indexing.at(Lax.zeros(DType.INT32, Shape.of(n)), Idx.array(order)).set(group);
    NDArray counts = Searching.bincount(group, size);
    return new Unique(picked, indices, Lax.reshape(inverse, x.shape()), counts);
  }

  /** The elements of both, ascending, once each; concrete arrays only. */
  public static NDArray intersect1d(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promote(x.ravel().expandDims(0), y.ravel().expandDims(1));
    NDArray a = unique(p.get(0).size() == 0 ? x : x.astype(p.get(0).dtype())).values();
    return Indexing.get(a, Idx.array(Searching.isin(a, y)));
  }

  /**
   * The elements of {@code x} that are not in {@code y}, ascending, once each; concrete arrays
   * only.
   */
  public static NDArray setdiff1d(NDArray x, NDArray y) {
    NDArray a = unique(x).values();
    return Indexing.get(a, Idx.array(Searching.isin(a, y).not()));
  }

  /** The elements of either, ascending, once each; concrete arrays only. */
  public static NDArray union1d(NDArray x, NDArray y) {
    return unique(ShapeFunctions.append(x, y)).values();
  }

  /** The elements of exactly one of both, ascending, once each; concrete arrays only. */
  public static NDArray setxor1d(NDArray x, NDArray y) {
    return union1d(setdiff1d(x, y), setdiff1d(y, x));
  }

  /**
   * Counts in equal bins between the smallest and the largest element, and the bins' edges, both in
   * a float dtype.
   */
  public static Tuple2<NDArray, NDArray> histogram(NDArray x, int bins) {
    NDArray f = Elementwise.promoteInexact(x).get(0).ravel();
    NDArray low = f.min();
    NDArray high = f.max();
    NDArray flat = low.eq(high);
    return histogram(f, where(flat, low.sub(0.5), low), where(flat, high.add(0.5), high), bins);
  }

  /** Counts in equal bins of a range; elements outside are left out. */
  public static Tuple2<NDArray, NDArray> histogram(NDArray x, int bins, double low, double high) {
    NDArray f = Elementwise.promoteInexact(x).get(0).ravel();
    return histogram(f, Lax.constantLike(f, low), Lax.constantLike(f, high), bins);
  }

  private static Tuple2<NDArray, NDArray> histogram(
      NDArray f, NDArray low, NDArray high, int bins) {
    NDArray t = Lax.iota(f.dtype(), Shape.of(bins + 1), 0).div((double) bins);
    NDArray edges = low.mul(t.rsub(1.0)).add(high.mul(t));
    NDArray bin = Searching.searchsorted(edges, f, true).sub(1L);
    NDArray last = Lax.sliceInDim(edges, bins, bins + 1, 1, 0).squeeze();
    NDArray inLast = where(f.eq(last), Lax.constantLike(bin, bins - 1), bin);
    NDArray shifted = inLast.add(1L);
    NDArray counts = Searching.bincount(shifted, Lax.full(f.dtype(), f.shape(), 1), bins + 1);
    return Tuple.of(Lax.slice(counts, Axes.of(1), Axes.of(bins + 1), Axes.of(1)), edges);
  }
}
