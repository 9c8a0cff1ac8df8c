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
import java.util.List;
import org.jacobean.jit.TreeFunction;

/** Taylor mode, by arity. */
abstract class JetMethods extends PointMethods {
  JetMethods() {}

  /**
   * Taylor mode: derivatives of all orders along a path, in one pass. If the argument moves as
   * {@code x(t)} with {@code x(0) = primal} and {@code series} its derivatives at 0, the results
   * are {@code f(x(t))} and its derivatives there, as many. The cost grows with the square of the
   * order, that of nested {@code jvp} exponentially.
   *
   * <p>The derivatives of {@code f} itself along a direction {@code v} are those for {@code series
   * = (v, 0, 0, …)}: term {@code k} of the result is {@code f^(k)(x) [v, …, v]}. As in JAX, {@code
   * customVjp} functions are expanded; unlike there, {@code customJvp} functions keep their rule.
   *
   * <p>
   *
   * {@snippet :
   * NDArray one = ones(FLOAT32);
   * NDArray zero = zeros(FLOAT32);
   * Jet<NDArray> j = jet(NDArray::tanh, x, List.of(one, zero, zero)); // its first three derivatives
   * }
   *
   * @param primal where: the argument, or a tuple for several
   * @param series the derivatives of order 1, 2, …: trees of the same type; those of integer and
   *     bool arrays carry nothing and may be {@code float0} or of the integer's type
   * @throws org.jacobean.errors.TransformException JX0445 when a term has another structure, JX0446
   *     when one has another shape or dtype, JX0430 for an operation without derivative
   * @see <a href="https://openreview.net/forum?id=SkxEF3FNPH">Bettencourt et al., Taylor-mode
   *     automatic differentiation for higher-order derivatives in JAX, 2019</a>
   */
  public static <A, R> Jet<R> jet(Function1<A, R> f, A primal, List<A> series) {
    return jet(f, primal, series, SeriesScale.DERIVATIVES);
  }

  /** As {@link #jet(Function1, Object, List)}, with a choice of what the terms are. */
  public static <A, R> Jet<R> jet(Function1<A, R> f, A primal, List<A> series, SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 1, primal, series, scale);
  }

  /** Two arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, R> Jet<R> jet(
      Function2<A, B, R> f, Tuple2<A, B> primals, List<Tuple2<A, B>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Two arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, R> Jet<R> jet(
      Function2<A, B, R> f, Tuple2<A, B> primals, List<Tuple2<A, B>> series, SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 2, primals, series, scale);
  }

  /** Three arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, R> Jet<R> jet(
      Function3<A, B, C, R> f, Tuple3<A, B, C> primals, List<Tuple3<A, B, C>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Three arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, R> Jet<R> jet(
      Function3<A, B, C, R> f,
      Tuple3<A, B, C> primals,
      List<Tuple3<A, B, C>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 3, primals, series, scale);
  }

  /** Four arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, D, R> Jet<R> jet(
      Function4<A, B, C, D, R> f, Tuple4<A, B, C, D> primals, List<Tuple4<A, B, C, D>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Four arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, D, R> Jet<R> jet(
      Function4<A, B, C, D, R> f,
      Tuple4<A, B, C, D> primals,
      List<Tuple4<A, B, C, D>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 4, primals, series, scale);
  }

  /** Five arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, D, E, R> Jet<R> jet(
      Function5<A, B, C, D, E, R> f,
      Tuple5<A, B, C, D, E> primals,
      List<Tuple5<A, B, C, D, E>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Five arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, D, E, R> Jet<R> jet(
      Function5<A, B, C, D, E, R> f,
      Tuple5<A, B, C, D, E> primals,
      List<Tuple5<A, B, C, D, E>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 5, primals, series, scale);
  }

  /** Six arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, D, E, F, R> Jet<R> jet(
      Function6<A, B, C, D, E, F, R> f,
      Tuple6<A, B, C, D, E, F> primals,
      List<Tuple6<A, B, C, D, E, F>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Six arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, D, E, F, R> Jet<R> jet(
      Function6<A, B, C, D, E, F, R> f,
      Tuple6<A, B, C, D, E, F> primals,
      List<Tuple6<A, B, C, D, E, F>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 6, primals, series, scale);
  }

  /** Seven arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, D, E, F, G, R> Jet<R> jet(
      Function7<A, B, C, D, E, F, G, R> f,
      Tuple7<A, B, C, D, E, F, G> primals,
      List<Tuple7<A, B, C, D, E, F, G>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Seven arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, D, E, F, G, R> Jet<R> jet(
      Function7<A, B, C, D, E, F, G, R> f,
      Tuple7<A, B, C, D, E, F, G> primals,
      List<Tuple7<A, B, C, D, E, F, G>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 7, primals, series, scale);
  }

  /** Eight arguments; see {@link #jet(Function1, Object, List)}. */
  public static <A, B, C, D, E, F, G, H, R> Jet<R> jet(
      Function8<A, B, C, D, E, F, G, H, R> f,
      Tuple8<A, B, C, D, E, F, G, H> primals,
      List<Tuple8<A, B, C, D, E, F, G, H>> series) {
    return jet(f, primals, series, SeriesScale.DERIVATIVES);
  }

  /** Eight arguments; see {@link #jet(Function1, Object, List, SeriesScale)}. */
  public static <A, B, C, D, E, F, G, H, R> Jet<R> jet(
      Function8<A, B, C, D, E, F, G, H, R> f,
      Tuple8<A, B, C, D, E, F, G, H> primals,
      List<Tuple8<A, B, C, D, E, F, G, H>> series,
      SeriesScale scale) {
    return TaylorAtPoint.jet(TreeFunction.of(f), 8, primals, series, scale);
  }
}
