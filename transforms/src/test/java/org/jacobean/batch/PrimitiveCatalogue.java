package org.jacobean.batch;

import static org.jacobean.batch.PrimitiveCase.bool;
import static org.jacobean.batch.PrimitiveCase.c64;
import static org.jacobean.batch.PrimitiveCase.f32;
import static org.jacobean.batch.PrimitiveCase.f64;
import static org.jacobean.batch.PrimitiveCase.i32;
import static org.jacobean.batch.PrimitiveCase.ints;
import static org.jacobean.batch.PrimitiveCase.of;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.batch.PrimitiveCase.Operand;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;

/** Instances of the primitives without inner jaxprs; {@link ControlCatalogue} has the others. */
final class PrimitiveCatalogue {
  private PrimitiveCatalogue() {}

  static List<PrimitiveCase> all() {
    List<PrimitiveCase> all = new ArrayList<>();
    pointwise(all);
    movement(all);
    indexing(all);
    folds(all);
    products(all);
    callbacks(all);
    return all;
  }

  private static void callbacks(List<PrimitiveCase> all) {
    HostFunction sum = args -> List.of(Lax.add(args.get(0), args.get(1)));
    List<AbstractValue> type = List.of(AbstractValue.of(DType.FLOAT32, 2));
    for (VmapMethod m : VmapMethod.values()) {
      // Functions that take leading axes have tests of their own.
      if (m == VmapMethod.SEQUENTIAL || m == VmapMethod.BROADCAST_ALL) {
        all.add(of(new PureCallback(sum, type, m), f32(2), f32(2)));
      }
    }
    all.add(of(new IoCallback(sum, type, false), f32(2), f32(2)));
    all.add(of(new DebugCallback(sum, true), f32(2), f32(2)));
    all.add(of(new DebugPrint("{}", false), f32()));
    all.add(of(new Check("{}", 0), ints(DType.BOOL, 1, 2), f32()));
  }

  private static void pointwise(List<PrimitiveCase> all) {
    for (UnaryOp op : UnaryOp.values()) {
      all.add(
          of(
              new Unary(op),
              switch (op.domain()) {
                case FLOAT, INEXACT, NUMBER -> f32(2, 3);
                case COMPLEX -> c64(2, 3);
                case INTEGER -> i32(0, 9, 2, 3);
                case BITS -> bool(2, 3);
              }));
    }
    for (BinaryOp op : BinaryOp.values()) {
      Operand x =
          switch (op.domain()) {
            case ANY, NUMBER_OR_BOOL, NUMBER, REAL, INEXACT, FLOAT -> f64(2, 3);
            case INTEGER -> i32(0, 9, 2, 3);
            case BITS -> bool(2, 3);
            case PARTS -> f32(2, 3);
          };
      all.add(of(new Binary(op), x, x));
    }
    for (Comparison op : Comparison.values()) {
      all.add(of(new Compare(op), i32(0, 3, 2, 3), i32(0, 3, 2, 3)));
    }
    Binary sub = new Binary(BinaryOp.SUB);
    all.add(of(sub, f32(), f32(2, 3)));
    all.add(of(sub, f32(2, 3), f32()));
    all.add(of(sub, f32(), f32()));
    all.add(of(sub, f32(3), f32(3)));
    all.add(of(new SelectN(), bool(2, 3), f32(2, 3), f32(2, 3)));
    all.add(of(new SelectN(), bool(), f32(2, 3), f32(2, 3)));
    all.add(of(new SelectN(), i32(0, 3, 2), f32(2), f32(2), f32(2)));
    all.add(of(new Clamp(), f32(), f32(2, 3), f32()));
    all.add(of(new Clamp(), f32(2, 3), f32(2, 3), f32(2, 3)));
    all.add(of(new Clamp(), f32(), f32(), f32()));
    all.add(of(new ConvertElementType(DType.INT32, false), f32(2, 3)));
    all.add(of(new BitcastConvertType(DType.INT32), f32(2, 3)));
    all.add(of(new Copy(), f32(2, 3)));
    all.add(of(new Name("x"), f32(2, 3)));
    all.add(of(new OptimizationBarrier(), f32(2, 3)));
    all.add(of(new IntegerPow(3), f32(2, 3)));
    all.add(of(new ReducePrecision(5, 7), f32(2, 3)));
    all.add(of(new StopGradient(), f32(2, 3)));
    Operand word = ints(DType.UINT32, 0, 1000, 2);
    all.add(of(new Threefry2x32(), word, word, word, word));
  }

  private static Axes axes(int... a) {
    return Axes.of(a);
  }

  private static void movement(List<PrimitiveCase> all) {
    all.add(of(new BroadcastInDim(Shape.of(2, 4, 3), axes(0, 2)), f32(2, 3)));
    all.add(of(new BroadcastInDim(Shape.of(4, 2, 3), axes(1, 2)), f32(1, 3)));
    all.add(of(new BroadcastInDim(Shape.of(2, 2), Axes.NONE), f32()));
    all.add(of(new Concatenate(0), f32(2, 3), f32(1, 3)));
    all.add(of(new Concatenate(1), f32(2, 1), f32(2, 3), f32(2, 2)));
    all.add(of(new Pad(axes(1, 0), axes(2, 1), axes(0, 1)), f32(2, 3), f32()));
    all.add(of(new Pad(axes(-1, 2), axes(1, -1), axes(1, 0)), i32(0, 9, 3, 3), i32(0, 9)));
    all.add(of(new Pad(axes(1), axes(0), axes(0)), bool(3), bool()));
    all.add(of(new Pad(Axes.NONE, Axes.NONE, Axes.NONE), f32(), f32()));
    all.add(of(new Reshape(Shape.of(3, 2)), f32(2, 3)));
    all.add(of(new Reshape(Shape.of(6)), f32(2, 3)));
    all.add(of(new Reshape(Shape.of(2, 2, 3)), f32(4, 3)));
    all.add(of(new Reshape(Shape.of(4, 3, 1)), f32(2, 2, 3)));
    all.add(of(new Reshape(Shape.of(3, 0, 2)), f32(0, 3)));
    all.add(of(new Reshape(Shape.SCALAR), f32(1, 1)));
    all.add(of(new Reshape(Shape.of(1)), f32()));
    all.add(of(new Rev(axes(1)), f32(2, 3)));
    all.add(of(new Rev(axes(0, 1)), f32(2, 3)));
    all.add(of(new Slice(axes(1, 0), axes(4, 3), axes(2, 1)), f32(4, 3)));
    all.add(of(new Squeeze(axes(0, 2)), f32(1, 3, 1)));
    all.add(of(new Squeeze(axes(1)), f32(3, 1, 2)));
    all.add(of(new Transpose(axes(2, 0, 1)), f32(2, 3, 4)));
    all.add(of(new Transpose(axes(1, 0)), f32(2, 3)));
    all.add(of(new Iota(DType.INT32, Shape.of(2, 3), 1)));
  }

  private static void indexing(List<PrimitiveCase> all) {
    all.add(of(new DynamicSlice(Shape.of(2, 3)), f32(4, 3), i32(-1, 5), i32(-1, 5)));
    all.add(of(new DynamicSlice(Shape.of(2, 1)), f32(4, 3), i32(-1, 5), i32(-1, 5)));
    all.add(of(new DynamicSlice(Shape.of(4)), f32(4), i32(0, 5)));
    all.add(of(new DynamicSlice(Shape.SCALAR), f32()));
    Operand start = ints(DType.INT64, -2, 6);
    all.add(of(new DynamicUpdateSlice(), f32(4, 3), f32(2, 3), start, start));
    all.add(of(new DynamicUpdateSlice(), f32(4, 3), f32(2, 2), start, start));
    all.add(of(new DynamicUpdateSlice(), f32(4), f32(4), start));
    for (IndexMode mode : IndexMode.values()) {
      boolean promised = mode == IndexMode.PROMISE_IN_BOUNDS;
      int low = promised ? 0 : -2;
      int high = promised ? 3 : 7;
      GatherDims rows = new GatherDims(axes(1), axes(0), axes(0));
      all.add(of(new Gather(rows, Shape.of(1, 3), mode), f32(5, 3), i32(low, high, 2, 1)));
      GatherDims columns = new GatherDims(axes(0), axes(1), axes(1));
      all.add(of(new Gather(columns, Shape.of(3, 1), mode), f32(3, 5), i32(low, high, 2, 2, 1)));
      GatherDims window = new GatherDims(axes(0, 1), Axes.NONE, axes(1, 0));
      all.add(of(new Gather(window, Shape.of(2, 2), mode), f32(4, 4), i32(low, high, 2)));
      GatherDims zipped = new GatherDims(Axes.NONE, axes(1), axes(1), axes(0), axes(0));
      all.add(of(new Gather(zipped, Shape.of(1, 1), mode), f32(2, 5), i32(low, high, 2, 3, 1)));
      for (ScatterKind kind : ScatterKind.values()) {
        scatters(all, kind, mode, low, high);
      }
    }
  }

  private static void scatters(
      List<PrimitiveCase> all, ScatterKind kind, IndexMode mode, int low, int high) {
    ScatterDims rows = new ScatterDims(axes(1), axes(0), axes(0));
    all.add(of(new Scatter(kind, rows, mode), f32(5, 3), i32(low, high, 2, 1), f32(2, 3)));
    ScatterDims columns = new ScatterDims(axes(0), axes(1), axes(1));
    all.add(of(new Scatter(kind, columns, mode), f32(2, 5), i32(low, high, 3, 1), f32(2, 3)));
    if (kind == ScatterKind.SET || kind == ScatterKind.ADD) {
      ScatterDims window = new ScatterDims(axes(0, 2), Axes.NONE, axes(1, 0));
      all.add(of(new Scatter(kind, window, mode), f32(4, 4), i32(low, high, 2, 2), f32(2, 2, 2)));
      ScatterDims zipped = new ScatterDims(Axes.NONE, axes(1), axes(1), axes(0), axes(0));
      all.add(of(new Scatter(kind, zipped, mode), f32(2, 5), i32(low, high, 2, 3, 1), f32(2, 3)));
    }
  }

  private static void folds(List<PrimitiveCase> all) {
    for (ReduceOp op : ReduceOp.values()) {
      Operand x =
          switch (op) {
            case SUM, PROD, MAX, MIN -> f32(2, 3, 2);
            case AND, OR, XOR -> bool(2, 3, 2);
          };
      all.add(of(new Reduce(op, axes(1)), x));
      all.add(of(new Reduce(op, axes(2, 0)), x));
      all.add(of(new Reduce(op, axes(0, 1, 2)), x));
    }
    for (boolean max : new boolean[] {false, true}) {
      all.add(of(new ArgReduce(max, 0, DType.INT32), f32(4, 3)));
      all.add(of(new ArgReduce(max, 1, DType.INT64), i32(0, 3, 4, 3)));
    }
    for (CumulativeOp op : CumulativeOp.values()) {
      all.add(of(new Cumulative(op, 0, false), f32(3, 2)));
      all.add(of(new Cumulative(op, 1, true), f32(3, 2)));
    }
    all.add(of(new Sort(0, true, 1), f32(4, 2)));
    all.add(of(new Sort(1, true, 1), i32(0, 3, 2, 4), f32(2, 4)));
    all.add(of(new Sort(0, true, 2), i32(0, 2, 4), i32(0, 2, 4), f32(4)));
  }

  private static void products(List<PrimitiveCase> all) {
    DotDims inner = new DotDims(Axes.NONE, Axes.NONE, axes(0), axes(0));
    all.add(of(new DotGeneral(inner, DType.FLOAT32), f32(3), f32(3)));
    DotDims matmul = new DotDims(Axes.NONE, Axes.NONE, axes(1), axes(0));
    all.add(of(new DotGeneral(matmul, DType.FLOAT32), f32(2, 3), f32(3, 4)));
    all.add(
        of(
            new DotGeneral(matmul, DType.INT32),
            ints(DType.INT8, -9, 9, 2, 3),
            ints(DType.INT8, -9, 9, 3, 2)));
    DotDims outer = new DotDims(Axes.NONE, Axes.NONE, Axes.NONE, Axes.NONE);
    all.add(of(new DotGeneral(outer, DType.FLOAT64), f64(2), f64(3)));
    DotDims batched = new DotDims(axes(1), axes(2), axes(2, 0), axes(0, 1));
    all.add(of(new DotGeneral(batched, DType.FLOAT64), f64(3, 2, 4), f64(4, 3, 2)));
    convolutions(all);
  }

  private static void convolutions(List<PrimitiveCase> all) {
    ConvDims nchw = new ConvDims(axes(0, 1, 2), axes(0, 1, 2), axes(0, 1, 2));
    ConvDims nhwc = new ConvDims(axes(0, 2, 1), axes(2, 1, 0), axes(1, 2, 0));
    ConvDims odd = new ConvDims(axes(2, 0, 1), axes(1, 2, 0), axes(2, 0, 1));
    all.add(of(conv(nchw, 1, 1), f32(2, 3, 5), f32(4, 3, 2)));
    all.add(of(conv(nhwc, 1, 1), f32(2, 5, 3), f32(2, 3, 4)));
    all.add(of(conv(odd, 1, 1), f32(3, 5, 2), f32(2, 4, 3)));
    all.add(of(conv(nchw, 3, 1), f32(2, 6, 5), f32(6, 2, 2)));
    all.add(of(conv(nhwc, 2, 1), f32(2, 5, 4), f32(2, 2, 6)));
    all.add(of(conv(nchw, 1, 2), f32(4, 3, 5), f32(6, 3, 2)));
    all.add(of(conv(odd, 1, 2), f32(3, 5, 4), f32(2, 4, 3)));
  }

  private static ConvGeneralDilated conv(ConvDims dims, int featureGroups, int batchGroups) {
    return new ConvGeneralDilated(
        axes(2), axes(1), axes(2), axes(1), axes(2), dims, featureGroups, batchGroups);
  }
}
