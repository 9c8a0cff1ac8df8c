package org.jacobean.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Check;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.ir.op.ValueFormat;
import org.jacobean.lax.Lax;

/** What may fail in single operations, and whether it did. */
final class CheckRules {
  private static final AbstractValue INT = AbstractValue.of(DType.INT32);

  private CheckRules() {}

  /**
   * Whether a site has failed.
   *
   * @param failed a bool scalar
   * @param values what its message shows
   */
  record Outcome(NDArray failed, List<NDArray> values) {}

  /** The sites of one equation, without those of programs inside it. */
  static List<CheckSite> sites(Eqn e, Set<CheckKind> kinds) {
    List<CheckSite> out = new ArrayList<>();
    SourceLine line = e.source();
    for (CheckKind k : CheckKind.values()) {
      if (kinds.contains(k) && applies(k, e)) {
        out.add(new CheckSite(k, message(k, e), line, List.of(), values(k, e)));
      }
    }
    return out;
  }

  private static boolean applies(CheckKind kind, Eqn e) {
    return switch (kind) {
      case USER -> e.op() instanceof Check;
      case INDEX -> e.op() instanceof Indexing && e.inputs().getFirst().aval().rank() > 0;
      case DIVISION -> e.op() instanceof Binary(BinaryOp op) && op == BinaryOp.DIV;
      case NAN -> makesNumbers(e.op()) && e.outputs().getFirst().aval().dtype().isInexact();
    };
  }

  /** Whether NaN in a result is more than NaN that an operand had and passed on. */
  private static boolean makesNumbers(Primitive op) {
    boolean passes =
        op instanceof SelectN
            || op instanceof Copy
            || op instanceof StopGradient
            || op instanceof ConvertElementType;
    return !passes
        && (op instanceof Pointwise
            || op instanceof Reduction
            || op instanceof Cumulative
            || op instanceof Contraction
            || op instanceof Convolution);
  }

  private static String message(CheckKind kind, Eqn e) {
    String of = ValueFormat.quote(e.op().name() + " of " + e.inAvals());
    return switch (kind) {
      case USER -> {
        Check c = (Check) e.op();
        String places = String.join(", ", java.util.Collections.nCopies(c.batch(), "{}"));
        yield c.message() + (c.batch() == 0 ? "" : " (example " + places + ")");
      }
      case INDEX -> of + ": index {} is out of bounds for axis {}, where windows start at 0 to {}";
      case DIVISION -> of + ": division by zero";
      case NAN -> of + " gave NaN";
    };
  }

  private static List<AbstractValue> values(CheckKind kind, Eqn e) {
    return switch (kind) {
      case USER -> {
        int batch = ((Check) e.op()).batch();
        List<AbstractValue> types = new ArrayList<>();
        for (AbstractValue a : e.inAvals().subList(1, e.inputs().size())) {
          types.add(new AbstractValue(a.dtype(), rest(a.shape(), batch)));
        }
        for (int i = 0; i < batch; i++) {
          types.add(INT);
        }
        yield types;
      }
      case INDEX -> List.of(INT, INT, INT);
      case DIVISION, NAN -> List.of();
    };
  }

  private static Shape rest(Shape s, int batch) {
    Shape r = s;
    for (int i = 0; i < batch; i++) {
      r = r.remove(0);
    }
    return r;
  }

  /** What became of the sites of an equation, in order. */
  static List<Outcome> outcomes(Eqn e, Set<CheckKind> kinds, List<NDArray> in, List<NDArray> out) {
    List<Outcome> all = new ArrayList<>();
    for (CheckKind k : CheckKind.values()) {
      if (kinds.contains(k) && applies(k, e)) {
        all.add(
            switch (k) {
              case USER -> user(((Check) e.op()).batch(), in);
              case INDEX -> index((Indexing) e.op(), in);
              case DIVISION -> {
                NDArray y = in.get(1);
                NDArray zero = Lax.compare(Comparison.EQ, y, Lax.constantLike(y, 0));
                yield new Outcome(any(zero), List.of());
              }
              case NAN -> new Outcome(any(isNan(out.get(0))), List.of());
            });
      }
    }
    return all;
  }

  private static NDArray isNan(NDArray x) {
    return Lax.compare(Comparison.NE, x, x);
  }

  private static NDArray any(NDArray bools) {
    return Lax.reduce(ReduceOp.OR, bools, Axes.range(0, bools.rank()));
  }

  private static NDArray not(NDArray x) {
    return Lax.unary(UnaryOp.NOT, x);
  }

  /** A check; of many examples the first that fails is shown. */
  private static Outcome user(int batch, List<NDArray> in) {
    NDArray failed = not(in.get(0));
    if (batch == 0) {
      return new Outcome(failed, in.subList(1, in.size()));
    }
    Shape examples = failed.shape();
    int n = Math.toIntExact(examples.size());
    List<NDArray> values = new ArrayList<>();
    NDArray first = n == 0 ? zero() : first(Lax.reshape(failed, Shape.of(n)));
    for (NDArray v : in.subList(1, in.size())) {
      Shape one = rest(v.shape(), batch);
      values.add(n == 0 ? Lax.zeros(v.dtype(), one) : pick(v, n, one, first));
    }
    long[] strides = examples.strides();
    for (int d = 0; d < batch; d++) {
      NDArray q = Lax.div(first, Lax.constantLike(first, (double) Math.max(1, strides[d])));
      values.add(Lax.binary(BinaryOp.REM, q, Lax.constantLike(q, Math.max(1, examples.dim(d)))));
    }
    return new Outcome(any(failed), values);
  }

  private static NDArray zero() {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
  }

  /** The position of the first true element of a vector. */
  private static NDArray first(NDArray bools) {
    return Lax.argReduce(true, Lax.convertElementType(bools, DType.INT32), 0, DType.INT32);
  }

  private static NDArray pick(NDArray x, int n, Shape one, NDArray i) {
    NDArray rows = Lax.reshape(x, one.insert(0, n));
    List<NDArray> starts = new ArrayList<>(List.of(i));
    for (int d = 0; d < one.rank(); d++) {
      starts.add(zero());
    }
    return Lax.reshape(Lax.dynamicSlice(rows, starts, one.insert(0, 1)), one);
  }

  private static Outcome index(Indexing op, List<NDArray> in) {
    Shape x = in.get(0).shape();
    return switch (op) {
      case DynamicSlice d -> starts(x, d.sliceSizes(), in.subList(1, in.size()));
      case DynamicUpdateSlice _ -> starts(x, in.get(1).shape(), in.subList(2, in.size()));
      case Gather g -> vectors(x, g.sliceSizes(), in.get(1), g.dims().startIndexMap());
      case Scatter s ->
          vectors(
              x,
              window(x, s.dims(), in.get(2).shape()),
              in.get(1),
              s.dims().scatterDimsToOperandDims());
    };
  }

  /** The window that one update of a scatter covers. */
  private static Shape window(Shape x, ScatterDims dims, Shape updates) {
    int[] sizes = new int[x.rank()];
    int next = 0;
    for (int d = 0; d < sizes.length; d++) {
      boolean one = dims.insertedWindowDims().contains(d) || dims.operandBatchingDims().contains(d);
      sizes[d] = one ? 1 : updates.dim(dims.updateWindowDims().get(next++));
    }
    return Shape.of(sizes);
  }

  private static Outcome starts(Shape x, Shape sizes, List<NDArray> starts) {
    List<NDArray> parts = new ArrayList<>();
    starts.forEach(s -> parts.add(Lax.reshape(s, Shape.of(1))));
    return vectors(x, sizes, Lax.concatenate(parts, 0), Axes.range(0, x.rank()));
  }

  /**
   * Index vectors along the last axis of {@code indices}, one component per axis in {@code map}.
   */
  private static Outcome vectors(Shape x, Shape sizes, NDArray indices, Axes map) {
    int n = Math.toIntExact(indices.size());
    if (n == 0) {
      NDArray never = NDArray.fullLong(DType.BOOL, Shape.SCALAR, 0);
      return new Outcome(never, List.of(zero(), zero(), zero()));
    }
    List<NDArray> bounds = new ArrayList<>();
    List<NDArray> axes = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      int axis = map.get(i);
      bounds.add(vector(indices.dtype(), bound(indices.dtype(), x.dim(axis) - sizes.dim(axis))));
      axes.add(vector(DType.INT32, axis));
    }
    Axes last = Axes.of(indices.rank() - 1);
    NDArray high = Lax.broadcastInDim(Lax.concatenate(bounds, 0), indices.shape(), last);
    NDArray axis = Lax.broadcastInDim(Lax.concatenate(axes, 0), indices.shape(), last);
    NDArray outside =
        Lax.binary(
            BinaryOp.OR,
            Lax.compare(Comparison.LT, indices, Lax.constantLike(indices, 0)),
            Lax.compare(Comparison.GT, indices, high));
    NDArray first = first(Lax.reshape(outside, Shape.of(n)));
    return new Outcome(
        any(outside),
        List.of(
            Lax.convertElementType(pick(indices, n, Shape.SCALAR, first), DType.INT32),
            pick(axis, n, Shape.SCALAR, first),
            Lax.convertElementType(pick(high, n, Shape.SCALAR, first), DType.INT32)));
  }

  /** A bound that the indices' dtype can hold: beyond it no index can be. */
  private static long bound(DType t, long v) {
    int bits = t.bits() - (t.isUnsigned() ? 0 : 1);
    return bits >= 62 ? v : Math.min(v, (1L << bits) - 1);
  }

  private static NDArray vector(DType t, long v) {
    return Lax.broadcast(NDArray.fullLong(t, Shape.SCALAR, v), Shape.of(1));
  }
}
