package org.jacobean.jit;

import java.util.function.Supplier;

/** Where compilation is switched off. */
public final class JitScope {
  private static final ScopedValue<Boolean> DISABLED = ScopedValue.newInstance();

  private JitScope() {}

  /**
   * Runs {@code body} with jitted functions running their operations one by one, as if they had not
   * been jitted: for debugging with concrete values.
   */
  public static <T> T disableJit(Supplier<T> body) {
    return ScopedValue.where(DISABLED, true).call(body::get);
  }

  static boolean isDisabled() {
    return DISABLED.isBound();
  }
}
