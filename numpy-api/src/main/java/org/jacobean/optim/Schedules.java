package org.jacobean.optim;

import static org.jacobean.numpy.Selection.where;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;

/** The usual schedules of learning rates. Steps count from 0; values are weakly typed float64. */
public final class Schedules {
  private Schedules() {}

  /** Always {@code value}. */
  public static Schedule constant(double value) {
    return step -> Lax.broadcast(NDArray.scalar(value), step.shape());
  }

  /** From {@code init} to {@code end} in {@code steps} steps, then {@code end}. */
  public static Schedule linear(double init, double end, int steps) {
    return polynomial(init, end, 1, steps, 0);
  }

  /** From {@code init} to {@code end} in {@code steps} steps after the first {@code begin}. */
  public static Schedule linear(double init, double end, int steps, int begin) {
    return polynomial(init, end, 1, steps, begin);
  }

  /**
   * {@code (init - end) (1 - t/steps)^power + end}, with t counted from {@code begin} and cut to
   * [0, steps]. @throws ShapeException JX0642
   */
  public static Schedule polynomial(double init, double end, double power, int steps, int begin) {
    requirePositive("steps", steps);
    return step -> {
      NDArray t = States.weak(step).sub((double) begin).clip(0, steps);
      NDArray left = t.div((double) steps).rsub(1.0);
      return (power == 1 ? left : left.pow(power)).mul(init - end).add(end);
    };
  }

  /** From {@code init} along half a cosine to 0 in {@code steps} steps. */
  public static Schedule cosineDecay(double init, int steps) {
    return cosineDecay(init, steps, 0, 1);
  }

  /**
   * {@code init ((1 - alpha) ((1 + cos(pi t/steps))/2)^exponent + alpha)}. Source: arXiv
   * 1608.03983. @throws ShapeException JX0642
   */
  public static Schedule cosineDecay(double init, int steps, double alpha, double exponent) {
    requirePositive("steps", steps);
    return step -> {
      NDArray t = States.weak(step).minimum((double) steps).div((double) steps);
      NDArray half = t.mul(Math.PI).cos().add(1.0).mul(0.5);
      return (exponent == 1 ? half : half.pow(exponent)).mul(1 - alpha).add(alpha).mul(init);
    };
  }

  /**
   * Linearly from {@code init} to {@code peak} in {@code warmup} steps, then along a cosine to
   * {@code end} at {@code steps}. @throws ShapeException JX0642
   */
  public static Schedule warmupCosineDecay(
      double init, double peak, int warmup, int steps, double end) {
    requirePositive("steps after the warm-up", steps - warmup);
    Schedule fall = cosineDecay(peak, steps - warmup, peak == 0 ? 0 : end / peak, 1);
    if (warmup == 0) {
      return fall;
    }
    Schedule rise = linear(init, peak, warmup);
    return step -> where(step.lt((long) warmup), rise.at(step), fall.at(step.sub((long) warmup)));
  }

  /** {@code init rate^(step/steps)}. */
  public static Schedule exponentialDecay(double init, int steps, double rate) {
    return exponentialDecay(init, steps, rate, 0, false);
  }

  /**
   * {@code init rate^((step - begin)/steps)} after {@code begin} steps; with whole powers only when
   * {@code staircase}. @throws ShapeException JX0642
   */
  public static Schedule exponentialDecay(
      double init, int steps, double rate, int begin, boolean staircase) {
    requirePositive("steps", steps);
    return step -> {
      NDArray t = States.weak(step).sub((double) begin);
      NDArray p = t.div((double) steps);
      NDArray value = NDArray.scalar(rate).pow(staircase ? p.floor() : p).mul(init);
      return where(t.le(0.0), init, value);
    };
  }

  /**
   * A schedule that does not fall below {@code bound} when it falls ({@code below}), or does not
   * rise above it.
   */
  public static Schedule bounded(Schedule schedule, double bound, boolean below) {
    return step -> below ? schedule.at(step).maximum(bound) : schedule.at(step).minimum(bound);
  }

  /** {@code init}, multiplied by each factor from its boundary's step on. */
  public static Schedule piecewiseConstant(double init, SortedMap<Integer, Double> factors) {
    SortedMap<Integer, Double> copy = new TreeMap<>(factors);
    return step -> {
      NDArray value = Lax.broadcast(NDArray.scalar(init), step.shape());
      for (var e : copy.entrySet()) {
        value = where(step.ge(e.getKey()), value.mul(e.getValue()), value);
      }
      return value;
    };
  }

  /** {@code first} before {@code boundary}, then {@code second} counted from there. */
  public static Schedule join(Schedule first, int boundary, Schedule second) {
    return step ->
        where(step.lt((long) boundary), first.at(step), second.at(step.sub((long) boundary)));
  }

  private static void requirePositive(String what, int n) {
    if (n <= 0) {
      throw new ShapeException(
          "JX0642", "a schedule needs a positive number of " + what + ", got " + n);
    }
  }
}
