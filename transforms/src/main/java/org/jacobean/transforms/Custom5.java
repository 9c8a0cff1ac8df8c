package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function5;
import io.vavr.Tuple2;
import io.vavr.Tuple5;
import org.jacobean.jit.TreeFunction;

/**
 * A function of five arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <R> type of the result
 */
public final class Custom5<A, B, C, D, E, R> extends Custom implements Function5<A, B, C, D, E, R> {
  private static final long serialVersionUID = 1L;

  Custom5(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c, D d, E e) {
    return (R) function.call(a, b, c, d, e);
  }

  /** See {@link Custom1#jvp}. */
  public Custom5<A, B, C, D, E, R> jvp(
      Function2<Tuple5<A, B, C, D, E>, Tuple5<A, B, C, D, E>, Jvp<R>> rule) {
    return new Custom5<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom5<A, B, C, D, E, R> jvpWithZeros(
      Function2<Tuple5<A, B, C, D, E>, Tangent<Tuple5<A, B, C, D, E>>, Dual<R>> rule) {
    return new Custom5<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom5<A, B, C, D, E, R> vjp(
      Function5<A, B, C, D, E, Tuple2<R, S>> forward,
      Function2<S, R, Tuple5<A, B, C, D, E>> backward) {
    return new Custom5<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom5<A, B, C, D, E, R> vjpWithZeros(
      Function1<Perturbed<Tuple5<A, B, C, D, E>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple5<A, B, C, D, E>>> backward) {
    return new Custom5<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom5<A, B, C, D, E, R> batching(
      Function1<Batch<Tuple5<A, B, C, D, E>>, Batch<R>> rule) {
    return new Custom5<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom5<A, B, C, D, E, R> transpose(Function5<A, B, C, D, R, E> rule) {
    return new Custom5<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
