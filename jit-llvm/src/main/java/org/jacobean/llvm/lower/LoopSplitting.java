package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Splits a loop whose variable is divided by a constant into two, so that quotient and remainder
 * become variables themselves: {@code for i<128: x[i/32, i%32]} becomes {@code for a<4 for b<32:
 * x[a, b]}.
 */
final class LoopSplitting {
  private static final int MAX_LOOPS = 12;

  private record Split(int var, long by) {}

  private final ExprPool pool = new ExprPool();

  private LoopSplitting() {}

  static Nest apply(Nest nest) {
    Nest n = nest;
    while (n.extents().size() < MAX_LOOPS) {
      Optional<Split> s = find(n);
      if (s.isEmpty()) {
        return n;
      }
      n = new LoopSplitting().split(n, s.get());
    }
    return n;
  }

  private static Optional<Split> find(Nest n) {
    Set<Index> seen = new HashSet<>();
    Set<Expr> exprs = new HashSet<>();
    List<Split> found = new ArrayList<>();
    boolean ordered =
        n.outputs().stream().anyMatch(o -> o instanceof Nest.Prefix || o instanceof Nest.ArgFold);
    for (Nest.Output o : n.outputs()) {
      collect(o.offset(), n, seen, exprs, found);
      collect(o.value(), n, seen, exprs, found);
      if (o instanceof Nest.Update u) {
        collect(u.guard(), n, seen, exprs, found);
      }
    }
    return found.stream().filter(s -> !(ordered && n.folded().get(s.var()))).findFirst();
  }

  private static void collect(Expr e, Nest n, Set<Index> seen, Set<Expr> exprs, List<Split> found) {
    if (!exprs.add(e)) {
      return;
    }
    switch (e) {
      case Expr.Const _ -> {}
      case Expr.Load l -> collect(l.offset(), n, seen, exprs, found);
      case Expr.IndexValue i -> collect(i.index(), n, seen, exprs, found);
      case Expr.Apply a -> a.args().forEach(x -> collect(x, n, seen, exprs, found));
    }
  }

  private static void collect(
      Index i, Nest n, Set<Index> seen, Set<Expr> exprs, List<Split> found) {
    if (!seen.add(i)) {
      return;
    }
    for (Index.Atom a : i.terms().keySet()) {
      switch (a) {
        case Index.LoopVar _ -> {}
        case Index.Quotient q -> divided(q.x(), q.n(), n, seen, exprs, found);
        case Index.Remainder r -> divided(r.x(), r.n(), n, seen, exprs, found);
        case Index.Computed c -> collect(c.value(), n, seen, exprs, found);
      }
    }
  }

  private static void divided(
      Index x, long by, Nest n, Set<Index> seen, Set<Expr> exprs, List<Split> found) {
    collect(x, n, seen, exprs, found);
    if (x.constant() == 0 && x.terms().size() == 1) {
      var t = x.terms().entrySet().iterator().next();
      boolean plain = t.getKey() instanceof Index.LoopVar && t.getValue() == 1;
      if (plain
          && t.getKey() instanceof Index.LoopVar v
          && v.extent() % by == 0
          && by < v.extent()
          && v.extent() == n.extents().get(v.id())) {
        found.add(new Split(v.id(), by));
      }
    }
  }

  private Nest split(Nest nest, Split s) {
    List<Long> extents = new ArrayList<>(nest.extents());
    List<Boolean> folded = new ArrayList<>(nest.folded());
    long outer = extents.get(s.var()) / s.by();
    extents.set(s.var(), outer);
    extents.add(s.var() + 1, s.by());
    folded.add(s.var() + 1, folded.get(s.var()));
    Index joined =
        Index.of(new Index.LoopVar(s.var(), outer))
            .times(s.by())
            .plus(Index.of(new Index.LoopVar(s.var() + 1, s.by())));
    Function<Index.LoopVar, Index> vars =
        v ->
            v.id() == s.var()
                ? joined
                : Index.of(v.id() > s.var() ? new Index.LoopVar(v.id() + 1, v.extent()) : v);
    Map<Expr, Expr> memo = new HashMap<>();
    return nest.map(
        extents,
        folded,
        i -> i.map(vars, e -> pool.rewrite(e, Map.of(), vars, memo)),
        e -> pool.rewrite(e, Map.of(), vars, memo));
  }
}
