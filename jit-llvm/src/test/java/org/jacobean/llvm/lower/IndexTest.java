package org.jacobean.llvm.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Index arithmetic simplifies and never changes the value. */
class IndexTest {
  private final Index i = Index.of(new Index.LoopVar(0, 6));
  private final Index j = Index.of(new Index.LoopVar(1, 4));

  @Test
  void quotientAndRemainderOfASumInRangeDisappear() {
    Index flat = i.times(4).plus(j);
    assertEquals(i, flat.floorDiv(4));
    assertEquals(j, flat.mod(4));
  }

  @Test
  void quotientTimesDivisorPlusRemainderIsTheDividend() {
    Index q = i.floorDiv(5).times(5).plus(i.mod(5));
    assertEquals(i, q);
  }

  @Test
  void rangesBoundEveryValue() {
    Random r = new Random(7);
    for (int trial = 0; trial < 500; trial++) {
      long a = r.nextInt(9) - 4;
      long b = r.nextInt(9) - 4;
      long c = r.nextInt(30);
      long n = 1 + r.nextInt(7);
      Index x = i.times(a).plus(j.times(b)).plus(c);
      for (Index e : new Index[] {x.floorDiv(n), x.mod(n), x.floorDiv(n).times(n).plus(x.mod(n))}) {
        for (int p = 0; p < 6; p++) {
          for (int q = 0; q < 4; q++) {
            long v = value(e, Map.of(0, (long) p, 1, (long) q));
            long plain = a * p + b * q + c;
            long want =
                e.equals(x.floorDiv(n))
                    ? Math.floorDiv(plain, n)
                    : e.equals(x.mod(n)) ? Math.floorMod(plain, n) : plain;
            assertEquals(want, v, e + " at " + p + "," + q);
            assertTrue(
                e.min() <= v && v <= e.max(), () -> e + " has range " + e.min() + ".." + e.max());
          }
        }
      }
    }
  }

  private static long value(Index x, Map<Integer, Long> at) {
    long v = x.constant();
    for (var t : x.terms().entrySet()) {
      long a =
          switch (t.getKey()) {
            case Index.LoopVar l -> at.get(l.id());
            case Index.Quotient q -> Math.floorDiv(value(q.x(), at), q.n());
            case Index.Remainder m -> Math.floorMod(value(m.x(), at), m.n());
            case Index.Computed c -> throw new AssertionError(c);
          };
      v += t.getValue() * a;
    }
    return v;
  }
}
