package org.jacobean.jit;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * What one call of a compiled program needs in memory, in bytes.
 *
 * @param arguments the arguments
 * @param constants the arrays that the function captured
 * @param outputs the results
 * @param reused results that lie in the memory of donated arguments
 * @param scratch intermediate values, at their peak; values that do not live together share bytes
 * @param code machine code; 0 when there is none
 */
public record MemoryAnalysis(
    long arguments, long constants, long outputs, long reused, long scratch, long code) {
  /** Arguments, constants, results and intermediate values together, what is reused once. */
  public long peak() {
    return arguments + constants + outputs - reused + scratch;
  }

  static long bytes(List<AbstractValue> types) {
    return types.stream().mapToLong(AbstractValue::bytes).sum();
  }
}
