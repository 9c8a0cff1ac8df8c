package org.jacobean.pytrees;

/** Values that are part of the structure: numbers, texts, enum constants, functions and the like. */
final class StaticPlan extends Plan {
  @Override
  Node build(Object value, Builder builder) {
    return new Node.StaticNode(value);
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    throw new IllegalStateException("a static value has no children");
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    throw new IllegalStateException("a static value has no children");
  }

  @Override
  String name(Object meta) {
    return "static";
  }
}
