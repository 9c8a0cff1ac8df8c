package org.jacobean.transforms;

import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.TypedFunction;

/** What all functions with rules of their own share: they are equal when what they compute is. */
abstract sealed class Custom implements TypedFunction
    permits Custom1, Custom2, Custom3, Custom4, Custom5, Custom6, Custom7, Custom8 {
  final transient CustomFunction function;

  Custom(CustomFunction function) {
    this.function = function;
  }

  @Override
  public final TreeFunction untyped() {
    return function;
  }

  @Override
  public final boolean equals(Object o) {
    return o instanceof Custom c && function.equals(c.function);
  }

  @Override
  public final int hashCode() {
    return function.hashCode();
  }

  @Override
  public final String toString() {
    return function.toString();
  }
}
