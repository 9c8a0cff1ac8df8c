package org.jacobean.transforms;

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

/** {@code jacfwd} and {@code jacrev} with respect to other arguments than the first, or to all. */
abstract class JacobianWrtMethods extends JacobianMethods {
  JacobianWrtMethods() {}

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B> Function2<A, B, B> jacfwdWrt1(Function2<A, B, NDArray> f) {
    return Typed.function2(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C> Function3<A, B, C, B> jacfwdWrt1(Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, B> jacfwdWrt1(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, B> jacfwdWrt1(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, B> jacfwdWrt1(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, B> jacfwdWrt1(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, B> jacfwdWrt1(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 1, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C> Function3<A, B, C, C> jacfwdWrt2(Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, C> jacfwdWrt2(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, C> jacfwdWrt2(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, C> jacfwdWrt2(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, C> jacfwdWrt2(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, C> jacfwdWrt2(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 2, true));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, D> jacfwdWrt3(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 3, true));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, D> jacfwdWrt3(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 3, true));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, D> jacfwdWrt3(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 3, true));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, D> jacfwdWrt3(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 3, true));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, D> jacfwdWrt3(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 3, true));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, E> jacfwdWrt4(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 4, true));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, E> jacfwdWrt4(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 4, true));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, E> jacfwdWrt4(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 4, true));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, E> jacfwdWrt4(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 4, true));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, F> jacfwdWrt5(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 5, true));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, F> jacfwdWrt5(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 5, true));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, F> jacfwdWrt5(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 5, true));
  }

  /** With respect to argument 6, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, G> jacfwdWrt6(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 6, true));
  }

  /** With respect to argument 6, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, G> jacfwdWrt6(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 6, true));
  }

  /** With respect to argument 7, counted from 0; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, H> jacfwdWrt7(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 7, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B> Function2<A, B, Tuple2<A, B>> jacfwdAll(Function2<A, B, NDArray> f) {
    return Typed.function2(JacobianFunction.ofAll(TreeFunction.of(f), 2, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C> Function3<A, B, C, Tuple3<A, B, C>> jacfwdAll(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.ofAll(TreeFunction.of(f), 3, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, Tuple4<A, B, C, D>> jacfwdAll(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.ofAll(TreeFunction.of(f), 4, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, Tuple5<A, B, C, D, E>> jacfwdAll(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.ofAll(TreeFunction.of(f), 5, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, Tuple6<A, B, C, D, E, F>> jacfwdAll(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.ofAll(TreeFunction.of(f), 6, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, Tuple7<A, B, C, D, E, F, G>> jacfwdAll(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.ofAll(TreeFunction.of(f), 7, true));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, Tuple8<A, B, C, D, E, F, G, H>> jacfwdAll(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.ofAll(TreeFunction.of(f), 8, true));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B> Function2<A, B, B> jacrevWrt1(Function2<A, B, NDArray> f) {
    return Typed.function2(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C> Function3<A, B, C, B> jacrevWrt1(Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, B> jacrevWrt1(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, B> jacrevWrt1(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, B> jacrevWrt1(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, B> jacrevWrt1(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 1, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, B> jacrevWrt1(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 1, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C> Function3<A, B, C, C> jacrevWrt2(Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, C> jacrevWrt2(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, C> jacrevWrt2(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, C> jacrevWrt2(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, C> jacrevWrt2(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 2, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, C> jacrevWrt2(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 2, false));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, D> jacrevWrt3(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.of(TreeFunction.of(f), 3, false));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, D> jacrevWrt3(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 3, false));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, D> jacrevWrt3(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 3, false));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, D> jacrevWrt3(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 3, false));
  }

  /** With respect to argument 3, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, D> jacrevWrt3(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 3, false));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, E> jacrevWrt4(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.of(TreeFunction.of(f), 4, false));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, E> jacrevWrt4(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 4, false));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, E> jacrevWrt4(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 4, false));
  }

  /** With respect to argument 4, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, E> jacrevWrt4(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 4, false));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, F> jacrevWrt5(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.of(TreeFunction.of(f), 5, false));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, F> jacrevWrt5(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 5, false));
  }

  /** With respect to argument 5, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, F> jacrevWrt5(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 5, false));
  }

  /** With respect to argument 6, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, G> jacrevWrt6(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.of(TreeFunction.of(f), 6, false));
  }

  /** With respect to argument 6, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, G> jacrevWrt6(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 6, false));
  }

  /** With respect to argument 7, counted from 0; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, H> jacrevWrt7(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.of(TreeFunction.of(f), 7, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B> Function2<A, B, Tuple2<A, B>> jacrevAll(Function2<A, B, NDArray> f) {
    return Typed.function2(JacobianFunction.ofAll(TreeFunction.of(f), 2, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C> Function3<A, B, C, Tuple3<A, B, C>> jacrevAll(
      Function3<A, B, C, NDArray> f) {
    return Typed.function3(JacobianFunction.ofAll(TreeFunction.of(f), 3, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, Tuple4<A, B, C, D>> jacrevAll(
      Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(JacobianFunction.ofAll(TreeFunction.of(f), 4, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, Tuple5<A, B, C, D, E>> jacrevAll(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(JacobianFunction.ofAll(TreeFunction.of(f), 5, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, Tuple6<A, B, C, D, E, F>> jacrevAll(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(JacobianFunction.ofAll(TreeFunction.of(f), 6, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G>
      Function7<A, B, C, D, E, F, G, Tuple7<A, B, C, D, E, F, G>> jacrevAll(
          Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(JacobianFunction.ofAll(TreeFunction.of(f), 7, false));
  }

  /** With respect to all arguments: a tuple of Jacobians; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, Tuple8<A, B, C, D, E, F, G, H>> jacrevAll(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(JacobianFunction.ofAll(TreeFunction.of(f), 8, false));
  }
}
