package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import org.jacobean.jit.TreeFunction;

/**
 * A function of two arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <R> type of the result
 */
public final class Custom2<A, B, R> extends Custom implements Function2<A, B, R> {
  private static final long serialVersionUID = 1L;

  Custom2(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b) {
    return (R) function.call(a, b);
  }

  /** See {@link Custom1#jvp}. */
  public Custom2<A, B, R> jvp(Function2<Tuple2<A, B>, Tuple2<A, B>, Jvp<R>> rule) {
    return new Custom2<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom2<A, B, R> jvpWithZeros(
      Function2<Tuple2<A, B>, Tangent<Tuple2<A, B>>, Dual<R>> rule) {
    return new Custom2<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom2<A, B, R> vjp(
      Function2<A, B, Tuple2<R, S>> forward, Function2<S, R, Tuple2<A, B>> backward) {
    return new Custom2<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom2<A, B, R> vjpWithZeros(
      Function1<Perturbed<Tuple2<A, B>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple2<A, B>>> backward) {
    return new Custom2<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom2<A, B, R> batching(Function1<Batch<Tuple2<A, B>>, Batch<R>> rule) {
    return new Custom2<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom2<A, B, R> transpose(Function2<A, R, B> rule) {
    return new Custom2<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
