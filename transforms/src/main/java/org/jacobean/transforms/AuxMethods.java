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

/**
 * Derivatives of functions that also return something that is not differentiated: a tuple of the
 * result and that.
 */
abstract class AuxMethods extends JacobianOptionMethods {
  AuxMethods() {}

  /**
   * As {@code jvp}, of a function that also returns something that is not differentiated.
   *
   * @throws org.jacobean.errors.TransformException JX0413, JX0414 as {@code jvp}
   */
  public static <A, R, X> JvpWithAux<R, X> jvpWithAux(
      Function1<A, Tuple2<R, X>> f, A primals, A tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f), new Object[] {primals}, new Object[] {tangents});
  }

  /** Two arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, R, X> JvpWithAux<R, X> jvpWithAux(
      Function2<A, B, Tuple2<R, X>> f, Tuple2<A, B> primals, Tuple2<A, B> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 2),
        DerivativesAtPoint.untuple(tangents, 2));
  }

  /** Three arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, R, X> JvpWithAux<R, X> jvpWithAux(
      Function3<A, B, C, Tuple2<R, X>> f, Tuple3<A, B, C> primals, Tuple3<A, B, C> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 3),
        DerivativesAtPoint.untuple(tangents, 3));
  }

  /** Four arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, D, R, X> JvpWithAux<R, X> jvpWithAux(
      Function4<A, B, C, D, Tuple2<R, X>> f,
      Tuple4<A, B, C, D> primals,
      Tuple4<A, B, C, D> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 4),
        DerivativesAtPoint.untuple(tangents, 4));
  }

  /** Five arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, D, E, R, X> JvpWithAux<R, X> jvpWithAux(
      Function5<A, B, C, D, E, Tuple2<R, X>> f,
      Tuple5<A, B, C, D, E> primals,
      Tuple5<A, B, C, D, E> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 5),
        DerivativesAtPoint.untuple(tangents, 5));
  }

  /** Six arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, R, X> JvpWithAux<R, X> jvpWithAux(
      Function6<A, B, C, D, E, F, Tuple2<R, X>> f,
      Tuple6<A, B, C, D, E, F> primals,
      Tuple6<A, B, C, D, E, F> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 6),
        DerivativesAtPoint.untuple(tangents, 6));
  }

  /** Seven arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, G, R, X> JvpWithAux<R, X> jvpWithAux(
      Function7<A, B, C, D, E, F, G, Tuple2<R, X>> f,
      Tuple7<A, B, C, D, E, F, G> primals,
      Tuple7<A, B, C, D, E, F, G> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 7),
        DerivativesAtPoint.untuple(tangents, 7));
  }

  /** Eight arguments; see {@link #jvpWithAux(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, G, H, R, X> JvpWithAux<R, X> jvpWithAux(
      Function8<A, B, C, D, E, F, G, H, Tuple2<R, X>> f,
      Tuple8<A, B, C, D, E, F, G, H> primals,
      Tuple8<A, B, C, D, E, F, G, H> tangents) {
    return DerivativesAtPoint.jvpWithAux(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 8),
        DerivativesAtPoint.untuple(tangents, 8));
  }

  /**
   * As {@code linearize}, of a function that also returns something that is not differentiated.
   *
   * @throws org.jacobean.errors.TransformException as {@code linearize}
   */
  public static <A, R, X> LinearizedWithAux<R, A, X> linearizeWithAux(
      Function1<A, Tuple2<R, X>> f, A primals) {
    return DerivativesAtPoint.linearizeWithAux(TreeFunction.of(f), primals);
  }

  /** Two arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, R, X> LinearizedWithAux<R, Tuple2<A, B>, X> linearizeWithAux(
      Function2<A, B, Tuple2<R, X>> f, Tuple2<A, B> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 2));
  }

  /** Three arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, R, X> LinearizedWithAux<R, Tuple3<A, B, C>, X> linearizeWithAux(
      Function3<A, B, C, Tuple2<R, X>> f, Tuple3<A, B, C> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 3));
  }

  /** Four arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, D, R, X> LinearizedWithAux<R, Tuple4<A, B, C, D>, X> linearizeWithAux(
      Function4<A, B, C, D, Tuple2<R, X>> f, Tuple4<A, B, C, D> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 4));
  }

  /** Five arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, R, X>
      LinearizedWithAux<R, Tuple5<A, B, C, D, E>, X> linearizeWithAux(
          Function5<A, B, C, D, E, Tuple2<R, X>> f, Tuple5<A, B, C, D, E> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 5));
  }

  /** Six arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, R, X>
      LinearizedWithAux<R, Tuple6<A, B, C, D, E, F>, X> linearizeWithAux(
          Function6<A, B, C, D, E, F, Tuple2<R, X>> f, Tuple6<A, B, C, D, E, F> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 6));
  }

  /** Seven arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R, X>
      LinearizedWithAux<R, Tuple7<A, B, C, D, E, F, G>, X> linearizeWithAux(
          Function7<A, B, C, D, E, F, G, Tuple2<R, X>> f, Tuple7<A, B, C, D, E, F, G> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 7));
  }

  /** Eight arguments; see {@link #linearizeWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R, X>
      LinearizedWithAux<R, Tuple8<A, B, C, D, E, F, G, H>, X> linearizeWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<R, X>> f,
          Tuple8<A, B, C, D, E, F, G, H> primals) {
    return DerivativesAtPoint.linearizeWithAux(
        TreeFunction.of(f), DerivativesAtPoint.untuple(primals, 8));
  }

  /**
   * As {@code jacfwd}, of a function that also returns something that is not differentiated.
   *
   * @throws org.jacobean.errors.TransformException as {@code jacfwd}
   */
  public static <A, X> Function1<A, Tuple2<A, X>> jacfwdWithAux(
      Function1<A, Tuple2<NDArray, X>> f) {
    return Typed.function1(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Two arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, X> Function2<A, B, Tuple2<A, X>> jacfwdWithAux(
      Function2<A, B, Tuple2<NDArray, X>> f) {
    return Typed.function2(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Three arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, X> Function3<A, B, C, Tuple2<A, X>> jacfwdWithAux(
      Function3<A, B, C, Tuple2<NDArray, X>> f) {
    return Typed.function3(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Four arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, D, X> Function4<A, B, C, D, Tuple2<A, X>> jacfwdWithAux(
      Function4<A, B, C, D, Tuple2<NDArray, X>> f) {
    return Typed.function4(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Five arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, D, E, X> Function5<A, B, C, D, E, Tuple2<A, X>> jacfwdWithAux(
      Function5<A, B, C, D, E, Tuple2<NDArray, X>> f) {
    return Typed.function5(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Six arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, D, E, F, X> Function6<A, B, C, D, E, F, Tuple2<A, X>> jacfwdWithAux(
      Function6<A, B, C, D, E, F, Tuple2<NDArray, X>> f) {
    return Typed.function6(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Seven arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, X> Function7<A, B, C, D, E, F, G, Tuple2<A, X>> jacfwdWithAux(
      Function7<A, B, C, D, E, F, G, Tuple2<NDArray, X>> f) {
    return Typed.function7(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /** Eight arguments; see {@link #jacfwdWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, H, X>
      Function8<A, B, C, D, E, F, G, H, Tuple2<A, X>> jacfwdWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<NDArray, X>> f) {
    return Typed.function8(JacobianFunction.withAux(TreeFunction.of(f), true));
  }

  /**
   * As {@code jacrev}, of a function that also returns something that is not differentiated.
   *
   * @throws org.jacobean.errors.TransformException as {@code jacrev}
   */
  public static <A, X> Function1<A, Tuple2<A, X>> jacrevWithAux(
      Function1<A, Tuple2<NDArray, X>> f) {
    return Typed.function1(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Two arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, X> Function2<A, B, Tuple2<A, X>> jacrevWithAux(
      Function2<A, B, Tuple2<NDArray, X>> f) {
    return Typed.function2(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Three arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, X> Function3<A, B, C, Tuple2<A, X>> jacrevWithAux(
      Function3<A, B, C, Tuple2<NDArray, X>> f) {
    return Typed.function3(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Four arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, D, X> Function4<A, B, C, D, Tuple2<A, X>> jacrevWithAux(
      Function4<A, B, C, D, Tuple2<NDArray, X>> f) {
    return Typed.function4(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Five arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, D, E, X> Function5<A, B, C, D, E, Tuple2<A, X>> jacrevWithAux(
      Function5<A, B, C, D, E, Tuple2<NDArray, X>> f) {
    return Typed.function5(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Six arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, D, E, F, X> Function6<A, B, C, D, E, F, Tuple2<A, X>> jacrevWithAux(
      Function6<A, B, C, D, E, F, Tuple2<NDArray, X>> f) {
    return Typed.function6(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Seven arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, X> Function7<A, B, C, D, E, F, G, Tuple2<A, X>> jacrevWithAux(
      Function7<A, B, C, D, E, F, G, Tuple2<NDArray, X>> f) {
    return Typed.function7(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /** Eight arguments; see {@link #jacrevWithAux(Function1)}. */
  public static <A, B, C, D, E, F, G, H, X>
      Function8<A, B, C, D, E, F, G, H, Tuple2<A, X>> jacrevWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<NDArray, X>> f) {
    return Typed.function8(JacobianFunction.withAux(TreeFunction.of(f), false));
  }

  /**
   * As {@code hessian}, of a function that also returns something that is not differentiated.
   *
   * @throws org.jacobean.errors.TransformException as {@code hessian}
   */
  public static <X> Function1<NDArray, Tuple2<NDArray, X>> hessianWithAux(
      Function1<NDArray, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Two arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, X> Function2<NDArray, B, Tuple2<NDArray, X>> hessianWithAux(
      Function2<NDArray, B, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Three arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, X> Function3<NDArray, B, C, Tuple2<NDArray, X>> hessianWithAux(
      Function3<NDArray, B, C, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Four arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, D, X> Function4<NDArray, B, C, D, Tuple2<NDArray, X>> hessianWithAux(
      Function4<NDArray, B, C, D, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Five arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, D, E, X> Function5<NDArray, B, C, D, E, Tuple2<NDArray, X>> hessianWithAux(
      Function5<NDArray, B, C, D, E, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Six arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, D, E, F, X>
      Function6<NDArray, B, C, D, E, F, Tuple2<NDArray, X>> hessianWithAux(
          Function6<NDArray, B, C, D, E, F, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Seven arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, D, E, F, G, X>
      Function7<NDArray, B, C, D, E, F, G, Tuple2<NDArray, X>> hessianWithAux(
          Function7<NDArray, B, C, D, E, F, G, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }

  /** Eight arguments; see {@link #hessianWithAux(Function1)}. */
  public static <B, C, D, E, F, G, H, X>
      Function8<NDArray, B, C, D, E, F, G, H, Tuple2<NDArray, X>> hessianWithAux(
          Function8<NDArray, B, C, D, E, F, G, H, Tuple2<NDArray, X>> f) {
    return jacfwdWithAux(jacrevWithAux(f));
  }
}
