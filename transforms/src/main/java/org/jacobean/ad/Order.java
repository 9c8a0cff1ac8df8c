package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.ir.Jaxpr;

/** A list of positions, built piece by piece, to rearrange the arguments or results of a jaxpr. */
final class Order {
  private final List<Integer> positions = new ArrayList<>();

  /** Appends {@code from, from+1, …, to-1}. */
  Order range(int from, int to) {
    for (int i = from; i < to; i++) {
      positions.add(i);
    }
    return this;
  }

  /** Appends one position. */
  Order at(int i) {
    positions.add(i);
    return this;
  }

  /** The elements at the positions. */
  <T> List<T> of(List<? extends T> list) {
    List<T> out = new ArrayList<>(positions.size());
    for (int i : positions) {
      out.add(list.get(i));
    }
    return out;
  }

  /** The jaxpr with arguments and results in other orders. */
  static Jaxpr rearrange(Jaxpr j, Order in, Order out) {
    return new Jaxpr(j.constVars(), in.of(j.inVars()), j.eqns(), out.of(j.outs()));
  }

  /** Number of set entries in {@code mask[from..to)}. */
  static int count(boolean[] mask, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += mask[i] ? 1 : 0;
    }
    return n;
  }

  /** The mask as a list, which is equal to another with the same entries. */
  static List<Boolean> list(boolean[] mask) {
    List<Boolean> out = new ArrayList<>(mask.length);
    for (boolean b : mask) {
      out.add(b);
    }
    return List.copyOf(out);
  }

  /** The list as a mask. */
  static boolean[] mask(List<Boolean> list) {
    boolean[] out = new boolean[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i);
    }
    return out;
  }

  /** The elements whose mask entry is {@code wanted}. */
  static <T> List<T> where(List<? extends T> list, boolean[] mask, boolean wanted) {
    List<T> out = new ArrayList<>();
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == wanted) {
        out.add(list.get(i));
      }
    }
    return out;
  }
}
