package org.jacobean.ir;

import static org.jacobean.DType.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * An example of every primitive that accepts its operands: the rows that catalogue tests run over.
 */
public final class OpExamples {
  /**
   * One example.
   *
   * @param op the operation
   * @param in types of operands that it accepts
   */
  public record Example(Primitive op, List<AbstractValue> in) {
    @Override
    public String toString() {
      return op.name() + in;
    }

    /** A jaxpr of the one equation. */
    public Jaxpr jaxpr() {
      List<Var> vars = in.stream().map(Var::new).toList();
      List<Var> outs = op.infer(in).stream().map(Var::new).toList();
      return new Jaxpr(
          List.of(), vars, List.of(new Eqn(op, List.copyOf(vars), outs, SourceLine.UNKNOWN)), outs);
    }
  }

  private OpExamples() {}

  /** All examples. */
  public static List<Example> all() {
    List<Example> all = new ArrayList<>();
    pointwise(all);
    movement(all);
    indexing(all);
    folds(all);
    products(all);
    control(all);
    calls(all);
    callbacks(all);
    collectives(all);
    return all;
  }

  /** A function that is equal to none that is read back. */
  private static final HostFunction FIRST = args -> List.of(args.get(0));

  private static void callbacks(List<Example> all) {
    add(all, new PureCallback(FIRST, List.of(f32(2)), VmapMethod.EXPAND_DIMS), f32(2));
    add(all, new IoCallback(FIRST, List.of(f32(2)), true), f32(2), i32());
    add(all, new DebugCallback(FIRST, false), f32(2));
    add(all, new DebugPrint("x = {}, \"y\" = {:8.3f} {{}}\n", true), f32(2), i32());
    add(all, new Check("x is {}", 1), AbstractValue.of(BOOL, 2), f32(2));
  }

  private static void add(List<Example> all, Primitive op, AbstractValue... in) {
    all.add(new Example(op, List.of(in)));
  }

  private static AbstractValue f32(int... dims) {
    return AbstractValue.of(FLOAT32, dims);
  }

  private static AbstractValue i32(int... dims) {
    return AbstractValue.of(INT32, dims);
  }

  private static void pointwise(List<Example> all) {
    for (UnaryOp op : UnaryOp.values()) {
      DType t =
          switch (op.domain()) {
            case COMPLEX -> COMPLEX64;
            case INTEGER, BITS -> INT32;
            case FLOAT, INEXACT, NUMBER -> FLOAT32;
          };
      add(all, new Unary(op), AbstractValue.of(t, 2, 3));
    }
    for (BinaryOp op : BinaryOp.values()) {
      DType t =
          op.domain() == BinaryOp.Domain.INTEGER || op.domain() == BinaryOp.Domain.BITS
              ? INT32
              : FLOAT32;
      add(all, new Binary(op), AbstractValue.of(t, 2, 3), AbstractValue.of(t, 2, 3));
    }
    for (Comparison op : Comparison.values()) {
      add(all, new Compare(op), f32(3), f32());
    }
    add(all, new SelectN(), AbstractValue.of(BOOL, 3), f32(3), f32(3));
    add(all, new Clamp(), f32(), f32(3), f32(3));
    add(all, new ConvertElementType(BFLOAT16, false), f32(3));
    add(all, new ConvertElementType(FLOAT64, true), new AbstractValue(INT64, Shape.SCALAR, true));
    add(all, new BitcastConvertType(UINT32), f32(3));
    add(all, new ReducePrecision(5, 10), f32(3));
    add(all, new IntegerPow(-3), f32(3));
    add(all, new StopGradient(), f32(3));
    add(all, new Copy(), AbstractValue.of(FLOAT8_E4M3FN, 3));
    add(all, new Name("x"), f32(3));
    add(all, new OptimizationBarrier(), i32(3));
    AbstractValue u = AbstractValue.of(UINT32, 4);
    add(all, new Threefry2x32(), AbstractValue.of(UINT32), AbstractValue.of(UINT32), u, u);
  }

  private static void movement(List<Example> all) {
    add(all, new BroadcastInDim(Shape.of(2, 3), Axes.of(1)), f32(3));
    add(all, new Concatenate(0), f32(2, 3), f32(1, 3));
    add(all, new Pad(Axes.of(1, -1), Axes.of(0, 2), Axes.of(0, 1)), f32(2, 3), f32());
    add(all, new Reshape(Shape.of(3, 2)), f32(2, 3));
    add(all, new Rev(Axes.of(0)), f32(2, 3));
    add(all, new Slice(Axes.of(0, 1), Axes.of(2, 3), Axes.of(1, 2)), f32(2, 3));
    add(all, new Squeeze(Axes.of(1)), f32(2, 1, 3));
    add(all, new Transpose(Axes.of(1, 0)), f32(2, 3));
    add(all, new Iota(INT32, Shape.of(2, 3), 1));
  }

  private static void indexing(List<Example> all) {
    add(all, new DynamicSlice(Shape.of(1, 2)), f32(2, 3), i32(), i32());
    add(all, new DynamicUpdateSlice(), f32(2, 3), f32(1, 2), i32(), i32());
    GatherDims g = new GatherDims(Axes.of(1), Axes.of(0), Axes.of(0));
    for (IndexMode mode : IndexMode.values()) {
      add(all, new Gather(g, Shape.of(1, 3), mode), f32(2, 3), i32(4, 1));
    }
    ScatterDims s = new ScatterDims(Axes.of(1), Axes.of(0), Axes.of(0));
    for (ScatterKind kind : ScatterKind.values()) {
      add(all, new Scatter(kind, s, IndexMode.FILL_OR_DROP), f32(2, 3), i32(4, 1), f32(4, 3));
    }
    GatherDims batched = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    add(all, new Gather(batched, Shape.of(1, 1), IndexMode.CLIP), f32(2, 3), i32(2, 4, 1));
  }

  private static void folds(List<Example> all) {
    for (ReduceOp op : ReduceOp.values()) {
      boolean bits = op == ReduceOp.AND || op == ReduceOp.OR || op == ReduceOp.XOR;
      add(all, new Reduce(op, Axes.of(1)), bits ? i32(2, 3) : f32(2, 3));
    }
    add(all, new ArgReduce(true, 1, INT32), f32(2, 3));
    add(all, new ArgReduce(false, 0, INT64), f32(2, 3));
    for (CumulativeOp op : CumulativeOp.values()) {
      add(all, new Cumulative(op, 0, op == CumulativeOp.MAX), f32(2, 3));
    }
    add(all, new Sort(0, true, 1), f32(4), i32(4));
  }

  private static void products(List<Example> all) {
    DotDims matmul = new DotDims(Axes.NONE, Axes.NONE, Axes.of(1), Axes.of(0));
    add(all, new DotGeneral(matmul, FLOAT32), f32(2, 3), f32(3, 4));
    add(
        all,
        new DotGeneral(new DotDims(Axes.of(0), Axes.of(0), Axes.of(2), Axes.of(1)), FLOAT32),
        f32(5, 2, 3),
        f32(5, 3, 4));
    ConvDims nchw = new ConvDims(Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3));
    Axes one = Axes.of(1, 1);
    add(
        all,
        new ConvGeneralDilated(one, one, one, one, one, nchw, 1, 1),
        f32(1, 2, 5, 5),
        f32(3, 2, 3, 3));
  }

  /** The jaxpr of a function without constants. */
  static Jaxpr trace(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("example", f, List.of(in)).jaxpr();
  }

  private static void control(List<Example> all) {
    Jaxpr sin = trace(x -> List.of(Lax.unary(UnaryOp.SIN, x.get(0))), f32(3));
    Jaxpr twice = trace(x -> List.of(Lax.mul(x.get(0), 2.0)), f32(3));
    add(all, new Cond(List.of(sin, twice)), i32(), f32(3));
    Jaxpr less =
        trace(
            x -> List.of(Lax.compare(Comparison.LT, x.get(0), Lax.constantLike(x.get(0), 9))),
            i32());
    Jaxpr next = trace(x -> List.of(Lax.add(x.get(0), 1)), i32());
    add(all, new While(less, 0, next, 0, 0), i32());
    add(all, new While(less, 0, next, 0, 9), i32());
    Jaxpr body =
        trace(x -> List.of(Lax.add(x.get(0), x.get(1)), Lax.mul(x.get(0), x.get(1))), f32(), f32());
    add(all, new Scan(body, 3, true, 0, 1, 1), f32(), f32(3));
  }

  private static void collectives(List<Example> all) {
    NamedAxis i = new NamedAxis("i", 4);
    NamedAxis j = new NamedAxis("data axis", 2);
    for (CollectiveOp op : CollectiveOp.values()) {
      add(all, new AllReduce(op, List.of(i, j)), f32(3));
    }
    add(all, new AllGather(i, 1, false, true), f32(3));
    add(all, new AllToAll(i, 0, 1, true), f32(8, 3));
    add(all, new AxisIndex(j));
    add(all, new PBroadcast(i, 3), f32(3));
    add(all, new PPermute(i, List.of(new PPermute.Pair(0, 1), new PPermute.Pair(3, 0))), f32(3));
    add(all, new PVary(List.of(i)), f32(3));
    add(all, new ReduceScatter(i, 0, false), f32(4, 2));
  }

  private static void checkpoints(List<Example> all, Jaxpr square) {
    CheckpointPolicy names = CheckpointPolicy.saveOnlyTheseNames("b", "a");
    for (CheckpointPolicy p :
        List.of(
            CheckpointPolicy.nothingSaveable(),
            CheckpointPolicy.everythingSaveable(),
            CheckpointPolicy.dotsSaveable(),
            CheckpointPolicy.dotsWithNoBatchDimsSaveable(),
            names,
            CheckpointPolicy.saveAnyNamesButThese(),
            CheckpointPolicy.saveAnythingExceptTheseNames("a"),
            CheckpointPolicy.saveFromBothPolicies(
                CheckpointPolicy.saveFromBothPolicies(names, CheckpointPolicy.dotsSaveable()),
                names))) {
      add(all, new Checkpoint(square, p, true, false), f32(3));
    }
    add(all, new Checkpoint(square, CheckpointPolicy.nothingSaveable(), false, true), f32(3));
  }

  private static void calls(List<Example> all) {
    Jaxpr square = trace(x -> List.of(Lax.mul(x.get(0), x.get(0))), f32(3));
    Mesh mesh = new Mesh(List.of(new NamedAxis("data", 2), new NamedAxis("y", 1)), List.of(7, 3));
    PartitionSpec rows = PartitionSpec.of(List.of("data", "y"));
    PartitionSpec columns = PartitionSpec.of(null, "data");
    Jaxpr ofDevice =
        trace(
            x -> List.of(x.get(0), Lax.mul(x.get(1), x.get(1))),
            f32(3).withVarying(rows.varying()),
            f32(4, 1).withVarying(columns.varying()));
    add(
        all,
        new ShardMap("f", ofDevice, mesh, List.of(rows, columns), List.of(rows, columns)),
        f32(6),
        f32(4, 2));
    add(all, new JitCall("square", square), f32(3));
    add(all, new JitCall("a \"name\" with\nodd characters", square), f32(3));
    checkpoints(all, square);
    add(all, CustomCall.jvp("square", square, (primals, tangents) -> tangents), f32(3));
    CustomRules.Pullback pull = (residuals, cotangents) -> cotangents;
    CustomRules.Vjp vjp = (p, perturbed) -> new CustomRules.Forward(p, p, pull);
    add(all, CustomCall.vjp("square", square, vjp), f32(3));
    CustomRules.Batching batching = (size, mapped, x) -> new CustomRules.Batched(x, mapped);
    CustomRules.Transpose transpose =
        new CustomRules.Transpose() {
          @Override
          public int numConstants() {
            return 0;
          }

          @Override
          public List<NDArray> transpose(List<NDArray> constants, List<NDArray> cotangents) {
            return cotangents;
          }
        };
    for (int kinds = 3; kinds < 16; kinds++) {
      CustomRules rules =
          new CustomRules(
              (kinds & 1) != 0 ? Optional.of((primals, tangents) -> tangents) : Optional.empty(),
              (kinds & 2) != 0 ? Optional.of(vjp) : Optional.empty(),
              (kinds & 4) != 0 ? Optional.of(batching) : Optional.empty(),
              (kinds & 8) != 0 ? Optional.of(transpose) : Optional.empty());
      add(all, new CustomCall("square", square, 1, rules), f32(3));
    }
    add(all, new CustomLinear(pull, 1, List.of(f32(3), f32())), f32(3), f32(3));
  }
}
