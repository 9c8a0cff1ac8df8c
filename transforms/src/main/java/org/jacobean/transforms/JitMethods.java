package org.jacobean.transforms;

import io.vavr.Function0;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import java.util.function.Supplier;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.jit.JitScope;
import org.jacobean.jit.Jitted0;
import org.jacobean.jit.Jitted1;
import org.jacobean.jit.Jitted2;
import org.jacobean.jit.Jitted3;
import org.jacobean.jit.Jitted4;
import org.jacobean.jit.Jitted5;
import org.jacobean.jit.Jitted6;
import org.jacobean.jit.Jitted7;
import org.jacobean.jit.Jitted8;
import org.jacobean.jit.TreeFunction;

/** {@code jit} and what looks at programs, by arity. */
abstract class JitMethods extends VmapMethods {
  JitMethods() {}

  /** No argument; see {@link #jit(Function1)}. */
  public static <R> Jitted0<R> jit(Function0<R> f) {
    return new Jitted0<>(f);
  }

  /**
   * Compiles a function when it is called: once for each structure of arguments (static values
   * included), dtype and shape; then a call runs native code. Inside other transformed functions it
   * is a call in their program. Functions that run the same code on equal captured values share
   * what was compiled, so that a lambda written in place costs nothing more than a named one.
   *
   * <p>Arrays that the function captures are constants of its trace: a new array captured by the
   * same expression is traced again, though not compiled again. A Java array that is captured and
   * changed afterwards keeps the elements it had when it was traced.
   *
   * <p>Without a native back end it runs on the reference evaluator, with one warning.
   *
   * @return the same function, which can also show its stages of compilation and say why it was
   *     compiled again
   * @throws org.jacobean.errors.TransformException from the returned function: JX0403 for endless
   *     recursion, JX0406 when a static value without {@code equals} has caused compilation again
   *     and again
   */
  public static <A, R> Jitted1<A, R> jit(Function1<A, R> f) {
    return new Jitted1<>(f);
  }

  /** Two arguments; see {@link #jit(Function1)}. */
  public static <A, B, R> Jitted2<A, B, R> jit(Function2<A, B, R> f) {
    return new Jitted2<>(f);
  }

  /** Three arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, R> Jitted3<A, B, C, R> jit(Function3<A, B, C, R> f) {
    return new Jitted3<>(f);
  }

  /** Four arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, D, R> Jitted4<A, B, C, D, R> jit(Function4<A, B, C, D, R> f) {
    return new Jitted4<>(f);
  }

  /** Five arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, D, E, R> Jitted5<A, B, C, D, E, R> jit(Function5<A, B, C, D, E, R> f) {
    return new Jitted5<>(f);
  }

  /** Six arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, D, E, F, R> Jitted6<A, B, C, D, E, F, R> jit(
      Function6<A, B, C, D, E, F, R> f) {
    return new Jitted6<>(f);
  }

  /** Seven arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Jitted7<A, B, C, D, E, F, G, R> jit(
      Function7<A, B, C, D, E, F, G, R> f) {
    return new Jitted7<>(f);
  }

  /** Eight arguments; see {@link #jit(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R> Jitted8<A, B, C, D, E, F, G, H, R> jit(
      Function8<A, B, C, D, E, F, G, H, R> f) {
    return new Jitted8<>(f);
  }

  /** No argument; see {@link #makeJaxpr(Function1, Object)}. */
  public static <R> ClosedJaxpr makeJaxpr(Function0<R> f) {
    return Inspection.makeJaxpr(TreeFunction.of(f));
  }

  /**
   * The program of a function for arguments of the given types, readable; nothing is computed.
   *
   * @return a jaxpr over the arrays of the arguments, in order; arrays that the function captured
   *     are its constants
   */
  public static <A, R> ClosedJaxpr makeJaxpr(Function1<A, R> f, A a) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, R> ClosedJaxpr makeJaxpr(Function2<A, B, R> f, A a, B b) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, R> ClosedJaxpr makeJaxpr(Function3<A, B, C, R> f, A a, B b, C c) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, D, R> ClosedJaxpr makeJaxpr(
      Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, D, E, R> ClosedJaxpr makeJaxpr(
      Function5<A, B, C, D, E, R> f, A a, B b, C c, D d, E e) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, D, E, F, R> ClosedJaxpr makeJaxpr(
      Function6<A, B, C, D, E, F, R> f, A a, B b, C c, D d, E e, F x) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R> ClosedJaxpr makeJaxpr(
      Function7<A, B, C, D, E, F, G, R> f, A a, B b, C c, D d, E e, F x, G y) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #makeJaxpr(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R> ClosedJaxpr makeJaxpr(
      Function8<A, B, C, D, E, F, G, H, R> f, A a, B b, C c, D d, E e, F x, G y, H z) {
    return Inspection.makeJaxpr(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }

  /** No argument; see {@link #evalShape(Function1, Object)}. */
  public static <R> R evalShape(Function0<R> f) {
    return Inspection.evalShape(TreeFunction.of(f));
  }

  /**
   * The structure, shapes and dtypes of a function's result; nothing is computed. The arrays of the
   * result have a type but no elements, and may be given to {@code evalShape} and {@code makeJaxpr}
   * in turn.
   *
   * @throws org.jacobean.errors.TracerException JX0303 when an element of the result is read
   */
  public static <A, R> R evalShape(Function1<A, R> f, A a) {
    return Inspection.evalShape(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, R> R evalShape(Function2<A, B, R> f, A a, B b) {
    return Inspection.evalShape(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, R> R evalShape(Function3<A, B, C, R> f, A a, B b, C c) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, D, R> R evalShape(Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, D, E, R> R evalShape(
      Function5<A, B, C, D, E, R> f, A a, B b, C c, D d, E e) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, D, E, F, R> R evalShape(
      Function6<A, B, C, D, E, F, R> f, A a, B b, C c, D d, E e, F x) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c, d, e, x);
  }

  /** Seven arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, R> R evalShape(
      Function7<A, B, C, D, E, F, G, R> f, A a, B b, C c, D d, E e, F x, G y) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c, d, e, x, y);
  }

  /** Eight arguments; see {@link #evalShape(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H, R> R evalShape(
      Function8<A, B, C, D, E, F, G, H, R> f, A a, B b, C c, D d, E e, F x, G y, H z) {
    return Inspection.evalShape(TreeFunction.of(f), a, b, c, d, e, x, y, z);
  }

  /**
   * Runs {@code body} with jitted functions running their operations one by one, on concrete
   * values: for debugging.
   */
  public static <T> T disableJit(Supplier<T> body) {
    return JitScope.disableJit(body);
  }
}
