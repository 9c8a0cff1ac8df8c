package org.jacobean.transforms;

import io.vavr.Function1;
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

/**
 * {@code jacfwd}, {@code jacrev} and {@code hessian} with options, such as for holomorphic
 * functions.
 */
abstract class JacobianOptionMethods extends HessianMethods {
  JacobianOptionMethods() {}

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B> Function2<A, B, A> jacfwd(Function2<A, B, NDArray> f, GradOptions options) {
    return Typed.function2(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C> Function3<A, B, C, A> jacfwd(
      Function3<A, B, C, NDArray> f, GradOptions options) {
    return Typed.function3(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> jacfwd(
      Function4<A, B, C, D, NDArray> f, GradOptions options) {
    return Typed.function4(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> jacfwd(
      Function5<A, B, C, D, E, NDArray> f, GradOptions options) {
    return Typed.function5(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> jacfwd(
      Function6<A, B, C, D, E, F, NDArray> f, GradOptions options) {
    return Typed.function6(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> jacfwd(
      Function7<A, B, C, D, E, F, G, NDArray> f, GradOptions options) {
    return Typed.function7(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacfwd(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> jacfwd(
      Function8<A, B, C, D, E, F, G, H, NDArray> f, GradOptions options) {
    return Typed.function8(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B> Function2<A, B, A> jacrev(Function2<A, B, NDArray> f, GradOptions options) {
    return Typed.function2(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C> Function3<A, B, C, A> jacrev(
      Function3<A, B, C, NDArray> f, GradOptions options) {
    return Typed.function3(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> jacrev(
      Function4<A, B, C, D, NDArray> f, GradOptions options) {
    return Typed.function4(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> jacrev(
      Function5<A, B, C, D, E, NDArray> f, GradOptions options) {
    return Typed.function5(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> jacrev(
      Function6<A, B, C, D, E, F, NDArray> f, GradOptions options) {
    return Typed.function6(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> jacrev(
      Function7<A, B, C, D, E, F, G, NDArray> f, GradOptions options) {
    return Typed.function7(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** With options; see {@link #jacrev(Function1, GradOptions)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> jacrev(
      Function8<A, B, C, D, E, F, G, H, NDArray> f, GradOptions options) {
    return Typed.function8(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /**
   * The Hessian with options: with {@link GradOptions#HOLOMORPHIC}, the complex second derivative
   * of a holomorphic function.
   *
   * @throws org.jacobean.errors.TransformException as {@code jacrev} and {@code jacfwd}
   */
  public static Function1<NDArray, NDArray> hessian(
      Function1<NDArray, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B> Function2<NDArray, B, NDArray> hessian(
      Function2<NDArray, B, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C> Function3<NDArray, B, C, NDArray> hessian(
      Function3<NDArray, B, C, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C, D> Function4<NDArray, B, C, D, NDArray> hessian(
      Function4<NDArray, B, C, D, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C, D, E> Function5<NDArray, B, C, D, E, NDArray> hessian(
      Function5<NDArray, B, C, D, E, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C, D, E, F> Function6<NDArray, B, C, D, E, F, NDArray> hessian(
      Function6<NDArray, B, C, D, E, F, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C, D, E, F, G> Function7<NDArray, B, C, D, E, F, G, NDArray> hessian(
      Function7<NDArray, B, C, D, E, F, G, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }

  /** See {@link #hessian(Function1, GradOptions)}. */
  public static <B, C, D, E, F, G, H> Function8<NDArray, B, C, D, E, F, G, H, NDArray> hessian(
      Function8<NDArray, B, C, D, E, F, G, H, NDArray> f, GradOptions options) {
    return jacfwd(jacrev(f, options), options);
  }
}
