package org.jacobean.llvm.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.ExprPool;
import org.jacobean.llvm.lower.Index;
import org.jacobean.llvm.lower.Nest;

/** Numbers a nest's slots from 0, so that equal nests over different memory are equal text. */
final class SlotRenaming {
  private final ExprPool pool = new ExprPool();
  private final Map<Integer, Integer> number = new HashMap<>();
  private final Map<Expr, Expr> memo = new HashMap<>();

  private SlotRenaming(List<Integer> slots) {
    for (int s : slots) {
      number.put(s, number.size());
    }
  }

  static Nest apply(Nest nest, List<Integer> slots) {
    SlotRenaming r = new SlotRenaming(slots);
    List<Nest.Output> outputs = new ArrayList<>();
    for (Nest.Output o : nest.outputs()) {
      int slot = r.number.get(o.slot());
      Index offset = o.offset().map(Index::of, r::rename);
      Expr value = r.rename(o.value());
      outputs.add(
          switch (o) {
            case Nest.Store _ -> new Nest.Store(slot, offset, value);
            case Nest.Fold f -> new Nest.Fold(slot, offset, value, f.op());
            case Nest.ArgFold a -> new Nest.ArgFold(slot, offset, value, a.max(), a.indexDType());
            case Nest.Prefix p -> new Nest.Prefix(slot, offset, value, p.op());
            case Nest.Update u -> new Nest.Update(slot, offset, value, u.kind(), r.rename(u.guard()));
          });
    }
    return new Nest(nest.extents(), nest.folded(), outputs, nest.sequential());
  }

  private Expr rename(Expr e) {
    Expr done = memo.get(e);
    if (done == null) {
      done =
          switch (e) {
            case Expr.Const c -> pool.constant(c.dtype(), c.bits());
            case Expr.Load l -> pool.load(l.dtype(), number.get(l.slot()), l.offset().map(Index::of, this::rename));
            case Expr.IndexValue i -> pool.index(i.dtype(), i.index().map(Index::of, this::rename));
            case Expr.Apply a -> pool.apply(a.op(), a.args().stream().map(this::rename).toList());
          };
      memo.put(e, done);
    }
    return done;
  }
}
