package org.jacobean.jit;

import io.vavr.Function3;

/**
 * A function of three arguments that runs as one compiled program; made by {@code Transforms.jit}.
 * See {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <R> type of the result
 */
public final class Jitted3<A, B, C, R> extends Jitted implements Function3<A, B, C, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted3(Function3<A, B, C, R> f) {
    super(TreeFunction.of(f));
  }

  private Jitted3(JitFunction f) {
    super(f);
  }

  /** Gives arguments up; see {@link Jitted1#donating}. */
  public Jitted3<A, B, C, R> donating(int... arguments) {
    return new Jitted3<>(function.donating(3, arguments));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a, B b, C c) {
    return (R) function.call(a, b, c);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a, B b, C c) {
    return function.trace(a, b, c);
  }
}
