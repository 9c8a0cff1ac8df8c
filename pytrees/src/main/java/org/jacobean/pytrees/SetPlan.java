package org.jacobean.pytrees;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sets of static values, which are static values themselves: leaves in a set would have no order.
 */
final class SetPlan extends Plan {
  @Override
  Node build(Object value, Builder builder) {
    Object[] elements = children(value, NO_META);
    int before = builder.count();
    for (Object element : elements) {
      builder.node(element);
      if (builder.count() != before) {
        throw new Malformed(
            "JX0109",
            "the set at %s holds an array. The elements of a set have no order to name them by; use"
                + " a List, or a Map from names to arrays.");
      }
    }
    return new Node.StaticNode(copy(value));
  }

  @Override
  Object[] children(Object value, Object meta) {
    return value instanceof io.vavr.collection.Set<?> set
        ? set.toJavaArray()
        : ((Set<?>) value).toArray();
  }

  /** An unmodifiable copy that iterates in the same order, where the original has one. */
  private static Object copy(Object value) {
    return switch (value) {
      case EnumSet<?> set -> Collections.unmodifiableSet(set.clone());
      case SortedSet<?> set -> Collections.unmodifiableSortedSet(new TreeSet<>(set));
      case SequencedSet<?> set ->
          Collections.unmodifiableSequencedSet(new LinkedHashSet<Object>(set));
      case Set<?> set -> Set.copyOf(set);
      // Vavr's sets are immutable.
      default -> value;
    };
  }
}
