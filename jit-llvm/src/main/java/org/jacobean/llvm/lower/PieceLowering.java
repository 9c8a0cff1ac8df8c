package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Concatenate;
import org.jacobean.ir.op.Pad;

/** Lowers what puts a result together from pieces: one nest per piece. */
final class PieceLowering {
  private PieceLowering() {}

  static void concatenate(Block block, Eqn e, Concatenate c) {
    int slot = block.resultSlot(e.outputs().get(0));
    Shape shape = e.outputs().get(0).aval().shape();
    long start = 0;
    for (Atom a : e.inputs()) {
      List<Index> i = Lowering.loopVars(a.aval().shape());
      List<Index> to = new ArrayList<>(i);
      to.set(c.dimension(), i.get(c.dimension()).plus(start));
      block.nest(
          a.aval().shape(),
          Axes.NONE,
          new Nest.Store(slot, Lowering.linear(to, shape), block.read(a, i)));
      start += a.aval().shape().dim(c.dimension());
    }
    block.stored(e.outputs().get(0), slot);
  }

  /** Fills the result with the padding value, then stores the elements that stay. */
  static void pad(Block block, Eqn e, Pad p) {
    Var out = e.outputs().get(0);
    int slot = block.resultSlot(out);
    pad(
        block,
        slot,
        out.aval().shape(),
        e.inputs().get(0),
        block.read(e.inputs().get(1), List.of()),
        p);
    block.stored(out, slot);
  }

  /** Fills a slot with {@code fill}, then stores the elements of {@code x} that stay. */
  static void pad(Block block, int slot, Shape shape, Atom x, Expr fill, Pad p) {
    List<Index> all = Lowering.loopVars(shape);
    block.nest(shape, Axes.NONE, new Nest.Store(slot, Lowering.linear(all, shape), fill));
    int rank = shape.rank();
    int[] first = new int[rank];
    int[] count = new int[rank];
    for (int i = 0; i < rank; i++) {
      int step = p.interior().get(i) + 1;
      int low = p.low().get(i);
      first[i] = low >= 0 ? 0 : (-low + step - 1) / step;
      int last = Math.min(x.aval().shape().dim(i) - 1, Math.floorDiv(shape.dim(i) - 1 - low, step));
      count[i] = Math.max(0, last - first[i] + 1);
    }
    Shape kept = Shape.of(count);
    List<Index> i = Lowering.loopVars(kept);
    List<Index> from = new ArrayList<>();
    List<Index> to = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      from.add(i.get(d).plus(first[d]));
      to.add(from.get(d).times(p.interior().get(d) + 1L).plus(p.low().get(d)));
    }
    if (kept.size() > 0) {
      block.nest(
          kept, Axes.NONE, new Nest.Store(slot, Lowering.linear(to, shape), block.read(x, from)));
    }
  }
}
