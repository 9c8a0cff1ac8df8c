package org.jacobean.llvm.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.Index;
import org.jacobean.llvm.lower.Nest;

/**
 * Emits the function of a nest: {@code void name(ptr pointers, i64 begin, i64 end)} runs units
 * {@code begin} to {@code end} of its plan; {@code pointers} holds the addresses of its slots. The
 * last vector of a row overlaps the one before it when the row's length is not a multiple of the
 * lanes, so that no scalar remainder is needed.
 */
final class NestEmitter {
  private final IrFunction f;
  private final NestPlan plan;
  private final Nest nest;
  private final ValueEmitter values;
  private final FoldEmitter folds;

  private NestEmitter(IrFunction f, NestPlan plan, List<Integer> slots) {
    this.f = f;
    this.plan = plan;
    this.nest = plan.nest();
    Map<Integer, String> bases = new HashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      String p = f.let("getelementptr inbounds ptr, ptr %pointers, i64 " + i);
      bases.put(slots.get(i), f.load("ptr", p));
    }
    this.values = new ValueEmitter(f, plan.lanes(), plan.inner(), bases);
    this.folds = new FoldEmitter(f, plan, values);
  }

  /** Adds the function to a module. */
  static void emit(IrModule module, String name, NestPlan plan, List<Integer> slots) {
    IrFunction f =
        module.function(
            name,
            "define void @" + name + "(ptr noalias %pointers, i64 %begin, i64 %end) nounwind");
    NestEmitter e = new NestEmitter(f, plan, slots);
    f.loop("%begin", "%end", 1, e::unit);
    f.run("ret void");
  }

  /** One unit: fixed values of the outer loops, one tile of the innermost. */
  private void unit(String unit) {
    boolean tiled = plan.inner() >= 0 && !plan.foldsInner();
    long tiles = tiled ? Math.ceilDiv(nest.extents().get(plan.inner()), plan.tile()) : 1;
    String rest = tiles == 1 ? unit : f.bin("udiv", "i64", unit, Long.toString(tiles));
    String tile = tiles == 1 ? "0" : f.bin("urem", "i64", unit, Long.toString(tiles));
    List<String> names = new ArrayList<>();
    for (int k = plan.outer().size() - 1; k >= 0; k--) {
      String n = Long.toString(nest.extents().get(plan.outer().get(k)));
      names.add(0, k == 0 ? rest : f.bin("urem", "i64", rest, n));
      rest = k == 0 ? rest : f.bin("udiv", "i64", rest, n);
    }
    for (int k = 0; k < names.size(); k++) {
      values.enter(plan.outer().get(k), names.get(k));
    }
    values.prepare(expressions());
    if (tiled) {
      tile(tile, tiles);
    } else {
      element();
    }
    for (int k = names.size() - 1; k >= 0; k--) {
      values.leave(plan.outer().get(k));
    }
  }

  private void tile(String tile, long tiles) {
    long n = nest.extents().get(plan.inner());
    String from = tiles == 1 ? "0" : f.bin("mul nsw", "i64", tile, Long.toString(plan.tile()));
    String to = Long.toString(n);
    if (tiles > 1) {
      String end = f.bin("add nsw", "i64", from, Long.toString(plan.tile()));
      to = f.call("i64", "llvm.smin.i64", "i64 " + end, "i64 " + n);
    }
    f.loop(
        from,
        to,
        plan.lanes(),
        i -> {
          values.enter(plan.inner(), overlapped(i, n));
          values.prepare(expressions());
          element();
          values.leave(plan.inner());
        });
  }

  private String overlapped(String i, long n) {
    return n % plan.lanes() == 0
        ? i
        : f.call("i64", "llvm.smin.i64", "i64 " + i, "i64 " + (n - plan.lanes()));
  }

  private List<Expr> expressions() {
    List<Expr> e = new ArrayList<>();
    for (Nest.Output o : nest.outputs()) {
      e.add(o.value());
    }
    return e;
  }

  /**
   * What happens for one index of the unfolded loops: the outputs, or the folding loops around
   * them.
   */
  private void element() {
    if (!nest.folded().contains(true)) {
      nest.outputs().forEach(this::write);
      return;
    }
    folds.begin();
    foldLoops(0);
    folds.end();
  }

  private void foldLoops(int depth) {
    if (depth < plan.folds().size()) {
      int var = plan.folds().get(depth);
      f.loop(
          "0",
          Long.toString(nest.extents().get(var)),
          1,
          i -> enterFold(var, i, () -> foldLoops(depth + 1)));
    } else if (plan.foldsInner()) {
      long n = nest.extents().get(plan.inner());
      f.loop(
          "0",
          Long.toString(n),
          plan.lanes(),
          i -> {
            String base = overlapped(i, n);
            enterFold(
                plan.inner(),
                base,
                () -> innermost(n % plan.lanes() == 0 ? "" : folds.mask(i, base)));
          });
    } else {
      innermost("");
    }
  }

  private void enterFold(int var, String name, Runnable inside) {
    values.enter(var, name);
    values.prepare(expressions());
    inside.run();
    values.leave(var);
  }

  private void innermost(String mask) {
    for (Nest.Output o : nest.outputs()) {
      if (o instanceof Nest.Store) {
        write(o);
      } else {
        folds.accumulate(o, mask);
      }
    }
  }

  private void write(Nest.Output o) {
    switch (o) {
      case Nest.Update u -> update(u);
      case Nest.ArgFold _, Nest.Fold _, Nest.Prefix _, Nest.Store _ ->
          values.store(o.slot(), o.offset(), o.value().dtype(), values.eval(o.value()));
    }
  }

  private void update(Nest.Update u) {
    if (u.guard() instanceof Expr.Const) {
      combine(u);
      return;
    }
    String yes = f.fresh("update");
    String no = f.fresh("skip");
    f.branch(values.eval(u.guard()).name(), yes, no);
    f.label(yes);
    values.scoped(() -> combine(u));
    f.jump(no);
    f.label(no);
  }

  private void combine(Nest.Update u) {
    ValueEmitter.Value v = values.eval(u.value());
    var op =
        switch (u.kind()) {
          case SET -> null;
          case ADD -> org.jacobean.ir.op.BinaryOp.ADD;
          case MUL -> org.jacobean.ir.op.BinaryOp.MUL;
          case MIN -> org.jacobean.ir.op.BinaryOp.MIN;
          case MAX -> org.jacobean.ir.op.BinaryOp.MAX;
        };
    if (op == null) {
      values.store(u.slot(), u.offset(), u.value().dtype(), v);
      return;
    }
    Index offset = u.offset();
    ValueEmitter.Value old = values.current(u.slot(), offset, u.value().dtype());
    int n = old.vector() ? plan.lanes() : 1;
    String x = old.vector() ? values.vector(u.value()) : v.name();
    String r = values.pointwise().binary(op, old.name(), x, u.value().dtype(), n);
    values.store(u.slot(), offset, u.value().dtype(), new ValueEmitter.Value(r, old.vector()));
  }
}
