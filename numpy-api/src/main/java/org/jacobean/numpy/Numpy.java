package org.jacobean.numpy;

import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;

/**
 * NumPy's functions, to be imported as {@code import static org.jacobean.numpy.Numpy.*}. Operands
 * broadcast; dtypes combine as in JAX, Java scalars being weakly typed; axes may be negative. Array
 * arguments are never changed.
 */
public final class Numpy extends ReductionFunctions {
  private Numpy() {}

  // ---------------------------------------------------------------- choices and indices

  /** {@link Selection#where(NDArray, NDArray, NDArray)}. */
  public static NDArray where(NDArray condition, NDArray x, NDArray y) {
    return Selection.where(condition, x, y);
  }

  /** {@link Selection#where(NDArray, NDArray, double)}. */
  public static NDArray where(NDArray condition, NDArray x, double y) {
    return Selection.where(condition, x, y);
  }

  /** {@link Selection#where(NDArray, double, NDArray)}. */
  public static NDArray where(NDArray condition, double x, NDArray y) {
    return Selection.where(condition, x, y);
  }

  /** {@link #nonzero(NDArray)}. */
  public static List<NDArray> where(NDArray condition) {
    return Searching.nonzero(condition);
  }

  /** {@link Selection#select}. */
  public static NDArray select(
      List<NDArray> conditions, List<NDArray> choices, NDArray defaultValue) {
    return Selection.select(conditions, choices, defaultValue);
  }

  /** {@link Selection#choose}. */
  public static NDArray choose(NDArray index, List<NDArray> choices) {
    return Selection.choose(index, choices);
  }

  /** {@link Indexing#get}. */
  public static NDArray get(NDArray x, Idx... index) {
    return Indexing.get(x, index);
  }

  /** {@link Indexing#at}. */
  public static IndexUpdate at(NDArray x, Idx... index) {
    return Indexing.at(x, index);
  }

  /** {@link Indexing#take(NDArray, NDArray, int)}. */
  public static NDArray take(NDArray x, NDArray indices, int axis) {
    return Indexing.take(x, indices, axis);
  }

  /** {@link Indexing#take(NDArray, NDArray)}. */
  public static NDArray take(NDArray x, NDArray indices) {
    return Indexing.take(x, indices);
  }

  /** {@link Indexing#takeAlongAxis}. */
  public static NDArray takeAlongAxis(NDArray x, NDArray indices, int axis) {
    return Indexing.takeAlongAxis(x, indices, axis);
  }

  /** {@link Indexing#putAlongAxis}. */
  public static NDArray putAlongAxis(NDArray x, NDArray indices, NDArray values, int axis) {
    return Indexing.putAlongAxis(x, indices, values, axis);
  }

  /**
   * The entries along an axis where the concrete vector is true; a short vector leaves the rest
   * out. @throws ShapeException JX0651 unless a vector
   */
  public static NDArray compress(NDArray condition, NDArray x, int axis) {
    if (condition.rank() != 1) {
      throw new ShapeException(
          "JX0651", "compress takes a vector of conditions, got " + condition.aval());
    }
    return Indexing.take(x, Searching.nonzero(condition).get(0), axis);
  }

  /** The elements where the concrete condition is true. */
  public static NDArray extract(NDArray condition, NDArray x) {
    return compress(condition.ravel(), x.ravel(), 0);
  }

  // ---------------------------------------------------------------- order and search

  /** {@link Searching#nonzero(NDArray)}. */
  public static List<NDArray> nonzero(NDArray x) {
    return Searching.nonzero(x);
  }

  /** {@link Searching#nonzero(NDArray, int, int)}. */
  public static List<NDArray> nonzero(NDArray x, int size, int fill) {
    return Searching.nonzero(x, size, fill);
  }

  /** {@link #nonzero(NDArray)} of the flattened array. */
  public static NDArray flatnonzero(NDArray x) {
    return Searching.nonzero(x.ravel()).get(0);
  }

  /** {@link #nonzero(NDArray)} as rows of a matrix. */
  public static NDArray argwhere(NDArray x) {
    return rows(Searching.nonzero(x));
  }

  /** {@link #nonzero(NDArray, int, int)} as rows of a matrix. */
  public static NDArray argwhere(NDArray x, int size, int fill) {
    return rows(Searching.nonzero(x, size, fill));
  }

  private static NDArray rows(List<NDArray> columns) {
    return columns.isEmpty()
        ? Lax.zeros(DType.INT32, org.jacobean.Shape.of(1, 0))
        : stack(columns, 1);
  }

  /** {@link Ordering#sort}. */
  public static NDArray sort(NDArray x, int axis) {
    return Ordering.sort(x, axis);
  }

  /** Ascending along the last axis. */
  public static NDArray sort(NDArray x) {
    return Ordering.sort(x, -1);
  }

  /** {@link Ordering#argsort}, ascending. */
  public static NDArray argsort(NDArray x, int axis) {
    return Ordering.argsort(x, axis, false);
  }

  /** {@link Ordering#argsort}. */
  public static NDArray argsort(NDArray x, int axis, boolean descending) {
    return Ordering.argsort(x, axis, descending);
  }

  /** {@link Ordering#lexsort}. */
  public static NDArray lexsort(List<NDArray> keys) {
    return Ordering.lexsort(keys);
  }

  /** {@link Ordering#partition}. */
  public static NDArray partition(NDArray x, int k, int axis) {
    return Ordering.partition(x, k, axis);
  }

  /** {@link Ordering#topK}. */
  public static Tuple2<NDArray, NDArray> topK(NDArray x, int k) {
    return Ordering.topK(x, k);
  }

  /** {@link Searching#searchsorted}, before equal elements. */
  public static NDArray searchsorted(NDArray sorted, NDArray values) {
    return Searching.searchsorted(sorted, values, false);
  }

  /** {@link Searching#searchsorted}. */
  public static NDArray searchsorted(NDArray sorted, NDArray values, boolean right) {
    return Searching.searchsorted(sorted, values, right);
  }

  /** {@link Searching#digitize}. */
  public static NDArray digitize(NDArray x, NDArray bins, boolean right) {
    return Searching.digitize(x, bins, right);
  }

  /** {@link Searching#bincount(NDArray, int)}. */
  public static NDArray bincount(NDArray x, int length) {
    return Searching.bincount(x, length);
  }

  /** {@link Searching#bincount(NDArray, int)} up to the largest element of a concrete array. */
  public static NDArray bincount(NDArray x) {
    Searching.requireConcrete("bincount", x);
    return Searching.bincount(x, x.size() == 0 ? 0 : (int) x.max().itemLong() + 1);
  }

  /** {@link Searching#bincount(NDArray, NDArray, int)}. */
  public static NDArray bincount(NDArray x, NDArray weights, int length) {
    return Searching.bincount(x, weights, length);
  }

  /** {@link Sets#histogram(NDArray, int)}. */
  public static Tuple2<NDArray, NDArray> histogram(NDArray x, int bins) {
    return Sets.histogram(x, bins);
  }

  /** {@link Sets#histogram(NDArray, int, double, double)}. */
  public static Tuple2<NDArray, NDArray> histogram(NDArray x, int bins, double low, double high) {
    return Sets.histogram(x, bins, low, high);
  }

  /** {@link Searching#isin}. */
  public static NDArray isin(NDArray x, NDArray test) {
    return Searching.isin(x, test);
  }

  /** {@link Sets#unique(NDArray)}. */
  public static Sets.Unique unique(NDArray x) {
    return Sets.unique(x);
  }

  /** {@link Sets#unique(NDArray, int, Double)}, filled with the smallest. */
  public static Sets.Unique unique(NDArray x, int size) {
    return Sets.unique(x, size, null);
  }

  /** {@link Sets#intersect1d}. */
  public static NDArray intersect1d(NDArray x, NDArray y) {
    return Sets.intersect1d(x, y);
  }

  /** {@link Sets#setdiff1d}. */
  public static NDArray setdiff1d(NDArray x, NDArray y) {
    return Sets.setdiff1d(x, y);
  }

  /** {@link Sets#union1d}. */
  public static NDArray union1d(NDArray x, NDArray y) {
    return Sets.union1d(x, y);
  }

  /** {@link Sets#setxor1d}. */
  public static NDArray setxor1d(NDArray x, NDArray y) {
    return Sets.setxor1d(x, y);
  }

  /** {@link Searching#unravel}. */
  public static List<NDArray> unravelIndex(NDArray flat, int... shape) {
    return Searching.unravel(flat, org.jacobean.Shape.of(shape));
  }

  /** {@link Searching#ravelMultiIndex}. */
  public static NDArray ravelMultiIndex(List<NDArray> indices, int... shape) {
    return Searching.ravelMultiIndex(indices, org.jacobean.Shape.of(shape));
  }

  // ---------------------------------------------------------------- products

  /** {@link NDArray#matmul}. */
  public static NDArray matmul(NDArray x, NDArray y) {
    return x.matmul(y);
  }

  /** {@link NDArray#dot}. */
  public static NDArray dot(NDArray x, NDArray y) {
    return x.dot(y);
  }

  /** {@link Products#vdot}. */
  public static NDArray vdot(NDArray x, NDArray y) {
    return Products.vdot(x, y);
  }

  /** {@link Products#vecdot}. */
  public static NDArray vecdot(NDArray x, NDArray y) {
    return Products.vecdot(x, y);
  }

  /** {@link Products#inner}. */
  public static NDArray inner(NDArray x, NDArray y) {
    return Products.inner(x, y);
  }

  /** {@link Products#outer}. */
  public static NDArray outer(NDArray x, NDArray y) {
    return Products.outer(x, y);
  }

  /** {@link Products#kron}. */
  public static NDArray kron(NDArray x, NDArray y) {
    return Products.kron(x, y);
  }

  /** {@link Products#cross}. */
  public static NDArray cross(NDArray x, NDArray y) {
    return Products.cross(x, y);
  }

  /** {@link Products#tensordot(NDArray, NDArray, int)}. */
  public static NDArray tensordot(NDArray x, NDArray y, int axes) {
    return Products.tensordot(x, y, axes);
  }

  /** {@link Products#tensordot(NDArray, NDArray, int[], int[])}. */
  public static NDArray tensordot(NDArray x, NDArray y, int[] xAxes, int[] yAxes) {
    return Products.tensordot(x, y, xAxes, yAxes);
  }

  /**
   * Einstein's summation, {@code "ij,jk->ik"}: letters of the operands' axes that the result lacks
   * are summed over; {@code ...} stands for axes that broadcast.
   *
   * @throws ShapeException JX0649 when the subscripts do not fit the operands
   */
  public static NDArray einsum(String subscripts, NDArray... operands) {
    return Einsum.einsum(subscripts, operands);
  }

  /** {@link Products#trace}. */
  public static NDArray trace(NDArray x, int offset, int axis1, int axis2) {
    return Products.trace(x, offset, axis1, axis2);
  }

  /** The sum of the main diagonal of the first two axes. */
  public static NDArray trace(NDArray x) {
    return Products.trace(x, 0, 0, 1);
  }

  /** {@link Products#norm(NDArray)}. */
  public static NDArray norm(NDArray x) {
    return Products.norm(x);
  }

  // ---------------------------------------------------------------- vectors as functions

  /** {@link Polynomials#polyval}. */
  public static NDArray polyval(NDArray p, NDArray x) {
    return Polynomials.polyval(p, x);
  }

  /** {@link Polynomials#convolve}. */
  public static NDArray convolve(NDArray x, NDArray y, Polynomials.Extent extent) {
    return Polynomials.convolve(x, y, extent);
  }

  /** {@link Polynomials#correlate}. */
  public static NDArray correlate(NDArray x, NDArray y, Polynomials.Extent extent) {
    return Polynomials.correlate(x, y, extent);
  }

  /** {@link Polynomials#interp(NDArray, NDArray, NDArray)}. */
  public static NDArray interp(NDArray x, NDArray xp, NDArray fp) {
    return Polynomials.interp(x, xp, fp);
  }

  /** The function applied to every vector along an axis; its result takes the axis' place. */
  public static NDArray applyAlongAxis(io.vavr.Function1<NDArray, NDArray> f, NDArray x, int axis) {
    int a = x.shape().axis(axis);
    NDArray y = Lax.moveAxis(x, a, x.rank() - 1);
    NDArray rows = y.reshape(-1, x.shape().dim(a));
    NDArray out = org.jacobean.transforms.Transforms.vmap(f).apply(rows);
    org.jacobean.Shape lead = y.shape().pick(Axes.range(0, x.rank() - 1));
    NDArray full = Lax.reshape(out, lead.plus(out.shape().remove(0)));
    return out.rank() == 1 ? full : Lax.moveAxis(full, x.rank() - 1, a);
  }
}
