package org.jacobean.jit;

import io.vavr.Function0;

/**
 * A function of no argument that runs as one compiled program; made by {@code Transforms.jit}. See
 * {@link Jitted} for what it can tell about itself.
 *
 * @param <R> type of the result
 */
public final class Jitted0<R> extends Jitted implements Function0<R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted0(Function0<R> f) {
    super(TreeFunction.of(f));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply() {
    return (R) function.call();
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace() {
    return function.trace();
  }
}
