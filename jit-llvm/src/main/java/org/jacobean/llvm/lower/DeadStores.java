package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes nest outputs, and copies, to scratch memory that nothing reads. */
final class DeadStores {
  private DeadStores() {}

  static List<Step> remove(List<Step> steps, List<Slot> slots) {
    List<Step> current = steps;
    while (true) {
      Set<Integer> reads = new HashSet<>();
      for (Step s : current) {
        Access.of(s, reads, new HashSet<>());
      }
      List<Step> next = filter(current, reads, slots);
      if (next.equals(current)) {
        return next;
      }
      current = next;
    }
  }

  private static List<Step> filter(List<Step> steps, Set<Integer> reads, List<Slot> slots) {
    List<Step> out = new ArrayList<>();
    for (Step s : steps) {
      switch (s) {
        case Step.RunNest r -> {
          List<Nest.Output> kept =
              r.nest().outputs().stream().filter(o -> needed(o.slot(), reads, slots)).toList();
          if (kept.size() == r.nest().outputs().size()) {
            out.add(s);
          } else if (!kept.isEmpty()) {
            out.add(
                new Step.RunNest(
                    new Nest(r.nest().extents(), r.nest().folded(), kept, r.nest().sequential())));
          }
        }
        case Step.Copy c -> {
          if (needed(c.to(), reads, slots)) {
            out.add(c);
          }
        }
        case Step.For f ->
            out.add(
                new Step.For(
                    f.length(),
                    f.reverse(),
                    f.windows(),
                    f.swaps(),
                    filter(f.body(), reads, slots)));
        case Step.While w ->
            out.add(
                new Step.While(
                    filter(w.test(), reads, slots),
                    w.predicate(),
                    w.swaps(),
                    filter(w.body(), reads, slots)));
        case Step.Switch c ->
            out.add(
                new Step.Switch(
                    c.index(),
                    c.indexDType(),
                    c.branches().stream().map(b -> filter(b, reads, slots)).toList()));
        case Step.Gemm _, Step.Host _ -> out.add(s);
      }
    }
    return out;
  }

  private static boolean needed(int slot, Set<Integer> reads, List<Slot> slots) {
    return reads.contains(slot) || slots.get(slot).kind() != Slot.Kind.SCRATCH;
  }
}
