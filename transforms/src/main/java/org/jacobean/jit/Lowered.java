package org.jacobean.jit;

import org.jacobean.ir.Jaxpr;

/**
 * The second stage of compilation: the optimized program. Prints as its jaxpr.
 *
 * @param traced the stage before
 * @param program the optimized jaxpr, with captured arrays as leading arguments
 * @param millis time taken by optimizing, in milliseconds
 * @param <R> type of the function's result
 */
public record Lowered<R>(Traced<R> traced, Jaxpr program, double millis) {
  /**
   * The last stage. @throws org.jacobean.errors.BackendException JX05nn when it cannot be compiled
   */
  public Compiled<R> compile() {
    return traced.compile();
  }

  /** Operations and memory traffic of one call; see {@link CostAnalysis}. */
  public CostAnalysis costAnalysis() {
    return CostAnalysis.of(program);
  }

  @Override
  public String toString() {
    return program.toString();
  }
}
