package org.jacobean.jit;

import io.vavr.Function4;

/**
 * A function of four arguments that runs as one compiled program; made by {@code Transforms.jit}.
 * See {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <R> type of the result
 */
public final class Jitted4<A, B, C, D, R> extends Jitted implements Function4<A, B, C, D, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted4(Function4<A, B, C, D, R> f) {
    super(TreeFunction.of(f));
  }

  private Jitted4(JitFunction f) {
    super(f);
  }

  /** Gives arguments up; see {@link Jitted1#donating}. */
  public Jitted4<A, B, C, D, R> donating(int... arguments) {
    return new Jitted4<>(function.donating(4, arguments));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a, B b, C c, D d) {
    return (R) function.call(a, b, c, d);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a, B b, C c, D d) {
    return function.trace(a, b, c, d);
  }
}
