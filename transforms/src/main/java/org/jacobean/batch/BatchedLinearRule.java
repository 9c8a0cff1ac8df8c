package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.CustomVjpCall;
import org.jacobean.lax.Lax;

/**
 * The transpose of a user's linear map, for all examples. Cotangents of the results are mapped
 * along their leading axis.
 *
 * @param rule the rule for one example
 * @param axis the axis of the examples
 * @param residuals the mapped axes of the residuals
 * @param operands the mapped axes of the map's operands
 */
record BatchedLinearRule(
    CustomVjpCall.Rule rule, MappedAxis axis, MappedAxes residuals, MappedAxes operands)
    implements CustomVjpCall.Rule {
  /** Not part of a linear map, which only its transpose is known of. */
  @Override
  public List<NDArray> forward(List<NDArray> primals) {
    throw new UnsupportedOperationException("a linear map has no forward pass");
  }

  @Override
  public List<NDArray> backward(List<NDArray> residualValues, List<NDArray> cotangents) {
    return backward(rule, axis, residuals, operands, residualValues, cotangents);
  }

  /** Runs a backward pass for all examples: one cotangent per operand, mapped as the operand is. */
  static List<NDArray> backward(
      CustomVjpCall.Rule rule,
      MappedAxis axis,
      MappedAxes residualAxes,
      MappedAxes operandAxes,
      List<NDArray> residuals,
      List<NDArray> cotangents) {
    int n = residuals.size();
    List<Batched> args = new ArrayList<>(residualAxes.mark(residuals));
    args.addAll(MappedAxes.leading(cotangents.size()).mark(cotangents));
    List<Batched> results =
        MappedAxes.run(
            "a custom backward pass",
            a -> rule.backward(a.subList(0, n), a.subList(n, a.size())),
            axis,
            args);
    List<NDArray> out = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      int at = operandAxes.get(i);
      out.add(
          at == Batching.NOT_MAPPED
              ? sum(results.get(i), axis.size())
              : Alignment.at(results.get(i), at, axis.size()));
    }
    return out;
  }

  /** The cotangent of an operand that all examples share is the sum of theirs. */
  private static NDArray sum(Batched x, int size) {
    DType t = x.array().dtype();
    if (!t.isInexact()) {
      return x.mapped() ? NDArray.fullLong(t, x.example().shape(), 0) : x.array();
    }
    return x.mapped() ? Lax.reduceSum(x.array(), Axes.of(x.axis())) : Lax.mul(x.array(), size);
  }
}
