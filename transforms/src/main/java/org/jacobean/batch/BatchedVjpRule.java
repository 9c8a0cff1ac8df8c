package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.CustomVjpCall;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A user's reverse-mode rule, for all examples. Results and their cotangents are mapped along their
 * leading axis; residuals as they come, so that one which all examples share stays one.
 */
final class BatchedVjpRule implements CustomVjpCall.Rule {
  private final CustomVjpCall.Rule rule;
  private final MappedAxis axis;
  private final MappedAxes in;
  private final List<AbstractValue> examples;
  private final int results;

  /** The mapped axes of the residuals: a function of the fields above, found when first needed. */
  private volatile @Nullable MappedAxes residualAxes;

  /**
   * The rule for all examples.
   *
   * @param rule the rule for one example
   * @param axis the axis of the examples
   * @param in the mapped axes of the operands
   * @param examples the operands' types for one example
   * @param results the number of results of the function
   */
  BatchedVjpRule(
      CustomVjpCall.Rule rule,
      MappedAxis axis,
      MappedAxes in,
      List<AbstractValue> examples,
      int results) {
    this.rule = rule;
    this.axis = axis;
    this.in = in;
    this.examples = List.copyOf(examples);
    this.results = results;
  }

  @Override
  public List<NDArray> forward(List<NDArray> primals) {
    List<Batched> all =
        MappedAxes.run("a custom forward pass", rule::forward, axis, in.mark(primals));
    List<Batched> residuals = all.subList(results, all.size());
    residualAxes = MappedAxes.of(residuals);
    List<NDArray> out = new ArrayList<>(MappedAxes.inFront(all.subList(0, results), axis.size()));
    residuals.forEach(r -> out.add(r.array()));
    return out;
  }

  @Override
  public List<NDArray> backward(List<NDArray> residuals, List<NDArray> cotangents) {
    return BatchedLinearRule.backward(rule, axis, residualAxes(), in, residuals, cotangents);
  }

  /**
   * Another copy of this rule may have run forward: then the forward pass is traced for its
   * residuals' axes alone.
   */
  private MappedAxes residualAxes() {
    MappedAxes known = residualAxes;
    if (known != null) {
      return known;
    }
    List<AbstractValue> whole = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      AbstractValue a = examples.get(i);
      int at = in.get(i);
      whole.add(at == Batching.NOT_MAPPED ? a : a.withShape(a.shape().insert(at, axis.size())));
    }
    Tracing.toJaxpr("a custom forward pass", this::forward, whole);
    return Objects.requireNonNull(residualAxes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BatchedVjpRule r
        && rule.equals(r.rule)
        && axis.equals(r.axis)
        && in.equals(r.in)
        && examples.equals(r.examples)
        && results == r.results;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, axis, in, examples, results);
  }
}
