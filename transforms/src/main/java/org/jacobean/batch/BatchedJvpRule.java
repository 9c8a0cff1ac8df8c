package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.CustomRules;
import org.jspecify.annotations.Nullable;

/**
 * A user's forward-mode rule, for all examples. A tangent is mapped as its primal is; results are
 * mapped along their leading axis.
 *
 * @param rule the rule for one example
 * @param axis the axis of the examples
 * @param in the mapped axes of the operands
 */
record BatchedJvpRule(CustomRules.Jvp rule, MappedAxis axis, MappedAxes in)
    implements CustomRules.Jvp {
  @Override
  public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
    int n = primals.size();
    SomeArrays given = SomeArrays.of(tangents);
    List<Batched> args = new ArrayList<>(in.mark(primals));
    args.addAll(in.at(given.positions()).mark(given.present()));
    return SomeArrays.run(
        "a custom forward-mode rule",
        a -> rule.jvp(a.subList(0, n), given.with(a.subList(n, a.size()))),
        axis,
        args,
        r -> Alignment.at(r, 0, axis.size()));
  }
}
