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

/** {@code grad} with respect to other arguments than the first. */
abstract class GradWrtMethods extends GradMethods {
  GradWrtMethods() {}

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B> Function2<A, B, B> gradWrt1(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, B> gradWrt1(Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, B> gradWrt1(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, B> gradWrt1(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, B> gradWrt1(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, B> gradWrt1(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 1, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, B> gradWrt1(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(1), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C> Function3<A, B, C, C> gradWrt2(Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, C> gradWrt2(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, C> gradWrt2(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, C> gradWrt2(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, C> gradWrt2(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 2, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, C> gradWrt2(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(2), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, D> gradWrt3(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, D> gradWrt3(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, D> gradWrt3(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, D> gradWrt3(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 3, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, D> gradWrt3(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(3), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, E> gradWrt4(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, E> gradWrt4(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, E> gradWrt4(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 4, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, E> gradWrt4(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(4), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, F> gradWrt5(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, F> gradWrt5(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 5, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, F> gradWrt5(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(5), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 6, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, G> gradWrt6(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(6), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 6, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, G> gradWrt6(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(6), false, false, GradOptions.DEFAULT));
  }

  /** With respect to argument 7, counted from 0; see {@link #grad(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, H> gradWrt7(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new GradFunction(
            TreeFunction.of(f), WithRespectTo.argument(7), false, false, GradOptions.DEFAULT));
  }
}
