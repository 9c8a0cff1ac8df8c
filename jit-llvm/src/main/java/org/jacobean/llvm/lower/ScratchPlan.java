package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Places scratch slots in one slab so that slots whose lives overlap do not. A slot lives from the
 * first step that touches it to the last; one that is touched inside a loop and outside it, or
 * carried from step to step, lives throughout the loop.
 *
 * @param offsets first byte of each scratch slot, a multiple of 64
 * @param bytes length of the slab
 */
public record ScratchPlan(Map<Integer, Long> offsets, long bytes) {
  private static final int ALIGNMENT = 64;

  private static final class Life {
    int first;
    int last;

    Life(int at) {
      first = at;
      last = at;
    }
  }

  /** Plans the scratch memory of a program. */
  public static ScratchPlan of(LoopProgram program) {
    Map<Integer, Life> lives = new HashMap<>();
    number(program.steps(), 0, lives);
    joinSwapped(program.steps(), lives);
    List<Slot> scratch = new ArrayList<>();
    for (Slot s : program.slots()) {
      if (s.kind() == Slot.Kind.SCRATCH && lives.containsKey(s.id())) {
        scratch.add(s);
      }
    }
    scratch.sort(
        Comparator.comparingLong((Slot s) -> -s.aval().bytes()).thenComparingInt(Slot::id));
    Map<Integer, Long> offsets = new HashMap<>();
    List<Slot> placed = new ArrayList<>();
    long total = 0;
    for (Slot s : scratch) {
      long at = place(s, placed, offsets, lives);
      offsets.put(s.id(), at);
      placed.add(s);
      total = Math.max(total, at + size(s));
    }
    return new ScratchPlan(offsets, total);
  }

  private static long size(Slot s) {
    return (Math.max(1, s.aval().bytes()) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The lowest place that no slot alive at the same time occupies. */
  private static long place(
      Slot s, List<Slot> placed, Map<Integer, Long> offsets, Map<Integer, Life> lives) {
    Life mine = Objects.requireNonNull(lives.get(s.id()));
    List<Slot> rivals = new ArrayList<>();
    for (Slot p : placed) {
      Life other = Objects.requireNonNull(lives.get(p.id()));
      if (other.first <= mine.last && mine.first <= other.last) {
        rivals.add(p);
      }
    }
    rivals.sort(Comparator.comparingLong(p -> offsets.getOrDefault(p.id(), 0L)));
    long at = 0;
    for (Slot p : rivals) {
      long start = offsets.getOrDefault(p.id(), 0L);
      if (at + size(s) <= start) {
        break;
      }
      at = Math.max(at, start + size(p));
    }
    return at;
  }

  /** Numbers the steps from {@code at}; the next free number. */
  private static int number(List<Step> steps, int at, Map<Integer, Life> lives) {
    int next = at;
    for (Step s : steps) {
      next =
          switch (s) {
            case Step.For f -> loop(s, List.of(f.body()), f.swaps(), next, lives);
            case Step.While w -> loop(s, List.of(w.test(), w.body()), w.swaps(), next, lives);
            case Step.Switch c -> {
              touch(c.index(), next, lives);
              int n = next + 1;
              for (List<Step> b : c.branches()) {
                n = number(b, n, lives);
              }
              yield n;
            }
            case Step.RunNest _, Step.Gemm _, Step.Copy _, Step.Host _ -> {
              Set<Integer> slots = new HashSet<>();
              Access.of(s, slots, slots);
              for (int slot : slots) {
                touch(slot, next, lives);
              }
              yield next + 1;
            }
          };
    }
    return next;
  }

  private static int loop(
      Step loop,
      List<List<Step>> bodies,
      List<Step.Swap> swaps,
      int start,
      Map<Integer, Life> lives) {
    Set<Integer> before = new HashSet<>(lives.keySet());
    Map<Integer, Life> inside = new HashMap<>();
    int n = start + 1;
    for (List<Step> b : bodies) {
      n = number(b, n, inside);
    }
    int end = n;
    Set<Integer> whole = new HashSet<>();
    for (Step.Swap s : swaps) {
      whole.add(s.current());
      whole.add(s.next());
    }
    switch (loop) {
      case Step.For f -> f.windows().forEach(w -> whole.add(w.whole()));
      case Step.While w -> whole.add(w.predicate());
      default -> {}
    }
    inside.keySet().stream().filter(before::contains).forEach(whole::add);
    for (int slot : whole) {
      touch(slot, start, lives);
      touch(slot, end, lives);
    }
    inside.forEach(
        (slot, life) -> {
          touch(slot, life.first, lives);
          touch(slot, life.last, lives);
        });
    return end + 1;
  }

  /**
   * After an odd number of steps a carry's value lies in the memory of the slot it was swapped
   * with: both live as long.
   */
  private static void joinSwapped(List<Step> steps, Map<Integer, Life> lives) {
    List<Step.Swap> swaps = new ArrayList<>();
    collectSwaps(steps, swaps);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Step.Swap s : swaps) {
        Life a = lives.get(s.current());
        Life b = lives.get(s.next());
        if (a != null && b != null && (a.first != b.first || a.last != b.last)) {
          a.first = b.first = Math.min(a.first, b.first);
          a.last = b.last = Math.max(a.last, b.last);
          changed = true;
        }
      }
    }
  }

  private static void collectSwaps(List<Step> steps, List<Step.Swap> out) {
    for (Step s : steps) {
      switch (s) {
        case Step.For f -> {
          out.addAll(f.swaps());
          collectSwaps(f.body(), out);
        }
        case Step.While w -> {
          out.addAll(w.swaps());
          collectSwaps(w.test(), out);
          collectSwaps(w.body(), out);
        }
        case Step.Switch c -> c.branches().forEach(b -> collectSwaps(b, out));
        case Step.RunNest _, Step.Gemm _, Step.Copy _, Step.Host _ -> {}
      }
    }
  }

  private static void touch(int slot, int at, Map<Integer, Life> lives) {
    Life l = lives.computeIfAbsent(slot, _ -> new Life(at));
    l.first = Math.min(l.first, at);
    l.last = Math.max(l.last, at);
  }
}
