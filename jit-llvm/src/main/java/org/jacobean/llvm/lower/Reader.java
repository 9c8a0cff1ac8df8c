package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.backend.Elements;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;

/**
 * Builds the expression of one element of a value: loads from memory, and what is computed on the
 * way.
 */
final class Reader {
  /** Where a scatter writes, and whether it does. */
  record Target(List<Index> index, Expr guard) {}

  private final Block block;
  private final Map<Var, Map<List<Index>, Expr>> memo = new IdentityHashMap<>();

  Reader(Block block) {
    this.block = block;
  }

  private ExprPool pool() {
    return block.program.pool();
  }

  /** Element {@code index} of {@code a}. */
  Expr read(Atom a, List<Index> index) {
    return switch (a) {
      case Literal l -> pool().constant(l);
      case Var v ->
          switch (block.value(v)) {
            case Value.Stored(int s) ->
                pool().load(v.aval().dtype(), s, Lowering.linear(index, v.aval().shape()));
            case Value.Inlined i -> {
              Map<List<Index>, Expr> known = memo.computeIfAbsent(v, _ -> new HashMap<>());
              Expr e = known.get(index);
              if (e == null) {
                e = compute(i.eqn(), i.result(), index);
                known.put(index, e);
              }
              yield e;
            }
          };
    };
  }

  private Expr compute(Eqn e, int result, List<Index> index) {
    return switch (e.op()) {
      case Threefry2x32 _ -> pool().threefry(operands(e, index), result);
      case Pointwise p -> Arithmetic.apply(pool(), p, operands(e, index));
      case Movement m -> move(e.inputs().get(0), m, index);
      case Iota i -> pool().index(i.dtype(), index.get(i.dimension()));
      case DynamicSlice d -> {
        List<Index> start =
            starts(
                e.inputs().subList(1, e.inputs().size()),
                e.inputs().get(0).aval().shape(),
                d.sliceSizes());
        yield read(e.inputs().get(0), sum(index, start));
      }
      case Gather g -> gather(e, g, index);
      default -> throw new IllegalStateException(e.op().name() + " is not computed in place");
    };
  }

  private List<Expr> operands(Eqn e, List<Index> index) {
    List<Expr> args = new ArrayList<>();
    for (Atom a : e.inputs()) {
      args.add(read(a, a.aval().rank() == 0 ? List.of() : index));
    }
    return args;
  }

  private static List<Index> sum(List<Index> a, List<Index> b) {
    List<Index> r = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      r.add(a.get(i).plus(b.get(i)));
    }
    return r;
  }

  private Expr move(Atom x, Movement m, List<Index> index) {
    return read(x, source(m, x.aval().shape(), index));
  }

  /** The operand's index for an index of the result. */
  static List<Index> source(Movement m, Shape x, List<Index> index) {
    List<Index> r = new ArrayList<>();
    switch (m) {
      case BroadcastInDim b -> {
        for (int i = 0; i < x.rank(); i++) {
          r.add(x.dim(i) == 1 ? Index.ZERO : index.get(b.broadcastDimensions().get(i)));
        }
      }
      case Reshape s -> r.addAll(Lowering.delinear(Lowering.linear(index, s.newSizes()), x));
      case Squeeze s -> {
        int next = 0;
        for (int i = 0; i < x.rank(); i++) {
          r.add(s.dimensions().contains(i) ? Index.ZERO : index.get(next++));
        }
      }
      case Transpose t -> {
        Axes inverse = t.permutation().argsort();
        for (int i = 0; i < x.rank(); i++) {
          r.add(index.get(inverse.get(i)));
        }
      }
      case Rev v -> {
        for (int i = 0; i < x.rank(); i++) {
          r.add(
              v.dimensions().contains(i)
                  ? index.get(i).times(-1).plus(x.dim(i) - 1L)
                  : index.get(i));
        }
      }
      case Slice s -> {
        for (int i = 0; i < x.rank(); i++) {
          r.add(index.get(i).times(s.strides().get(i)).plus(s.startIndices().get(i)));
        }
      }
      case Pad _, Concatenate _ ->
          throw new IllegalStateException(m.name() + " is stored, not read");
    }
    return r;
  }

  /** Start indices, clamped so that the window fits. */
  List<Index> starts(List<Atom> atoms, Shape whole, Shape window) {
    List<Index> r = new ArrayList<>();
    for (int i = 0; i < atoms.size(); i++) {
      r.add(clamped(read(atoms.get(i), List.of()), (long) whole.dim(i) - window.dim(i)));
    }
    return r;
  }

  /** An integer clamped to {@code 0..max}. */
  private Index clamped(Expr e, long max) {
    if (max <= 0) {
      return Index.ZERO;
    }
    DType t = e.dtype();
    if (e instanceof Expr.Const c) {
      long v = t == DType.UINT64 && c.bits() < 0 ? max : c.bits();
      return Index.of(Math.max(0, Math.min(max, v)));
    }
    long top = Elements.maxLong(t);
    if (t == DType.UINT64 || top > max) {
      e = pool().apply(new Binary(BinaryOp.MIN), e, pool().constant(t, max));
    }
    if (t.isSigned()) {
      e = pool().apply(new Binary(BinaryOp.MAX), e, pool().constant(t, 0L));
    }
    return Index.of(new Index.Computed(e, 0, max));
  }

  private Expr gather(Eqn e, Gather g, List<Index> index) {
    Atom x = e.inputs().get(0);
    Atom indices = e.inputs().get(1);
    GatherDims d = g.dims();
    Shape xs = x.aval().shape();
    List<Index> batch = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      if (!d.offsetDims().contains(i)) {
        batch.add(index.get(i));
      }
    }
    Axes gone = d.collapsedSliceDims().plus(d.operandBatchingDims());
    List<Index> at = new ArrayList<>();
    Expr guard = pool().constant(DType.BOOL, 1L);
    int w = 0;
    for (int i = 0; i < xs.rank(); i++) {
      Index offset = gone.contains(i) ? Index.ZERO : index.get(d.offsetDims().get(w++));
      int zipped = d.operandBatchingDims().indexOf(i);
      int component = d.startIndexMap().indexOf(i);
      if (zipped >= 0) {
        offset = offset.plus(batch.get(d.startIndicesBatchingDims().get(zipped)));
      } else if (component >= 0) {
        long max = (long) xs.dim(i) - g.sliceSizes().dim(i);
        Expr start = component(indices, batch, component);
        if (g.mode() == IndexMode.FILL_OR_DROP) {
          guard = and(guard, inRange(start, max));
        }
        offset = offset.plus(clamped(start, max));
      }
      at.add(offset);
    }
    Expr value = read(x, at);
    return guard instanceof Expr.Const
        ? value
        : pool().apply(new SelectN(), guard, fill(value.dtype()), value);
  }

  /**
   * What a gather out of range gives: NaN; for signed integers the smallest, for unsigned the
   * largest; true.
   */
  private Expr fill(DType t) {
    if (t.isFloat()) {
      return pool().constant(t, Double.NaN);
    }
    return pool().constant(t, t.isSigned() ? Elements.minLong(t) : Elements.maxLong(t));
  }

  private Expr component(Atom indices, List<Index> batch, int component) {
    List<Index> at = new ArrayList<>(batch);
    at.add(Index.of(component));
    return read(indices, at);
  }

  private Expr inRange(Expr start, long max) {
    DType t = start.dtype();
    Expr high = pool().constant(DType.BOOL, 1L);
    if (t == DType.UINT64 || Elements.maxLong(t) > max) {
      high = pool().apply(new Compare(Comparison.LE), start, pool().constant(t, max));
    }
    return t.isSigned()
        ? and(high, pool().apply(new Compare(Comparison.GE), start, pool().constant(t, 0L)))
        : high;
  }

  private Expr and(Expr a, Expr b) {
    return a instanceof Expr.Const
        ? b
        : b instanceof Expr.Const ? a : pool().apply(new Binary(BinaryOp.AND), a, b);
  }

  /** Where element {@code i} of a scatter's updates goes. */
  Target scatterTarget(Scatter s, Shape x, Atom indices, Shape updates, List<Index> i) {
    ScatterDims d = s.dims();
    Shape window = s.windowSizes(x, updates);
    List<Index> batch = new ArrayList<>();
    for (int k = 0; k < i.size(); k++) {
      if (!d.updateWindowDims().contains(k)) {
        batch.add(i.get(k));
      }
    }
    Axes gone = d.insertedWindowDims().plus(d.operandBatchingDims());
    List<Index> at = new ArrayList<>();
    Expr guard = pool().constant(DType.BOOL, 1L);
    int w = 0;
    for (int k = 0; k < x.rank(); k++) {
      Index offset = gone.contains(k) ? Index.ZERO : i.get(d.updateWindowDims().get(w++));
      int zipped = d.operandBatchingDims().indexOf(k);
      int component = d.scatterDimsToOperandDims().indexOf(k);
      if (zipped >= 0) {
        offset = offset.plus(batch.get(d.scatterIndicesBatchingDims().get(zipped)));
      } else if (component >= 0) {
        long max = (long) x.dim(k) - window.dim(k);
        Expr start = component(indices, batch, component);
        if (s.mode() == IndexMode.FILL_OR_DROP) {
          guard = and(guard, inRange(start, max));
        }
        offset = offset.plus(clamped(start, max));
      }
      at.add(offset);
    }
    return new Target(at, guard);
  }
}
