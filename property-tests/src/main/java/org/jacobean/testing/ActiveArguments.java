package org.jacobean.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Some of the arguments of a function; the others are captured.
 *
 * @param chosen their positions
 */
record ActiveArguments(BitSet chosen) {
  /** Random ones, at least one of which is inexact if there is one. */
  static ActiveArguments random(Random r, Signature g, boolean inexactOnly) {
    BitSet chosen = new BitSet();
    List<Integer> inexact = new ArrayList<>();
    for (int i = 0; i < g.in().size(); i++) {
      boolean varies = g.in().get(i).type().dtype().isInexact();
      if (varies) {
        inexact.add(i);
      }
      chosen.set(i, varies ? r.nextInt(4) > 0 : !inexactOnly && r.nextInt(3) == 0);
    }
    if (!inexact.isEmpty()) {
      chosen.set(inexact.get(r.nextInt(inexact.size())));
    }
    return new ActiveArguments(chosen);
  }

  static ActiveArguments of(int count, Predicate<Integer> is) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < count; i++) {
      chosen.set(i, is.test(i));
    }
    return new ActiveArguments(chosen);
  }

  /** Those of the values that are chosen. */
  <T> List<T> of(List<T> all) {
    List<T> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (chosen.get(i)) {
        out.add(all.get(i));
      }
    }
    return out;
  }

  /** All values, with others in place of the chosen ones. */
  <T> List<T> merge(List<T> all, List<T> active) {
    List<T> out = new ArrayList<>(all);
    int next = 0;
    for (int i = 0; i < out.size(); i++) {
      if (chosen.get(i)) {
        out.set(i, active.get(next++));
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return chosen.toString();
  }
}
