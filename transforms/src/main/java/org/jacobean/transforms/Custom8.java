package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function8;
import io.vavr.Tuple2;
import io.vavr.Tuple8;
import org.jacobean.jit.TreeFunction;

/**
 * A function of eight arguments with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <B> type of argument 1
 * @param <C> type of argument 2
 * @param <D> type of argument 3
 * @param <E> type of argument 4
 * @param <F> type of argument 5
 * @param <G> type of argument 6
 * @param <H> type of argument 7
 * @param <R> type of the result
 */
public final class Custom8<A, B, C, D, E, F, G, H, R> extends Custom
    implements Function8<A, B, C, D, E, F, G, H, R> {
  private static final long serialVersionUID = 1L;

  Custom8(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a, B b, C c, D d, E e, F f, G g, H h) {
    return (R) function.call(a, b, c, d, e, f, g, h);
  }

  /** See {@link Custom1#jvp}. */
  public Custom8<A, B, C, D, E, F, G, H, R> jvp(
      Function2<Tuple8<A, B, C, D, E, F, G, H>, Tuple8<A, B, C, D, E, F, G, H>, Jvp<R>> rule) {
    return new Custom8<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /** See {@link Custom1#jvpWithZeros}. */
  public Custom8<A, B, C, D, E, F, G, H, R> jvpWithZeros(
      Function2<Tuple8<A, B, C, D, E, F, G, H>, Tangent<Tuple8<A, B, C, D, E, F, G, H>>, Dual<R>>
          rule) {
    return new Custom8<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /** See {@link Custom1#vjp}. */
  public <S> Custom8<A, B, C, D, E, F, G, H, R> vjp(
      Function8<A, B, C, D, E, F, G, H, Tuple2<R, S>> forward,
      Function2<S, R, Tuple8<A, B, C, D, E, F, G, H>> backward) {
    return new Custom8<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /** See {@link Custom1#vjpWithZeros}. */
  public <S> Custom8<A, B, C, D, E, F, G, H, R> vjpWithZeros(
      Function1<Perturbed<Tuple8<A, B, C, D, E, F, G, H>>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<Tuple8<A, B, C, D, E, F, G, H>>> backward) {
    return new Custom8<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /** See {@link Custom1#batching}. */
  public Custom8<A, B, C, D, E, F, G, H, R> batching(
      Function1<Batch<Tuple8<A, B, C, D, E, F, G, H>>, Batch<R>> rule) {
    return new Custom8<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its last argument: what reverse mode and
   * {@code linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the other arguments and the result's cotangent to the cotangent of the last
   */
  public Custom8<A, B, C, D, E, F, G, H, R> transpose(Function8<A, B, C, D, E, F, G, R, H> rule) {
    return new Custom8<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
