package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Joins neighbouring loops that walk every array as one: {@code for i<A for j<B} becomes {@code for
 * k<A*B} when each offset depends on them as {@code B*i + j}. Loops of one iteration disappear.
 */
public final class Coalescing {
  private final ExprPool pool = new ExprPool();

  private Coalescing() {}

  /** The same nest with as few loops as possible; its expressions belong to a pool of their own. */
  public static Nest apply(Nest nest) {
    return new Coalescing().run(LoopSplitting.apply(nest));
  }

  private Nest run(Nest nest) {
    Set<Index> offsets = new HashSet<>();
    Set<Index> fixed = new HashSet<>();
    for (Expr.Load l : Access.allLoads(nest)) {
      offsets.add(l.offset());
    }
    for (Nest.Output o : nest.outputs()) {
      offsets.add(o.offset());
    }
    collectFixed(nest, fixed);
    boolean prefix =
        nest.outputs().stream()
            .anyMatch(o -> o instanceof Nest.Prefix || o instanceof Nest.ArgFold);
    int n = nest.extents().size();
    List<Long> extents = new ArrayList<>();
    List<Boolean> folded = new ArrayList<>();
    List<int[]> group = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (nest.extents().get(i) == 1 && !(prefix && nest.folded().get(i))) {
        continue;
      }
      int last = extents.size() - 1;
      int previous = last < 0 ? -1 : group.get(last)[group.get(last).length - 1];
      boolean joins =
          last >= 0
              && folded.get(last).equals(nest.folded().get(i))
              && !(prefix && folded.get(last));
      joins = joins && joinable(previous, i, nest.extents().get(i), offsets, fixed);
      if (joins) {
        extents.set(last, extents.get(last) * nest.extents().get(i));
        int[] g = java.util.Arrays.copyOf(group.get(last), group.get(last).length + 1);
        g[g.length - 1] = i;
        group.set(last, g);
      } else {
        extents.add(nest.extents().get(i));
        folded.add(nest.folded().get(i));
        group.add(new int[] {i});
      }
    }
    return rename(nest, extents, folded, group);
  }

  /**
   * Indices whose loops cannot be joined: values of an index, operands of divisions and computed
   * parts.
   */
  private static void collectFixed(Nest nest, Set<Index> fixed) {
    Set<Expr> seen = new HashSet<>();
    for (Nest.Output o : nest.outputs()) {
      collect(o.value(), fixed, seen);
      if (o instanceof Nest.Update u) {
        collect(u.guard(), fixed, seen);
      }
    }
  }

  private static void collect(Expr e, Set<Index> fixed, Set<Expr> seen) {
    if (!seen.add(e)) {
      return;
    }
    switch (e) {
      case Expr.IndexValue i -> fixed.add(i.index());
      case Expr.Apply a -> a.args().forEach(x -> collect(x, fixed, seen));
      case Expr.Const _, Expr.Load _ -> {}
    }
  }

  private static boolean joinable(
      int outer, int inner, long innerExtent, Set<Index> offsets, Set<Index> fixed) {
    for (Index f : fixed) {
      if (f.uses(outer) || f.uses(inner)) {
        return false;
      }
    }
    for (Index o : offsets) {
      if (o.nonlinearIn(outer)
          || o.nonlinearIn(inner)
          || o.coefficient(outer) != o.coefficient(inner) * innerExtent) {
        return false;
      }
    }
    return true;
  }

  private Nest rename(Nest nest, List<Long> extents, List<Boolean> folded, List<int[]> group) {
    Map<Integer, Index> to = new HashMap<>();
    for (int g = 0; g < extents.size(); g++) {
      Index v = Index.of(new Index.LoopVar(g, extents.get(g)));
      int[] members = group.get(g);
      // offsets depend on the group only through its innermost loop's coefficient
      for (int m : members) {
        to.put(m, m == members[members.length - 1] ? v : Index.ZERO);
      }
    }
    Function<Index.LoopVar, Index> vars = v -> to.getOrDefault(v.id(), Index.ZERO);
    Map<Expr, Expr> memo = new HashMap<>();
    return nest.map(
        extents,
        folded,
        i -> i.map(vars, e -> pool.rewrite(e, Map.of(), vars, memo)),
        e -> pool.rewrite(e, Map.of(), vars, memo));
  }
}
