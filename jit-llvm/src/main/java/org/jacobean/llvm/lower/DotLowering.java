package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;

/**
 * Lowers contractions: float32 and float64 products of some size become library calls on the
 * operands where they lie, if their strides allow it, else on packed copies; everything else
 * becomes a nest.
 */
final class DotLowering {
  /** Products of fewer multiplications are faster as a nest. */
  private static final long SMALL = 512;

  private final Block block;
  private final Eqn eqn;
  private final DotDims dims;
  private final Shape x;
  private final Shape y;

  private DotLowering(Block block, Eqn eqn, DotDims dims) {
    this.block = block;
    this.eqn = eqn;
    this.dims = dims;
    this.x = eqn.inputs().get(0).aval().shape();
    this.y = eqn.inputs().get(1).aval().shape();
  }

  static void lower(Block block, Eqn e, DotGeneral op) {
    new DotLowering(block, e, op.dims()).run(op);
  }

  private void run(DotGeneral op) {
    long m = x.pick(dims.lhsFree(x.rank())).size();
    long n = y.pick(dims.rhsFree(y.rank())).size();
    long k = x.pick(dims.lhsContract()).size();
    DType t = eqn.inputs().get(0).aval().dtype();
    boolean library = (t == DType.FLOAT32 || t == DType.FLOAT64) && t == op.preferredElementType();
    if (library && m > 1 && n > 1 && k > 1 && m * n * k > SMALL) {
      gemm(t, m, n, k);
    } else {
      nest(op, t);
    }
  }

  private void gemm(DType t, long m, long n, long k) {
    Atom a = eqn.inputs().get(0);
    Atom b = eqn.inputs().get(1);
    Axes lhsFree = dims.lhsFree(x.rank());
    Axes rhsFree = dims.rhsFree(y.rank());
    Axes order = contractionOrder(a);
    Axes lhsContract = dims.lhsContract().take(order);
    Axes rhsContract = dims.rhsContract().take(order);
    Step.Matrix left = matrix(block, a, dims.lhsBatch(), lhsFree, lhsContract);
    Step.Matrix right = matrix(block, b, dims.rhsBatch(), rhsContract, rhsFree);
    Var out = eqn.outputs().get(0);
    int slot = block.resultSlot(out);
    block.add(
        new Step.Gemm(t, left, right, slot, Lowering.extents(x.pick(dims.lhsBatch())), m, n, k));
    block.stored(out, slot);
  }

  /**
   * Contracted axes, those of largest stride in the left operand first: then they most likely
   * collapse into one.
   */
  private Axes contractionOrder(Atom a) {
    Optional<Strides> s = Strides.of(block, a);
    int n = dims.lhsContract().size();
    if (s.isEmpty()) {
      return Axes.range(0, n);
    }
    long[] stride = s.get().perAxis();
    return Axes.of(
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -stride[dims.lhsContract().get(i)]))
            .mapToInt(i -> i)
            .toArray());
  }

  /** The operand as a batch of matrices, where it lies or packed. */
  static Step.Matrix matrix(Block block, Atom a, Axes batch, Axes rows, Axes columns) {
    Shape shape = a.aval().shape();
    Optional<Step.Matrix> direct =
        Strides.of(block, a).flatMap(s -> s.matrix(shape, batch, rows, columns));
    if (direct.isPresent()) {
      return direct.get();
    }
    boolean transposed = contiguity(block, a, rows) > contiguity(block, a, columns);
    Axes order = transposed ? batch.plus(columns).plus(rows) : batch.plus(rows).plus(columns);
    Shape packed = shape.pick(order);
    int slot = block.program.scratch(new AbstractValue(a.aval().dtype(), packed));
    List<Index> i = Lowering.loopVars(packed);
    List<Index> from = new ArrayList<>();
    for (int d = 0; d < shape.rank(); d++) {
      from.add(i.get(order.indexOf(d)));
    }
    block.nest(
        packed, Axes.NONE, new Nest.Store(slot, Lowering.linear(i, packed), block.read(a, from)));
    long inner = shape.pick(transposed ? rows : columns).size();
    List<Long> strides = new ArrayList<>();
    long[] s = packed.strides();
    for (int d = 0; d < batch.size(); d++) {
      strides.add(s[d]);
    }
    return new Step.Matrix(slot, 0, Math.max(1, inner), transposed, strides);
  }

  /**
   * How many of the loads an operand is computed from are contiguous along the last of some axes.
   */
  private static int contiguity(Block block, Atom a, Axes axes) {
    if (axes.size() == 0) {
      return 0;
    }
    Shape shape = a.aval().shape();
    int last = axes.get(axes.size() - 1);
    Expr e = block.read(a, Lowering.loopVars(shape));
    Nest probe =
        new Nest(
            Lowering.extents(shape),
            java.util.Collections.nCopies(shape.rank(), false),
            List.of(new Nest.Store(0, Index.ZERO, e)),
            false);
    return (int)
        Access.allLoads(probe).stream()
            .filter(l -> !l.offset().nonlinearIn(last) && l.offset().coefficient(last) == 1)
            .count();
  }

  /** Loops {@code [batch, m, n]} around a sum over {@code k}. */
  private void nest(DotGeneral op, DType t) {
    for (Atom a : eqn.inputs()) {
      if (block.cost(a) > 2 && a instanceof Var v) {
        block.materialize(v);
      }
    }
    Var out = eqn.outputs().get(0);
    Shape result = out.aval().shape();
    Shape contracted = x.pick(dims.lhsContract());
    Shape domain = result.plus(contracted);
    List<Index> i = Lowering.loopVars(domain);
    int nb = dims.lhsBatch().size();
    Axes lhsFree = dims.lhsFree(x.rank());
    Axes rhsFree = dims.rhsFree(y.rank());
    List<Index> xi = new ArrayList<>(java.util.Collections.nCopies(x.rank(), Index.ZERO));
    List<Index> yi = new ArrayList<>(java.util.Collections.nCopies(y.rank(), Index.ZERO));
    for (int b = 0; b < nb; b++) {
      xi.set(dims.lhsBatch().get(b), i.get(b));
      yi.set(dims.rhsBatch().get(b), i.get(b));
    }
    for (int f = 0; f < lhsFree.size(); f++) {
      xi.set(lhsFree.get(f), i.get(nb + f));
    }
    for (int f = 0; f < rhsFree.size(); f++) {
      yi.set(rhsFree.get(f), i.get(nb + lhsFree.size() + f));
    }
    for (int c = 0; c < contracted.rank(); c++) {
      xi.set(dims.lhsContract().get(c), i.get(result.rank() + c));
      yi.set(dims.rhsContract().get(c), i.get(result.rank() + c));
    }
    accumulate(
        op,
        t,
        domain,
        result,
        block.read(eqn.inputs().get(0), xi),
        block.read(eqn.inputs().get(1), yi),
        i);
  }

  private void accumulate(
      DotGeneral op, DType t, Shape domain, Shape result, Expr a, Expr b, List<Index> i) {
    ExprPool pool = block.program.pool();
    Var out = eqn.outputs().get(0);
    DType preferred = op.preferredElementType();
    DType sum =
        preferred == DType.FLOAT16 || preferred == DType.BFLOAT16 ? DType.FLOAT32 : preferred;
    Axes folded = Axes.range(result.rank(), domain.rank());
    Index offset = Lowering.linear(i.subList(0, result.rank()), result);
    Expr product =
        sum == DType.BOOL
            ? pool.apply(new Binary(BinaryOp.AND), a, b)
            : pool.apply(new Binary(BinaryOp.MUL), convert(pool, a, sum), convert(pool, b, sum));
    ReduceOp fold = sum == DType.BOOL ? ReduceOp.OR : ReduceOp.SUM;
    int slot = block.resultSlot(out);
    if (sum == preferred) {
      block.nest(domain, folded, new Nest.Fold(slot, offset, product, fold));
    } else {
      int wide = block.program.scratch(new AbstractValue(sum, result));
      block.nest(domain, folded, new Nest.Fold(wide, offset, product, fold));
      block.nest(
          result,
          Axes.NONE,
          new Nest.Store(slot, offset, convert(pool, pool.load(sum, wide, offset), preferred)));
    }
    block.stored(out, slot);
  }

  private static Expr convert(ExprPool pool, Expr e, DType t) {
    return e.dtype() == t ? e : pool.apply(new ConvertElementType(t, false), e);
  }
}
