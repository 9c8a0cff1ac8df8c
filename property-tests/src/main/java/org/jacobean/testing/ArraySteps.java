package org.jacobean.testing;

import java.util.List;
import java.util.Random;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;

/** Steps of a generated program that suit an array of any shape. */
final class ArraySteps {
  private static final UnaryOp[] BOUNDED = {
    UnaryOp.SIN,
    UnaryOp.COS,
    UnaryOp.TANH,
    UnaryOp.LOGISTIC,
    UnaryOp.ATAN,
    UnaryOp.ERF,
    UnaryOp.NEG,
    UnaryOp.SQUARE,
    UnaryOp.ABS,
    UnaryOp.ASINH
  };

  private ArraySteps() {}

  private static NDArray tame(NDArray x) {
    return Lax.unary(UnaryOp.ATAN, x);
  }

  static void addElementwise(Scope s) {
    NDArray a = s.pickMain();
    s.values.add(elementwise(s, a, s.oneIn(3) ? s.pick() : s.pickMain()));
  }

  private static NDArray elementwise(Scope s, NDArray a, NDArray other) {
    Random r = s.random;
    NDArray b = s.fitting.shaped(Fitting.real(other), a.shape());
    NDArray c = b.dtype().isBool() ? Lax.convertElementType(b, a.dtype()) : b;
    return switch (r.nextInt(11)) {
      case 0, 1 -> Lax.unary(BOUNDED[r.nextInt(BOUNDED.length)], a);
      case 2 -> tame(a.add(c));
      case 3 -> tame(a).mul(tame(c.astype(a.dtype())));
      case 4 -> c.sub(a).mul(0.5);
      case 5 -> tame(a.div(c.mul(c).add(0.5)));
      case 6 -> where(s, a, c);
      case 7 -> a.maximum(c.mul(0.9));
      case 8 -> guarded(a, c);
      case 9 -> a.mul(a).sub(a.mul(0.3));
      default -> Lax.binary(BinaryOp.POW, Lax.add(Lax.mul(a, a), 0.5), tame(c.astype(a.dtype())));
    };
  }

  private static NDArray where(Scope s, NDArray a, NDArray c) {
    NDArray which =
        s.oneIn(2)
            ? s.operand(
                new org.jacobean.AbstractValue(DType.BOOL, s.oneIn(3) ? Shape.SCALAR : a.shape()))
            : Lax.compare(Comparison.LT, a.mul(3), Lax.unary(UnaryOp.SIN, a));
    return Lax.select(
        which, Lax.unary(UnaryOp.SIN, a), Lax.unary(UnaryOp.COS, c.astype(a.dtype())));
  }

  /** The idiom of a branch whose derivative is infinite or NaN where it is not taken. */
  private static NDArray guarded(NDArray a, NDArray c) {
    NDArray zero = Lax.constantLike(a, 0);
    NDArray positive = Lax.compare(Comparison.GT, a, zero);
    NDArray root = Lax.unary(UnaryOp.SQRT, Lax.select(positive, Lax.add(a, 0.1), Lax.zerosLike(a)));
    return Lax.select(positive, root, tame(c.astype(a.dtype())));
  }

  /** Adds the result of a structural operation. */
  static void add(Scope s) {
    NDArray a = s.pickMain();
    if (a.rank() == 0) {
      a = Lax.broadcast(a, Shape.of(1 + s.random.nextInt(3)));
    }
    int axis = s.random.nextInt(a.rank());
    boolean empty = a.size() == 0;
    s.values.add(
        switch (s.random.nextInt(empty ? 4 : 9)) {
          case 0, 1 -> movement(s, a, axis);
          case 2 -> tame(Lax.reduceSum(a, Axes.of(axis)));
          case 3 -> tame(product(a, s.pickMain(), axis));
          case 4 -> fold(s, a, axis);
          case 5 -> cumulative(s, a, axis);
          case 6 -> sorted(s, a, axis);
          case 7 -> indexing(s, a);
          default -> Lax.argReduce(s.oneIn(2), a, axis, DType.INT32);
        });
  }

  private static NDArray fold(Scope s, NDArray a, int axis) {
    ReduceOp[] ops = {ReduceOp.MAX, ReduceOp.MIN, ReduceOp.PROD};
    return Lax.reduce(ops[s.random.nextInt(ops.length)], a, Axes.of(axis));
  }

  private static NDArray cumulative(Scope s, NDArray a, int axis) {
    CumulativeOp[] ops = CumulativeOp.values();
    return tame(Lax.cumulative(ops[s.random.nextInt(ops.length)], a, axis, s.oneIn(2)));
  }

  private static NDArray sorted(Scope s, NDArray a, int axis) {
    if (s.oneIn(2)) {
      return Lax.sort(List.of(a), axis, 1).get(0);
    }
    NDArray position = Lax.iota(DType.INT32, a.shape(), axis);
    List<NDArray> both = Lax.sort(List.of(a, position, Lax.mul(a, a)), axis, 1);
    s.values.add(both.get(1));
    return both.get(2);
  }

  private static NDArray movement(Scope s, NDArray a, int axis) {
    int n = a.shape().dim(axis);
    return switch (s.random.nextInt(8)) {
      case 0 -> Lax.rev(a, Axes.of(axis));
      case 1 -> Lax.moveAxis(a, axis, s.random.nextInt(a.rank()));
      case 2 -> Lax.expandDims(a, Axes.of(s.random.nextInt(a.rank() + 1)));
      case 3 -> a.size() > 60 ? a : Lax.concatenate(List.of(a, Lax.mul(a, 0.5)), axis);
      case 4 -> Lax.sliceInDim(a, 0, n, 1 + s.random.nextInt(2), axis);
      case 5 -> Lax.reshape(a, Shape.of((int) a.size()));
      case 6 -> padded(s, a);
      default ->
          a.size() > 60
              ? a
              : Lax.broadcastInDim(a, a.shape().insert(0, 2), Axes.range(1, a.rank() + 1));
    };
  }

  private static NDArray padded(Scope s, NDArray a) {
    int[] low = new int[a.rank()];
    int[] high = new int[a.rank()];
    int[] inner = new int[a.rank()];
    for (int i = 0; i < a.rank(); i++) {
      low[i] = s.random.nextInt(3) - 1;
      high[i] = Math.max(s.random.nextInt(3) - 1, -a.shape().dim(i) - Math.min(low[i], 0));
      if (low[i] + high[i] + a.shape().dim(i) < 0) {
        low[i] = 0;
      }
      inner[i] = s.random.nextInt(2);
    }
    NDArray fill = s.operand(s.main());
    return Lax.pad(a, fill, Axes.of(low), Axes.of(high), Axes.of(inner));
  }

  private static NDArray product(NDArray a, NDArray b, int axis) {
    for (int i = 0; i < b.rank(); i++) {
      if (b.shape().dim(i) == a.shape().dim(axis) && a.rank() + b.rank() <= 4) {
        return Lax.dotGeneral(a, b, new DotDims(Axes.NONE, Axes.NONE, Axes.of(axis), Axes.of(i)));
      }
    }
    return a.rank() > 2
        ? a
        : Lax.dotGeneral(a, a, new DotDims(Axes.NONE, Axes.NONE, Axes.of(axis), Axes.of(axis)));
  }

  private static NDArray indexing(Scope s, NDArray a) {
    int n = a.shape().dim(0);
    boolean exact = s.oneIn(3);
    Operand at = Catalogue.ints(DType.INT32, exact ? 0 : -1, exact ? n : n + 1, 3, 1);
    NDArray rows = s.operand(at);
    Axes window = Axes.range(1, a.rank());
    GatherDims g = new GatherDims(window, Axes.of(0), Axes.of(0));
    ScatterDims d = new ScatterDims(window, Axes.of(0), Axes.of(0));
    NDArray read = Lax.gather(a, rows, g, a.shape().with(0, 1), IndexMode.CLIP);
    NDArray[] starts = new NDArray[a.rank()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = s.operand(Catalogue.ints(DType.INT32, -1, 3));
    }
    return switch (s.random.nextInt(5)) {
      case 0 -> read;
      case 1 -> tame(Lax.scatter(ScatterKind.ADD, a, rows, read, d, IndexMode.FILL_OR_DROP));
      case 2 ->
          Lax.scatter(ScatterKind.SET, a, rows, Lax.unary(UnaryOp.SIN, read), d, IndexMode.CLIP);
      case 3 -> Lax.dynamicSlice(a, List.of(starts), a.shape().with(0, Math.max(1, n - 1)));
      default -> {
        NDArray first = Lax.unary(UnaryOp.COS, Lax.sliceInDim(a, 0, 1, 1, 0));
        yield Lax.dynamicUpdateSlice(a, first, List.of(starts));
      }
    };
  }
}
