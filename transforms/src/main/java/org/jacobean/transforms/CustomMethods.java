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
import org.jacobean.control.ImplicitSolves;
import org.jacobean.jit.TreeFunction;

/** Derivative rules of the user, by arity. */
abstract class CustomMethods extends JitMethods {
  CustomMethods() {}

  /**
   * A function that is to have transformation rules of its own, any of them together: {@code
   * custom(f).jvp(rule).vjp(forward, backward).batching(rule).transpose(rule)}. Forward mode uses
   * the forward-mode rule, reverse mode the reverse-mode rule, {@code vmap} the batching rule,
   * linear transposition the transpose; what has no rule goes by way of the function itself, as far
   * as that is possible. Under several transformations, the outer ones transform what the rules
   * compute.
   *
   * <p>Arrays that the function captures from a function around it are differentiated as usual.
   *
   * <p>When rules are asked for, a result of another structure is JX0424, an array of another shape
   * or dtype JX0425 (of a batching rule, JX0442), and a captured array that {@code vmap} maps,
   * which a batching rule cannot know of, JX0440.
   */
  public static <A, R> Custom1<A, R> custom(Function1<A, R> f) {
    return new Custom1<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Two arguments; see {@link #custom(Function1)}. */
  public static <A, B, R> Custom2<A, B, R> custom(Function2<A, B, R> f) {
    return new Custom2<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Three arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, R> Custom3<A, B, C, R> custom(Function3<A, B, C, R> f) {
    return new Custom3<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Four arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, D, R> Custom4<A, B, C, D, R> custom(Function4<A, B, C, D, R> f) {
    return new Custom4<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Five arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, D, E, R> Custom5<A, B, C, D, E, R> custom(Function5<A, B, C, D, E, R> f) {
    return new Custom5<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Six arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, D, E, F, R> Custom6<A, B, C, D, E, F, R> custom(
      Function6<A, B, C, D, E, F, R> f) {
    return new Custom6<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Seven arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Custom7<A, B, C, D, E, F, G, R> custom(
      Function7<A, B, C, D, E, F, G, R> f) {
    return new Custom7<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /** Eight arguments; see {@link #custom(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R> Custom8<A, B, C, D, E, F, G, H, R> custom(
      Function8<A, B, C, D, E, F, G, H, R> f) {
    return new Custom8<>(CustomFunction.of(TreeFunction.of(f)));
  }

  /**
   * A function with a forward-mode rule of its own, which reverse mode uses as well. Arrays that
   * the function captures from a function around it are differentiated as usual; the rule speaks
   * for the arguments only.
   *
   * @param rule from the arguments and their tangents (tuples if there are several) to the value
   *     and its tangent; the tangent must be linear in the tangents
   * @throws org.jacobean.errors.TransformException when differentiated: JX0424 when the rule's
   *     result has another structure, JX0425 when an array of it has another shape or dtype
   */
  public static <A, R> Function1<A, R> customJvp(Function1<A, R> f, Function2<A, A, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Two arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, R> Function2<A, B, R> customJvp(
      Function2<A, B, R> f, Function2<Tuple2<A, B>, Tuple2<A, B>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Three arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, R> Function3<A, B, C, R> customJvp(
      Function3<A, B, C, R> f, Function2<Tuple3<A, B, C>, Tuple3<A, B, C>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Four arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> customJvp(
      Function4<A, B, C, D, R> f, Function2<Tuple4<A, B, C, D>, Tuple4<A, B, C, D>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Five arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> customJvp(
      Function5<A, B, C, D, E, R> f,
      Function2<Tuple5<A, B, C, D, E>, Tuple5<A, B, C, D, E>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Six arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> customJvp(
      Function6<A, B, C, D, E, F, R> f,
      Function2<Tuple6<A, B, C, D, E, F>, Tuple6<A, B, C, D, E, F>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Seven arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> customJvp(
      Function7<A, B, C, D, E, F, G, R> f,
      Function2<Tuple7<A, B, C, D, E, F, G>, Tuple7<A, B, C, D, E, F, G>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /** Eight arguments; see {@link #customJvp(Function1, Function2)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> customJvp(
      Function8<A, B, C, D, E, F, G, H, R> f,
      Function2<Tuple8<A, B, C, D, E, F, G, H>, Tuple8<A, B, C, D, E, F, G, H>, Jvp<R>> rule) {
    return custom(f).jvp(rule);
  }

  /**
   * A function with a reverse-mode rule of its own; it has no forward mode. Arrays that the
   * function captures from a function around it are differentiated as usual; the rule speaks for
   * the arguments only.
   *
   * @param forward from the arguments to the result and residuals, a tree of whatever {@code
   *     backward} needs
   * @param backward from residuals and the cotangent of the result to the cotangents of the
   *     arguments (a tuple if there are several); what it gives for integer arrays is ignored
   * @throws org.jacobean.errors.TransformException when differentiated: JX0424 and JX0425 as {@code
   *     customJvp}, JX0431 in forward mode
   */
  public static <A, R, S> Function1<A, R> customVjp(
      Function1<A, R> f, Function1<A, Tuple2<R, S>> forward, Function2<S, R, A> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Two arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, R, S> Function2<A, B, R> customVjp(
      Function2<A, B, R> f,
      Function2<A, B, Tuple2<R, S>> forward,
      Function2<S, R, Tuple2<A, B>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Three arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, R, S> Function3<A, B, C, R> customVjp(
      Function3<A, B, C, R> f,
      Function3<A, B, C, Tuple2<R, S>> forward,
      Function2<S, R, Tuple3<A, B, C>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Four arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, D, R, S> Function4<A, B, C, D, R> customVjp(
      Function4<A, B, C, D, R> f,
      Function4<A, B, C, D, Tuple2<R, S>> forward,
      Function2<S, R, Tuple4<A, B, C, D>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Five arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, D, E, R, S> Function5<A, B, C, D, E, R> customVjp(
      Function5<A, B, C, D, E, R> f,
      Function5<A, B, C, D, E, Tuple2<R, S>> forward,
      Function2<S, R, Tuple5<A, B, C, D, E>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Six arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, D, E, F, R, S> Function6<A, B, C, D, E, F, R> customVjp(
      Function6<A, B, C, D, E, F, R> f,
      Function6<A, B, C, D, E, F, Tuple2<R, S>> forward,
      Function2<S, R, Tuple6<A, B, C, D, E, F>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Seven arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, D, E, F, G, R, S> Function7<A, B, C, D, E, F, G, R> customVjp(
      Function7<A, B, C, D, E, F, G, R> f,
      Function7<A, B, C, D, E, F, G, Tuple2<R, S>> forward,
      Function2<S, R, Tuple7<A, B, C, D, E, F, G>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** Eight arguments; see {@link #customVjp(Function1, Function1, Function2)}. */
  public static <A, B, C, D, E, F, G, H, R, S> Function8<A, B, C, D, E, F, G, H, R> customVjp(
      Function8<A, B, C, D, E, F, G, H, R> f,
      Function8<A, B, C, D, E, F, G, H, Tuple2<R, S>> forward,
      Function2<S, R, Tuple8<A, B, C, D, E, F, G, H>> backward) {
    return custom(f).vjp(forward, backward);
  }

  /** {@link ImplicitSolves#customLinearSolve(Function1, Object, Function2)}. */
  public static <T> T customLinearSolve(
      Function1<T, T> matvec, T b, Function2<Function1<T, T>, T, T> solve) {
    return ImplicitSolves.customLinearSolve(matvec, b, solve);
  }

  /** {@link ImplicitSolves#customLinearSolve(Function1, Object, Function2, Function2)}. */
  public static <T> T customLinearSolve(
      Function1<T, T> matvec,
      T b,
      Function2<Function1<T, T>, T, T> solve,
      Function2<Function1<T, T>, T, T> transposeSolve) {
    return ImplicitSolves.customLinearSolve(matvec, b, solve, transposeSolve);
  }

  /** {@link ImplicitSolves#customSymmetricSolve}. */
  public static <T> T customSymmetricSolve(
      Function1<T, T> matvec, T b, Function2<Function1<T, T>, T, T> solve) {
    return ImplicitSolves.customSymmetricSolve(matvec, b, solve);
  }

  /** {@link ImplicitSolves#customRoot}. */
  public static <T> T customRoot(
      Function1<T, T> f,
      T initialGuess,
      Function2<Function1<T, T>, T, T> solve,
      Function2<Function1<T, T>, T, T> tangentSolve) {
    return ImplicitSolves.customRoot(f, initialGuess, solve, tangentSolve);
  }

  /** {@link ImplicitSolves#customRootWithAux}. */
  public static <T, X> Tuple2<T, X> customRootWithAux(
      Function1<T, T> f,
      T initialGuess,
      Function2<Function1<T, T>, T, Tuple2<T, X>> solve,
      Function2<Function1<T, T>, T, T> tangentSolve) {
    return ImplicitSolves.customRootWithAux(f, initialGuess, solve, tangentSolve);
  }

  /**
   * A tree that is constant for derivatives: its tangents are zero. Integers are left alone.
   *
   * @param tree arrays in any structure
   */
  public static <T> T stopGradient(T tree) {
    return Inspection.stopGradient(tree);
  }
}
