package org.jacobean.transforms;

import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import org.jacobean.NDArray;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code valueAndGrad} with respect to other arguments than the first. */
abstract class ValueAndGradWrtMethods extends ValueAndGradMethods {
  ValueAndGradWrtMethods() {}

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B> Function2<A, B, ValueAndGrad<B>> valueAndGradWrt1(
      Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, ValueAndGrad<B>> valueAndGradWrt1(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, ValueAndGrad<B>> valueAndGradWrt1(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<B>> valueAndGradWrt1(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<B>> valueAndGradWrt1(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<B>> valueAndGradWrt1(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<B>> valueAndGradWrt1(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, ValueAndGrad<C>> valueAndGradWrt2(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, ValueAndGrad<C>> valueAndGradWrt2(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<C>> valueAndGradWrt2(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<C>> valueAndGradWrt2(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<C>> valueAndGradWrt2(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<C>> valueAndGradWrt2(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, ValueAndGrad<D>> valueAndGradWrt3(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<D>> valueAndGradWrt3(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<D>> valueAndGradWrt3(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<D>> valueAndGradWrt3(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<D>> valueAndGradWrt3(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, ValueAndGrad<E>> valueAndGradWrt4(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<E>> valueAndGradWrt4(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<E>> valueAndGradWrt4(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<E>> valueAndGradWrt4(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, ValueAndGrad<F>> valueAndGradWrt5(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<F>> valueAndGradWrt5(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<F>> valueAndGradWrt5(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 6, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, ValueAndGrad<G>> valueAndGradWrt6(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(6), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 6, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<G>> valueAndGradWrt6(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(6), true, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 7, counted from 0; see {@link #valueAndGrad(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, ValueAndGrad<H>> valueAndGradWrt7(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(7), true, false, GradOptions.DEFAULT));
  }
}
