package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.errors.TracerException;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/**
 * Positions and counts of elements. Indices are int32. Functions whose result's shape depends on
 * values need concrete arrays, or a size.
 */
public final class Searching {
  private Searching() {}

  /**
   * The indices of elements that are not zero, one array per axis, in row-major order.
   *
   * @throws TracerException JX0619 for a tracer, whose result has no fixed shape: give a size
   */
  public static List<NDArray> nonzero(NDArray x) {
    requireConcrete("nonzero", x);
    double[] v = Reducing.truth(x).toDoubleArray();
    int count = 0;
    for (double e : v) {
      count += e != 0 ? 1 : 0;
    }
    int[] flat = new int[count];
    int k = 0;
    for (int i = 0; i < v.length; i++) {
      if (v[i] != 0) {
        flat[k++] = i;
      }
    }
    return unravel(NDArray.of(flat, count), x.shape());
  }

  /**
   * The first {@code size} indices of elements that are not zero; missing ones are {@code fill}.
   * Traced.
   */
  public static List<NDArray> nonzero(NDArray x, int size, int fill) {
    NDArray truth = Reducing.truth(x).ravel();
    int n = (int) truth.size();
    NDArray order =
        n == 0 ? Lax.zeros(DType.INT32, Shape.of(0)) : Ordering.argsort(truth.not(), 0, false);
    NDArray first = order;
    if (size < n) {
      first = Lax.sliceInDim(order, 0, size, 1, 0);
    } else if (size > n) {
      first =
          Lax.pad(
              order,
              NDArray.fullLong(DType.INT32, Shape.SCALAR, 0),
              Axes.of(0),
              Axes.of(size - n),
              Axes.of(0));
    }
    NDArray valid = Lax.iota(DType.INT32, Shape.of(size), 0).lt(truth.astype(DType.INT32).sum());
    List<NDArray> out = new ArrayList<>();
    for (NDArray i : unravel(first, x.shape())) {
      out.add(where(valid, i, NDArray.fullLong(DType.INT32, Shape.SCALAR, fill)));
    }
    return out;
  }

  static void requireConcrete(String what, NDArray x) {
    if (!(x instanceof DeviceArray)) {
      throw new TracerException(
          "JX0619",
          what
              + " of the traced "
              + x.aval()
              + " has a shape that depends on values; give it a size, or call it outside the"
              + " transformation");
    }
  }

  /** The index along each axis of flat positions in an array of the given shape. */
  public static List<NDArray> unravel(NDArray flat, Shape shape) {
    List<NDArray> out = new ArrayList<>();
    long[] strides = shape.strides();
    for (int i = 0; i < shape.rank(); i++) {
      out.add(flat.floorDivide(strides[i]).mod(Math.max(1, shape.dim(i))));
    }
    return out;
  }

  /**
   * The flat position of indices along each axis. @throws ShapeException JX0630 unless there is one
   * per axis
   */
  public static NDArray ravelMultiIndex(List<NDArray> indices, Shape shape) {
    if (indices.size() != shape.rank() || indices.isEmpty()) {
      throw new ShapeException(
          "JX0630", indices.size() + " index arrays for shape " + shape + "; give one per axis");
    }
    long[] strides = shape.strides();
    NDArray flat = indices.get(0).mul(strides[0]);
    for (int i = 1; i < strides.length; i++) {
      flat = flat.add(indices.get(i).mul(strides[i]));
    }
    return flat;
  }

  /** The number of elements that are not zero, int32; without axes over all of them. */
  public static NDArray countNonzero(NDArray x, boolean keepDims, int... axes) {
    NDArray ones = Reducing.truth(x).astype(DType.INT32);
    NDArray sum = Lax.reduceSum(ones, Reducing.axes(x, axes));
    return keepDims ? ones.sum(true, axes).astype(DType.INT32) : sum;
  }

  /**
   * Where each value belongs in an ascending array: before equal elements, or after them when
   * {@code right}. int32.
   */
  public static NDArray searchsorted(NDArray sorted, NDArray values, boolean right) {
    if (sorted.rank() != 1) {
      throw new ShapeException(
          "JX0631", "searchsorted looks in an array of one axis, got " + sorted.aval());
    }
    var type = org.jacobean.lax.Promotion.resultType(List.of(sorted.aval(), values.aval()));
    NDArray a = org.jacobean.lax.Promotion.convert(sorted, type);
    NDArray v = org.jacobean.lax.Promotion.convert(values, type);
    int n = sorted.shape().dim(0);
    NDArray low = Lax.zeros(DType.INT32, v.shape());
    NDArray high = Lax.full(DType.INT32, v.shape(), n);
    for (int reach = n; reach > 0; reach >>= 1) {
      NDArray middle = low.add(high).floorDivide(2);
      NDArray open = low.lt(high);
      NDArray element = Taking.take(a, middle, 0, org.jacobean.ir.op.IndexMode.CLIP);
      // NaN sorts after every number.
      NDArray before =
          right
              ? v.lt(element).or(element.ne(element).and(v.eq(v))).not()
              : element.lt(v).or(v.ne(v).and(element.eq(element)));
      low = where(open.and(before), middle.add(1L), low);
      high = where(open.and(before.not()), middle, high);
    }
    return low;
  }

  /**
   * The number of the bin of each value: {@code bins[i-1] <= x < bins[i]}, or with {@code right}
   * {@code bins[i-1] < x <= bins[i]}; of descending bins the number of those above {@code x}.
   */
  public static NDArray digitize(NDArray x, NDArray bins, boolean right) {
    int n = bins.shape().dim(0);
    if (n == 0) {
      return Lax.zeros(DType.INT32, x.shape());
    }
    NDArray first = Lax.sliceInDim(bins, 0, 1, 1, 0).squeeze();
    NDArray last = Lax.sliceInDim(bins, n - 1, n, 1, 0).squeeze();
    NDArray up = searchsorted(bins, x, !right);
    NDArray down = searchsorted(Lax.rev(bins, Axes.of(0)), x, !right).neg().add((long) n);
    return where(last.ge(first), up, down);
  }

  /** How often each of 0 to {@code length-1} occurs, int32; negative numbers count as 0. */
  public static NDArray bincount(NDArray x, int length) {
    NDArray i = x.ravel().maximum(Lax.constantLike(x, 0));
    return bins(i, Lax.full(DType.INT32, i.shape(), 1), length);
  }

  /** The sum of the weights of each of 0 to {@code length-1}. */
  public static NDArray bincount(NDArray x, NDArray weights, int length) {
    NDArray i = x.ravel().maximum(Lax.constantLike(x, 0));
    return bins(i, weights.ravel(), length);
  }

  private static NDArray bins(NDArray i, NDArray weights, int length) {
    return Lax.scatter(
        org.jacobean.ir.op.ScatterKind.ADD,
        Lax.zeros(weights.dtype(), Shape.of(length)),
        Lax.expandDims(i, Axes.of(1)),
        weights,
        new org.jacobean.ir.op.ScatterDims(Axes.NONE, Axes.of(0), Axes.of(0)),
        org.jacobean.ir.op.IndexMode.FILL_OR_DROP);
  }

  /** Whether each element is one of the test elements. */
  public static NDArray isin(NDArray x, NDArray test) {
    NDArray t = test.ravel();
    if (t.size() == 0) {
      return Lax.zeros(DType.BOOL, x.shape());
    }
    List<NDArray> p = Elementwise.promote(Lax.expandDims(x, Axes.of(x.rank())), t);
    return p.get(0).eq(p.get(1)).any(-1).broadcastTo(x.shape());
  }
}
