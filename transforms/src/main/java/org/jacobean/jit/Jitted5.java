package org.jacobean.jit;

import io.vavr.Function5;

/**
 * A function of five arguments that runs as one compiled program; made by {@code Transforms.jit}.
 * See {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <R> type of the result
 */
public final class Jitted5<A, B, C, D, E, R> extends Jitted implements Function5<A, B, C, D, E, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted5(Function5<A, B, C, D, E, R> f) {
    super(TreeFunction.of(f));
  }

  private Jitted5(JitFunction f) {
    super(f);
  }

  /** Gives arguments up; see {@link Jitted1#donating}. */
  public Jitted5<A, B, C, D, E, R> donating(int... arguments) {
    return new Jitted5<>(function.donating(5, arguments));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a, B b, C c, D d, E e) {
    return (R) function.call(a, b, c, d, e);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a, B b, C c, D d, E e) {
    return function.trace(a, b, c, d, e);
  }
}
