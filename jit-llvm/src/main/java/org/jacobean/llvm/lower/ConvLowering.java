package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Pad;
import org.jacobean.ir.op.ReduceOp;

/**
 * Lowers convolutions to a matrix product of the input's windows, written out as rows, with the
 * kernel. Groups become the batch of the product.
 */
final class ConvLowering {
  private final Block block;
  private final Eqn eqn;
  private final ConvGeneralDilated op;
  private final DType dtype;
  private final int spatial;
  private final int groups;
  private final Shape input;
  private final Shape kernel;
  private final Shape output;

  private ConvLowering(Block block, Eqn eqn, ConvGeneralDilated op) {
    this.block = block;
    this.eqn = eqn;
    this.op = op;
    this.dtype = eqn.inputs().get(0).aval().dtype();
    this.input = eqn.inputs().get(0).aval().shape().pick(op.dims().lhs());
    this.kernel = eqn.inputs().get(1).aval().shape().pick(op.dims().rhs());
    this.output = eqn.outputs().get(0).aval().shape().pick(op.dims().out());
    this.spatial = input.rank() - 2;
    this.groups = op.featureGroupCount() * op.batchGroupCount();
  }

  static void lower(Block block, Eqn e, ConvGeneralDilated op) {
    new ConvLowering(block, e, op).run();
  }

  private void run() {
    int[] padded = new int[input.rank()];
    int x = paddedInput(padded);
    int w = block.slotOf(eqn.inputs().get(1));
    // rows (n, out…), summed (window…, channel), columns (feature); the group is the batch
    int n = output.dim(0);
    int channels = kernel.dim(1);
    int features = kernel.dim(0) / groups;
    Shape os = output.pick(Axes.range(2, output.rank()));
    Shape ks = kernel.pick(Axes.range(2, kernel.rank()));
    Shape domain = Shape.of(groups, n).plus(os).plus(ks).plus(Shape.of(channels));
    List<Index> i = Lowering.loopVars(domain);
    Expr window = block.program.pool().load(dtype, x, windowOffset(i, padded));
    Shape kdomain = Shape.of(groups).plus(ks).plus(Shape.of(channels, features));
    List<Index> j = Lowering.loopVars(kdomain);
    Shape result = Shape.of(groups, n).plus(os).plus(Shape.of(features));
    boolean direct = groups == 1 && op.dims().out().equals(channelsLast());
    Var out = eqn.outputs().get(0);
    int slot =
        direct ? block.resultSlot(out) : block.program.scratch(new AbstractValue(dtype, result));
    if (dtype == DType.FLOAT32 || dtype == DType.FLOAT64) {
      int rows = store(domain, i, window);
      int matrix = store(kdomain, j, block.program.pool().load(dtype, w, kernelOffset(j)));
      long k = ks.size() * channels;
      long m = n * os.size();
      if (m * features * k > 0) {
        block.add(
            new Step.Gemm(
                dtype,
                new Step.Matrix(rows, 0, k, false, List.of(m * k)),
                new Step.Matrix(matrix, 0, features, false, List.of(k * features)),
                slot,
                List.of((long) groups),
                m,
                features,
                k));
      } else {
        fillZero(result, slot);
      }
    } else {
      sumNest(os, ks, channels, features, n, slot, x, w, padded);
    }
    if (!direct) {
      unpack(out, result, slot);
    } else {
      block.stored(out, slot);
    }
  }

  private void fillZero(Shape result, int slot) {
    block.nest(
        result,
        Axes.NONE,
        new Nest.Store(
            slot,
            Lowering.linear(Lowering.loopVars(result), result),
            block.program.pool().constant(dtype, 0.0)));
  }

  private Axes channelsLast() {
    int[] a = new int[spatial + 2];
    a[1] = spatial + 1;
    for (int i = 0; i < spatial; i++) {
      a[i + 2] = i + 1;
    }
    return Axes.of(a);
  }

  private int store(Shape domain, List<Index> i, Expr value) {
    int s = block.program.scratch(new AbstractValue(dtype, domain));
    block.nest(domain, Axes.NONE, new Nest.Store(s, Lowering.linear(i, domain), value));
    return s;
  }

  /**
   * The input with padding and dilation written out, in its own layout; the input itself when there
   * is none.
   */
  private int paddedInput(int[] padded) {
    Atom x = eqn.inputs().get(0);
    int rank = input.rank();
    int[] low = new int[rank];
    int[] high = new int[rank];
    int[] interior = new int[rank];
    for (int s = 0; s < spatial; s++) {
      int axis = op.dims().lhs().get(s + 2);
      low[axis] = op.paddingLow().get(s);
      high[axis] = op.paddingHigh().get(s);
      interior[axis] = op.lhsDilation().get(s) - 1;
    }
    Pad pad = new Pad(Axes.of(low), Axes.of(high), Axes.of(interior));
    AbstractValue zero = new AbstractValue(dtype, Shape.SCALAR);
    Shape shape = pad.infer(List.of(x.aval(), zero)).get(0).shape();
    System.arraycopy(shape.dims(), 0, padded, 0, rank);
    if (shape.equals(x.aval().shape()) && Axes.of(low).equals(Axes.of(new int[rank]))) {
      return block.slotOf(x);
    }
    if (block.cost(x) > 2 && !(x instanceof Literal)) {
      block.slotOf(x);
    }
    int slot = block.program.scratch(new AbstractValue(dtype, shape));
    PieceLowering.pad(block, slot, shape, x, block.program.pool().constant(dtype, 0.0), pad);
    return slot;
  }

  /** Position in the padded input of window element {@code (g, n, out…, k…, c)}. */
  private Index windowOffset(List<Index> i, int[] padded) {
    Index g = i.get(0);
    List<Index> at = new ArrayList<>(java.util.Collections.nCopies(input.rank(), Index.ZERO));
    Index batch = op.batchGroupCount() > 1 ? g.times(output.dim(0)).plus(i.get(1)) : i.get(1);
    Index channel = i.get(2 + 2 * spatial);
    at.set(op.dims().lhs().get(0), batch);
    at.set(
        op.dims().lhs().get(1),
        op.featureGroupCount() > 1 ? g.times(kernel.dim(1)).plus(channel) : channel);
    for (int s = 0; s < spatial; s++) {
      at.set(
          op.dims().lhs().get(s + 2),
          i.get(2 + s)
              .times(op.windowStrides().get(s))
              .plus(i.get(2 + spatial + s).times(op.rhsDilation().get(s))));
    }
    return Lowering.linear(at, Shape.of(padded));
  }

  /** Position in the kernel of element {@code (g, k…, c, f)}. */
  private Index kernelOffset(List<Index> j) {
    Shape shape = eqn.inputs().get(1).aval().shape();
    List<Index> at = new ArrayList<>(java.util.Collections.nCopies(shape.rank(), Index.ZERO));
    int features = kernel.dim(0) / groups;
    at.set(op.dims().rhs().get(0), j.get(0).times(features).plus(j.get(2 + spatial)));
    at.set(op.dims().rhs().get(1), j.get(1 + spatial));
    for (int s = 0; s < spatial; s++) {
      at.set(op.dims().rhs().get(s + 2), j.get(1 + s));
    }
    return Lowering.linear(at, shape);
  }

  /** The product as one nest, for dtypes without a library. */
  private void sumNest(
      Shape os, Shape ks, int channels, int features, int n, int slot, int x, int w, int[] padded) {
    ExprPool pool = block.program.pool();
    Shape result = Shape.of(groups, n).plus(os).plus(Shape.of(features));
    Shape domain = result.plus(ks).plus(Shape.of(channels));
    List<Index> v = Lowering.loopVars(domain);
    int r = result.rank();
    List<Index> i = new ArrayList<>(v.subList(0, 2 + spatial));
    i.addAll(v.subList(r, domain.rank()));
    List<Index> j = new ArrayList<>(List.of(v.get(0)));
    j.addAll(v.subList(r, domain.rank()));
    j.add(v.get(r - 1));
    Expr product =
        pool.apply(
            new Binary(BinaryOp.MUL),
            pool.load(dtype, x, windowOffset(i, padded)),
            pool.load(dtype, w, kernelOffset(j)));
    block.nest(
        domain,
        Axes.range(r, domain.rank()),
        new Nest.Fold(slot, Lowering.linear(v.subList(0, r), result), product, ReduceOp.SUM));
  }

  private void unpack(Var out, Shape result, int from) {
    int slot = block.resultSlot(out);
    List<Index> i = Lowering.loopVars(result);
    int features = kernel.dim(0) / groups;
    List<Index> at = new ArrayList<>(java.util.Collections.nCopies(output.rank(), Index.ZERO));
    at.set(op.dims().out().get(0), i.get(1));
    at.set(op.dims().out().get(1), i.get(0).times(features).plus(i.get(2 + spatial)));
    for (int s = 0; s < spatial; s++) {
      at.set(op.dims().out().get(s + 2), i.get(2 + s));
    }
    Expr value = block.program.pool().load(dtype, from, Lowering.linear(i, result));
    block.nest(
        result, Axes.NONE, new Nest.Store(slot, Lowering.linear(at, out.aval().shape()), value));
    block.stored(out, slot);
  }
}
