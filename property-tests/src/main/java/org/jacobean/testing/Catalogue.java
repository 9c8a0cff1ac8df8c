package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;

/**
 * Instances of every primitive operation on small operands of irregular shapes: the rows that laws
 * about all operations are checked with.
 */
public final class Catalogue {
  private final List<Row> rows = new ArrayList<>();

  private Catalogue() {}

  /** All rows, in a fixed order. */
  public static List<Row> rows() {
    Catalogue c = new Catalogue();
    c.unary();
    c.binary();
    c.otherPointwise();
    c.movement();
    c.indexing();
    c.folds();
    c.products();
    ControlRows.addTo(c.rows);
    CollectiveRows.addTo(c.rows);
    return List.copyOf(c.rows);
  }

  /** Values where nearly every function is smooth; small counts if not inexact. */
  static Operand main(DType t, int... shape) {
    return t.isInexact()
        ? new Operand(AbstractValue.of(t, shape), 0.1, 0.9)
        : new Operand(AbstractValue.of(t, shape), t.isBool() ? 0 : 1, t.isBool() ? 2 : 9);
  }

  static Operand ints(DType t, int low, int high, int... shape) {
    return new Operand(AbstractValue.of(t, shape), low, high);
  }

  private static Operand i32(int low, int high, int... shape) {
    return ints(DType.INT32, low, high, shape);
  }

  private void add(String name, Function<DType, Instance> make) {
    rows.add(new Row(name, make, true));
  }

  private void rough(String name, Function<DType, Instance> make) {
    rows.add(new Row(name, make, false));
  }

  private void unary() {
    for (UnaryOp op : UnaryOp.values()) {
      Unary u = new Unary(op);
      if (op == UnaryOp.ACOSH) {
        add("acosh", t -> Instance.of(u, new Operand(AbstractValue.of(t, 2, 3), 1.1, 1.9)));
      } else {
        add(u.name(), t -> Instance.of(u, main(t, 2, 3)));
      }
    }
  }

  private void binary() {
    for (BinaryOp op : BinaryOp.values()) {
      Binary b = new Binary(op);
      Function<DType, Instance> make = t -> Instance.of(b, main(t, 2, 3), main(t, 2, 3));
      rows.add(new Row(b.name(), make, op != BinaryOp.NEXTAFTER));
    }
    Binary sub = new Binary(BinaryOp.SUB);
    add("sub scalar left", t -> Instance.of(sub, main(t), main(t, 5)));
    add("sub scalar right", t -> Instance.of(sub, main(t, 3, 1), main(t)));
    add("mul of scalars", t -> Instance.of(new Binary(BinaryOp.MUL), main(t), main(t)));
    add("div of none", t -> Instance.of(new Binary(BinaryOp.DIV), main(t, 0, 3), main(t, 0, 3)));
    add("div by a scalar", t -> Instance.of(new Binary(BinaryOp.DIV), main(t, 7), main(t)));
    for (Comparison op : Comparison.values()) {
      Compare c = new Compare(op);
      add(c.name(), t -> Instance.of(c, main(t, 2, 3), main(t, 2, 3)));
    }
  }

  private void otherPointwise() {
    Operand mask = i32(0, 3, 5);
    Operand bools = ints(DType.BOOL, 0, 2, 5);
    add("select_n bool", t -> Instance.of(new SelectN(), bools, main(t, 5), main(t, 5)));
    add("select_n", t -> Instance.of(new SelectN(), mask, main(t, 5), main(t, 5), main(t, 5)));
    add(
        "select_n by a scalar",
        t -> Instance.of(new SelectN(), ints(DType.BOOL, 0, 2), main(t, 2, 3), main(t, 2, 3)));
    add("clamp", t -> Instance.of(new Clamp(), main(t, 5), main(t, 5), main(t, 5)));
    add("clamp by scalars", t -> Instance.of(new Clamp(), main(t), main(t, 2, 3), main(t)));
    for (DType to : List.of(DType.FLOAT64, DType.INT32, DType.BFLOAT16)) {
      ConvertElementType convert = new ConvertElementType(to, false);
      rows.add(
          new Row("convert to " + to, t -> Instance.of(convert, main(t, 7)), to == DType.FLOAT64));
    }
    rough("bitcast", t -> Instance.of(new BitcastConvertType(DType.INT32), main(t, 3)));
    add("copy", t -> Instance.of(new Copy(), main(t, 2, 3)));
    add("name", t -> Instance.of(new Name("x"), main(t, 2, 3)));
    add("optimization_barrier", t -> Instance.of(new OptimizationBarrier(), main(t, 2, 3)));
    for (int y : new int[] {-2, 0, 1, 5}) {
      add("integer_pow " + y, t -> Instance.of(new IntegerPow(y), main(t, 2, 3)));
    }
    rough("reduce_precision", t -> Instance.of(new ReducePrecision(5, 7), main(t, 2, 3)));
    rough("stop_gradient", t -> Instance.of(new StopGradient(), main(t, 2, 3)));
    Operand word = ints(DType.UINT32, 0, 100_000, 3);
    add("threefry2x32", t -> Instance.of(new Threefry2x32(), word, word, word, word));
  }

  private static Axes axes(int... a) {
    return Axes.of(a);
  }

  private void movement() {
    broadcasts();
    add("concatenate 0", t -> Instance.of(new Concatenate(0), main(t, 2, 3), main(t, 1, 3)));
    add(
        "concatenate 1",
        t -> Instance.of(new Concatenate(1), main(t, 2, 1), main(t, 2, 3), main(t, 2, 2)));
    Pad pad = new Pad(axes(1, 0), axes(2, 1), axes(0, 1));
    add("pad", t -> Instance.of(pad, main(t, 2, 3), main(t)));
    Pad cut = new Pad(axes(-1, 2), axes(1, -1), axes(1, 0));
    add("pad negative", t -> Instance.of(cut, main(t, 3, 3), main(t)));
    add("reshape", t -> Instance.of(new Reshape(Shape.of(3, 2)), main(t, 2, 3)));
    add("reshape split", t -> Instance.of(new Reshape(Shape.of(2, 2, 3)), main(t, 4, 3)));
    add("reshape to scalar", t -> Instance.of(new Reshape(Shape.SCALAR), main(t, 1, 1)));
    add("rev", t -> Instance.of(new Rev(axes(0, 1)), main(t, 2, 3)));
    Slice slice = new Slice(axes(1, 0), axes(4, 3), axes(2, 1));
    add("slice", t -> Instance.of(slice, main(t, 4, 3)));
    add("squeeze", t -> Instance.of(new Squeeze(axes(0, 2)), main(t, 1, 3, 1)));
    add("transpose", t -> Instance.of(new Transpose(axes(2, 0, 1)), main(t, 2, 3, 4)));
    add("iota", t -> Instance.of(new Iota(t, Shape.of(2, 3), 1)));
  }

  private void broadcasts() {
    BroadcastInDim plain = new BroadcastInDim(Shape.of(2, 4, 3), axes(0, 2));
    add("broadcast_in_dim", t -> Instance.of(plain, main(t, 2, 3)));
    BroadcastInDim one = new BroadcastInDim(Shape.of(4, 2, 3), axes(1, 2));
    add("broadcast_in_dim of length 1", t -> Instance.of(one, main(t, 1, 3)));
    BroadcastInDim scalar = new BroadcastInDim(Shape.of(2, 2), Axes.NONE);
    add("broadcast_in_dim of a scalar", t -> Instance.of(scalar, main(t)));
  }

  private void indexing() {
    Operand at = i32(-1, 5);
    DynamicSlice cut = new DynamicSlice(Shape.of(2, 1));
    add("dynamic_slice", t -> Instance.of(cut, main(t, 4, 3), at, at));
    Operand far = ints(DType.INT64, -2, 6);
    DynamicUpdateSlice put = new DynamicUpdateSlice();
    add("dynamic_update_slice", t -> Instance.of(put, main(t, 4, 3), main(t, 2, 2), far, far));
    for (IndexMode mode : IndexMode.values()) {
      boolean promised = mode == IndexMode.PROMISE_IN_BOUNDS;
      int low = promised ? 0 : -2;
      int high = promised ? 3 : 7;
      gathers(mode, low, high);
      for (ScatterKind kind : ScatterKind.values()) {
        scatters(kind, mode, low, high);
      }
    }
  }

  private void gathers(IndexMode mode, int low, int high) {
    // Filled with NaN (or the least integer) outside, where differences mean nothing.
    boolean smooth = mode != IndexMode.FILL_OR_DROP;
    Gather take = new Gather(new GatherDims(axes(1), axes(0), axes(0)), Shape.of(1, 3), mode);
    rows.add(
        new Row(
            "gather rows " + mode,
            t -> Instance.of(take, main(t, 5, 3), i32(low, high, 4, 1)),
            smooth));
    GatherDims windows = new GatherDims(axes(0, 1), Axes.NONE, axes(1, 0));
    Gather window = new Gather(windows, Shape.of(2, 2), mode);
    rows.add(
        new Row(
            "gather window " + mode,
            t -> Instance.of(window, main(t, 4, 4), i32(low, high, 2)),
            smooth));
    GatherDims zip = new GatherDims(Axes.NONE, axes(1), axes(1), axes(0), axes(0));
    Gather zipped = new Gather(zip, Shape.of(1, 1), mode);
    rows.add(
        new Row(
            "gather zipped " + mode,
            t -> Instance.of(zipped, main(t, 2, 5), i32(low, high, 2, 3, 1)),
            smooth));
  }

  private void scatters(ScatterKind kind, IndexMode mode, int low, int high) {
    Scatter put = new Scatter(kind, new ScatterDims(axes(1), axes(0), axes(0)), mode);
    add(
        kind.jaxName() + " rows " + mode,
        t -> Instance.of(put, main(t, 5, 3), i32(low, high, 4, 1), main(t, 4, 3)));
    if (kind == ScatterKind.SET || kind == ScatterKind.ADD) {
      Scatter window = new Scatter(kind, new ScatterDims(axes(0, 2), Axes.NONE, axes(1, 0)), mode);
      add(
          kind.jaxName() + " window " + mode,
          t -> Instance.of(window, main(t, 4, 4), i32(low, high, 2, 2), main(t, 2, 2, 2)));
    }
  }

  private void folds() {
    for (ReduceOp op : ReduceOp.values()) {
      add(op.jaxName(), t -> Instance.of(new Reduce(op, axes(1)), main(t, 2, 3, 2)));
      add(op.jaxName() + " 2, 0", t -> Instance.of(new Reduce(op, axes(2, 0)), main(t, 2, 3, 2)));
      add(op.jaxName() + " all", t -> Instance.of(new Reduce(op, axes(0, 1)), main(t, 5, 1)));
    }
    for (boolean max : new boolean[] {false, true}) {
      ArgReduce arg = new ArgReduce(max, 1, DType.INT32);
      add(arg.name(), t -> Instance.of(arg, main(t, 2, 5)));
    }
    for (CumulativeOp op : CumulativeOp.values()) {
      add(op.jaxName(), t -> Instance.of(new Cumulative(op, 0, false), main(t, 4, 2)));
      add(op.jaxName() + " reverse", t -> Instance.of(new Cumulative(op, 1, true), main(t, 2, 5)));
    }
    add("sort", t -> Instance.of(new Sort(0, true, 1), main(t, 5, 2)));
    add("sort by key", t -> Instance.of(new Sort(1, true, 1), i32(0, 3, 2, 4), main(t, 2, 4)));
    add(
        "sort by two keys",
        t -> Instance.of(new Sort(0, true, 2), i32(0, 2, 4), main(t, 4), main(t, 4)));
  }

  private void products() {
    DotDims inner = new DotDims(Axes.NONE, Axes.NONE, axes(0), axes(0));
    add("dot inner", t -> Instance.of(new DotGeneral(inner, t), main(t, 5), main(t, 5)));
    DotDims matmul = new DotDims(Axes.NONE, Axes.NONE, axes(1), axes(0));
    add("dot matmul", t -> Instance.of(new DotGeneral(matmul, t), main(t, 2, 3), main(t, 3, 4)));
    DotDims outer = new DotDims(Axes.NONE, Axes.NONE, Axes.NONE, Axes.NONE);
    add("dot outer", t -> Instance.of(new DotGeneral(outer, t), main(t, 2), main(t, 3)));
    DotDims batch = new DotDims(axes(1), axes(2), axes(2, 0), axes(0, 1));
    add(
        "dot batch",
        t -> Instance.of(new DotGeneral(batch, t), main(t, 3, 2, 4), main(t, 4, 3, 2)));
    ConvDims nchw = new ConvDims(axes(0, 1, 2), axes(0, 1, 2), axes(0, 1, 2));
    ConvDims odd = new ConvDims(axes(2, 0, 1), axes(1, 2, 0), axes(2, 0, 1));
    add("conv", t -> Instance.of(conv(nchw, 1, 1), main(t, 2, 3, 5), main(t, 4, 3, 2)));
    add("conv, odd axes", t -> Instance.of(conv(odd, 1, 1), main(t, 3, 5, 2), main(t, 2, 4, 3)));
    add("conv, groups", t -> Instance.of(conv(nchw, 3, 1), main(t, 2, 6, 5), main(t, 6, 2, 2)));
    add("conv, batches", t -> Instance.of(conv(nchw, 1, 2), main(t, 4, 3, 5), main(t, 6, 3, 2)));
  }

  private static ConvGeneralDilated conv(ConvDims dims, int featureGroups, int batchGroups) {
    return new ConvGeneralDilated(
        axes(2), axes(1), axes(2), axes(1), axes(2), dims, featureGroups, batchGroups);
  }
}
