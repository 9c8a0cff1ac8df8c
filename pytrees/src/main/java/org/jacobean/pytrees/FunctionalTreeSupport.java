package org.jacobean.pytrees;

import java.util.List;
import java.util.function.Function;

/** A support made of two functions. */
record FunctionalTreeSupport<T>(
    Class<T> type, Function<T, List<?>> apart, Function<List<?>, T> together)
    implements TreeSupport<T> {
  @Override
  public List<?> children(T value) {
    return apart.apply(value);
  }

  @Override
  public T rebuild(List<?> children) {
    return together.apply(children);
  }
}
