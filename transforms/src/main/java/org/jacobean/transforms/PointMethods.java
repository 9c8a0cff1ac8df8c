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
import org.jacobean.jit.TreeFunction;

/** Derivatives at a point, by arity. */
abstract class PointMethods extends ValueAndGradWrtMethods {
  PointMethods() {}

  /**
   * Forward mode: the value of a function and its derivative along a tangent, {@code (f(x), f'(x)
   * v)}.
   *
   * @param primals where: the argument, or a tuple for several
   * @param tangents the direction: a tree of the same type; tangents of integer and bool arrays
   *     carry nothing and may be {@code float0} or of the integer's type
   * @throws org.jacobean.errors.TransformException JX0413 when the tangents have another structure,
   *     JX0414 when one has another shape or dtype
   */
  public static <A, R> Jvp<R> jvp(Function1<A, R> f, A primals, A tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f), new Object[] {primals}, new Object[] {tangents});
  }

  /** Two arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, R> Jvp<R> jvp(
      Function2<A, B, R> f, Tuple2<A, B> primals, Tuple2<A, B> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 2),
        DerivativesAtPoint.untuple(tangents, 2));
  }

  /** Three arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, R> Jvp<R> jvp(
      Function3<A, B, C, R> f, Tuple3<A, B, C> primals, Tuple3<A, B, C> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 3),
        DerivativesAtPoint.untuple(tangents, 3));
  }

  /** Four arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, D, R> Jvp<R> jvp(
      Function4<A, B, C, D, R> f, Tuple4<A, B, C, D> primals, Tuple4<A, B, C, D> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 4),
        DerivativesAtPoint.untuple(tangents, 4));
  }

  /** Five arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, D, E, R> Jvp<R> jvp(
      Function5<A, B, C, D, E, R> f,
      Tuple5<A, B, C, D, E> primals,
      Tuple5<A, B, C, D, E> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 5),
        DerivativesAtPoint.untuple(tangents, 5));
  }

  /** Six arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, R> Jvp<R> jvp(
      Function6<A, B, C, D, E, F, R> f,
      Tuple6<A, B, C, D, E, F> primals,
      Tuple6<A, B, C, D, E, F> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 6),
        DerivativesAtPoint.untuple(tangents, 6));
  }

  /** Seven arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, G, R> Jvp<R> jvp(
      Function7<A, B, C, D, E, F, G, R> f,
      Tuple7<A, B, C, D, E, F, G> primals,
      Tuple7<A, B, C, D, E, F, G> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 7),
        DerivativesAtPoint.untuple(tangents, 7));
  }

  /** Eight arguments; see {@link #jvp(Function1, Object, Object)}. */
  public static <A, B, C, D, E, F, G, H, R> Jvp<R> jvp(
      Function8<A, B, C, D, E, F, G, H, R> f,
      Tuple8<A, B, C, D, E, F, G, H> primals,
      Tuple8<A, B, C, D, E, F, G, H> tangents) {
    return DerivativesAtPoint.jvp(
        TreeFunction.of(f),
        DerivativesAtPoint.untuple(primals, 8),
        DerivativesAtPoint.untuple(tangents, 8));
  }

  /**
   * Reverse mode: the value of a function and the map that pulls cotangents of the result back to
   * the arguments, {@code ct ↦ ctᵀ f'(x)}; a tuple of cotangents for several arguments. Cotangents
   * of integer arrays have dtype {@code float0}.
   *
   * <p>The pullback throws a TransformException: JX0415 when the cotangent has another structure
   * than the result, JX0416 when an array of it has another shape or dtype.
   */
  public static <A, R> Vjp<R, A> vjp(Function1<A, R> f, A a) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, R> Vjp<R, Tuple2<A, B>> vjp(Function2<A, B, R> f, A a, B b) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, R> Vjp<R, Tuple3<A, B, C>> vjp(Function3<A, B, C, R> f, A a, B b, C c) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, D, R> Vjp<R, Tuple4<A, B, C, D>> vjp(
      Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, D, E, R> Vjp<R, Tuple5<A, B, C, D, E>> vjp(
      Function5<A, B, C, D, E, R> f, A a, B b, C c, D d, E e) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, D, E, F, R> Vjp<R, Tuple6<A, B, C, D, E, F>> vjp(
      Function6<A, B, C, D, E, F, R> f, A a, B b, C c, D d, E e, F x) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R> Vjp<R, Tuple7<A, B, C, D, E, F, G>> vjp(
      Function7<A, B, C, D, E, F, G, R> f, A a, B b, C c, D d, E e, F x, G y) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #vjp(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R> Vjp<R, Tuple8<A, B, C, D, E, F, G, H>> vjp(
      Function8<A, B, C, D, E, F, G, H, R> f, A a, B b, C c, D d, E e, F x, G y, H z) {
    return DerivativesAtPoint.vjp(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }

  /**
   * As {@link #vjp(Function1, Object)} for a function that returns a second value, which is handed
   * through.
   */
  public static <A, R, X> VjpWithAux<R, A, X> vjpWithAux(Function1<A, Tuple2<R, X>> f, A a) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, R, X> VjpWithAux<R, Tuple2<A, B>, X> vjpWithAux(
      Function2<A, B, Tuple2<R, X>> f, A a, B b) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, R, X> VjpWithAux<R, Tuple3<A, B, C>, X> vjpWithAux(
      Function3<A, B, C, Tuple2<R, X>> f, A a, B b, C c) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, D, R, X> VjpWithAux<R, Tuple4<A, B, C, D>, X> vjpWithAux(
      Function4<A, B, C, D, Tuple2<R, X>> f, A a, B b, C c, D d) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, R, X> VjpWithAux<R, Tuple5<A, B, C, D, E>, X> vjpWithAux(
      Function5<A, B, C, D, E, Tuple2<R, X>> f, A a, B b, C c, D d, E e) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, R, X> VjpWithAux<R, Tuple6<A, B, C, D, E, F>, X> vjpWithAux(
      Function6<A, B, C, D, E, F, Tuple2<R, X>> f, A a, B b, C c, D d, E e, F x) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R, X>
      VjpWithAux<R, Tuple7<A, B, C, D, E, F, G>, X> vjpWithAux(
          Function7<A, B, C, D, E, F, G, Tuple2<R, X>> f, A a, B b, C c, D d, E e, F x, G y) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #vjpWithAux(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R, X>
      VjpWithAux<R, Tuple8<A, B, C, D, E, F, G, H>, X> vjpWithAux(
          Function8<A, B, C, D, E, F, G, H, Tuple2<R, X>> f,
          A a,
          B b,
          C c,
          D d,
          E e,
          F x,
          G y,
          H z) {
    return DerivativesAtPoint.vjpWithAux(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }

  /**
   * The value of a function and its derivative there as a linear function, {@code v ↦ f'(x) v},
   * which does not compute the value again: for many tangents at one point. It takes a tuple of
   * tangents for several arguments.
   */
  public static <A, R> Linearized<R, A> linearize(Function1<A, R> f, A a) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, R> Linearized<R, Tuple2<A, B>> linearize(Function2<A, B, R> f, A a, B b) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, R> Linearized<R, Tuple3<A, B, C>> linearize(
      Function3<A, B, C, R> f, A a, B b, C c) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, D, R> Linearized<R, Tuple4<A, B, C, D>> linearize(
      Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, D, E, R> Linearized<R, Tuple5<A, B, C, D, E>> linearize(
      Function5<A, B, C, D, E, R> f, A a, B b, C c, D d, E e) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, D, E, F, R> Linearized<R, Tuple6<A, B, C, D, E, F>> linearize(
      Function6<A, B, C, D, E, F, R> f, A a, B b, C c, D d, E e, F x) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R> Linearized<R, Tuple7<A, B, C, D, E, F, G>> linearize(
      Function7<A, B, C, D, E, F, G, R> f, A a, B b, C c, D d, E e, F x, G y) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #linearize(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R> Linearized<R, Tuple8<A, B, C, D, E, F, G, H>> linearize(
      Function8<A, B, C, D, E, F, G, H, R> f, A a, B b, C c, D d, E e, F x, G y, H z) {
    return DerivativesAtPoint.linearize(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }

  /**
   * The transpose of a linear function: {@code ct ↦ ctᵀ A} where {@code f(x) = A x}. Gives a tuple
   * for several arguments, in all of which together {@code f} must be linear.
   *
   * @param a an argument that gives structure, shapes and dtypes; its elements are not used
   * @throws org.jacobean.errors.TransformException JX0433 when {@code f} is not linear
   */
  public static <A, R> Function1<R, A> linearTranspose(Function1<A, R> f, A a) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, R> Function1<R, Tuple2<A, B>> linearTranspose(
      Function2<A, B, R> f, A a, B b) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, R> Function1<R, Tuple3<A, B, C>> linearTranspose(
      Function3<A, B, C, R> f, A a, B b, C c) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, D, R> Function1<R, Tuple4<A, B, C, D>> linearTranspose(
      Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, D, E, R> Function1<R, Tuple5<A, B, C, D, E>> linearTranspose(
      Function5<A, B, C, D, E, R> f, A a, B b, C c, D d, E e) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, D, E, F, R> Function1<R, Tuple6<A, B, C, D, E, F>> linearTranspose(
      Function6<A, B, C, D, E, F, R> f, A a, B b, C c, D d, E e, F x) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R> Function1<R, Tuple7<A, B, C, D, E, F, G>> linearTranspose(
      Function7<A, B, C, D, E, F, G, R> f, A a, B b, C c, D d, E e, F x, G y) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #linearTranspose(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R>
      Function1<R, Tuple8<A, B, C, D, E, F, G, H>> linearTranspose(
          Function8<A, B, C, D, E, F, G, H, R> f, A a, B b, C c, D d, E e, F x, G y, H z) {
    return DerivativesAtPoint.linearTranspose(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }
}
