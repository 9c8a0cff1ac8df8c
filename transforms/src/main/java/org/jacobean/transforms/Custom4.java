package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function4;
import io.vavr.Tuple2;
import io.vavr.Tuple4;
import org.jacobean.jit.TreeFunction;

/**
 * A function of four arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <R> type of the result
 */
public final class Custom4<A, B, C, D, R> extends Custom implements Function4<A, B, C, D, R> {
  private static final long serialVersionUID = 1L;

  Custom4(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c, D d) {
    return (R) function.call(a, b, c, d);
  }

  /** See {@link Custom1#jvp}. */
  public Custom4<A, B, C, D, R> jvp(
      Function2<Tuple4<A, B, C, D>, Tuple4<A, B, C, D>, Jvp<R>> rule) {
    return new Custom4<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom4<A, B, C, D, R> jvpWithZeros(
      Function2<Tuple4<A, B, C, D>, Tangent<Tuple4<A, B, C, D>>, Dual<R>> rule) {
    return new Custom4<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom4<A, B, C, D, R> vjp(
      Function4<A, B, C, D, Tuple2<R, S>> forward, Function2<S, R, Tuple4<A, B, C, D>> backward) {
    return new Custom4<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom4<A, B, C, D, R> vjpWithZeros(
      Function1<Perturbed<Tuple4<A, B, C, D>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple4<A, B, C, D>>> backward) {
    return new Custom4<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom4<A, B, C, D, R> batching(Function1<Batch<Tuple4<A, B, C, D>>, Batch<R>> rule) {
    return new Custom4<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom4<A, B, C, D, R> transpose(Function4<A, B, C, R, D> rule) {
    return new Custom4<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
