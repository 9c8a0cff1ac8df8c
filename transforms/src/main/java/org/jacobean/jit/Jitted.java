package org.jacobean.jit;

import java.util.List;

/**
 * What all jitted functions can tell about themselves. Equal functions share their traces, however
 * often jitted.
 */
public abstract sealed class Jitted implements TypedFunction
    permits Jitted0, Jitted1, Jitted2, Jitted3, Jitted4, Jitted5, Jitted6, Jitted7, Jitted8 {
  final transient JitFunction function;

  Jitted(TreeFunction f) {
    this.function = f instanceof JitFunction j ? j : new JitFunction(f);
  }

  /**
   * How many times the function has been traced, for all jitted functions equal to this one
   * together.
   */
  public final int traceCount() {
    return function.traceCount();
  }

  /**
   * Why the function was traced the last time: which argument, by key path, had another structure,
   * static value, dtype, shape or weakness than in the most similar earlier call, or which captured
   * value changed.
   */
  public final String explainRecompile() {
    return function.explainRecompile();
  }

  /**
   * What {@link #explainRecompile} says, for programs: everything that differed from the most
   * similar earlier call; empty when the last trace was the first.
   */
  public final List<RetraceCause> retraceCauses() {
    return function.retraceCauses();
  }

  /**
   * Fails when the function has been traced more often than expected; for tests.
   *
   * @throws org.jacobean.errors.TransformException JX0404 with the explanation of the last trace
   */
  public final void assertMaxTraces(int max) {
    function.assertMaxTraces(max);
  }

  @Override
  public final TreeFunction untyped() {
    return function;
  }

  @Override
  public final boolean equals(Object o) {
    return o instanceof Jitted j && function.equals(j.function);
  }

  @Override
  public final int hashCode() {
    return function.hashCode();
  }

  @Override
  public final String toString() {
    return function.toString();
  }
}
