package org.jacobean.jit;

import io.vavr.Function0;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;

/**
 * A function from trees to a tree, whatever its number of arguments: what the transformations work
 * on behind their typed facade. Implementations are values: two that do the same thing to equal
 * functions are equal, so that {@code jit(grad(f))} made twice is one entry of the cache.
 */
public interface TreeFunction {
  /** Applies the function; the arguments are trees of arrays or tracers. */
  Object call(Object... args);

  /** A short name for jaxprs and messages. */
  String name();

  /** What the function keeps alive besides its code. */
  @SuppressWarnings("ReferenceEquality") // itself, not an equal one
  default Captures captures() {
    return inner() == this ? Captures.UNKNOWN : inner().captures();
  }

  /** The function that this one transforms; itself when it transforms none. */
  default TreeFunction inner() {
    return this;
  }

  /**
   * The function behind a typed one: library-made functions are taken apart, a user's is wrapped.
   */
  static TreeFunction of(Function0<?> f) {
    return UserFunction.of(f, args -> f.apply());
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A> TreeFunction of(Function1<A, ?> f) {
    return UserFunction.of(f, a -> f.apply((A) a[0]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B> TreeFunction of(Function2<A, B, ?> f) {
    return UserFunction.of(f, a -> f.apply((A) a[0], (B) a[1]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C> TreeFunction of(Function3<A, B, C, ?> f) {
    return UserFunction.of(f, a -> f.apply((A) a[0], (B) a[1], (C) a[2]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C, D> TreeFunction of(Function4<A, B, C, D, ?> f) {
    return UserFunction.of(f, a -> f.apply((A) a[0], (B) a[1], (C) a[2], (D) a[3]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C, D, E> TreeFunction of(Function5<A, B, C, D, E, ?> f) {
    return UserFunction.of(f, a -> f.apply((A) a[0], (B) a[1], (C) a[2], (D) a[3], (E) a[4]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C, D, E, F> TreeFunction of(Function6<A, B, C, D, E, F, ?> f) {
    return UserFunction.of(
        f, a -> f.apply((A) a[0], (B) a[1], (C) a[2], (D) a[3], (E) a[4], (F) a[5]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C, D, E, F, G> TreeFunction of(Function7<A, B, C, D, E, F, G, ?> f) {
    return UserFunction.of(
        f, a -> f.apply((A) a[0], (B) a[1], (C) a[2], (D) a[3], (E) a[4], (F) a[5], (G) a[6]));
  }

  /** See {@link #of(Function0)}. */
  @SuppressWarnings("unchecked")
  static <A, B, C, D, E, F, G, H> TreeFunction of(Function8<A, B, C, D, E, F, G, H, ?> f) {
    return UserFunction.of(
        f,
        a ->
            f.apply(
                (A) a[0], (B) a[1], (C) a[2], (D) a[3], (E) a[4], (F) a[5], (G) a[6], (H) a[7]));
  }
}
