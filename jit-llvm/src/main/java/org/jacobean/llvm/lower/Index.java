package org.jacobean.llvm.lower;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An integer expression over loop variables, in canonical form: a constant plus a sum of
 * coefficients times atoms. Quotients and remainders by constants simplify when the range of their
 * operand allows it, so that most reshapes leave no division behind.
 */
public final class Index {
  /** What a coefficient multiplies. */
  public sealed interface Atom permits Computed, LoopVar, Quotient, Remainder {
    /** The smallest value it takes. */
    long min();

    /** The largest value it takes. */
    long max();
  }

  /** A loop variable, from 0 to {@code extent - 1}. */
  public record LoopVar(int id, long extent) implements Atom {
    @Override
    public long min() {
      return 0;
    }

    @Override
    public long max() {
      return Math.max(0, extent - 1);
    }
  }

  /** {@code floor(x / n)}. */
  public record Quotient(Index x, long n) implements Atom {
    @Override
    public long min() {
      return Math.floorDiv(x.min, n);
    }

    @Override
    public long max() {
      return Math.floorDiv(x.max, n);
    }
  }

  /** {@code x - n floor(x / n)}. */
  public record Remainder(Index x, long n) implements Atom {
    @Override
    public long min() {
      return 0;
    }

    @Override
    public long max() {
      return n - 1;
    }
  }

  /** An integer computed at run time, known to be from {@code min} to {@code max}. */
  public record Computed(Expr value, long min, long max) implements Atom {}

  /** Zero. */
  public static final Index ZERO = new Index(0, Map.of());

  private final long constant;
  private final Map<Atom, Long> terms;
  private final long min;
  private final long max;
  private final int hash;

  private Index(long constant, Map<Atom, Long> terms) {
    this.constant = constant;
    this.terms = terms;
    long lo = constant;
    long hi = constant;
    for (var t : terms.entrySet()) {
      long c = t.getValue();
      lo += c > 0 ? c * t.getKey().min() : c * t.getKey().max();
      hi += c > 0 ? c * t.getKey().max() : c * t.getKey().min();
    }
    this.min = lo;
    this.max = hi;
    this.hash = Long.hashCode(constant) * 31 + terms.hashCode();
  }

  /** A constant. */
  public static Index of(long c) {
    return c == 0 ? ZERO : new Index(c, Map.of());
  }

  /** A single atom. */
  public static Index of(Atom a) {
    if (a instanceof LoopVar v && v.extent() == 1) {
      return ZERO;
    }
    return new Index(0, Map.of(a, 1L));
  }

  /** The constant part. */
  public long constant() {
    return constant;
  }

  /** The atoms with their coefficients. */
  public Map<Atom, Long> terms() {
    return terms;
  }

  /** A lower bound of its value. */
  public long min() {
    return min;
  }

  /** An upper bound of its value. */
  public long max() {
    return max;
  }

  /** Whether it is a constant. */
  public boolean isConstant() {
    return terms.isEmpty();
  }

  /** {@code this + c}. */
  public Index plus(long c) {
    return c == 0 ? this : new Index(constant + c, terms);
  }

  /** {@code this * c}. */
  public Index times(long c) {
    if (c == 0) {
      return ZERO;
    }
    if (c == 1) {
      return this;
    }
    Map<Atom, Long> t = new LinkedHashMap<>();
    terms.forEach((a, k) -> t.put(a, k * c));
    return new Index(constant * c, t);
  }

  /** {@code this + other}. */
  public Index plus(Index other) {
    if (terms.isEmpty()) {
      return other.plus(constant);
    }
    if (other.terms.isEmpty()) {
      return plus(other.constant);
    }
    Map<Atom, Long> t = new LinkedHashMap<>(terms);
    other.terms.forEach((a, k) -> t.merge(a, k, Long::sum));
    t.values().removeIf(k -> k == 0);
    return new Index(constant + other.constant, t).joinDivisions();
  }

  /** Replaces {@code c*n*floor(x/n) + c*(x mod n)} by {@code c*x}. */
  private Index joinDivisions() {
    for (var e : terms.entrySet()) {
      if (e.getKey() instanceof Remainder r) {
        Quotient q = new Quotient(r.x(), r.n());
        Long k = terms.get(q);
        if (k != null && k == e.getValue() * r.n()) {
          Map<Atom, Long> t = new LinkedHashMap<>(terms);
          t.remove(r);
          t.remove(q);
          return new Index(constant, t).plus(r.x().times(e.getValue()));
        }
      }
    }
    return this;
  }

  /** {@code floor(this / n)}. */
  public Index floorDiv(long n) {
    if (n == 1) {
      return this;
    }
    Index multiple = multiplesOf(n);
    Index rest = plus(multiple.times(-1));
    Index q = new Index(multiple.constant / n, divided(multiple.terms, n));
    if (rest.min >= 0 && rest.max < n) {
      return q;
    }
    return q.plus(of(new Quotient(rest, n)));
  }

  /** {@code this - n floor(this / n)}. */
  public Index mod(long n) {
    if (n == 1) {
      return ZERO;
    }
    Index rest = plus(multiplesOf(n).times(-1));
    return rest.min >= 0 && rest.max < n ? rest : of(new Remainder(rest, n));
  }

  private Index multiplesOf(long n) {
    Map<Atom, Long> t = new LinkedHashMap<>();
    terms.forEach(
        (a, k) -> {
          if (k % n == 0) {
            t.put(a, k);
          }
        });
    return new Index(Math.floorDiv(constant, n) * n, t);
  }

  private static Map<Atom, Long> divided(Map<Atom, Long> terms, long n) {
    Map<Atom, Long> t = new LinkedHashMap<>();
    terms.forEach((a, k) -> t.put(a, k / n));
    return t;
  }

  /** With every loop variable replaced; computed atoms are mapped with {@code exprs}. */
  public Index map(Function<LoopVar, Index> vars, Function<Expr, Expr> exprs) {
    Index r = of(constant);
    for (var e : terms.entrySet()) {
      Index a =
          switch (e.getKey()) {
            case LoopVar v -> vars.apply(v);
            case Quotient q -> q.x().map(vars, exprs).floorDiv(q.n());
            case Remainder m -> m.x().map(vars, exprs).mod(m.n());
            case Computed c -> of(new Computed(exprs.apply(c.value()), c.min(), c.max()));
          };
      r = r.plus(a.times(e.getValue()));
    }
    return r;
  }

  /** The coefficient of a loop variable that occurs as a plain term; 0 when it does not. */
  public long coefficient(int var) {
    for (var e : terms.entrySet()) {
      if (e.getKey() instanceof LoopVar v && v.id() == var) {
        return e.getValue();
      }
    }
    return 0;
  }

  /** Whether the variable occurs inside a division or a computed atom. */
  public boolean nonlinearIn(int var) {
    for (Atom a : terms.keySet()) {
      boolean inside =
          switch (a) {
            case LoopVar _ -> false;
            case Quotient q -> q.x().uses(var);
            case Remainder m -> m.x().uses(var);
            case Computed c -> c.value().uses(var);
          };
      if (inside) {
        return true;
      }
    }
    return false;
  }

  /** Whether the variable occurs at all. */
  public boolean uses(int var) {
    return coefficient(var) != 0 || nonlinearIn(var);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Index i
        && hash == i.hash
        && constant == i.constant
        && terms.equals(i.terms);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** For example {@code 64*i0 + i1 + 3}; terms in a fixed order. */
  @Override
  public String toString() {
    Map<String, Long> sorted = new TreeMap<>();
    terms.forEach((a, k) -> sorted.put(name(a), k));
    StringBuilder s = new StringBuilder();
    sorted.forEach((a, k) -> s.append(s.isEmpty() ? "" : " + ").append(k == 1 ? a : k + "*" + a));
    return s.isEmpty()
        ? Long.toString(constant)
        : constant == 0 ? s.toString() : s + " + " + constant;
  }

  private static String name(Atom a) {
    return switch (a) {
      case LoopVar v -> "i" + v.id();
      case Quotient q -> "(" + q.x() + ")/" + q.n();
      case Remainder m -> "(" + m.x() + ")%" + m.n();
      case Computed c -> "[" + c.value() + "]";
    };
  }
}
