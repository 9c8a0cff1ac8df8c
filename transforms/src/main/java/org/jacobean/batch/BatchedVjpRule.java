package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.CustomRules;

/**
 * A user's reverse-mode rule, for all examples. Results and their cotangents are mapped along their
 * leading axis; residuals as they come, so that one which all examples share stays one.
 *
 * @param rule the rule for one example
 * @param axis the axis of the examples
 * @param in the mapped axes of the operands
 */
record BatchedVjpRule(CustomRules.Vjp rule, MappedAxis axis, MappedAxes in)
    implements CustomRules.Vjp {
  @Override
  public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
    List<CustomRules.Forward> passed = new ArrayList<>(1);
    List<Batched> all =
        MappedAxes.run(
            "a custom forward pass",
            a -> {
              CustomRules.Forward one = rule.forward(a, perturbed);
              passed.add(one);
              List<NDArray> arrays = new ArrayList<>(one.outs());
              arrays.addAll(one.residuals());
              return arrays;
            },
            axis,
            in.mark(primals));
    int n = passed.getFirst().outs().size();
    List<Batched> residuals = all.subList(n, all.size());
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < perturbed.length; i++) {
      if (perturbed[i]) {
        positions.add(i);
      }
    }
    return new CustomRules.Forward(
        MappedAxes.inFront(all.subList(0, n), axis.size()),
        residuals.stream().map(Batched::array).toList(),
        new BatchedPullback(
            passed.getFirst().backward(), axis, MappedAxes.of(residuals), in.at(positions)));
  }
}
