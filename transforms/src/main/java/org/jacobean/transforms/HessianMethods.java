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

/** Second derivatives, by arity. */
abstract class HessianMethods extends JacobianWrtMethods {
  HessianMethods() {}

  /**
   * The matrix of second derivatives with respect to the first argument, forward over reverse: of
   * shape {@code r + s + s} for an argument of shape {@code s} and a result of shape {@code r},
   * usually a scalar. For trees see {@link #hessianTree(Function1)}.
   *
   * @throws org.jacobean.errors.TransformException as {@code jacrev} and {@code jacfwd}
   */
  public static Function1<NDArray, NDArray> hessian(Function1<NDArray, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Two arguments; see {@link #hessian(Function1)}. */
  public static <B> Function2<NDArray, B, NDArray> hessian(Function2<NDArray, B, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Three arguments; see {@link #hessian(Function1)}. */
  public static <B, C> Function3<NDArray, B, C, NDArray> hessian(
      Function3<NDArray, B, C, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Four arguments; see {@link #hessian(Function1)}. */
  public static <B, C, D> Function4<NDArray, B, C, D, NDArray> hessian(
      Function4<NDArray, B, C, D, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Five arguments; see {@link #hessian(Function1)}. */
  public static <B, C, D, E> Function5<NDArray, B, C, D, E, NDArray> hessian(
      Function5<NDArray, B, C, D, E, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Six arguments; see {@link #hessian(Function1)}. */
  public static <B, C, D, E, F> Function6<NDArray, B, C, D, E, F, NDArray> hessian(
      Function6<NDArray, B, C, D, E, F, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Seven arguments; see {@link #hessian(Function1)}. */
  public static <B, C, D, E, F, G> Function7<NDArray, B, C, D, E, F, G, NDArray> hessian(
      Function7<NDArray, B, C, D, E, F, G, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /** Eight arguments; see {@link #hessian(Function1)}. */
  public static <B, C, D, E, F, G, H> Function8<NDArray, B, C, D, E, F, G, H, NDArray> hessian(
      Function8<NDArray, B, C, D, E, F, G, H, NDArray> f) {
    return jacfwd(jacrev(f));
  }

  /**
   * The second derivatives of a scalar function by a tree: for each array of the argument a tree of
   * its type.
   */
  public static <A> Function1<A, TreeJacobian<A>> hessianTree(Function1<A, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Two arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B> Function2<A, B, TreeJacobian<A>> hessianTree(Function2<A, B, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Three arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C> Function3<A, B, C, TreeJacobian<A>> hessianTree(
      Function3<A, B, C, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Four arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, TreeJacobian<A>> hessianTree(
      Function4<A, B, C, D, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Five arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, TreeJacobian<A>> hessianTree(
      Function5<A, B, C, D, E, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Six arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, TreeJacobian<A>> hessianTree(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Seven arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, TreeJacobian<A>> hessianTree(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /** Eight arguments; see {@link #hessianTree(Function1)}. */
  public static <A, B, C, D, E, F, G, H>
      Function8<A, B, C, D, E, F, G, H, TreeJacobian<A>> hessianTree(
          Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return jacfwdTree(jacrev(f));
  }

  /**
   * The product of the second derivatives of a scalar function with a vector, {@code ∇²f(x) v},
   * without the matrix: forward over reverse.
   *
   * @param x where
   * @param v the vector: a tree of the type of {@code x}
   */
  public static <A> A hvp(Function1<A, NDArray> f, A x, A v) {
    return jvp(grad(f), x, v).tangent();
  }

  /** With respect to the first of two arguments; see {@link #hvp(Function1, Object, Object)}. */
  public static <A, B> A hvp(Function2<A, B, NDArray> f, A x, B b, A v) {
    return jvp((A a) -> grad(f).apply(a, b), x, v).tangent();
  }
}
