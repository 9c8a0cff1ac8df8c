package org.jacobean.testing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scatter;

/** Counts what cases exercise: operations, and transformations directly over others. */
public final class CompositionCoverage {
  private final Map<String, Integer> operations = new TreeMap<>();
  private final Map<TransformKind, Map<TransformKind, Integer>> pairs =
      new EnumMap<>(TransformKind.class);
  private final Map<String, Set<TransformKind>> under = new TreeMap<>();

  /** Counts a case. */
  public void add(CompositionCase c) {
    List<TransformStack.Entry> entries = c.stack().entries();
    for (int i = 1; i < entries.size(); i++) {
      pairs
          .computeIfAbsent(entries.get(i).kind(), _ -> new EnumMap<>(TransformKind.class))
          .merge(entries.get(i - 1).kind(), 1, Integer::sum);
    }
    Set<String> found = new TreeSet<>();
    JaxprWalk.equations(c.program().jaxpr().jaxpr(), e -> found.add(label(e)));
    for (String name : found) {
      operations.merge(name, 1, Integer::sum);
      Set<TransformKind> kinds = under.computeIfAbsent(name, _ -> new TreeSet<>());
      entries.forEach(e -> kinds.add(e.kind()));
    }
  }

  private static String label(Eqn e) {
    return label(e.op());
  }

  /** The name of an operation, with the parameter that changes its meaning most. */
  static String label(Primitive op) {
    return switch (op) {
      case Gather g -> g.name() + " " + g.mode();
      case Scatter s -> s.name() + " " + s.mode();
      case ArgReduce a -> a.name();
      case Compare c -> c.name();
      case Composite _ -> "composite";
      default -> op.name();
    };
  }

  /** In how many cases each operation occurred. */
  public Map<String, Integer> operations() {
    return Map.copyOf(operations);
  }

  /** How often one transformation stood directly over another. */
  public int count(TransformKind over, TransformKind under) {
    return pairs.getOrDefault(over, Map.of()).getOrDefault(under, 0);
  }

  /** Tables of the counts. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("over \\ under ");
    for (TransformKind k : TransformKind.values()) {
      text.append(String.format("%10s", k));
    }
    for (TransformKind over : TransformKind.values()) {
      text.append(String.format("%n%-13s", over));
      for (TransformKind below : TransformKind.values()) {
        text.append(String.format("%10d", count(over, below)));
      }
    }
    text.append(String.format("%n%noperation: cases, transformations above it%n"));
    operations.forEach(
        (name, n) -> text.append(String.format("%-30s %6d  %s%n", name, n, under.get(name))));
    return text.toString();
  }
}
