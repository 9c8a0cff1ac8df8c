package org.jacobean.optim;

import static org.jacobean.numpy.Selection.where;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;
import java.util.List;
import org.jacobean.NDArray;

/** The steps optimisers are chained from. */
public final class Transformations {
  private Transformations() {}

  /** {@code b} of {@code a}. */
  public static <A, B> GradientTransformation<Tuple2<A, B>> chain(
      GradientTransformation<A> a, GradientTransformation<B> b) {
    return new Chain.Two<>(a, b);
  }

  /** {@code c} of {@code b} of {@code a}. */
  public static <A, B, C> GradientTransformation<Tuple3<A, B, C>> chain(
      GradientTransformation<A> a, GradientTransformation<B> b, GradientTransformation<C> c) {
    return new Chain.Three<>(a, b, c);
  }

  /** {@code d} of {@code c} of {@code b} of {@code a}. */
  public static <A, B, C, D> GradientTransformation<Tuple4<A, B, C, D>> chain(
      GradientTransformation<A> a,
      GradientTransformation<B> b,
      GradientTransformation<C> c,
      GradientTransformation<D> d) {
    return new Chain.Four<>(a, b, c, d);
  }

  /** Gradients unchanged. */
  public static GradientTransformation<States.None> identity() {
    return new Stateless((g, _) -> g);
  }

  /** Gradients times a constant. */
  public static GradientTransformation<States.None> scale(double factor) {
    return new Stateless((g, _) -> Leaves.map(x -> x.mul(factor), g));
  }

  /** Gradients times the schedule's value at the number of steps done. */
  public static GradientTransformation<States.Count> scaleBySchedule(Schedule schedule) {
    return new Stateful<>(
        _ -> new States.Count(States.zero()),
        (g, s) -> {
          NDArray factor = schedule.at(s.count());
          return Tuple.of(
              Leaves.map(x -> x.mul(factor), g), new States.Count(States.next(s.count())));
        });
  }

  /** Gradients times minus the learning rate: the end of a descent. */
  public static GradientTransformation<States.Count> scaleByLearningRate(Schedule learningRate) {
    return scaleBySchedule(step -> learningRate.at(step).neg());
  }

  /** Gradients plus {@code weightDecay} times the parameters. Source: arXiv 1711.05101. */
  public static GradientTransformation<States.None> addDecayedWeights(double weightDecay) {
    return new Stateless((g, p) -> Leaves.map((x, w) -> x.add(w.mul(weightDecay)), g, p));
  }

  /** Momentum: {@code t = g + decay t}; Nesterov's looks one step ahead, {@code g + decay t}. */
  public static GradientTransformation<States.Trace> trace(double decay, boolean nesterov) {
    return new Stateful<>(
        p -> new States.Trace(Leaves.zeros(p)),
        (g, s) -> {
          List<NDArray> t = Leaves.map((x, m) -> x.add(m.mul(decay)), g, s.trace());
          return Tuple.of(
              nesterov ? Leaves.map((x, m) -> x.add(m.mul(decay)), g, t) : t, new States.Trace(t));
        });
  }

  /** Adam's direction with {@code b1 = 0.9, b2 = 0.999, eps = 1e-8}. */
  public static GradientTransformation<States.Moments> scaleByAdam() {
    return scaleByAdam(0.9, 0.999, 1e-8, 0, false);
  }

  /**
   * Adam's direction: corrected mean over the root of the corrected mean square, {@code m / (sqrt(v
   * + epsRoot) + eps)}. Source: arXiv 1412.6980; Nesterov's variant: Dozat 2016.
   */
  public static GradientTransformation<States.Moments> scaleByAdam(
      double b1, double b2, double eps, double epsRoot, boolean nesterov) {
    return new Stateful<>(
        Transformations::noMoments,
        (g, s) -> {
          States.Moments m = moments(g, s, b1, b2);
          List<NDArray> mean = correctedMean(g, m, b1, nesterov);
          NDArray c2 = Updates.correction(b2, m.count());
          List<NDArray> root = Leaves.map(v -> v.div(c2).add(epsRoot).sqrt().add(eps), m.nu());
          return Tuple.of(Leaves.map(NDArray::div, mean, root), m);
        });
  }

  /** Adam's direction with the largest second moment so far. Source: Reddi et al. 2018. */
  public static GradientTransformation<States.MaxMoments> scaleByAmsgrad(
      double b1, double b2, double eps, double epsRoot) {
    return new Stateful<>(
        p -> new States.MaxMoments(noMoments(p), Leaves.zeros(p)),
        (g, s) -> {
          States.Moments m = moments(g, s.moments(), b1, b2);
          NDArray c2 = Updates.correction(b2, m.count());
          List<NDArray> top =
              Leaves.map((v, before) -> v.div(c2).maximum(before), m.nu(), s.nuMax());
          List<NDArray> root = Leaves.map(v -> v.add(epsRoot).sqrt().add(eps), top);
          return Tuple.of(
              Leaves.map(NDArray::div, correctedMean(g, m, b1, false), root),
              new States.MaxMoments(m, top));
        });
  }

  private static States.Moments noMoments(Object params) {
    return new States.Moments(States.zero(), Leaves.zeros(params), Leaves.zeros(params));
  }

  private static States.Moments moments(List<NDArray> g, States.Moments s, double b1, double b2) {
    return new States.Moments(
        States.next(s.count()),
        Updates.moment(s.mu(), g, b1),
        Updates.moment(s.nu(), Updates.squares(g), b2));
  }

  private static List<NDArray> correctedMean(
      List<NDArray> g, States.Moments m, double b1, boolean nesterov) {
    NDArray c1 = Updates.correction(b1, m.count());
    if (!nesterov) {
      return Leaves.map(x -> x.div(c1), m.mu());
    }
    NDArray ahead = Updates.correction(b1, States.next(m.count()));
    return Leaves.map((mu, x) -> mu.mul(b1).div(ahead).add(x.mul(1 - b1).div(c1)), m.mu(), g);
  }

  /**
   * Gradients over the root of their running mean square, {@code g / sqrt(v + eps)}. Source:
   * Tieleman and Hinton 2012.
   */
  public static GradientTransformation<States.Trace> scaleByRms(double decay, double eps) {
    return new Stateful<>(
        p -> new States.Trace(Leaves.zeros(p)),
        (g, s) -> {
          List<NDArray> v = Updates.moment(s.trace(), Updates.squares(g), decay);
          return Tuple.of(
              Leaves.map((x, y) -> x.mul(y.add(eps).rsqrt()), g, v), new States.Trace(v));
        });
  }

  /** Gradients over the root of the sum of their squares. Source: Duchi et al. 2011. */
  public static GradientTransformation<States.Trace> scaleByRss(
      double initialAccumulator, double eps) {
    return new Stateful<>(
        p -> new States.Trace(Leaves.full(p, initialAccumulator)),
        (g, s) -> {
          List<NDArray> sum = Leaves.map(NDArray::add, s.trace(), Updates.squares(g));
          List<NDArray> inverse = Leaves.map(v -> where(v.gt(0.0), v.add(eps).rsqrt(), 0.0), sum);
          return Tuple.of(Leaves.map(NDArray::mul, g, inverse), new States.Trace(sum));
        });
  }

  /** Lion's direction: the sign of an interpolated momentum. Source: arXiv 2302.06675. */
  public static GradientTransformation<States.Trace> scaleByLion(double b1, double b2) {
    return new Stateful<>(
        p -> new States.Trace(Leaves.zeros(p)),
        (g, s) -> {
          List<NDArray> direction = Leaves.map(NDArray::sign, Updates.moment(s.trace(), g, b1));
          return Tuple.of(direction, new States.Trace(Updates.moment(s.trace(), g, b2)));
        });
  }

  /**
   * Gradients scaled down, all alike, so that their global norm is at most {@code maxNorm}. Source:
   * arXiv 1211.5063.
   */
  public static GradientTransformation<States.None> clipByGlobalNorm(double maxNorm) {
    return new Stateless(
        (g, _) -> {
          NDArray norm = Updates.globalNorm(g);
          NDArray factor = where(norm.lt(maxNorm), 1.0, norm.rdiv(maxNorm));
          return Leaves.map(x -> x.mul(factor.astype(x.dtype().real())), g);
        });
  }

  /** Each element of the gradients cut to [-maxDelta, maxDelta]. */
  public static GradientTransformation<States.None> clip(double maxDelta) {
    return new Stateless((g, _) -> Leaves.map(x -> x.clip(-maxDelta, maxDelta), g));
  }
}
