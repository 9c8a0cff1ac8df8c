package org.jacobean.lax;

import static org.jacobean.trace.Tracing.bind;
import static org.jacobean.trace.Tracing.bind1;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;

/**
 * Strict constructors of operations, one per primitive: no broadcasting (but scalars stand for
 * themselves everywhere) and no promotion. This is the vocabulary that derivative and batching
 * rules are written in. Identities ({@code reshape} to the same shape, a transposition that moves
 * nothing) leave their operand alone.
 */
public final class Lax {
  private Lax() {}

  // ---------------------------------------------------------------- pointwise

  /** {@link Unary}. */
  public static NDArray unary(UnaryOp op, NDArray x) {
    return bind1(new Unary(op), x);
  }

  /** {@link Binary}. */
  public static NDArray binary(BinaryOp op, NDArray x, NDArray y) {
    return bind1(new Binary(op), x, y);
  }

  /** {@link Compare}. */
  public static NDArray compare(Comparison op, NDArray x, NDArray y) {
    return bind1(new Compare(op), x, y);
  }

  /** {@code x + y}. */
  public static NDArray add(NDArray x, NDArray y) {
    return binary(BinaryOp.ADD, x, y);
  }

  /** {@code x - y}. */
  public static NDArray sub(NDArray x, NDArray y) {
    return binary(BinaryOp.SUB, x, y);
  }

  /** {@code x * y}. */
  public static NDArray mul(NDArray x, NDArray y) {
    return binary(BinaryOp.MUL, x, y);
  }

  /** {@code x / y}. */
  public static NDArray div(NDArray x, NDArray y) {
    return binary(BinaryOp.DIV, x, y);
  }

  /** {@code max(x, y)}. */
  public static NDArray max(NDArray x, NDArray y) {
    return binary(BinaryOp.MAX, x, y);
  }

  /** {@code min(x, y)}. */
  public static NDArray min(NDArray x, NDArray y) {
    return binary(BinaryOp.MIN, x, y);
  }

  /** {@code -x}. */
  public static NDArray neg(NDArray x) {
    return unary(UnaryOp.NEG, x);
  }

  /** {@code x * c} with the constant in the dtype of {@code x}. */
  public static NDArray mul(NDArray x, double c) {
    return mul(x, constantLike(x, c));
  }

  /** {@code x + c} with the constant in the dtype of {@code x}. */
  public static NDArray add(NDArray x, double c) {
    return add(x, constantLike(x, c));
  }

  /** {@code c - x} with the constant in the dtype of {@code x}. */
  public static NDArray sub(double c, NDArray x) {
    return sub(constantLike(x, c), x);
  }

  /** {@code c / x} with the constant in the dtype of {@code x}. */
  public static NDArray div(double c, NDArray x) {
    return div(constantLike(x, c), x);
  }

  /** A scalar of the dtype (and weakness) of {@code x}. */
  public static NDArray constantLike(NDArray x, double c) {
    return NDArray.full(x.dtype(), Shape.SCALAR, c).withWeakType(x.aval().weakType());
  }

  /** Zeros of the type of {@code x}. */
  public static NDArray zerosLike(NDArray x) {
    return broadcast(constantLike(x, 0), x.shape());
  }

  /** An array of one value, as a broadcast scalar. */
  public static NDArray full(DType dtype, Shape shape, double v) {
    return broadcast(NDArray.full(dtype, Shape.SCALAR, v), shape);
  }

  /** Zeros. */
  public static NDArray zeros(DType dtype, Shape shape) {
    return full(dtype, shape, 0);
  }

  /** {@link IntegerPow}. */
  public static NDArray integerPow(NDArray x, int y) {
    return bind1(new IntegerPow(y), x);
  }

  /** {@link SelectN} of two cases: {@code which ? onTrue : onFalse}. */
  public static NDArray select(NDArray which, NDArray onTrue, NDArray onFalse) {
    return bind1(new SelectN(), which, onFalse, onTrue);
  }

  /** {@link SelectN}. */
  public static NDArray selectN(NDArray which, List<NDArray> cases) {
    List<NDArray> args = new ArrayList<>();
    args.add(which);
    args.addAll(cases);
    return bind(new SelectN(), args).get(0);
  }

  /** {@link Clamp}. */
  public static NDArray clamp(NDArray lo, NDArray x, NDArray hi) {
    return bind1(new Clamp(), lo, x, hi);
  }

  /** {@link ConvertElementType}; the array itself when nothing changes. */
  public static NDArray convertElementType(NDArray x, DType dtype) {
    return convertElementType(x, dtype, false);
  }

  /** {@link ConvertElementType}; the array itself when nothing changes. */
  public static NDArray convertElementType(NDArray x, DType dtype, boolean weak) {
    if (x.dtype() == dtype) {
      return x.withWeakType(weak);
    }
    return bind1(new ConvertElementType(dtype, weak), x);
  }

  /** {@link BitcastConvertType}. */
  public static NDArray bitcastConvertType(NDArray x, DType dtype) {
    return x.dtype() == dtype ? x : bind1(new BitcastConvertType(dtype), x);
  }

  /** {@link ReducePrecision}. */
  public static NDArray reducePrecision(NDArray x, int exponentBits, int mantissaBits) {
    return bind1(new ReducePrecision(exponentBits, mantissaBits), x);
  }

  /** {@link StopGradient}. */
  public static NDArray stopGradient(NDArray x) {
    return bind1(new StopGradient(), x);
  }

  /** {@link Copy}. */
  public static NDArray copy(NDArray x) {
    return bind1(new Copy(), x);
  }

  /** {@link Threefry2x32}: the two words. */
  public static List<NDArray> threefry2x32(
      NDArray key0, NDArray key1, NDArray count0, NDArray count1) {
    return bind(new Threefry2x32(), List.of(key0, key1, count0, count1));
  }

  // ---------------------------------------------------------------- movement

  /** {@link BroadcastInDim}. */
  public static NDArray broadcastInDim(NDArray x, Shape shape, Axes dims) {
    return x.shape().equals(shape) && dims.equals(Axes.range(0, x.rank()))
        ? x
        : bind1(new BroadcastInDim(shape, dims), x);
  }

  /** A scalar, or an array of trailing axes, repeated to {@code shape}. */
  public static NDArray broadcast(NDArray x, Shape shape) {
    return broadcastInDim(x, shape, Axes.range(shape.rank() - x.rank(), shape.rank()));
  }

  /** {@link Reshape}. */
  public static NDArray reshape(NDArray x, Shape shape) {
    return x.shape().equals(shape) ? x : bind1(new Reshape(shape), x);
  }

  /** {@link Transpose}. */
  public static NDArray transpose(NDArray x, Axes permutation) {
    return permutation.equals(Axes.range(0, x.rank())) ? x : bind1(new Transpose(permutation), x);
  }

  /** {@code x} with axis {@code from} moved to position {@code to}. */
  public static NDArray moveAxis(NDArray x, int from, int to) {
    int[] p = new int[x.rank()];
    int next = 0;
    for (int i = 0; i < p.length; i++) {
      if (i == to) {
        p[i] = from;
      } else {
        if (next == from) {
          next++;
        }
        p[i] = next++;
      }
    }
    return transpose(x, Axes.of(p));
  }

  /** {@link Rev}. */
  public static NDArray rev(NDArray x, Axes dims) {
    return dims.size() == 0 ? x : bind1(new Rev(dims), x);
  }

  /** {@link Squeeze}. */
  public static NDArray squeeze(NDArray x, Axes dims) {
    return dims.size() == 0 ? x : bind1(new Squeeze(dims), x);
  }

  /** With new axes of length 1 at the given positions of the result. */
  public static NDArray expandDims(NDArray x, Axes dims) {
    int rank = x.rank() + dims.size();
    Axes kept = dims.complement(rank);
    int[] shape = new int[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = dims.contains(i) ? 1 : x.shape().dim(kept.indexOf(i));
    }
    return broadcastInDim(x, Shape.of(shape), kept);
  }

  /** {@link Slice}. */
  public static NDArray slice(NDArray x, Axes start, Axes limit, Axes strides) {
    boolean all = true;
    for (int i = 0; i < x.rank(); i++) {
      all &= start.get(i) == 0 && limit.get(i) == x.shape().dim(i) && strides.get(i) == 1;
    }
    return all ? x : bind1(new Slice(start, limit, strides), x);
  }

  /** {@link Slice} along one axis. */
  public static NDArray sliceInDim(NDArray x, int start, int limit, int stride, int axis) {
    int[] lo = new int[x.rank()];
    int[] hi = x.shape().dims();
    int[] step = new int[x.rank()];
    java.util.Arrays.fill(step, 1);
    lo[axis] = start;
    hi[axis] = limit;
    step[axis] = stride;
    return slice(x, Axes.of(lo), Axes.of(hi), Axes.of(step));
  }

  /** {@link Pad}. */
  public static NDArray pad(NDArray x, NDArray value, Axes low, Axes high, Axes interior) {
    Axes none = Axes.of(new int[x.rank()]);
    return low.equals(none) && high.equals(none) && interior.equals(none)
        ? x
        : bind1(new Pad(low, high, interior), x, value);
  }

  /** {@link Concatenate}. */
  public static NDArray concatenate(List<NDArray> xs, int dimension) {
    return xs.size() == 1 ? xs.get(0) : bind(new Concatenate(dimension), xs).get(0);
  }

  // ---------------------------------------------------------------- indexing

  /** {@link DynamicSlice}. */
  public static NDArray dynamicSlice(NDArray x, List<NDArray> starts, Shape sizes) {
    return bind(new DynamicSlice(sizes), cons(x, starts)).get(0);
  }

  /** {@link DynamicUpdateSlice}. */
  public static NDArray dynamicUpdateSlice(NDArray x, NDArray update, List<NDArray> starts) {
    return bind(new DynamicUpdateSlice(), cons(x, cons(update, starts))).get(0);
  }

  /** {@link Gather}. */
  public static NDArray gather(
      NDArray x, NDArray indices, GatherDims dims, Shape sliceSizes, IndexMode mode) {
    return bind1(new Gather(dims, sliceSizes, mode), x, indices);
  }

  /** {@link Scatter}. */
  public static NDArray scatter(
      ScatterKind kind,
      NDArray x,
      NDArray indices,
      NDArray updates,
      ScatterDims dims,
      IndexMode mode) {
    return bind1(new Scatter(kind, dims, mode), x, indices, updates);
  }

  // ---------------------------------------------------------------- reductions, products, order

  /** {@link Reduce}. */
  public static NDArray reduce(ReduceOp op, NDArray x, Axes axes) {
    return axes.size() == 0 ? x : bind1(new Reduce(op, axes), x);
  }

  /** {@link Reduce} with SUM. */
  public static NDArray reduceSum(NDArray x, Axes axes) {
    return reduce(ReduceOp.SUM, x, axes);
  }

  /** {@link ArgReduce}. */
  public static NDArray argReduce(boolean max, NDArray x, int axis, DType indexDType) {
    return bind1(new ArgReduce(max, axis, indexDType), x);
  }

  /** {@link Cumulative}. */
  public static NDArray cumulative(CumulativeOp op, NDArray x, int axis, boolean reverse) {
    return bind1(new Cumulative(op, axis, reverse), x);
  }

  /** {@link DotGeneral} with the result in the operands' dtype. */
  public static NDArray dotGeneral(NDArray x, NDArray y, DotDims dims) {
    return bind1(new DotGeneral(dims, x.dtype()), x, y);
  }

  /** {@link DotGeneral}. */
  public static NDArray dotGeneral(NDArray x, NDArray y, DotDims dims, DType preferredElementType) {
    return bind1(new DotGeneral(dims, preferredElementType), x, y);
  }

  /** {@link ConvGeneralDilated}. */
  public static NDArray convGeneralDilated(NDArray x, NDArray kernel, ConvGeneralDilated op) {
    return bind1(op, x, kernel);
  }

  /** {@link Sort}. */
  public static List<NDArray> sort(List<NDArray> xs, int dimension, int numKeys) {
    return bind(new Sort(dimension, true, numKeys), xs);
  }

  /** {@link Iota}. */
  public static NDArray iota(DType dtype, Shape shape, int dimension) {
    return bind1(new Iota(dtype, shape, dimension));
  }

  private static List<NDArray> cons(NDArray x, List<NDArray> rest) {
    List<NDArray> all = new ArrayList<>(rest.size() + 1);
    all.add(x);
    all.addAll(rest);
    return all;
  }
}
