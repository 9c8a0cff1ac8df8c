package org.jacobean.jit;

import io.vavr.Function1;

/**
 * A function of one argument that runs as one compiled program; made by {@code Transforms.jit}. See
 * {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <R> type of the result
 */
public final class Jitted1<A, R> extends Jitted implements Function1<A, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted1(Function1<A, R> f) {
    super(TreeFunction.of(f));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a) {
    return (R) function.call(a);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a) {
    return function.trace(a);
  }
}
