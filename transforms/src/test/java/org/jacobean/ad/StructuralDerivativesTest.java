package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Movement, reductions, cumulative operations, products, sorting and indexing. */
class StructuralDerivativesTest {
  private static NDArray f64(int seed, int... dims) {
    return Derivatives.random(AbstractValue.of(DType.FLOAT64, dims), seed);
  }

  private static DynamicTest test(String name, UnaryOperator<List<NDArray>> f, NDArray... x) {
    return DynamicTest.dynamicTest(name, () -> Derivatives.checkTwice(f, List.of(x), 1e-7));
  }

  /** Squares results so that second derivatives are not trivial. */
  private static List<NDArray> sq(NDArray... y) {
    return Stream.of(y).map(a -> mul(a, a)).toList();
  }

  @TestFactory
  Stream<DynamicTest> movement() {
    NDArray x = f64(1, 3, 4);
    NDArray s = f64(2);
    NDArray zero = NDArray.full(DType.FLOAT64, Shape.SCALAR, 0);
    return Stream.of(
        test(
            "broadcast_in_dim",
            a -> sq(broadcastInDim(a.get(0), Shape.of(2, 3, 5, 4), Axes.of(1, 3))),
            x),
        test(
            "broadcast length 1",
            a -> sq(broadcastInDim(a.get(0), Shape.of(2, 3, 4), Axes.of(0, 2))),
            f64(3, 1, 4)),
        test("broadcast scalar", a -> sq(broadcast(a.get(0), Shape.of(2, 3))), s),
        test("reshape", a -> sq(reshape(a.get(0), Shape.of(2, 6))), x),
        test("transpose", a -> sq(transpose(a.get(0), Axes.of(2, 0, 1))), f64(4, 2, 3, 4)),
        test("rev", a -> sq(rev(a.get(0), Axes.of(1))), x),
        test("squeeze", a -> sq(squeeze(a.get(0), Axes.of(1))), f64(5, 3, 1, 2)),
        test("slice", a -> sq(slice(a.get(0), Axes.of(1, 0), Axes.of(3, 4), Axes.of(1, 3))), x),
        test(
            "empty slice",
            a -> sq(slice(a.get(0), Axes.of(1, 0), Axes.of(1, 4), Axes.of(1, 1)), a.get(0)),
            x),
        test(
            "pad",
            a -> sq(pad(a.get(0), a.get(1), Axes.of(1, 0), Axes.of(2, 1), Axes.of(0, 2))),
            x,
            s),
        test(
            "negative pad",
            a -> sq(pad(a.get(0), a.get(1), Axes.of(-1, 2), Axes.of(1, -3), Axes.of(1, 1))),
            x,
            s),
        test(
            "pad of a constant",
            a ->
                sq(pad(broadcast(zero, Shape.of(3)), a.get(0), Axes.of(1), Axes.of(2), Axes.of(0))),
            s),
        test(
            "concatenate",
            a -> sq(concatenate(List.of(a.get(0), a.get(1), a.get(0)), 0)),
            x,
            f64(6, 2, 4)));
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    NDArray x = f64(1, 3, 4);
    NDArray zeros = NDArray.of(new double[] {0.5, 0, 2, 0, 3, 0, 1, 2, 3}, 3, 3);
    List<DynamicTest> tests = new ArrayList<>();
    for (ReduceOp op : List.of(ReduceOp.SUM, ReduceOp.PROD, ReduceOp.MAX, ReduceOp.MIN)) {
      for (Axes axes : List.of(Axes.of(0), Axes.of(1), Axes.of(0, 1), Axes.of(1, 0))) {
        tests.add(test(op + " over " + axes, a -> sq(reduce(op, a.get(0), axes)), x));
      }
    }
    tests.add(
        test(
            "product with zeros",
            a -> List.of(reduce(ReduceOp.PROD, a.get(0), Axes.of(1))),
            zeros));
    tests.add(
        test("product of one", a -> sq(reduce(ReduceOp.PROD, a.get(0), Axes.of(1))), f64(3, 3, 1)));
    tests.add(
        test(
            "product of none",
            a ->
                sq(
                    add(
                        reduce(
                            ReduceOp.PROD,
                            slice(a.get(0), Axes.of(0), Axes.of(0), Axes.of(1)),
                            Axes.of(0)),
                        a.get(0))),
            f64(3, 2)));
    tests.add(
        test(
            "arg",
            a ->
                List.of(
                    convertElementType(argReduce(true, a.get(0), 1, DType.INT32), DType.FLOAT64),
                    a.get(0)),
            x));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> cumulative() {
    NDArray zeros = NDArray.of(new double[] {0.5, 0, 2, 0.7, 3, 0, 1, 0, 3, 1, 2, 2.5}, 3, 4);
    List<DynamicTest> tests = new ArrayList<>();
    for (CumulativeOp op : CumulativeOp.values()) {
      for (boolean reverse : new boolean[] {false, true}) {
        for (int axis : new int[] {0, 1}) {
          String name = op + " along " + axis + (reverse ? " reversed" : "");
          tests.add(
              test(
                  name,
                  a -> sq(org.jacobean.lax.Lax.cumulative(op, a.get(0), axis, reverse)),
                  f64(8 + axis, 5, 6)));
        }
      }
    }
    tests.add(
        test(
            "product with zeros",
            a -> List.of(org.jacobean.lax.Lax.cumulative(CumulativeOp.PROD, a.get(0), 1, false)),
            zeros));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> dotGeneral() {
    DotDims batch = new DotDims(Axes.of(1), Axes.of(0), Axes.of(0, 2), Axes.of(3, 1));
    DotDims matmul = new DotDims(Axes.NONE, Axes.NONE, Axes.of(1), Axes.of(0));
    DotDims outer = new DotDims(Axes.NONE, Axes.NONE, Axes.NONE, Axes.NONE);
    DotDims inner = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
    DotDims attention = new DotDims(Axes.of(0, 2), Axes.of(0, 2), Axes.of(3), Axes.of(3));
    return Stream.of(
        test(
            "matmul",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), matmul)),
            f64(1, 3, 4),
            f64(2, 4, 5)),
        test(
            "matrix vector",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), matmul)),
            f64(1, 3, 4),
            f64(2, 4)),
        test(
            "inner",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), inner)),
            f64(1, 3),
            f64(2, 3)),
        test(
            "outer",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), outer)),
            f64(1, 3),
            f64(2, 2)),
        test(
            "same operand twice",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(0), matmul)),
            f64(1, 3, 3)),
        test(
            "attention",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), attention)),
            f64(1, 2, 3, 2, 4),
            f64(2, 2, 5, 2, 4)),
        test(
            "batch",
            a -> sq(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), batch)),
            f64(1, 4, 2, 3, 2),
            f64(2, 2, 3, 5, 4)));
  }

  @TestFactory
  Stream<DynamicTest> convolution() {
    ConvDims oihw = new ConvDims(Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3));
    ConvDims nhwc = new ConvDims(Axes.of(0, 3, 1, 2), Axes.of(3, 2, 0, 1), Axes.of(0, 3, 1, 2));
    ConvDims n1 = new ConvDims(Axes.of(0, 1, 2), Axes.of(0, 1, 2), Axes.of(0, 1, 2));
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        conv(
            "plain",
            oihw,
            new int[] {1, 1},
            new int[] {1, 0},
            new int[] {1, 2},
            new int[] {1, 1},
            new int[] {1, 1},
            1,
            1,
            f64(1, 2, 3, 5, 4),
            f64(2, 4, 3, 3, 2)));
    tests.add(
        conv(
            "strided nhwc",
            nhwc,
            new int[] {2, 3},
            new int[] {0, 1},
            new int[] {1, 2},
            new int[] {1, 1},
            new int[] {1, 2},
            1,
            1,
            f64(1, 2, 6, 7, 3),
            f64(2, 3, 2, 3, 4)));
    tests.add(
        conv(
            "dilated",
            oihw,
            new int[] {1, 2},
            new int[] {2, -1},
            new int[] {0, 1},
            new int[] {2, 3},
            new int[] {2, 1},
            1,
            1,
            f64(1, 1, 2, 4, 3),
            f64(2, 3, 2, 2, 3)));
    tests.add(
        conv(
            "feature groups",
            oihw,
            new int[] {1, 2},
            new int[] {1, 1},
            new int[] {1, 0},
            new int[] {1, 1},
            new int[] {1, 1},
            2,
            1,
            f64(1, 2, 6, 4, 4),
            f64(2, 4, 3, 2, 2)));
    tests.add(
        conv(
            "depthwise nhwc",
            nhwc,
            new int[] {1, 1},
            new int[] {1, 1},
            new int[] {1, 1},
            new int[] {1, 1},
            new int[] {1, 1},
            3,
            1,
            f64(1, 2, 4, 4, 3),
            f64(2, 3, 3, 1, 6)));
    tests.add(
        conv(
            "batch groups",
            oihw,
            new int[] {1, 1},
            new int[] {0, 1},
            new int[] {1, 0},
            new int[] {1, 1},
            new int[] {1, 1},
            1,
            2,
            f64(1, 4, 3, 4, 3),
            f64(2, 4, 3, 2, 2)));
    tests.add(
        conv(
            "one axis",
            n1,
            new int[] {2},
            new int[] {3},
            new int[] {3},
            new int[] {1},
            new int[] {1},
            1,
            1,
            f64(1, 2, 1, 7),
            f64(2, 2, 1, 4)));
    return tests.stream();
  }

  private static DynamicTest conv(
      String name,
      ConvDims dims,
      int[] stride,
      int[] low,
      int[] high,
      int[] lhs,
      int[] rhs,
      int features,
      int batches,
      NDArray x,
      NDArray k) {
    ConvGeneralDilated op =
        new ConvGeneralDilated(
            Axes.of(stride),
            Axes.of(low),
            Axes.of(high),
            Axes.of(lhs),
            Axes.of(rhs),
            dims,
            features,
            batches);
    return test(name, a -> sq(convGeneralDilated(a.get(0), a.get(1), op)), x, k);
  }

  @TestFactory
  Stream<DynamicTest> sorting() {
    NDArray x = f64(1, 3, 5);
    NDArray keys = NDArray.of(DType.FLOAT64, new double[] {2, 1, 2, 1, 0}, Shape.of(5));
    return Stream.of(
        test("along the last axis", a -> sq(sort(List.of(a.get(0)), 1, 1).get(0)), x),
        test("along the first axis", a -> sq(sort(List.of(a.get(0)), 0, 1).get(0)), x),
        DynamicTest.dynamicTest(
            "stable, with integers along",
            () ->
                Derivatives.checkTwice(
                    a -> {
                      List<NDArray> y =
                          sort(
                              List.of(
                                  stopGradient(keys), a.get(0), iota(DType.INT32, Shape.of(5), 0)),
                              0,
                              1);
                      return List.of(mul(y.get(1), y.get(1)), y.get(2));
                    },
                    List.of(f64(3, 5)),
                    1e-7)),
        test(
            "two keys",
            a -> sq(sort(List.of(a.get(0), a.get(1)), 1, 2).toArray(new NDArray[0])),
            x,
            f64(2, 3, 5)));
  }

  @TestFactory
  Stream<DynamicTest> dynamicSlices() {
    NDArray one = NDArray.fullLong(DType.INT32, Shape.SCALAR, 1);
    NDArray far = NDArray.fullLong(DType.INT32, Shape.SCALAR, 9);
    return Stream.of(
        test(
            "dynamic_slice",
            a -> sq(dynamicSlice(a.get(0), List.of(one, far), Shape.of(2, 3))),
            f64(1, 4, 5)),
        test(
            "dynamic_update_slice",
            a -> sq(dynamicUpdateSlice(a.get(0), a.get(1), List.of(far, one))),
            f64(1, 4, 5),
            f64(2, 2, 3)),
        test(
            "update only",
            a ->
                sq(
                    dynamicUpdateSlice(
                        broadcast(NDArray.full(DType.FLOAT64, Shape.SCALAR, 2), Shape.of(4)),
                        a.get(0),
                        List.of(one))),
            f64(2, 2)));
  }

  @TestFactory
  Stream<DynamicTest> gatherAndScatter() {
    NDArray idx = NDArray.of(new int[] {2, 0, 2, 7, -1}, 5, 1);
    List<DynamicTest> tests = new ArrayList<>();
    GatherDims rows = new GatherDims(Axes.of(1), Axes.of(0), Axes.of(0));
    ScatterDims rowsS = new ScatterDims(Axes.of(1), Axes.of(0), Axes.of(0));
    NDArray x = f64(1, 4, 3);
    NDArray inside = NDArray.of(new int[] {2, 0, 2, 3, 1}, 5, 1);
    for (IndexMode mode : List.of(IndexMode.CLIP, IndexMode.FILL_OR_DROP)) {
      NDArray gatherIdx = mode == IndexMode.CLIP ? idx : inside;
      tests.add(
          test(
              "gather " + mode,
              a -> sq(gather(a.get(0), gatherIdx, rows, Shape.of(1, 3), mode)),
              x));
      for (ScatterKind kind : ScatterKind.values()) {
        tests.add(
            test(
                kind + " " + mode,
                a -> sq(scatter(kind, a.get(0), idx, a.get(1), rowsS, mode)),
                x,
                f64(2, 5, 3)));
      }
    }
    NDArray two = NDArray.of(new int[] {1, 2, 0, 0, 3, 1}, 3, 2);
    GatherDims window = new GatherDims(Axes.of(0, 2), Axes.NONE, Axes.of(0, 1));
    ScatterDims windowS = new ScatterDims(Axes.of(0, 2), Axes.NONE, Axes.of(0, 1));
    tests.add(
        test(
            "windows",
            a -> sq(gather(a.get(0), two, window, Shape.of(2, 2), IndexMode.CLIP)),
            f64(1, 5, 4)));
    for (ScatterKind kind : List.of(ScatterKind.SET, ScatterKind.ADD)) {
      tests.add(
          test(
              kind + " windows",
              a -> sq(scatter(kind, a.get(0), two, a.get(1), windowS, IndexMode.FILL_OR_DROP)),
              f64(1, 5, 4),
              f64(2, 2, 3, 2)));
    }
    NDArray zeroes = NDArray.of(new double[] {1, 0, 2, 0, 0, 3, 1, 2, 0, 3, 4, 5, 1, 1, 0}, 5, 3);
    tests.add(
        DynamicTest.dynamicTest(
            "products with zeros",
            () ->
                Derivatives.check(
                    a ->
                        List.of(
                            scatter(
                                ScatterKind.MUL, a.get(0), idx, a.get(1), rowsS, IndexMode.CLIP)),
                    List.of(x, zeroes),
                    1e-7)));
    NDArray batched = NDArray.of(new int[] {2, 0, 1, 1}, 2, 2, 1);
    GatherDims zipped = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    tests.add(
        test(
            "batched gather",
            a -> sq(gather(a.get(0), batched, zipped, Shape.of(1, 1), IndexMode.PROMISE_IN_BOUNDS)),
            f64(1, 2, 3)));
    return tests.stream();
  }
}
