package org.jacobean.llvm.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobean.llvm.lower.Access;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.Index;
import org.jacobean.llvm.lower.Nest;

/**
 * How a nest is run: which loop is vectorised, how wide, and how iterations are dealt out.
 *
 * @param nest the loops
 * @param inner the innermost loop, vectorised if {@code lanes > 1}; -1 when there are no loops
 * @param lanes elements per step of the innermost loop
 * @param tile iterations of the innermost loop that are dealt out together, if it is not folded
 * @param outer the other loops that are not folded, outermost first
 * @param folds the other folded loops, outermost first
 * @param count units that may run in parallel
 * @param grain units that are worth a task
 * @param parallel whether the whole is worth several threads
 */
record NestPlan(
    Nest nest,
    int inner,
    int lanes,
    long tile,
    List<Integer> outer,
    List<Integer> folds,
    long count,
    long grain,
    boolean parallel) {
  /**
   * Bytes of a vector register that is always worth filling; LLVM splits it on smaller machines.
   */
  private static final int VECTOR_BYTES = 64;

  /** Vector accumulators that run side by side, to hide the latency of additions. */
  private static final int INTERLEAVE = 4;

  private static final long LONG_LOOP = 8192;
  private static final long TILE = 4096;

  /**
   * Simple operations (of one element) that take about 5 µs: below, a second thread does not pay.
   */
  private static final long PARALLEL_WORK = 120_000;

  /** Simple operations that make a task worth handing out. */
  private static final long TASK_WORK = 40_000;

  static NestPlan of(Nest nest) {
    int inner = chooseInner(nest);
    int lanes = inner < 0 ? 1 : lanes(nest, inner);
    List<Integer> outer = new ArrayList<>();
    List<Integer> folds = new ArrayList<>();
    for (int i = 0; i < nest.extents().size(); i++) {
      if (i != inner) {
        (nest.folded().get(i) ? folds : outer).add(i);
      }
    }
    long outerCount =
        outer.stream().mapToLong(i -> nest.extents().get(i)).reduce(1, (a, b) -> a * b);
    long work =
        nest.iterations()
            * (2L
                + nest.outputs().stream()
                    .mapToInt(o -> Math.min(o.value().cost(), 2000))
                    .max()
                    .orElse(0));
    boolean parallel = !nest.sequential() && work >= PARALLEL_WORK;
    long tile = tile(nest, inner, lanes, outerCount, parallel);
    boolean tiled = inner >= 0 && !nest.folded().get(inner);
    long count = outerCount * (tiled ? Math.ceilDiv(nest.extents().get(inner), tile) : 1);
    long perUnit = Math.max(1, work / Math.max(1, count));
    return new NestPlan(
        nest,
        inner,
        lanes,
        tile,
        outer,
        folds,
        count,
        Math.max(1, TASK_WORK / perUnit),
        parallel && count > 1);
  }

  private static long tile(Nest nest, int inner, int lanes, long outerCount, boolean parallel) {
    if (inner < 0) {
      return 1;
    }
    long n = nest.extents().get(inner);
    long tile = n <= LONG_LOOP ? n : TILE;
    if (parallel && outerCount * Math.ceilDiv(n, Math.max(1, tile)) < 16) {
      long wanted = Math.ceilDiv(n * outerCount, 16);
      tile = Math.min(tile, Math.max(8L * lanes, Math.ceilDiv(wanted, lanes) * lanes));
    }
    return Math.max(1, tile);
  }

  /** Whether the innermost loop is folded. */
  boolean foldsInner() {
    return inner >= 0 && nest.folded().get(inner);
  }

  private static int chooseInner(Nest nest) {
    int best = -1;
    long bestScore = Long.MIN_VALUE;
    for (int i = 0; i < nest.extents().size(); i++) {
      if (allowed(nest, i)) {
        long score = score(nest, i);
        if (score >= bestScore) {
          best = i;
          bestScore = score;
        }
      }
    }
    return best;
  }

  private static boolean allowed(Nest nest, int var) {
    boolean prefix = nest.outputs().stream().anyMatch(o -> o instanceof Nest.Prefix);
    return !(prefix && nest.folded().get(var) && nest.folded().contains(false));
  }

  /** How well a loop vectorises: contiguous accesses count for it, scattered ones against it. */
  private static long score(Nest nest, int var) {
    long score = Math.min(64, nest.extents().get(var)) / 8;
    for (Expr.Load l : Access.allLoads(nest)) {
      score += accessScore(l.offset(), var, 4);
    }
    for (Nest.Output o : nest.outputs()) {
      score +=
          nest.folded().get(var) && !(o instanceof Nest.Store)
              ? 0
              : accessScore(o.offset(), var, 6);
    }
    return nest.extents().get(var) < 2 ? score - 1000 : score;
  }

  private static long accessScore(Index offset, int var, int contiguous) {
    if (offset.nonlinearIn(var)) {
      return -8;
    }
    long c = offset.coefficient(var);
    return c == 0 ? 1 : Math.abs(c) == 1 ? contiguous : -8;
  }

  private static int lanes(Nest nest, int var) {
    long n = nest.extents().get(var);
    if (n < 2) {
      return 1;
    }
    int width = VECTOR_BYTES / widest(nest);
    for (Nest.Output o : nest.outputs()) {
      if (o instanceof Nest.Prefix && nest.folded().get(var)) {
        return 1;
      }
      if (o instanceof Nest.Update u) {
        boolean independent =
            !u.offset().nonlinearIn(var)
                && u.offset().coefficient(var) == 1
                && !u.guard().uses(var);
        return independent ? (int) Math.min(width, Long.lowestOneBit(n)) : 1;
      }
    }
    if (score(nest, var) < 0 && nest.outputs().stream().allMatch(o -> o.value().cost() < 60)) {
      return 1;
    }
    boolean folds = nest.outputs().stream().anyMatch(o -> o instanceof Nest.Fold);
    boolean light =
        nest.outputs().stream()
            .allMatch(o -> o.value().cost() <= 12 && !(o instanceof Nest.ArgFold));
    if (folds && light && n >= 2L * INTERLEAVE * width) {
      return width * INTERLEAVE;
    }
    return (int) Math.min(width, Long.highestOneBit(n));
  }

  /** Bytes of the widest element that is computed with. */
  private static int widest(Nest nest) {
    Set<Expr> seen = new HashSet<>();
    int w = 1;
    for (Nest.Output o : nest.outputs()) {
      w = Math.max(w, widest(o.value(), seen));
    }
    return w;
  }

  private static int widest(Expr e, Set<Expr> seen) {
    if (!seen.add(e)) {
      return 1;
    }
    int w = Types.isHalf(e.dtype()) ? 4 : e.dtype().itemBytes();
    if (e instanceof Expr.Apply a) {
      for (Expr x : a.args()) {
        w = Math.max(w, widest(x, seen));
      }
    }
    return w;
  }
}
