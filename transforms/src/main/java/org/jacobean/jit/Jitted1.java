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

  private Jitted1(JitFunction f) {
    super(f);
  }

  /**
   * The same function with arguments that the caller gives up: a call may compute results in their
   * memory, and every array in them is unusable afterwards (JX0561). Worth it for large arrays that
   * are replaced, such as the parameters in a training step. {@link Compiled#donations} tells what
   * was reused. An array that is passed twice, or is a constant of the function, is not computed
   * in; it is given up all the same. Inside another transformed function nothing is given up. No
   * other thread may be using the arrays.
   *
   * @param arguments positions, from 0
   * @throws org.jacobean.errors.TransformException JX0560 when there is no such argument
   */
  public Jitted1<A, R> donating(int... arguments) {
    return new Jitted1<>(function.donating(1, arguments));
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
