package org.jacobean.testing;

import static org.jacobean.lax.Lax.*;

import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.control.ControlFlow;
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

/**
 * A pseudo-random program of a seed: the same steps each time it is called. Values stay within
 * (-1.6, 1.6), so errors are not amplified without bound, and integers only choose.
 *
 * @param seed determines the steps
 * @param steps how many operations
 * @param loops whether while loops may occur, which reverse mode refuses
 */
record RandomProgram(long seed, int steps, boolean loops) {
  private static final UnaryOp[] UNARY = {
    UnaryOp.SIN, UnaryOp.COS, UnaryOp.TANH, UnaryOp.LOGISTIC, UnaryOp.ATAN, UnaryOp.ERF, UnaryOp.NEG
  };

  /** Arguments of a program: float64 of shapes that the seed chooses. */
  List<NDArray> arguments() {
    Random r = new Random(~seed);
    int m = 1 + r.nextInt(4);
    int n = 1 + r.nextInt(4);
    List<NDArray> x = new ArrayList<>();
    x.add(sample(r, m, n));
    x.add(r.nextBoolean() ? sample(r, n) : sample(r, m, n));
    if (r.nextBoolean()) {
      x.add(sample(r));
    }
    return x;
  }

  static NDArray sample(Random r, int... dims) {
    Shape shape = Shape.of(dims);
    double[] v = new double[(int) shape.size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = 2 * r.nextDouble() - 1;
    }
    return NDArray.of(DType.FLOAT64, v, shape);
  }

  /** Runs it: the last few values. */
  List<NDArray> apply(List<NDArray> x) {
    Random r = new Random(seed);
    List<NDArray> values = new ArrayList<>(x);
    for (int i = 0; i < steps; i++) {
      NDArray a = values.get(values.size() - 1 - r.nextInt(Math.min(3, values.size())));
      NDArray b = values.get(r.nextInt(values.size()));
      values.add(UNARY.length * 2 > r.nextInt(40) ? pointwise(r, a, b) : structural(r, a, b));
    }
    return values.subList(Math.max(x.size(), values.size() - 2), values.size());
  }

  /** A smooth scalar of all results. */
  NDArray loss(List<NDArray> x) {
    NDArray sum = zeros(DType.FLOAT64, Shape.SCALAR);
    for (NDArray y : apply(x)) {
      sum = add(sum, reduceSum(mul(sin(y), cos(mul(y, 0.7))), Axes.range(0, y.rank())));
    }
    return sum;
  }

  private static NDArray sin(NDArray x) {
    return unary(UnaryOp.SIN, x);
  }

  private static NDArray cos(NDArray x) {
    return unary(UnaryOp.COS, x);
  }

  private static NDArray tame(NDArray x) {
    return unary(UnaryOp.ATAN, x);
  }

  /** The second operand in the shape of the first: itself, or a scalar of it. */
  private static NDArray fitted(NDArray b, NDArray a) {
    if (b.shape().equals(a.shape())) {
      return b;
    }
    return tame(reduceSum(b, Axes.range(0, b.rank())));
  }

  private NDArray pointwise(Random r, NDArray a, NDArray other) {
    NDArray b = fitted(other, a);
    return switch (r.nextInt(8)) {
      case 0, 1 -> unary(UNARY[r.nextInt(UNARY.length)], a);
      case 2 -> tame(binary(BinaryOp.ADD, a, b));
      case 3 -> mul(tame(a), tame(b));
      case 4 -> sub(tame(b), a).mul(0.5);
      case 5 -> tame(div(a, add(mul(b, b), 0.5)));
      case 6 -> select(compare(Comparison.LT, mul(a, 3), sin(b)), sin(a), cos(mul(a, 1.3)));
      default -> max(a, mul(b, 0.9));
    };
  }

  private NDArray structural(Random r, NDArray a, NDArray b) {
    if (a.rank() == 0) {
      return control(r, broadcast(a, Shape.of(1 + r.nextInt(3))), b);
    }
    int axis = r.nextInt(a.rank());
    return switch (r.nextInt(9)) {
      case 0 -> tame(reduce(r.nextInt(4) == 0 ? ReduceOp.MAX : ReduceOp.SUM, a, Axes.of(axis)));
      case 1 -> movement(r, a, axis);
      case 2 -> tame(cumulative(pick(r), a, axis, r.nextBoolean()));
      case 3 -> sort(List.of(a), axis, 1).get(0);
      case 4 -> tame(product(a, b, axis));
      case 5 -> indexing(r, a);
      default -> control(r, a, b);
    };
  }

  private static CumulativeOp pick(Random r) {
    return r.nextBoolean() ? CumulativeOp.SUM : CumulativeOp.PROD;
  }

  private static NDArray movement(Random r, NDArray a, int axis) {
    return switch (r.nextInt(5)) {
      case 0 -> rev(a, Axes.of(axis));
      case 1 -> a.rank() == 2 ? transpose(a, Axes.of(1, 0)) : expandDims(a, Axes.of(0));
      case 2 -> concatenate(List.of(a, mul(a, 0.5)), axis);
      case 3 -> sliceInDim(a, 0, a.shape().dim(axis), 1 + r.nextInt(2), axis);
      default -> reshape(a, Shape.of((int) a.size()));
    };
  }

  private static NDArray product(NDArray a, NDArray b, int axis) {
    for (int i = 0; i < b.rank(); i++) {
      if (b.shape().dim(i) == a.shape().dim(axis) && a.rank() + b.rank() <= 4) {
        return dotGeneral(a, b, new DotDims(Axes.NONE, Axes.NONE, Axes.of(axis), Axes.of(i)));
      }
    }
    return dotGeneral(a, a, new DotDims(Axes.NONE, Axes.NONE, Axes.of(axis), Axes.of(axis)));
  }

  private static NDArray indexing(Random r, NDArray a) {
    int n = a.shape().dim(0);
    NDArray at = NDArray.of(new int[] {r.nextInt(n + 1) - 1, r.nextInt(n), r.nextInt(n)}, 3, 1);
    Axes window = Axes.range(1, a.rank());
    GatherDims g = new GatherDims(window, Axes.of(0), Axes.of(0));
    NDArray rows = gather(a, at, g, a.shape().with(0, 1), IndexMode.CLIP);
    ScatterDims s = new ScatterDims(window, Axes.of(0), Axes.of(0));
    NDArray first = sliceInDim(a, 0, 1, 1, 0);
    NDArray start = NDArray.fullLong(DType.INT32, Shape.SCALAR, r.nextInt(n));
    List<NDArray> starts = new ArrayList<>(List.of(start));
    for (int i = 1; i < a.rank(); i++) {
      starts.add(NDArray.fullLong(DType.INT32, Shape.SCALAR, 0));
    }
    return switch (r.nextInt(4)) {
      case 0 -> rows;
      case 1 -> tame(scatter(ScatterKind.ADD, a, at, rows, s, IndexMode.FILL_OR_DROP));
      case 2 -> scatter(ScatterKind.SET, a, at, sin(rows), s, IndexMode.CLIP);
      default -> dynamicUpdateSlice(a, cos(first), starts);
    };
  }

  private NDArray control(Random r, NDArray a, NDArray other) {
    NDArray b = fitted(other, a);
    return switch (r.nextInt(loops ? 5 : 4)) {
      case 0 -> {
        NDArray positive =
            compare(
                Comparison.GT,
                reduceSum(a, Axes.range(0, a.rank())),
                zeros(a.dtype(), Shape.SCALAR));
        yield ControlFlow.cond(
            positive, (NDArray y) -> mul(sin(y), tame(b)), (NDArray y) -> cos(add(y, b)), a);
      }
      case 1 -> scan(a, b, false);
      case 2 -> scan(a, b, true);
      case 3 -> ControlFlow.foriLoop(0, 3, (i, c) -> sin(add(c, mul(tame(b), 0.5))), a);
      default -> {
        NDArray bound = reduceSum(mul(a, a), Axes.range(0, a.rank()));
        yield ControlFlow.whileLoop(
                (Tuple2<NDArray, NDArray> c) ->
                    compare(Comparison.LT, c._1(), add(tame(bound), 1.5)),
                c -> Tuple.of(add(c._1(), 1.0), sin(add(c._2(), mul(tame(b), 0.3)))),
                Tuple.of(zeros(DType.FLOAT64, Shape.SCALAR), a))
            ._2();
      }
    };
  }

  /** Over the first axis of {@code a}, with a scalar carry; either the outputs or the carry. */
  private static NDArray scan(NDArray a, NDArray b, boolean carry) {
    NDArray k = tame(reduceSum(b, Axes.range(0, b.rank())));
    Function2<NDArray, NDArray, Tuple2<NDArray, NDArray>> body =
        (c, x) -> {
          NDArray next = sin(add(mul(c, k), reduceSum(x, Axes.range(0, x.rank()))));
          return Tuple.of(next, mul(x, next));
        };
    var result = ControlFlow.scan(body, mul(k, 0.5), a);
    return carry ? result._1() : result._2();
  }
}
