package org.jacobean.optim;

import io.vavr.Tuple2;

/**
 * A step of an optimiser: turns gradients into other gradients, and at the end of a chain into
 * updates to be added to the parameters with {@link Updates#applyUpdates}. Pure: the state goes in
 * and comes out.
 *
 * <p>
 *
 * {@snippet :
 * var optimizer = Optimizers.adam(1e-3);
 * var state = optimizer.init(params);
 * var update = optimizer.update(grads, state, params);
 * params = Updates.applyUpdates(params, update._1());
 * state = update._2();
 * }
 *
 * @param <S> the state: a tree that keeps its structure, shapes and dtypes from step to step
 */
public interface GradientTransformation<S> {
  /** The state before the first step, for parameters of any tree of arrays. */
  <P> S init(P params);

  /**
   * One step.
   *
   * @param gradients of the parameters' tree
   * @param state from {@link #init} or the step before
   * @param params the parameters before the step
   * @return the transformed gradients and the next state
   * @throws org.jacobean.errors.TreeException JX0103 when the trees differ
   */
  <P> Tuple2<P, S> update(P gradients, S state, P params);
}
