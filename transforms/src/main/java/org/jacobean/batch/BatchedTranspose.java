package org.jacobean.batch;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomRules;
import org.jspecify.annotations.Nullable;

/**
 * A user's transpose, for all examples.
 *
 * @param rule the transpose for one example
 * @param axis the axis of the examples
 * @param in the mapped axes of the operands
 */
record BatchedTranspose(CustomRules.Transpose rule, MappedAxis axis, MappedAxes in)
    implements CustomRules.Transpose {
  @Override
  public int numConstants() {
    return rule.numConstants();
  }

  @Override
  public List<@Nullable NDArray> transpose(
      List<NDArray> constants, List<@Nullable NDArray> cotangents) {
    int k = constants.size();
    return new BatchedPullback(rule::transpose, axis, in.part(0, k), in.part(k, in.axes().size()))
        .pull(constants, cotangents);
  }
}
