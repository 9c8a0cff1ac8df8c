package org.jacobean.llvm.runtime;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value made at first use. Unlike a class initialiser, a failure reaches every caller as the
 * exception that it is, and the next use tries again.
 *
 * @param <T> type of the value
 */
public final class Lazy<T> {
  private final Supplier<? extends T> supplier;
  private volatile @Nullable T value;

  private Lazy(Supplier<? extends T> supplier) {
    this.supplier = supplier;
  }

  /** A value that the supplier makes, once, when it is first asked for. */
  public static <T> Lazy<T> of(Supplier<? extends T> supplier) {
    return new Lazy<>(supplier);
  }

  /** The value, made now if need be; throws what the supplier throws. */
  public T get() {
    T known = value;
    return known != null ? known : make();
  }

  private synchronized T make() {
    T known = value;
    if (known == null) {
      known = supplier.get();
      value = known;
    }
    return known;
  }
}
