package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function7;
import io.vavr.Tuple2;
import io.vavr.Tuple7;
import org.jacobean.jit.TreeFunction;

/**
 * A function of seven arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <F> type of argument 5
 * @param <G> type of argument 6
 * @param <R> type of the result
 */
public final class Custom7<A, B, C, D, E, F, G, R> extends Custom
    implements Function7<A, B, C, D, E, F, G, R> {
  private static final long serialVersionUID = 1L;

  Custom7(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c, D d, E e, F f, G g) {
    return (R) function.call(a, b, c, d, e, f, g);
  }

  /** See {@link Custom1#jvp}. */
  public Custom7<A, B, C, D, E, F, G, R> jvp(
      Function2<Tuple7<A, B, C, D, E, F, G>, Tuple7<A, B, C, D, E, F, G>, Jvp<R>> rule) {
    return new Custom7<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom7<A, B, C, D, E, F, G, R> jvpWithZeros(
      Function2<Tuple7<A, B, C, D, E, F, G>, Tangent<Tuple7<A, B, C, D, E, F, G>>, Dual<R>> rule) {
    return new Custom7<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom7<A, B, C, D, E, F, G, R> vjp(
      Function7<A, B, C, D, E, F, G, Tuple2<R, S>> forward,
      Function2<S, R, Tuple7<A, B, C, D, E, F, G>> backward) {
    return new Custom7<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom7<A, B, C, D, E, F, G, R> vjpWithZeros(
      Function1<Perturbed<Tuple7<A, B, C, D, E, F, G>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple7<A, B, C, D, E, F, G>>> backward) {
    return new Custom7<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom7<A, B, C, D, E, F, G, R> batching(
      Function1<Batch<Tuple7<A, B, C, D, E, F, G>>, Batch<R>> rule) {
    return new Custom7<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom7<A, B, C, D, E, F, G, R> transpose(Function7<A, B, C, D, E, F, R, G> rule) {
    return new Custom7<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
