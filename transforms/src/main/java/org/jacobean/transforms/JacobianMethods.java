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

/** Jacobians, by arity. */
abstract class JacobianMethods extends JetMethods {
  JacobianMethods() {}

  /**
   * The Jacobian of an array-valued function with respect to its first argument, column by column
   * in forward mode: for few inputs and many outputs. For an argument of shape {@code s} and a
   * result of shape {@code r} it has shape {@code r + s}; for a tree it is a tree of its type, each
   * array of shape {@code r + s}.
   *
   * @throws org.jacobean.errors.TransformException JX0409 for complex arguments, JX0410 for integer
   *     ones
   */
  public static <A> Function1<A, A> jacfwd(Function1<A, NDArray> f) {
    return Typed.function1(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B> Function2<A, B, A> jacfwd(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C> Function3<A, B, C, A> jacfwd(Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> jacfwd(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> jacfwd(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> jacfwd(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> jacfwd(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #jacfwd(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> jacfwd(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new JacobianFunction(TreeFunction.of(f), true, false, GradOptions.DEFAULT));
  }

  /**
   * The Jacobian as {@link #jacfwd(Function1)}, row by row in reverse mode: for many inputs and few
   * outputs.
   *
   * @throws org.jacobean.errors.TransformException JX0408 for an integer result, JX0409 for a
   *     complex one, JX0410 for integer arguments
   */
  public static <A> Function1<A, A> jacrev(Function1<A, NDArray> f) {
    return Typed.function1(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #jacrev(Function1)}. */
  public static <A, B> Function2<A, B, A> jacrev(Function2<A, B, NDArray> f) {
    return Typed.function2(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C> Function3<A, B, C, A> jacrev(Function3<A, B, C, NDArray> f) {
    return Typed.function3(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> jacrev(Function4<A, B, C, D, NDArray> f) {
    return Typed.function4(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> jacrev(
      Function5<A, B, C, D, E, NDArray> f) {
    return Typed.function5(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> jacrev(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return Typed.function6(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> jacrev(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return Typed.function7(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #jacrev(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> jacrev(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return Typed.function8(
        new JacobianFunction(TreeFunction.of(f), false, false, GradOptions.DEFAULT));
  }

  /** The Jacobian, by {@link #jacrev(Function1)}. */
  public static <A> Function1<A, A> jacobian(Function1<A, NDArray> f) {
    return jacrev(f);
  }

  /** Two arguments; see {@link #jacobian(Function1)}. */
  public static <A, B> Function2<A, B, A> jacobian(Function2<A, B, NDArray> f) {
    return jacrev(f);
  }

  /** Three arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C> Function3<A, B, C, A> jacobian(Function3<A, B, C, NDArray> f) {
    return jacrev(f);
  }

  /** Four arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C, D> Function4<A, B, C, D, A> jacobian(Function4<A, B, C, D, NDArray> f) {
    return jacrev(f);
  }

  /** Five arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C, D, E> Function5<A, B, C, D, E, A> jacobian(
      Function5<A, B, C, D, E, NDArray> f) {
    return jacrev(f);
  }

  /** Six arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C, D, E, F> Function6<A, B, C, D, E, F, A> jacobian(
      Function6<A, B, C, D, E, F, NDArray> f) {
    return jacrev(f);
  }

  /** Seven arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C, D, E, F, G> Function7<A, B, C, D, E, F, G, A> jacobian(
      Function7<A, B, C, D, E, F, G, NDArray> f) {
    return jacrev(f);
  }

  /** Eight arguments; see {@link #jacobian(Function1)}. */
  public static <A, B, C, D, E, F, G, H> Function8<A, B, C, D, E, F, G, H, A> jacobian(
      Function8<A, B, C, D, E, F, G, H, NDArray> f) {
    return jacrev(f);
  }

  /** With options, for holomorphic functions; see {@link #jacfwd(Function1)}. */
  public static <A> Function1<A, A> jacfwd(Function1<A, NDArray> f, GradOptions options) {
    return Typed.function1(new JacobianFunction(TreeFunction.of(f), true, false, options));
  }

  /** With options, for holomorphic functions; see {@link #jacrev(Function1)}. */
  public static <A> Function1<A, A> jacrev(Function1<A, NDArray> f, GradOptions options) {
    return Typed.function1(new JacobianFunction(TreeFunction.of(f), false, false, options));
  }

  /** The Jacobian of a function from a tree to a tree, in forward mode. */
  public static <A, R> Function1<A, TreeJacobian<A>> jacfwdTree(Function1<A, R> f) {
    return Typed.function1(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, R> Function2<A, B, TreeJacobian<A>> jacfwdTree(Function2<A, B, R> f) {
    return Typed.function2(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, R> Function3<A, B, C, TreeJacobian<A>> jacfwdTree(
      Function3<A, B, C, R> f) {
    return Typed.function3(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, TreeJacobian<A>> jacfwdTree(
      Function4<A, B, C, D, R> f) {
    return Typed.function4(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, TreeJacobian<A>> jacfwdTree(
      Function5<A, B, C, D, E, R> f) {
    return Typed.function5(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, TreeJacobian<A>> jacfwdTree(
      Function6<A, B, C, D, E, F, R> f) {
    return Typed.function6(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, TreeJacobian<A>> jacfwdTree(
      Function7<A, B, C, D, E, F, G, R> f) {
    return Typed.function7(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #jacfwdTree(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R>
      Function8<A, B, C, D, E, F, G, H, TreeJacobian<A>> jacfwdTree(
          Function8<A, B, C, D, E, F, G, H, R> f) {
    return Typed.function8(
        new JacobianFunction(TreeFunction.of(f), true, true, GradOptions.DEFAULT));
  }

  /** The Jacobian of a function from a tree to a tree, in reverse mode. */
  public static <A, R> Function1<A, TreeJacobian<A>> jacrevTree(Function1<A, R> f) {
    return Typed.function1(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Two arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, R> Function2<A, B, TreeJacobian<A>> jacrevTree(Function2<A, B, R> f) {
    return Typed.function2(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Three arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, R> Function3<A, B, C, TreeJacobian<A>> jacrevTree(
      Function3<A, B, C, R> f) {
    return Typed.function3(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Four arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, TreeJacobian<A>> jacrevTree(
      Function4<A, B, C, D, R> f) {
    return Typed.function4(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Five arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, TreeJacobian<A>> jacrevTree(
      Function5<A, B, C, D, E, R> f) {
    return Typed.function5(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Six arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, TreeJacobian<A>> jacrevTree(
      Function6<A, B, C, D, E, F, R> f) {
    return Typed.function6(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Seven arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, TreeJacobian<A>> jacrevTree(
      Function7<A, B, C, D, E, F, G, R> f) {
    return Typed.function7(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }

  /** Eight arguments; see {@link #jacrevTree(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R>
      Function8<A, B, C, D, E, F, G, H, TreeJacobian<A>> jacrevTree(
          Function8<A, B, C, D, E, F, G, H, R> f) {
    return Typed.function8(
        new JacobianFunction(TreeFunction.of(f), false, true, GradOptions.DEFAULT));
  }
}
