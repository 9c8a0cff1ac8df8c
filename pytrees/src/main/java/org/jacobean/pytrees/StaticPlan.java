package org.jacobean.pytrees;

/**
 * Values that are part of the structure: numbers, texts, enum constants, functions and the like.
 */
final class StaticPlan extends Plan {
  @Override
  Node build(Object value, Builder builder) {
    return new Node.StaticNode(value);
  }
}
