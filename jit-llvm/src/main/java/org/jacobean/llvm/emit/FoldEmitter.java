package org.jacobean.llvm.emit;

import static org.jacobean.llvm.emit.IrFunction.splat;
import static org.jacobean.llvm.emit.IrFunction.vec;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jacobean.DType;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.Nest;

/**
 * Emits the accumulators of folding outputs: one per lane, combined at the end in a fixed order, so
 * that results do not depend on the number of threads.
 */
final class FoldEmitter {
  private record Accumulator(String value, String index) {}

  private final IrFunction f;
  private final NestPlan plan;
  private final ValueEmitter values;
  private final int lanes;
  private final Map<Nest.Output, Accumulator> accumulators = new IdentityHashMap<>();

  FoldEmitter(IrFunction f, NestPlan plan, ValueEmitter values) {
    this.f = f;
    this.plan = plan;
    this.values = values;
    this.lanes = plan.lanes();
  }

  /** Sets every accumulator to its identity. */
  void begin() {
    for (Nest.Output o : plan.nest().outputs()) {
      if (o instanceof Nest.Store) {
        continue;
      }
      Accumulator a = accumulators.computeIfAbsent(o, this::accumulator);
      String scalar = Types.register(o.value().dtype());
      f.store(
          vec(scalar, lanes),
          splat(scalar, lanes, identity(reduceOp(o), o.value().dtype())),
          a.value());
      if (o instanceof Nest.ArgFold) {
        f.store(vec("i64", lanes), splat("i64", lanes, "0"), a.index());
      }
    }
  }

  private Accumulator accumulator(Nest.Output o) {
    String value = f.variable(vec(Types.register(o.value().dtype()), lanes));
    return new Accumulator(value, o instanceof Nest.ArgFold ? f.variable(vec("i64", lanes)) : "");
  }

  private static ReduceOp reduceOp(Nest.Output o) {
    return switch (o) {
      case Nest.Fold fold -> fold.op();
      case Nest.ArgFold a -> a.max() ? ReduceOp.MAX : ReduceOp.MIN;
      case Nest.Prefix p -> reduceOp(p.op());
      case Nest.Store _, Nest.Update _ -> throw new IllegalStateException("not a fold");
    };
  }

  private static ReduceOp reduceOp(CumulativeOp op) {
    return switch (op) {
      case SUM -> ReduceOp.SUM;
      case PROD -> ReduceOp.PROD;
      case MAX -> ReduceOp.MAX;
      case MIN -> ReduceOp.MIN;
      case LOGSUMEXP -> throw new IllegalStateException("cumlogsumexp is not folded");
    };
  }

  private static BinaryOp binary(ReduceOp op) {
    return switch (op) {
      case SUM -> BinaryOp.ADD;
      case PROD -> BinaryOp.MUL;
      case MAX -> BinaryOp.MAX;
      case MIN -> BinaryOp.MIN;
      case AND -> BinaryOp.AND;
      case OR -> BinaryOp.OR;
      case XOR -> BinaryOp.XOR;
    };
  }

  private static String identity(ReduceOp op, DType t) {
    if (t.isFloat()) {
      double v =
          switch (op) {
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case SUM, AND, OR, XOR -> 0;
          };
      return Types.constant(t, Double.doubleToRawLongBits(v));
    }
    long v =
        switch (op) {
          case PROD -> 1;
          case MAX -> Elements.minLong(t);
          case MIN -> Elements.maxLong(t);
          case AND -> t.isBool() ? 1 : -1;
          case SUM, OR, XOR -> 0;
        };
    return Types.constant(t, v);
  }

  /** The lanes that the last, overlapping vector has not covered before. */
  String mask(String wanted, String base) {
    if (lanes == 1) {
      return "";
    }
    String skip = f.let("trunc i64 " + f.bin("sub nsw", "i64", wanted, base) + " to i32");
    return f.cmp(
        "icmp",
        "sge",
        vec("i32", lanes),
        values.laneNumbers("i32"),
        f.broadcast("i32", lanes, skip));
  }

  /** Takes one value (per lane) in. */
  void accumulate(Nest.Output o, String mask) {
    Accumulator a = Objects.requireNonNull(accumulators.get(o));
    DType t = o.value().dtype();
    String type = vec(Types.register(t), lanes);
    String old = f.load(type, a.value());
    if (o instanceof Nest.ArgFold arg) {
      argument(arg, a, old, type);
      return;
    }
    String r = combine(o, old, t, type);
    f.store(type, mask.isEmpty() ? r : f.select(lanes, type, mask, r, old), a.value());
    if (o instanceof Nest.Prefix p) {
      values.store(p.slot(), p.offset(), t, new ValueEmitter.Value(r, lanes > 1));
    }
  }

  private String combine(Nest.Output o, String old, DType t, String type) {
    boolean product =
        o.value() instanceof Expr.Apply m && m.op() instanceof Binary b && b.op() == BinaryOp.MUL;
    if (product
        && reduceOp(o) == ReduceOp.SUM
        && (t == DType.FLOAT32 || t == DType.FLOAT64)
        && o instanceof Nest.Fold) {
      Expr.Apply m = (Expr.Apply) o.value();
      return f.fma(type, values.vector(m.args().get(0)), values.vector(m.args().get(1)), old);
    }
    return values.pointwise().binary(binary(reduceOp(o)), old, values.vector(o.value()), t, lanes);
  }

  private void argument(Nest.ArgFold o, Accumulator a, String old, String type) {
    DType t = o.value().dtype();
    String v = values.vector(o.value());
    String better = better(o.max(), v, old, t, lanes);
    int var = plan.nest().folded().indexOf(true);
    String index = vec("i64", lanes);
    String at = values.loopIndex(var);
    f.store(type, f.select(lanes, type, better, v, old), a.value());
    f.store(index, f.select(lanes, index, better, at, f.load(index, a.index())), a.index());
  }

  /** Whether {@code v} is more extreme than {@code old}; NaN is most extreme. */
  private String better(boolean max, String v, String old, DType t, int n) {
    PointwiseEmitter p = values.pointwise();
    String greater = p.compare(max ? Comparison.GT : Comparison.LT, v, old, t, n);
    if (!t.isFloat()) {
      return greater;
    }
    String type = vec(Types.register(t), n);
    String newNan = f.cmp("fcmp", "uno", type, v, v);
    String oldNumber = f.cmp("fcmp", "ord", type, old, old);
    return f.bin("or", vec("i1", n), greater, f.bin("and", vec("i1", n), newNan, oldNumber));
  }

  /** Combines the lanes and stores the results. */
  void end() {
    for (Nest.Output o : plan.nest().outputs()) {
      switch (o) {
        case Nest.Fold fold -> {
          DType t = fold.value().dtype();
          String acc =
              f.load(
                  vec(Types.register(t), lanes),
                  Objects.requireNonNull(accumulators.get(o)).value());
          boolean across = plan.foldsInner() && lanes > 1;
          ValueEmitter.Value v =
              across
                  ? new ValueEmitter.Value(horizontal(fold.op(), acc, t), false)
                  : new ValueEmitter.Value(acc, lanes > 1);
          values.store(fold.slot(), fold.offset(), t, v);
        }
        case Nest.ArgFold arg -> storeArgument(arg);
        case Nest.Prefix _, Nest.Store _, Nest.Update _ -> {}
      }
    }
  }

  private String horizontal(ReduceOp op, String acc, DType t) {
    String scalar = Types.register(t);
    String v = acc;
    for (int n = lanes; n > 1; n /= 2) {
      String low = half(v, scalar, n, 0);
      String high = half(v, scalar, n, n / 2);
      v = values.pointwise().binary(binary(op), low, high, t, n / 2);
    }
    return v;
  }

  private String half(String v, String scalar, int n, int from) {
    String type = vec(scalar, n);
    if (n == 2) {
      return f.let("extractelement " + type + " " + v + ", i32 " + from);
    }
    StringBuilder mask = new StringBuilder();
    for (int i = 0; i < n / 2; i++) {
      mask.append(i == 0 ? "" : ", ").append("i32 ").append(from + i);
    }
    return f.let(
        "shufflevector "
            + type
            + " "
            + v
            + ", "
            + type
            + " poison, <"
            + n / 2
            + " x i32> <"
            + mask
            + ">");
  }

  private void storeArgument(Nest.ArgFold o) {
    Accumulator a = Objects.requireNonNull(accumulators.get(o));
    String type = vec(Types.register(o.value().dtype()), lanes);
    String value = f.load(type, a.value());
    String index = f.load(vec("i64", lanes), a.index());
    boolean across = plan.foldsInner() && lanes > 1;
    String r = across ? firstExtreme(o, value, index, type) : index;
    int n = across ? 1 : lanes;
    String converted = values.pointwise().convert(DType.INT64, o.indexDType(), n, r);
    values.store(o.slot(), o.offset(), o.indexDType(), new ValueEmitter.Value(converted, n > 1));
  }

  /** The lowest index among the lanes with the most extreme value. */
  private String firstExtreme(Nest.ArgFold o, String value, String index, String type) {
    DType t = o.value().dtype();
    String scalar = Types.register(t);
    String best = f.let("extractelement " + type + " " + value + ", i32 0");
    String at = f.let("extractelement " + vec("i64", lanes) + " " + index + ", i32 0");
    for (int l = 1; l < lanes; l++) {
      String v = f.let("extractelement " + type + " " + value + ", i32 " + l);
      String i = f.let("extractelement " + vec("i64", lanes) + " " + index + ", i32 " + l);
      String better = better(o.max(), v, best, t, 1);
      String worse = better(o.max(), best, v, t, 1);
      String equal = f.bin("xor", "i1", f.bin("or", "i1", better, worse), "true");
      String earlier = f.bin("and", "i1", equal, f.cmp("icmp", "slt", "i64", i, at));
      String take = f.bin("or", "i1", better, earlier);
      best = f.select(1, scalar, take, v, best);
      at = f.select(1, "i64", take, i, at);
    }
    return at;
  }
}
