package org.jacobean.pytrees;

import java.util.function.Function;
import java.util.function.IntFunction;

/** A container that is fully given by its children in order. */
final class ShapedPlan extends Plan {
  private final String name;
  private final String brackets;
  private final Function<Object, Object[]> children;
  private final Function<Object[], Object> assemble;
  private final IntFunction<KeyPath.Key> key;

  ShapedPlan(
      String name,
      String brackets,
      Function<Object, Object[]> children,
      Function<Object[], Object> assemble,
      IntFunction<KeyPath.Key> key) {
    this.name = name;
    this.brackets = brackets;
    this.children = children;
    this.assemble = assemble;
    this.key = key;
  }

  @Override
  Object[] children(Object value, Object meta) {
    return children.apply(value);
  }

  @Override
  Object assemble(Object meta, Object[] values) {
    return assemble.apply(values);
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    return key.apply(child);
  }

  @Override
  String name(Object meta) {
    return name;
  }

  @Override
  String brackets() {
    return brackets;
  }
}
