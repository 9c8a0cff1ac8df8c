package org.jacobean.optim;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jacobean.NDArray;

/**
 * A transformation with state, from what it does to lists of leaves.
 *
 * @param first the first state, from the parameters
 * @param rule from gradients and state to new gradients and state
 */
record Stateful<S>(
    Function<Object, S> first, BiFunction<List<NDArray>, S, Tuple2<List<NDArray>, S>> rule)
    implements GradientTransformation<S> {
  @Override
  public <P> S init(P params) {
    return first.apply(params);
  }

  @Override
  public <P> Tuple2<P, S> update(P gradients, S state, P params) {
    Tuple2<List<NDArray>, S> next = rule.apply(Leaves.of(gradients), state);
    return Tuple.of(Leaves.into(gradients, next._1()), next._2());
  }
}
