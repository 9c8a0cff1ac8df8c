package org.jacobean.jit;

import io.vavr.Function6;

/**
 * A function of six arguments that runs as one compiled program; made by {@code Transforms.jit}.
 * See {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <F> type of argument 5
 * @param <R> type of the result
 */
public final class Jitted6<A, B, C, D, E, F, R> extends Jitted
    implements Function6<A, B, C, D, E, F, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted6(Function6<A, B, C, D, E, F, R> f) {
    super(TreeFunction.of(f));
  }

  private Jitted6(JitFunction f) {
    super(f);
  }

  /** Gives arguments up; see {@link Jitted1#donating}. */
  public Jitted6<A, B, C, D, E, F, R> donating(int... arguments) {
    return new Jitted6<>(function.donating(6, arguments));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a, B b, C c, D d, E e, F f) {
    return (R) function.call(a, b, c, d, e, f);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a, B b, C c, D d, E e, F f) {
    return function.trace(a, b, c, d, e, f);
  }
}
