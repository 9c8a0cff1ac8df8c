package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.NDArray;

/**
 * Transformations around a function, innermost first.
 *
 * @param entries which transformations, and the seeds of their choices
 */
public record TransformStack(List<Entry> entries) {
  /**
   * A transformation whose details depend on the type of what it is applied to.
   *
   * @param kind which
   * @param seed determines the details
   */
  public record Entry(TransformKind kind, long seed) {}

  /** Copies the list. */
  public TransformStack {
    entries = List.copyOf(entries);
  }

  /**
   * A random stack of one to four transformations, at most three of them derivatives and one over
   * devices, which do not nest.
   */
  public static TransformStack random(Random r) {
    int depth = 1 + r.nextInt(4);
    List<Entry> entries = new ArrayList<>();
    int derivatives = 0;
    while (entries.size() < depth) {
      TransformKind[] kinds = TransformKind.values();
      TransformKind kind = kinds[r.nextInt(kinds.length)];
      boolean nested =
          kind == TransformKind.PMAP && entries.stream().anyMatch(e -> e.kind() == kind);
      if (!nested && (!kind.isDerivative() || derivatives++ < 3)) {
        entries.add(new Entry(kind, r.nextLong()));
      }
    }
    return new TransformStack(entries);
  }

  /** Whether some transformation is of a kind. */
  boolean has(java.util.function.Predicate<TransformKind> which) {
    return entries.stream().anyMatch(e -> which.test(e.kind()));
  }

  /** The transformations with all details, for a function of a type. */
  List<TransformLayer> layers(Signature g) {
    List<TransformLayer> out = new ArrayList<>();
    Signature type = g;
    for (Entry e : entries) {
      TransformLayer layer = TransformLayer.of(e.kind(), e.seed(), type);
      out.add(layer);
      type = layer.signature();
    }
    return out;
  }

  /** The transformed function, by the library. */
  static UnaryOperator<List<NDArray>> library(
      UnaryOperator<List<NDArray>> f, List<TransformLayer> layers) {
    UnaryOperator<List<NDArray>> g = f;
    for (TransformLayer l : layers) {
      g = l.library(g);
    }
    return g;
  }
}
