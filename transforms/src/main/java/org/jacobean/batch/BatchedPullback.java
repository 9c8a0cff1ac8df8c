package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/**
 * A user's backward pass, for all examples: cotangents of results are mapped along their leading
 * axis, those of operands as the operands are.
 *
 * @param rule the backward pass for one example
 * @param axis the axis of the examples
 * @param residuals the mapped axes of the residuals
 * @param operands the mapped axes of the perturbed operands
 */
record BatchedPullback(
    CustomRules.Pullback rule, MappedAxis axis, MappedAxes residuals, MappedAxes operands)
    implements CustomRules.Pullback {
  @Override
  public List<@Nullable NDArray> pull(
      List<NDArray> residualValues, List<@Nullable NDArray> cotangents) {
    int n = residualValues.size();
    SomeArrays given = SomeArrays.of(cotangents);
    List<Batched> args = new ArrayList<>(residuals.mark(residualValues));
    args.addAll(MappedAxes.leading(given.present().size()).mark(given.present()));
    List<SomeArrays> nonzero = new ArrayList<>(1);
    List<Batched> results =
        MappedAxes.run(
            "a custom backward pass",
            a -> {
              SomeArrays y =
                  SomeArrays.of(rule.pull(a.subList(0, n), given.with(a.subList(n, a.size()))));
              nonzero.add(y);
              return y.present();
            },
            axis,
            args);
    List<NDArray> out = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      int at = operands.get(nonzero.getFirst().positions().get(i));
      out.add(
          at == Batching.NOT_MAPPED
              ? sum(results.get(i), axis.size())
              : Alignment.at(results.get(i), at, axis.size()));
    }
    return nonzero.getFirst().with(out);
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
