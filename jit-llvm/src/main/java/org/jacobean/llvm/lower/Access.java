package org.jacobean.llvm.lower;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which slots a step reads and writes. */
public final class Access {
  private Access() {}

  /** Adds the slots that a step reads and writes, those of inner steps included. */
  public static void of(Step step, Set<Integer> reads, Set<Integer> writes) {
    switch (step) {
      case Step.RunNest r ->
          r.nest()
              .outputs()
              .forEach(
                  o -> {
                    loads(o, reads);
                    writes.add(o.slot());
                    if (o instanceof Nest.Update) {
                      reads.add(o.slot());
                    }
                  });
      case Step.Gemm g -> {
        reads.add(g.a().slot());
        reads.add(g.b().slot());
        writes.add(g.c());
      }
      case Step.Copy c -> {
        reads.add(c.from());
        writes.add(c.to());
      }
      case Step.Host h -> {
        reads.addAll(h.in());
        writes.addAll(h.out());
      }
      case Step.For f -> {
        for (Step.Window w : f.windows()) {
          reads.add(w.whole());
          writes.add(w.whole());
          writes.add(w.window());
        }
        swaps(f.swaps(), reads, writes);
        of(f.body(), reads, writes);
      }
      case Step.While w -> {
        reads.add(w.predicate());
        swaps(w.swaps(), reads, writes);
        of(w.test(), reads, writes);
        of(w.body(), reads, writes);
      }
      case Step.Switch s -> {
        reads.add(s.index());
        s.branches().forEach(b -> of(b, reads, writes));
      }
    }
  }

  private static void of(List<Step> steps, Set<Integer> reads, Set<Integer> writes) {
    steps.forEach(s -> of(s, reads, writes));
  }

  private static void swaps(List<Step.Swap> swaps, Set<Integer> reads, Set<Integer> writes) {
    for (Step.Swap s : swaps) {
      reads.add(s.current());
      reads.add(s.next());
      writes.add(s.current());
      writes.add(s.next());
    }
  }

  /** Adds the slots that an output's expressions load from. */
  public static void loads(Nest.Output o, Set<Integer> slots) {
    Map<Expr, Boolean> seen = new IdentityHashMap<>();
    loads(o.value(), slots, seen);
    loads(o.offset(), slots, seen);
    if (o instanceof Nest.Update u) {
      loads(u.guard(), slots, seen);
    }
  }

  /** All loads of a nest's expressions. */
  public static Set<Expr.Load> allLoads(Nest n) {
    Map<Expr, Boolean> seen = new IdentityHashMap<>();
    Set<Integer> slots = new HashSet<>();
    for (Nest.Output o : n.outputs()) {
      loads(o.value(), slots, seen);
      loads(o.offset(), slots, seen);
      if (o instanceof Nest.Update u) {
        loads(u.guard(), slots, seen);
      }
    }
    Set<Expr.Load> r = new HashSet<>();
    for (Expr e : seen.keySet()) {
      if (e instanceof Expr.Load l) {
        r.add(l);
      }
    }
    return r;
  }

  private static void loads(Expr e, Set<Integer> slots, Map<Expr, Boolean> seen) {
    if (seen.put(e, true) != null) {
      return;
    }
    switch (e) {
      case Expr.Const _ -> {}
      case Expr.Load l -> {
        slots.add(l.slot());
        loads(l.offset(), slots, seen);
      }
      case Expr.IndexValue i -> loads(i.index(), slots, seen);
      case Expr.Apply a -> a.args().forEach(x -> loads(x, slots, seen));
    }
  }

  private static void loads(Index i, Set<Integer> slots, Map<Expr, Boolean> seen) {
    for (Index.Atom a : i.terms().keySet()) {
      switch (a) {
        case Index.LoopVar _ -> {}
        case Index.Quotient q -> loads(q.x(), slots, seen);
        case Index.Remainder r -> loads(r.x(), slots, seen);
        case Index.Computed c -> loads(c.value(), slots, seen);
      }
    }
  }
}
