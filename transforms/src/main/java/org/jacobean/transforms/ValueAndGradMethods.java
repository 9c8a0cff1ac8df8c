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

/** {@code valueAndGrad} by arity. */
abstract class ValueAndGradMethods extends GradWrtMethods {
  ValueAndGradMethods() {}

  /**
   * The value of a scalar function and its gradient with respect to the first argument, for the
   * price of the gradient. See {@link #grad(Function1)}.
   *
   * @throws org.jacobean.errors.TransformException as {@code grad}
   */
  public static <A> Function1<A, ValueAndGrad<A>> valueAndGrad(Function1<A, NDArray> f) {
    return Typed.function1(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B> Function2<A, B, ValueAndGrad<A>> valueAndGrad(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, ValueAndGrad<A>> valueAndGrad(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, ValueAndGrad<A>> valueAndGrad(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<A>> valueAndGrad(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<A>> valueAndGrad(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, ValueAndGrad<A>> valueAndGrad(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<A>> valueAndGrad(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, false, GradOptions.DEFAULT));
  }

  /**
   * With options, for holomorphic functions or integer arguments; see {@link
   * #valueAndGrad(Function1)}.
   *
   * @throws org.jacobean.errors.TransformException also JX0411 when a holomorphic function is not
   *     complex
   */
  public static <A> Function1<A, ValueAndGrad<A>> valueAndGrad(
      Function1<A, NDArray> f, GradOptions options) {
    return Typed.function1(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Two arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B> Function2<A, B, ValueAndGrad<A>> valueAndGrad(
      Function2<A, B, NDArray> f, GradOptions options) {
    return Typed.function2(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Three arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, ValueAndGrad<A>> valueAndGrad(
      Function3<A, B, C, NDArray> f, GradOptions options) {
    return Typed.function3(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Four arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, ValueAndGrad<A>> valueAndGrad(
      Function4<A, B, C, D, NDArray> f, GradOptions options) {
    return Typed.function4(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Five arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<A>> valueAndGrad(
      Function5<A, B, C, D, E, NDArray> f, GradOptions options) {
    return Typed.function5(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Six arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<A>> valueAndGrad(
      Function6<A, B, C, D, E, F, NDArray> f, GradOptions options) {
    return Typed.function6(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Seven arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, ValueAndGrad<A>> valueAndGrad(
      Function7<A, B, C, D, E, F, G, NDArray> f, GradOptions options) {
    return Typed.function7(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /** Eight arguments, with options; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<A>> valueAndGrad(
          Function8<A, B, C, D, E, F, G, H, NDArray> f, GradOptions options) {
    return Typed.function8(
        new GradFunction(TreeFunction.of(f), WithRespectTo.argument(0), true, false, options));
  }

  /**
   * Of a function that returns more than the scalar; the second part is handed through. See {@link
   * #valueAndGrad(Function1)}.
   */
  public static <A, X> Function1<A, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
      Function1<A, Tuple2<NDArray, X>> f) {
    return Typed.function1(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, X> Function2<A, B, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
      Function2<A, B, Tuple2<NDArray, X>> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, X> Function3<A, B, C, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
      Function3<A, B, C, Tuple2<NDArray, X>> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, D, X>
      Function4<A, B, C, D, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
          Function4<A, B, C, D, Tuple2<NDArray, X>> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, D, E, X>
      Function5<A, B, C, D, E, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
          Function5<A, B, C, D, E, Tuple2<NDArray, X>> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, X>
      Function6<A, B, C, D, E, F, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
          Function6<A, B, C, D, E, F, Tuple2<NDArray, X>> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, X>
      Function7<A, B, C, D, E, F, G, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
          Function7<A, B, C, D, E, F, G, Tuple2<NDArray, X>> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #valueAndGradWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, H, X>
      Function8<A, B, C, D, E, F, G, H, ValueAndGradWithAux<A, X>> valueAndGradWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<NDArray, X>> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(0), true, true, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B> Function2<A, B, ValueAndGrad<Tuple2<A, B>>> valueAndGradAll(
      Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, ValueAndGrad<Tuple3<A, B, C>>> valueAndGradAll(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D>
      Function4<A, B, C, D, ValueAndGrad<Tuple4<A, B, C, D>>> valueAndGradAll(
          Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(4), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E>
      Function5<A, B, C, D, E, ValueAndGrad<Tuple5<A, B, C, D, E>>> valueAndGradAll(
          Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(5), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F>
      Function6<A, B, C, D, E, F, ValueAndGrad<Tuple6<A, B, C, D, E, F>>> valueAndGradAll(
          Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(6), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<Tuple7<A, B, C, D, E, F, G>>> valueAndGradAll(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(7), true, false, GradOptions.DEFAULT));
  }

  /** With respect to all arguments, as a tuple; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<Tuple8<A, B, C, D, E, F, G, H>>>
          valueAndGradAll(Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.tuple(8), true, false, GradOptions.DEFAULT));
  }
}
