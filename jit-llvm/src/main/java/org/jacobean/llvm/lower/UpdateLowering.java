package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Scatter;

/** Lowers updates of some elements of an array: in place where nothing else needs the array. */
final class UpdateLowering {
  private UpdateLowering() {}

  static void slice(Block block, Eqn e) {
    AbstractValue x = e.inputs().get(0).aval();
    Atom update = e.inputs().get(1);
    Shape window = update.aval().shape();
    List<Index> i = Lowering.loopVars(window);
    if (!(update instanceof Literal) && block.cost(update) > 1) {
      block.slotOf(update);
    }
    List<Index> start =
        block.reader().starts(e.inputs().subList(2, e.inputs().size()), x.shape(), window);
    int slot = block.writableCopy(e);
    List<Index> to = new ArrayList<>();
    for (int d = 0; d < i.size(); d++) {
      to.add(i.get(d).plus(start.get(d)));
    }
    if (window.size() > 0) {
      block.nest(
          window,
          Axes.NONE,
          new Nest.Store(slot, Lowering.linear(to, x.shape()), block.read(update, i)));
    }
    block.stored(e.outputs().get(0), slot);
  }

  static void scatter(Block block, Eqn e, Scatter s) {
    Shape x = e.inputs().get(0).aval().shape();
    Atom updates = e.inputs().get(2);
    Shape u = updates.aval().shape();
    List<Index> i = Lowering.loopVars(u);
    if (e.inputs().get(1) instanceof Var v && block.cost(v) > 1) {
      block.slotOf(v);
    }
    Reader.Target target = block.reader().scatterTarget(s, x, e.inputs().get(1), u, i);
    Expr value = block.read(updates, i);
    int slot = block.writableCopy(e);
    block.nest(
        u,
        Axes.NONE,
        new Nest.Update(slot, Lowering.linear(target.index(), x), value, s.kind(), target.guard()));
    block.stored(e.outputs().get(0), slot);
  }
}
