package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.Reduction;

/** Lowers reductions and running reductions: one nest that folds some of its loops. */
final class FoldLowering {
  private FoldLowering() {}

  static void lower(Block block, Eqn e, Reduction r) {
    Var out = e.outputs().get(0);
    Atom x = e.inputs().get(0);
    Shape shape = x.aval().shape();
    List<Index> i = Lowering.loopVars(shape);
    int slot = block.resultSlot(out);
    Expr value = block.read(x, i);
    switch (r) {
      case Reduce f ->
          block.nest(shape, f.axes(), new Nest.Fold(slot, offset(i, f.axes(), out), value, f.op()));
      case ArgReduce a -> {
        var axis = Axes.of(a.axis());
        block.nest(
            shape,
            axis,
            new Nest.ArgFold(slot, offset(i, axis, out), value, a.max(), a.indexDType()));
      }
    }
    block.stored(out, slot);
  }

  private static Index offset(List<Index> i, Axes folded, Var out) {
    List<Index> kept = new ArrayList<>();
    for (int d = 0; d < i.size(); d++) {
      if (!folded.contains(d)) {
        kept.add(i.get(d));
      }
    }
    return Lowering.linear(kept, out.aval().shape());
  }

  static void lower(Block block, Eqn e, Cumulative c) {
    if (c.op() == CumulativeOp.LOGSUMEXP) {
      block.host(e);
      return;
    }
    Var out = e.outputs().get(0);
    Shape shape = out.aval().shape();
    List<Index> i = new ArrayList<>(Lowering.loopVars(shape));
    if (c.reverse()) {
      i.set(c.axis(), i.get(c.axis()).times(-1).plus(shape.dim(c.axis()) - 1L));
    }
    int slot = block.resultSlot(out);
    if (shape.size() > 0) {
      block.nest(
          shape,
          Axes.of(c.axis()),
          new Nest.Prefix(
              slot, Lowering.linear(i, shape), block.read(e.inputs().get(0), i), c.op()));
    }
    block.stored(out, slot);
  }
}
