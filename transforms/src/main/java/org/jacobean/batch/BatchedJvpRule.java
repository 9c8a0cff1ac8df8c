package org.jacobean.batch;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomJvpCall;

/**
 * A user's forward-mode rule, for all examples. A tangent is mapped as its primal is; results are
 * mapped along their leading axis.
 *
 * @param rule the rule for one example
 * @param axis the axis of the examples
 * @param in the mapped axes of the operands
 */
record BatchedJvpRule(CustomJvpCall.Rule rule, MappedAxis axis, MappedAxes in)
    implements CustomJvpCall.Rule {
  @Override
  public List<NDArray> jvp(List<NDArray> primals, List<NDArray> tangents) {
    int n = primals.size();
    List<NDArray> all = new java.util.ArrayList<>(primals);
    all.addAll(tangents);
    return MappedAxes.inFront(
        MappedAxes.run(
            "a custom forward-mode rule",
            a -> rule.jvp(a.subList(0, n), a.subList(n, a.size())),
            axis,
            in.plus(in).mark(all)),
        axis.size());
  }
}
