package org.jacobean.jit;

import java.util.function.Supplier;

/** Where compilation is switched off, and where it was not possible. */
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

  /**
   * How many programs have been compiled for the reference evaluator for want of a back end that
   * can run them, since the start of the process. Each is logged as a warning, a missing back end
   * once.
   */
  public static long referenceFallbacks() {
    return Compiler.fallbacks();
  }

  /**
   * How many programs jitted functions have been compiled to since the start of the process: one
   * per program, however many functions, threads and calls share it.
   */
  public static long compilations() {
    return Compiler.compilations();
  }

  static boolean isDisabled() {
    return DISABLED.isBound();
  }
}
