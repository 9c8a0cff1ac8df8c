package org.jacobean.optim;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jacobean.NDArray;

/** A transformation without state: from the gradients' and the parameters' leaves to new leaves. */
record Stateless(BinaryOperator<List<NDArray>> rule)
    implements GradientTransformation<States.None> {
  @Override
  public <P> States.None init(P params) {
    return new States.None();
  }

  @Override
  public <P> Tuple2<P, States.None> update(P gradients, States.None state, P params) {
    return Tuple.of(
        Leaves.into(gradients, rule.apply(Leaves.of(gradients), Leaves.of(params))), state);
  }
}
