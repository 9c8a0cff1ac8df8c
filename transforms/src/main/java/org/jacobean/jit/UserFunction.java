package org.jacobean.jit;

import org.jspecify.annotations.Nullable;

/**
 * A function written by the user; equal to another one that runs the same code on equal captured
 * values.
 */
final class UserFunction implements TreeFunction {
  /** Calls a typed function with an array of arguments. */
  interface Invoker {
    Object invoke(Object[] args);
  }

  private final Object function;
  private final Invoker invoker;
  private volatile @Nullable FunctionKey key;

  private UserFunction(Object function, Invoker invoker) {
    this.function = function;
    this.invoker = invoker;
  }

  static TreeFunction of(Object function, Invoker invoker) {
    return switch (function) {
      case TypedFunction typed -> typed.untyped();
      case TreeFunction tree -> tree;
      default -> new UserFunction(function, invoker);
    };
  }

  FunctionKey key() {
    FunctionKey k = key;
    if (k == null) {
      k = FunctionKey.of(function);
      key = k;
    }
    return k;
  }

  @Override
  public Object call(Object... args) {
    return invoker.invoke(args);
  }

  @Override
  public String name() {
    return key().name();
  }

  @Override
  public Captures captures() {
    return key().captures();
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof UserFunction u && key().equals(u.key()));
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
