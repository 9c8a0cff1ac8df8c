package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import org.jacobean.jit.TreeFunction;

/**
 * A function of one argument with transformation rules of its own; made by {@code
 * Transforms.custom}. Every method gives a function with one rule more.
 *
 * @param <A> type of argument 0
 * @param <R> type of the result
 */
public final class Custom1<A, R> extends Custom implements Function1<A, R> {
  private static final long serialVersionUID = 1L;

  Custom1(CustomFunction function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns R
  public R apply(A a) {
    return (R) function.call(a);
  }

  /**
   * With a forward-mode rule, which reverse mode uses as well unless there is a rule for that.
   * Arrays that the function captures from a function around it are differentiated as usual; the
   * rule speaks for the arguments only.
   *
   * @param rule from the arguments and their tangents to the value and its tangent; the tangent
   *     must be linear in the tangents, which are zero for arguments that are not differentiated
   */
  public Custom1<A, R> jvp(Function2<A, A, Jvp<R>> rule) {
    return new Custom1<>(function.with(new UserJvp(TreeFunction.of(rule), false)));
  }

  /**
   * As {@link #jvp}, for a rule that skips work for tangents that are zero. A rule that captured
   * something else than arrays, numbers and functions is traced when the function is called, when
   * it is not known what is zero; then no tangent is.
   */
  public Custom1<A, R> jvpWithZeros(Function2<A, Tangent<A>, Dual<R>> rule) {
    return new Custom1<>(function.with(new UserJvp(TreeFunction.of(rule), true)));
  }

  /**
   * With a reverse-mode rule. In forward mode the function then needs one for that as well.
   *
   * @param forward from the arguments to the result and residuals for the backward pass: any tree
   * @param backward from the residuals and the result's cotangent to the cotangents of the
   *     arguments; whatever is returned for integers is ignored
   */
  public <S> Custom1<A, R> vjp(Function1<A, Tuple2<R, S>> forward, Function2<S, R, A> backward) {
    return new Custom1<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), false)));
  }

  /**
   * As {@link #vjp}, for a rule that skips work: the forward pass is told what is differentiated,
   * the backward pass which cotangents are zero, and it may return zeros. A rule that captured
   * something else than arrays, numbers and functions is traced when the function is called, when
   * that is not known; then everything is differentiated, and no cotangent is zero.
   */
  public <S> Custom1<A, R> vjpWithZeros(
      Function1<Perturbed<A>, Tuple2<R, S>> forward,
      Function2<S, Tangent<R>, Tangent<A>> backward) {
    return new Custom1<>(
        function.with(new UserVjp(TreeFunction.of(forward), TreeFunction.of(backward), true)));
  }

  /**
   * With a batching rule: what {@code vmap} uses. Derivative rules, if there are any, are those of
   * the batched function too.
   *
   * @param rule from the arguments of all examples to the result of all
   */
  public Custom1<A, R> batching(Function1<Batch<A>, Batch<R>> rule) {
    return new Custom1<>(function.with(new UserBatching(TreeFunction.of(rule))));
  }

  /**
   * With a transpose, of a function that is linear in its argument: what reverse mode and {@code
   * linearTranspose} use. No derivative rule is needed.
   *
   * @param rule from the result's cotangent to the cotangent of the argument
   */
  public Custom1<A, R> transpose(Function1<R, A> rule) {
    return new Custom1<>(function.with(new UserTranspose(TreeFunction.of(rule))));
  }
}
