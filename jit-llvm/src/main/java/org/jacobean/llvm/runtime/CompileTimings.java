package org.jacobean.llvm.runtime;

/**
 * Wall time of each stage of one compilation, in milliseconds. All zero for a module that came out
 * of the object cache.
 *
 * @param parse reading the IR text
 * @param verify checking the IR
 * @param optimize running the pass pipeline
 * @param codegen instruction selection to object bytes
 */
public record CompileTimings(double parse, double verify, double optimize, double codegen) {

  /** No work done. */
  public static final CompileTimings ZERO = new CompileTimings(0, 0, 0, 0);

  /** Sum of all stages in milliseconds. */
  public double total() {
    return parse + verify + optimize + codegen;
  }

  /** Stage-wise sum of two compilations. */
  public CompileTimings plus(CompileTimings other) {
    return new CompileTimings(
        parse + other.parse,
        verify + other.verify,
        optimize + other.optimize,
        codegen + other.codegen);
  }
}
