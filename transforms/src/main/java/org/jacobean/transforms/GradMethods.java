package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;
import io.vavr.Tuple5;
import io.vavr.Tuple6;
import io.vavr.Tuple7;
import io.vavr.Tuple8;
import org.jacobean.NDArray;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code grad} by arity. */
abstract class GradMethods {
  GradMethods() {}

  /**
   * The gradient of a scalar function with respect to its first argument: {@code x ↦ ∇f(x)}. The
   * argument is any tree of arrays (a record, a collection); the gradient has its type, and each
   * array the shape and dtype of the one it belongs to. Reverse mode: costs a small multiple of
   * {@code f}. Takes also complex arguments, whose gradient is JAX's (the conjugate of the
   * direction of steepest ascent).
   *
   * @throws org.jacobean.errors.TransformException JX0407 when the result is not a scalar, JX0408
   *     when it is an integer or bool, JX0409 when it is complex, JX0410 when the argument holds
   *     integers, JX0430 to JX0433 when an operation has no derivative
   */
  public static <A> Function1<A, A> grad(Function1<A, NDArray> f) {
    return Typed.function1(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #grad(Function1)}. */
  public static <A, B> Function2<A, B, A> grad(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #grad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, A> grad(Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> grad(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> grad(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> grad(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> grad(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> grad(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, false, GradOptions.DEFAULT));
  }

  /**
   * With options, for holomorphic functions or integer arguments; see {@link #grad(Function1)}.
   *
   * @throws org.jacobean.errors.TransformException also JX0411 when a holomorphic function is not
   *     complex
   */
  public static <A> Function1<A, A> grad(Function1<A, NDArray> f, GradOptions options) {
    return Typed.function1(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Two arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B> Function2<A, B, A> grad(Function2<A, B, NDArray> f, GradOptions options) {
    return Typed.function2(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Three arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, A> grad(
      Function3<A, B, C, NDArray> f, GradOptions options) {
    return Typed.function3(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Four arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> grad(
      Function4<A, B, C, D, NDArray> f, GradOptions options) {
    return Typed.function4(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Five arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> grad(
      Function5<A, B, C, D, E, NDArray> f, GradOptions options) {
    return Typed.function5(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Six arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> grad(
      Function6<A, B, C, D, E, F, NDArray> f, GradOptions options) {
    return Typed.function6(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Seven arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> grad(
      Function7<A, B, C, D, E, F, G, NDArray> f, GradOptions options) {
    return Typed.function7(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /** Eight arguments, with options; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> grad(
      Function8<A, B, C, D, E, F, G, H, NDArray> f, GradOptions options) {
    return Typed.function8(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), false, false, options));
  }

  /**
   * Of a function that returns more than the scalar; the second part is handed through. See {@link
   * #grad(Function1)}.
   */
  public static <A, X> Function1<A, Tuple2<A, X>> gradWithAux(Function1<A, Tuple2<NDArray, X>> f) {
    return Typed.function1(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, X> Function2<A, B, Tuple2<A, X>> gradWithAux(
      Function2<A, B, Tuple2<NDArray, X>> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, X> Function3<A, B, C, Tuple2<A, X>> gradWithAux(
      Function3<A, B, C, Tuple2<NDArray, X>> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, D, X> Function4<A, B, C, D, Tuple2<A, X>> gradWithAux(
      Function4<A, B, C, D, Tuple2<NDArray, X>> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, D, E, X> Function5<A, B, C, D, E, Tuple2<A, X>> gradWithAux(
      Function5<A, B, C, D, E, Tuple2<NDArray, X>> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, X> Function6<A, B, C, D, E, F, Tuple2<A, X>> gradWithAux(
      Function6<A, B, C, D, E, F, Tuple2<NDArray, X>> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, X> Function7<A, B, C, D, E, F, G, Tuple2<A, X>> gradWithAux(
      Function7<A, B, C, D, E, F, G, Tuple2<NDArray, X>> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #gradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, H, X>
      Function8<A, B, C, D, E, F, G, H, Tuple2<A, X>> gradWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<NDArray, X>> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), false, true, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B> Function2<A, B, Tuple2<A, B>> gradAll(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, Tuple3<A, B, C>> gradAll(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, Tuple4<A, B, C, D>> gradAll(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(4), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, Tuple5<A, B, C, D, E>> gradAll(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(5), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, Tuple6<A, B, C, D, E, F>> gradAll(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(6), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, Tuple7<A, B, C, D, E, F, G>> gradAll(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(7), false, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, Tuple8<A, B, C, D, E, F, G, H>> gradAll(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(8), false, false, GradOptions.DEFAULT));
  }
}
