package org.jacobean.jit;

import io.vavr.Function2;

/**
 * A function of two arguments that runs as one compiled program; made by {@code Transforms.jit}.
 * See {@link Jitted} for what it can tell about itself.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <R> type of the result
 */
public final class Jitted2<A, B, R> extends Jitted implements Function2<A, B, R> {
  private static final long serialVersionUID = 1L;

  /** Compiles {@code f} when it is called. */
  public Jitted2(Function2<A, B, R> f) {
    super(TreeFunction.of(f));
  }

  private Jitted2(JitFunction f) {
    super(f);
  }

  /** Gives arguments up; see {@link Jitted1#donating}. */
  public Jitted2<A, B, R> donating(int... arguments) {
    return new Jitted2<>(function.donating(2, arguments));
  }

  @Override
  @SuppressWarnings("unchecked") // the compiled function returns R
  public R apply(A a, B b) {
    return (R) function.call(a, b);
  }

  /** The first stage of compilation, for arguments of these types. */
  public Traced<R> trace(A a, B b) {
    return function.trace(a, b);
  }
}
