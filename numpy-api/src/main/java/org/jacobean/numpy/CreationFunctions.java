package org.jacobean.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.Comparison;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;

/**
 * The part of {@link Numpy} that makes arrays. The default dtype is float32, of ranges of integers
 * int32.
 */
abstract class CreationFunctions {
  CreationFunctions() {}

  /**
   * A float64 array, of one axis unless a shape is given. @throws ShapeException JX0205 when the
   * sizes differ
   */
  public static NDArray array(double[] values, int... shape) {
    return NDArray.of(values, shape);
  }

  /**
   * A float32 array, of one axis unless a shape is given. @throws ShapeException JX0205 when the
   * sizes differ
   */
  public static NDArray array(float[] values, int... shape) {
    return NDArray.of(values, shape);
  }

  /**
   * An int64 array, of one axis unless a shape is given. @throws ShapeException JX0205 when the
   * sizes differ
   */
  public static NDArray array(long[] values, int... shape) {
    return NDArray.of(values, shape);
  }

  /**
   * An int32 array, of one axis unless a shape is given. @throws ShapeException JX0205 when the
   * sizes differ
   */
  public static NDArray array(int[] values, int... shape) {
    return NDArray.of(values, shape);
  }

  /**
   * A bool array, of one axis unless a shape is given. @throws ShapeException JX0205 when the sizes
   * differ
   */
  public static NDArray array(boolean[] values, int... shape) {
    return NDArray.of(values, shape);
  }

  /** A float64 matrix of rows. @throws ShapeException JX0634 when the rows differ in length */
  public static NDArray array(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new ShapeException(
            "JX0634",
            "row " + i + " has " + rows[i].length + " elements, the first has " + columns);
      }
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return NDArray.of(flat, rows.length, columns);
  }

  /** Zeros, float32. */
  public static NDArray zeros(int... shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /** Zeros. */
  public static NDArray zeros(DType dtype, int... shape) {
    return Lax.zeros(dtype, Shape.of(shape));
  }

  /** Ones, float32. */
  public static NDArray ones(int... shape) {
    return ones(DType.FLOAT32, shape);
  }

  /** Ones. */
  public static NDArray ones(DType dtype, int... shape) {
    return Lax.full(dtype, Shape.of(shape), 1);
  }

  /** One value, rounded or wrapped to the dtype. */
  public static NDArray full(DType dtype, double value, int... shape) {
    return Lax.full(dtype, Shape.of(shape), value);
  }

  /** One value, float32. */
  public static NDArray full(double value, int... shape) {
    return full(DType.FLOAT32, value, shape);
  }

  /** Zeros: every array has a value here. */
  public static NDArray empty(DType dtype, int... shape) {
    return zeros(dtype, shape);
  }

  /** Zeros of the shape and dtype of {@code x}. */
  public static NDArray zerosLike(NDArray x) {
    return Lax.zeros(x.dtype(), x.shape());
  }

  /** Ones of the shape and dtype of {@code x}. */
  public static NDArray onesLike(NDArray x) {
    return fullLike(x, 1);
  }

  /** One value of the shape and dtype of {@code x}. */
  public static NDArray fullLike(NDArray x, double value) {
    return Lax.full(x.dtype(), x.shape(), value);
  }

  /** The identity matrix, float32. */
  public static NDArray eye(int n) {
    return eye(DType.FLOAT32, n, n, 0);
  }

  /** Ones on the {@code k}-th diagonal of an n-by-m matrix of zeros. */
  public static NDArray eye(DType dtype, int n, int m, int k) {
    return compareIndices(Comparison.EQ, n, m, k).astype(dtype);
  }

  /** The identity matrix. */
  public static NDArray identity(DType dtype, int n) {
    return eye(dtype, n, n, 0);
  }

  /** Where column index minus k compares so with row index. */
  private static NDArray compareIndices(Comparison op, int n, int m, int k) {
    Shape shape = Shape.of(n, m);
    NDArray row = Lax.add(Lax.iota(DType.INT32, shape, 0), (double) k);
    return Lax.compare(op, Lax.iota(DType.INT32, shape, 1), row);
  }

  /** 0, 1, …, stop-1, int32. */
  public static NDArray arange(long stop) {
    return arange(DType.INT32, 0, (double) stop, 1);
  }

  /** start, start+1, …, stop-1, int32. */
  public static NDArray arange(long start, long stop) {
    return arange(DType.INT32, (double) start, (double) stop, 1);
  }

  /** start, start+step, … before stop, int32. */
  public static NDArray arange(long start, long stop, long step) {
    return arange(DType.INT32, (double) start, (double) stop, (double) step);
  }

  /**
   * start, start+step, … before stop. @throws ShapeException JX0635 for step 0 or more than 2^31
   * elements
   */
  public static NDArray arange(DType dtype, double start, double stop, double step) {
    double n = Math.ceil((stop - start) / step);
    if (step == 0 || n > Integer.MAX_VALUE || Double.isNaN(n)) {
      throw new ShapeException(
          "JX0635",
          "arange(" + start + ", " + stop + ", " + step + ") has no finite length below 2^31");
    }
    if (start == 0 && step == 1) {
      return Lax.iota(dtype, Shape.of((int) Math.max(0, n)), 0);
    }
    return NDArray.of(
        dtype,
        IntStream.range(0, (int) Math.max(0, n)).mapToDouble(i -> start + i * step).toArray(),
        Shape.of((int) Math.max(0, n)));
  }

  /** {@code num} numbers from start to stop, both included, float32. */
  public static NDArray linspace(double start, double stop, int num) {
    return linspace(DType.FLOAT32, start, stop, num, true);
  }

  /**
   * {@code num} numbers from start to stop, the latter included if {@code endpoint}; integer dtypes
   * round down.
   */
  public static NDArray linspace(
      DType dtype, double start, double stop, int num, boolean endpoint) {
    return spaced(dtype, start, stop, num, endpoint, dtype.isInteger() ? Math::floor : v -> v);
  }

  /**
   * Powers of {@code base} whose exponents are {@link #linspace(DType, double, double, int,
   * boolean)}.
   */
  public static NDArray logspace(
      DType dtype, double start, double stop, int num, boolean endpoint, double base) {
    return spaced(dtype, start, stop, num, endpoint, v -> Math.pow(base, v));
  }

  /**
   * {@code num} numbers from start to stop of constant ratio. @throws ShapeException JX0635 unless
   * both have the same sign and are not 0
   */
  public static NDArray geomspace(
      DType dtype, double start, double stop, int num, boolean endpoint) {
    if (!(start * stop > 0)) {
      throw new ShapeException(
          "JX0635",
          "geomspace from " + start + " to " + stop + ": both must have one sign and not be 0");
    }
    double sign = Math.signum(start);
    double[] ends = {Math.log10(Math.abs(start)), Math.log10(Math.abs(stop))};
    return spaced(
        dtype,
        ends[0],
        ends[1],
        num,
        endpoint,
        v ->
            sign
                * (v == ends[0]
                    ? Math.abs(start)
                    : v == ends[1] ? Math.abs(stop) : Math.pow(10, v)));
  }

  private static NDArray spaced(
      DType dtype, double start, double stop, int num, boolean endpoint, DoubleUnaryOperator f) {
    if (num < 0) {
      throw new ShapeException("JX0635", "cannot make " + num + " numbers");
    }
    double parts = endpoint ? num - 1 : num;
    double[] v = new double[num];
    for (int i = 0; i < num; i++) {
      double t = parts == 0 ? 0 : i / parts;
      v[i] = f.applyAsDouble(t == 1 ? stop : start * (1 - t) + stop * t);
    }
    return NDArray.of(dtype, v, Shape.of(num));
  }

  /**
   * Coordinate arrays of a grid; as matrices are indexed ({@code ij}), or with the first two axes
   * exchanged ({@code xy}).
   */
  public static List<NDArray> meshgrid(boolean ij, NDArray... xs) {
    int r = xs.length;
    int[] lengths = Arrays.stream(xs).mapToInt(x -> (int) x.size()).toArray();
    int[] axis = IntStream.range(0, r).toArray();
    if (!ij && r > 1) {
      axis[0] = 1;
      axis[1] = 0;
    }
    int[] shape = new int[r];
    for (int i = 0; i < r; i++) {
      shape[axis[i]] = lengths[i];
    }
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < r; i++) {
      out.add(Lax.broadcastInDim(xs[i].ravel(), Shape.of(shape), Axes.of(axis[i])));
    }
    return out;
  }

  /** The index along each axis of every element: shape {@code [rank, shape...]}. */
  public static NDArray indices(DType dtype, int... shape) {
    Shape s = Shape.of(shape);
    List<NDArray> grids = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      grids.add(Lax.expandDims(Lax.iota(dtype, s, i), Axes.of(0)));
    }
    return grids.isEmpty() ? Lax.zeros(dtype, Shape.of(0)) : Lax.concatenate(grids, 0);
  }

  /** Ones at and below the {@code k}-th diagonal. */
  public static NDArray tri(DType dtype, int n, int m, int k) {
    return compareIndices(Comparison.LE, n, m, k).astype(dtype);
  }

  /**
   * With zeros above the {@code k}-th diagonal of the last two axes. @throws ShapeException JX0636
   * below rank 2
   */
  public static NDArray tril(NDArray x, int k) {
    requireMatrix("tril", x);
    NDArray below = compareIndices(Comparison.LE, x.shape().dim(-2), x.shape().dim(-1), k);
    return Lax.select(below.broadcastTo(x.shape()), x, Lax.zerosLike(x));
  }

  /**
   * With zeros below the {@code k}-th diagonal of the last two axes. @throws ShapeException JX0636
   * below rank 2
   */
  public static NDArray triu(NDArray x, int k) {
    requireMatrix("triu", x);
    NDArray above = compareIndices(Comparison.GE, x.shape().dim(-2), x.shape().dim(-1), k);
    return Lax.select(above.broadcastTo(x.shape()), x, Lax.zerosLike(x));
  }

  /** Row and column numbers of the elements at and below the {@code k}-th diagonal. */
  public static List<NDArray> trilIndices(int n, int k, int m) {
    return Searching.nonzero(tri(DType.BOOL, n, m, k));
  }

  /** Row and column numbers of the elements at and above the {@code k}-th diagonal. */
  public static List<NDArray> triuIndices(int n, int k, int m) {
    return Searching.nonzero(tri(DType.BOOL, n, m, k - 1).not());
  }

  private static void requireMatrix(String what, NDArray x) {
    if (x.rank() < 2) {
      throw new ShapeException(
          "JX0636", what + " needs an array of rank 2 or more, got " + x.aval());
    }
  }

  /**
   * The {@code k}-th diagonal of a matrix, or the matrix with a vector on it. @throws
   * ShapeException JX0636 for another rank
   */
  public static NDArray diag(NDArray x, int k) {
    if (x.rank() == 2) {
      return diagonal(x, k, 0, 1);
    }
    if (x.rank() != 1) {
      throw new ShapeException("JX0636", "diag takes a vector or a matrix, got " + x.aval());
    }
    int n = x.shape().dim(0);
    int m = n + Math.abs(k);
    if (n == 0) {
      return Lax.zeros(x.dtype(), Shape.of(m, m));
    }
    int low = k >= 0 ? k : -k * m;
    int high = m * m - low - n - (n - 1) * m;
    NDArray zero = NDArray.full(x.dtype(), Shape.SCALAR, 0);
    return Lax.reshape(Lax.pad(x, zero, Axes.of(low), Axes.of(high), Axes.of(m)), Shape.of(m, m));
  }

  /** The matrix with the flattened array on its {@code k}-th diagonal. */
  public static NDArray diagflat(NDArray x, int k) {
    return diag(x.ravel(), k);
  }

  /**
   * The diagonals of the matrices in two axes, along a new last axis. @throws ShapeException JX0636
   * below rank 2
   */
  public static NDArray diagonal(NDArray x, int offset, int axis1, int axis2) {
    requireMatrix("diagonal", x);
    int r = x.rank();
    Axes pair = Axes.of(x.shape().axis(axis1), x.shape().axis(axis2));
    if (!pair.distinct()) {
      throw new ShapeException(
          "JX0636", "diagonal needs two different axes, got " + axis1 + " and " + axis2);
    }
    NDArray y = Lax.transpose(x, pair.complement(r).plus(pair));
    int rows = y.shape().dim(-2);
    int columns = y.shape().dim(-1);
    int n = Math.max(0, Math.min(rows + Math.min(0, offset), columns - Math.max(0, offset)));
    NDArray flat =
        Lax.reshape(y, y.shape().pick(Axes.range(0, r - 2)).plus(Shape.of(rows * columns)));
    int start = n == 0 ? 0 : offset >= 0 ? offset : -offset * columns;
    int stop = n == 0 ? 0 : start + (n - 1) * (columns + 1) + 1;
    return Lax.sliceInDim(flat, start, stop, columns + 1, r - 2);
  }

  /**
   * The matrix of powers of a vector: {@code n} columns, falling, or rising when {@code
   * increasing}.
   */
  public static NDArray vander(NDArray x, int n, boolean increasing) {
    if (x.rank() != 1) {
      throw new ShapeException("JX0636", "vander takes a vector, got " + x.aval());
    }
    NDArray y = x.dtype().isBool() ? x.astype(DType.INT32) : x;
    List<NDArray> columns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      NDArray p = Lax.integerPow(y, increasing ? i : n - 1 - i);
      columns.add(Lax.expandDims(p, Axes.of(1)));
    }
    return columns.isEmpty()
        ? Lax.zeros(y.dtype(), Shape.of(x.shape().dim(0), 0))
        : Lax.concatenate(columns, 1);
  }

  /** The raised cosine window {@code 0.5 - 0.5 cos}, float32. */
  public static NDArray hanning(int m) {
    return window(m, t -> 0.5 - 0.5 * Math.cos(2 * Math.PI * t));
  }

  /** The window {@code 0.54 - 0.46 cos}, float32. */
  public static NDArray hamming(int m) {
    return window(m, t -> 0.54 - 0.46 * Math.cos(2 * Math.PI * t));
  }

  /** The window {@code 0.42 - 0.5 cos + 0.08 cos}, float32. */
  public static NDArray blackman(int m) {
    return window(
        m, t -> 0.42 - 0.5 * Math.cos(2 * Math.PI * t) + 0.08 * Math.cos(4 * Math.PI * t));
  }

  /** The triangular window, float32. */
  public static NDArray bartlett(int m) {
    return window(m, t -> 1 - Math.abs(2 * t - 1));
  }

  private static NDArray window(int m, DoubleUnaryOperator f) {
    double[] v = new double[Math.max(0, m)];
    for (int i = 0; i < m; i++) {
      v[i] = m == 1 ? 1 : f.applyAsDouble(i / (m - 1.0));
    }
    return NDArray.of(DType.FLOAT32, v, Shape.of(v.length));
  }

  /**
   * The dtype that arrays of these types combine to. @throws org.jacobean.errors.DTypeException
   * JX0212
   */
  public static DType resultType(NDArray... xs) {
    return Promotion.resultType(Arrays.stream(xs).map(NDArray::aval).toList()).dtype();
  }
}
