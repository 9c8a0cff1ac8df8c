package org.jacobean.llvm.runtime;

/** Work on a half-open range of indices. */
@FunctionalInterface
public interface RangeTask {
  /** Does the work for indices {@code begin} (inclusive) to {@code end} (exclusive). */
  void run(long begin, long end);
}
