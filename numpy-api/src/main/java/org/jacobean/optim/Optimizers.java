package org.jacobean.optim;

import static org.jacobean.optim.Transformations.addDecayedWeights;
import static org.jacobean.optim.Transformations.chain;
import static org.jacobean.optim.Transformations.scaleByAdam;
import static org.jacobean.optim.Transformations.scaleByLearningRate;

import io.vavr.Tuple2;
import io.vavr.Tuple3;

/** The usual optimisers: transformations whose results are to be added to the parameters. */
public final class Optimizers {
  private Optimizers() {}

  /** {@code -learningRate g}. */
  public static GradientTransformation<States.Count> sgd(double learningRate) {
    return sgd(Schedules.constant(learningRate));
  }

  /** {@code -learningRate g}. */
  public static GradientTransformation<States.Count> sgd(Schedule learningRate) {
    return scaleByLearningRate(learningRate);
  }

  /** Gradient descent with momentum: {@code t = g + decay t}, {@code -learningRate t}. */
  public static GradientTransformation<Tuple2<States.Trace, States.Count>> momentum(
      double learningRate, double decay) {
    return momentum(Schedules.constant(learningRate), decay, false);
  }

  /** Gradient descent with momentum, or Nesterov's. Source: Sutskever et al. 2013. */
  public static GradientTransformation<Tuple2<States.Trace, States.Count>> momentum(
      Schedule learningRate, double decay, boolean nesterov) {
    return chain(Transformations.trace(decay, nesterov), scaleByLearningRate(learningRate));
  }

  /**
   * {@link #adam(Schedule, double, double, double)} at a constant rate with {@code b1 = 0.9, b2 =
   * 0.999, eps = 1e-8}.
   */
  public static GradientTransformation<Tuple2<States.Moments, States.Count>> adam(
      double learningRate) {
    return adam(Schedules.constant(learningRate));
  }

  /**
   * {@link #adam(Schedule, double, double, double)} with {@code b1 = 0.9, b2 = 0.999, eps = 1e-8}.
   */
  public static GradientTransformation<Tuple2<States.Moments, States.Count>> adam(
      Schedule learningRate) {
    return adam(learningRate, 0.9, 0.999, 1e-8);
  }

  /** Adam. Source: arXiv 1412.6980. */
  public static GradientTransformation<Tuple2<States.Moments, States.Count>> adam(
      Schedule learningRate, double b1, double b2, double eps) {
    return chain(scaleByAdam(b1, b2, eps, 0, false), scaleByLearningRate(learningRate));
  }

  /**
   * {@link #adamw(Schedule, double, double, double, double)} at a constant rate with Adam's usual
   * constants.
   */
  public static GradientTransformation<Tuple3<States.Moments, States.None, States.Count>> adamw(
      double learningRate, double weightDecay) {
    return adamw(Schedules.constant(learningRate), weightDecay);
  }

  /** {@link #adamw(Schedule, double, double, double, double)} with Adam's usual constants. */
  public static GradientTransformation<Tuple3<States.Moments, States.None, States.Count>> adamw(
      Schedule learningRate, double weightDecay) {
    return adamw(learningRate, 0.9, 0.999, 1e-8, weightDecay);
  }

  /** Adam with weight decay apart from the gradient. Source: arXiv 1711.05101. */
  public static GradientTransformation<Tuple3<States.Moments, States.None, States.Count>> adamw(
      Schedule learningRate, double b1, double b2, double eps, double weightDecay) {
    return chain(
        scaleByAdam(b1, b2, eps, 0, false),
        addDecayedWeights(weightDecay),
        scaleByLearningRate(learningRate));
  }

  /** Adam with Nesterov momentum. Source: Dozat 2016. */
  public static GradientTransformation<Tuple2<States.Moments, States.Count>> nadam(
      Schedule learningRate) {
    return chain(scaleByAdam(0.9, 0.999, 1e-8, 0, true), scaleByLearningRate(learningRate));
  }

  /** Adam with the largest second moment so far. Source: Reddi et al. 2018. */
  public static GradientTransformation<Tuple2<States.MaxMoments, States.Count>> amsgrad(
      Schedule learningRate) {
    return chain(
        Transformations.scaleByAmsgrad(0.9, 0.999, 1e-8, 0), scaleByLearningRate(learningRate));
  }

  /** RMSprop. Source: Tieleman and Hinton 2012. */
  public static GradientTransformation<Tuple2<States.Trace, States.Count>> rmsprop(
      Schedule learningRate, double decay, double eps) {
    return chain(Transformations.scaleByRms(decay, eps), scaleByLearningRate(learningRate));
  }

  /** RMSprop, its steps with momentum. */
  public static GradientTransformation<Tuple3<States.Trace, States.Count, States.Trace>> rmsprop(
      Schedule learningRate, double decay, double eps, double momentum) {
    return chain(
        Transformations.scaleByRms(decay, eps),
        scaleByLearningRate(learningRate),
        Transformations.trace(momentum, false));
  }

  /** Adagrad. Source: Duchi et al. 2011. */
  public static GradientTransformation<Tuple2<States.Trace, States.Count>> adagrad(
      Schedule learningRate, double initialAccumulator, double eps) {
    return chain(
        Transformations.scaleByRss(initialAccumulator, eps), scaleByLearningRate(learningRate));
  }

  /** Lion. Source: arXiv 2302.06675. */
  public static GradientTransformation<Tuple3<States.Trace, States.None, States.Count>> lion(
      Schedule learningRate, double b1, double b2, double weightDecay) {
    return chain(
        Transformations.scaleByLion(b1, b2),
        addDecayedWeights(weightDecay),
        scaleByLearningRate(learningRate));
  }
}
