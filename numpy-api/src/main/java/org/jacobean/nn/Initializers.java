package org.jacobean.nn;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;
import org.jacobean.random.Key;
import org.jacobean.random.Sampling;

/**
 * Initial values of parameters, with JAX's numbers. Variance scaling takes the last axis as output
 * and the one before as input features, earlier axes as a receptive field.
 */
public final class Initializers {
  /** Standard deviation of the standard normal cut at -2 and 2. */
  private static final double TRUNCATED_STDDEV = .87962566103423978;

  private Initializers() {}

  /** What a variance is divided by. */
  public enum Fan {
    /** Inputs. */
    IN,
    /** Outputs. */
    OUT,
    /** The mean of both. */
    AVERAGE
  }

  /** Which distribution is scaled. */
  public enum Distribution {
    /** Normal. */
    NORMAL,
    /** Normal without its tails beyond two standard deviations. */
    TRUNCATED_NORMAL,
    /** Uniform about 0. */
    UNIFORM
  }

  /** Zeros. */
  public static Initializer zeros() {
    return constant(0);
  }

  /** Ones. */
  public static Initializer ones() {
    return constant(1);
  }

  /** One value everywhere. */
  public static Initializer constant(double value) {
    return (_, dtype, shape) -> Lax.full(dtype, shape, value);
  }

  /** Normal of the given standard deviation. */
  public static Initializer normal(double stddev) {
    return (key, dtype, shape) -> Sampling.normal(key, dtype, shape).mul(stddev);
  }

  /** Uniform in [0, scale). */
  public static Initializer uniform(double scale) {
    return (key, dtype, shape) -> Sampling.uniform(key, dtype, shape, 0, 1).mul(scale);
  }

  /** Normal cut at two standard deviations, then scaled by {@code stddev}. */
  public static Initializer truncatedNormal(double stddev) {
    return (key, dtype, shape) -> Sampling.truncatedNormal(key, dtype, shape, -2, 2).mul(stddev);
  }

  /** Glorot's uniform. Source: Glorot and Bengio 2010. */
  public static Initializer glorotUniform() {
    return varianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
  }

  /** Glorot's (truncated) normal. */
  public static Initializer glorotNormal() {
    return varianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL);
  }

  /** LeCun's uniform. */
  public static Initializer lecunUniform() {
    return varianceScaling(1, Fan.IN, Distribution.UNIFORM);
  }

  /** LeCun's (truncated) normal. */
  public static Initializer lecunNormal() {
    return varianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL);
  }

  /** He's uniform. Source: arXiv 1502.01852. */
  public static Initializer heUniform() {
    return varianceScaling(2, Fan.IN, Distribution.UNIFORM);
  }

  /** He's (truncated) normal. */
  public static Initializer heNormal() {
    return varianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Mean 0 and variance {@code scale / fan}.
   *
   * @return an initializer that throws ShapeException JX0624 for fewer than two axes
   */
  public static Initializer varianceScaling(double scale, Fan fan, Distribution distribution) {
    return (key, dtype, shape) ->
        draw(key, dtype, shape, scale / denominator(shape, fan), distribution);
  }

  private static double denominator(Shape shape, Fan fan) {
    if (shape.rank() < 2) {
      throw new ShapeException(
          "JX0624",
          "variance scaling needs at least input and output features, got shape "
              + shape
              + "; use normal(stddev)");
    }
    double in = shape.dim(-2);
    double out = shape.dim(-1);
    double field = shape.size() / Math.max(1, in * out);
    return field
        * switch (fan) {
          case IN -> in;
          case OUT -> out;
          case AVERAGE -> (in + out) / 2;
        };
  }

  private static NDArray draw(
      Key key, DType dtype, Shape shape, double variance, Distribution distribution) {
    NDArray v = NDArray.full(dtype, Shape.SCALAR, variance);
    return switch (distribution) {
      case NORMAL -> Sampling.normal(key, dtype, shape).mul(v.sqrt());
      case TRUNCATED_NORMAL -> {
        NDArray stddev = v.sqrt().div(NDArray.full(dtype, Shape.SCALAR, TRUNCATED_STDDEV));
        yield Sampling.truncatedNormal(key, dtype, shape, -2, 2).mul(stddev);
      }
      case UNIFORM -> Sampling.uniform(key, dtype, shape, -1, 1).mul(v.mul(3.0).sqrt());
    };
  }
}
