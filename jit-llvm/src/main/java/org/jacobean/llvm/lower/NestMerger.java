package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges nests over the same iterations into one with several outputs: a value that one nest stores
 * and the other reads at the same index is passed on in a register; operands they share are read
 * once. A nest moves only past steps that do not touch what it touches.
 */
final class NestMerger {
  private static final int MAX_OUTPUTS = 16;
  private static final int MAX_COST = 800;
  private static final int WINDOW = 40;

  private record Touched(Set<Integer> reads, Set<Integer> writes) {}

  private final ExprPool pool;
  private final Map<Step, Touched> touched = new IdentityHashMap<>();

  private NestMerger(Lowering program) {
    this.pool = program.pool();
  }

  static List<Step> merge(List<Step> steps, Lowering program) {
    return new NestMerger(program).run(steps);
  }

  private List<Step> run(List<Step> in) {
    List<Step> steps = new ArrayList<>(in);
    int j = 1;
    while (j < steps.size()) {
      int at = mergeWithEarlier(steps, j);
      j = at < 0 ? j + 1 : Math.max(1, at);
    }
    return steps;
  }

  /** Merges the nest at {@code j} with one before it; the new nest's position, or -1. */
  private int mergeWithEarlier(List<Step> steps, int j) {
    if (!(steps.get(j) instanceof Step.RunNest b)) {
      return -1;
    }
    for (int i = j - 1; i >= Math.max(0, j - WINDOW); i--) {
      if (!(steps.get(i) instanceof Step.RunNest a) || !compatible(a.nest(), b.nest())) {
        continue;
      }
      boolean up = canMove(steps, j, i, -1);
      if (!up && !canMove(steps, i, j, 1)) {
        continue;
      }
      Optional<Nest> joined = join(a.nest(), b.nest());
      if (joined.isPresent()) {
        steps.set(up ? i : j, new Step.RunNest(joined.get()));
        steps.remove(up ? j : i);
        return up ? i : j - 1;
      }
    }
    return -1;
  }

  private Touched touched(Step s) {
    return touched.computeIfAbsent(
        s,
        _ -> {
          Touched t = new Touched(new HashSet<>(), new HashSet<>());
          Access.of(s, t.reads(), t.writes());
          return t;
        });
  }

  /** Whether the nest at {@code from} can move next to {@code to} past the steps between. */
  private boolean canMove(List<Step> steps, int from, int to, int direction) {
    Touched mine = touched(steps.get(from));
    for (int k = from + direction; k != to; k += direction) {
      Touched other = touched(steps.get(k));
      if (intersects(other.writes(), mine.reads())
          || intersects(other.writes(), mine.writes())
          || intersects(other.reads(), mine.writes())) {
        return false;
      }
    }
    return true;
  }

  private static boolean intersects(Set<Integer> a, Set<Integer> b) {
    return !Collections.disjoint(a, b);
  }

  private static boolean compatible(Nest a, Nest b) {
    boolean plainA = !a.folded().contains(true);
    boolean plainB = !b.folded().contains(true);
    return a.extents().equals(b.extents())
        && !a.sequential()
        && !b.sequential()
        && (plainA || plainB || a.folded().equals(b.folded()))
        && a.outputs().size() + b.outputs().size() <= MAX_OUTPUTS
        && cost(a) + cost(b) <= MAX_COST
        && simple(a)
        && simple(b);
  }

  private static int cost(Nest n) {
    return n.outputs().stream().mapToInt(o -> o.value().cost()).max().orElse(0);
  }

  private static boolean simple(Nest n) {
    return n.outputs().stream().allMatch(o -> o instanceof Nest.Store || o instanceof Nest.Fold);
  }

  /**
   * One nest that does both; nothing when {@code b} needs of {@code a} more than the element at
   * hand, or they share nothing.
   */
  private Optional<Nest> join(Nest a, Nest b) {
    Map<Expr, Expr> passed = new HashMap<>();
    Set<Integer> written = new HashSet<>();
    for (Nest.Output o : a.outputs()) {
      written.add(o.slot());
      if (o instanceof Nest.Store s) {
        passed.put(pool.load(s.value().dtype(), s.slot(), s.offset()), s.value());
      }
    }
    Set<Integer> readA = new HashSet<>();
    Set<Integer> readB = new HashSet<>();
    a.outputs().forEach(o -> Access.loads(o, readA));
    b.outputs().forEach(o -> Access.loads(o, readB));
    boolean shares =
        a.extents().isEmpty() || intersects(readA, readB) || intersects(written, readB);
    if (!shares) {
      return Optional.empty();
    }
    List<Nest.Output> outputs = new ArrayList<>(a.outputs());
    Map<Expr, Expr> memo = new HashMap<>();
    for (Nest.Output o : b.outputs()) {
      outputs.add(rewrite(o, passed, memo));
    }
    Set<Integer> after = new HashSet<>();
    Set<Integer> writtenByB = new HashSet<>();
    for (Nest.Output o : outputs.subList(a.outputs().size(), outputs.size())) {
      Access.loads(o, after);
      writtenByB.add(o.slot());
    }
    if (intersects(after, written)
        || intersects(readA, writtenByB)
        || intersects(written, writtenByB)) {
      return Optional.empty();
    }
    List<Boolean> folded = a.folded().contains(true) ? a.folded() : b.folded();
    return Optional.of(new Nest(a.extents(), folded, outputs, false));
  }

  private Nest.Output rewrite(Nest.Output o, Map<Expr, Expr> passed, Map<Expr, Expr> memo) {
    Expr value = pool.rewrite(o.value(), passed, Index::of, memo);
    return switch (o) {
      case Nest.Store s ->
          new Nest.Store(
              s.slot(),
              s.offset().map(Index::of, e -> pool.rewrite(e, passed, Index::of, memo)),
              value);
      case Nest.Fold f -> new Nest.Fold(f.slot(), f.offset(), value, f.op());
      case Nest.ArgFold _, Nest.Prefix _, Nest.Update _ ->
          throw new IllegalStateException("not merged");
    };
  }
}
