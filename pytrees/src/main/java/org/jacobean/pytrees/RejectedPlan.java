package org.jacobean.pytrees;

import io.vavr.Value;

/** Classes that may hold arrays but have no order, no end, or no value equality to be a tree by. */
final class RejectedPlan extends Plan {
  private final Class<?> type;
  private final String remedy;

  RejectedPlan(Class<?> type, String remedy) {
    this.type = type;
    this.remedy = remedy;
  }

  @Override
  Node build(Object value, Builder builder) {
    throw new Malformed(
        "JX0110",
        "the value at %s has type "
            + (value instanceof Value<?> vavr ? "Vavr " + vavr.stringPrefix() : type.getTypeName())
            + ", which is not a tree. Use "
            + remedy
            + ", or let the type implement TreeNode.");
  }
}
