package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import org.jacobean.jit.TreeFunction;

/**
 * A function of three arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <R> type of the result
 */
public final class Custom3<A, B, C, R> extends Custom implements Function3<A, B, C, R> {
  private static final long serialVersionUID = 1L;

  Custom3(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c) {
    return (R) function.call(a, b, c);
  }

  /** See {@link Custom1#jvp}. */
  public Custom3<A, B, C, R> jvp(Function2<Tuple3<A, B, C>, Tuple3<A, B, C>, Jvp<R>> rule) {
    return new Custom3<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom3<A, B, C, R> jvpWithZeros(
      Function2<Tuple3<A, B, C>, Tangent<Tuple3<A, B, C>>, Dual<R>> rule) {
    return new Custom3<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom3<A, B, C, R> vjp(
      Function3<A, B, C, Tuple2<R, S>> forward, Function2<S, R, Tuple3<A, B, C>> backward) {
    return new Custom3<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom3<A, B, C, R> vjpWithZeros(
      Function1<Perturbed<Tuple3<A, B, C>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple3<A, B, C>>> backward) {
    return new Custom3<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom3<A, B, C, R> batching(Function1<Batch<Tuple3<A, B, C>>, Batch<R>> rule) {
    return new Custom3<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom3<A, B, C, R> transpose(Function3<A, B, R, C> rule) {
    return new Custom3<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
