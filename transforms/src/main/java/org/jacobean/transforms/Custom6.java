package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function6;
import io.vavr.Tuple2;
import io.vavr.Tuple6;
import org.jacobean.jit.TreeFunction;

/**
 * A function of six arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <F> type of argument 5
 * @param <R> type of the result
 */
public final class Custom6<A, B, C, D, E, F, R> extends Custom
    implements Function6<A, B, C, D, E, F, R> {
  private static final long serialVersionUID = 1L;

  Custom6(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c, D d, E e, F f) {
    return (R) function.call(a, b, c, d, e, f);
  }

  /** See {@link Custom1#jvp}. */
  public Custom6<A, B, C, D, E, F, R> jvp(
      Function2<Tuple6<A, B, C, D, E, F>, Tuple6<A, B, C, D, E, F>, Jvp<R>> rule) {
    return new Custom6<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom6<A, B, C, D, E, F, R> jvpWithZeros(
      Function2<Tuple6<A, B, C, D, E, F>, Tangent<Tuple6<A, B, C, D, E, F>>, Dual<R>> rule) {
    return new Custom6<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom6<A, B, C, D, E, F, R> vjp(
      Function6<A, B, C, D, E, F, Tuple2<R, S>> forward,
      Function2<S, R, Tuple6<A, B, C, D, E, F>> backward) {
    return new Custom6<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom6<A, B, C, D, E, F, R> vjpWithZeros(
      Function1<Perturbed<Tuple6<A, B, C, D, E, F>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple6<A, B, C, D, E, F>>> backward) {
    return new Custom6<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom6<A, B, C, D, E, F, R> batching(
      Function1<Batch<Tuple6<A, B, C, D, E, F>>, Batch<R>> rule) {
    return new Custom6<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom6<A, B, C, D, E, F, R> transpose(Function6<A, B, C, D, E, R, F> rule) {
    return new Custom6<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
