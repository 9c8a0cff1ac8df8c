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
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code assertMaxTraces} by arity. */
abstract class TraceLimitMethods extends CallbackMethods {
  TraceLimitMethods() {}

  /**
   * A function that may be traced at most {@code max} times, by any transformation; calls that run
   * eagerly do not count. For tests that nothing is compiled again and again: {@code
   * jit(assertMaxTraces(f, 1))}.
   *
   * @throws org.jacobean.errors.TransformException JX0404 from the returned function, with the
   *     types of all traces
   */
  public static <R> Function0<R> assertMaxTraces(Function0<R> f, int max) {
    return Typed.function0(new TraceLimit(TreeFunction.of(f), max));
  }

  /** One argument; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, R> Function1<A, R> assertMaxTraces(Function1<A, R> f, int max) {
    return Typed.function1(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Two arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, R> Function2<A, B, R> assertMaxTraces(Function2<A, B, R> f, int max) {
    return Typed.function2(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Three arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, R> Function3<A, B, C, R> assertMaxTraces(
      Function3<A, B, C, R> f, int max) {
    return Typed.function3(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Four arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> assertMaxTraces(
      Function4<A, B, C, D, R> f, int max) {
    return Typed.function4(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Five arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> assertMaxTraces(
      Function5<A, B, C, D, E, R> f, int max) {
    return Typed.function5(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Six arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> assertMaxTraces(
      Function6<A, B, C, D, E, F, R> f, int max) {
    return Typed.function6(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Seven arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> assertMaxTraces(
      Function7<A, B, C, D, E, F, G, R> f, int max) {
    return Typed.function7(new TraceLimit(TreeFunction.of(f), max));
  }

  /** Eight arguments; see {@link #assertMaxTraces(Function0, int)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> assertMaxTraces(
      Function8<A, B, C, D, E, F, G, H, R> f, int max) {
    return Typed.function8(new TraceLimit(TreeFunction.of(f), max));
  }
}
