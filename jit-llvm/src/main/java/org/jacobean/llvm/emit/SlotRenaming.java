package org.jacobean.llvm.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return nest.map(
        nest.extents(), nest.folded(), r::number, i -> i.map(Index::of, r::rename), r::rename);
  }

  private int number(int slot) {
    return Objects.requireNonNull(number.get(slot));
  }

  private Expr rename(Expr e) {
    Expr done = memo.get(e);
    if (done == null) {
      done =
          switch (e) {
            case Expr.Const c -> pool.constant(c.dtype(), c.bits());
            case Expr.Load l ->
                pool.load(l.dtype(), number(l.slot()), l.offset().map(Index::of, this::rename));
            case Expr.IndexValue i -> pool.index(i.dtype(), i.index().map(Index::of, this::rename));
            case Expr.Apply a -> pool.apply(a.op(), a.args().stream().map(this::rename).toList());
          };
      memo.put(e, done);
    }
    return done;
  }
}
