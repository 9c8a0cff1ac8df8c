package org.jacobean.testing;

import io.vavr.Function1;
import java.util.Random;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.transforms.Transforms;

/** Checks of gradients against central differences. */
public final class Gradients {
  private static final double STEP = 1e-5;

  private Gradients() {}

  /**
   * Compares the gradient of a function with central differences along random directions, and
   * forward mode with reverse mode.
   *
   * @param f from one float64 array of any shape to a float64 scalar
   * @param x a point in whose neighbourhood the function is smooth
   * @param tolerance of the directional derivative, relative to 1 + its size; 1e-6 suits most
   * @throws AssertionError when they differ; the message has both numbers
   */
  public static void check(Function1<NDArray, NDArray> f, NDArray x, double tolerance) {
    double[] gradient = Transforms.grad(f).apply(x).toDoubleArray();
    double[] at = x.toDoubleArray();
    Random random = new Random(17);
    for (int k = 0; k < 3; k++) {
      double[] v = new double[at.length];
      double byGradient = 0;
      for (int i = 0; i < v.length; i++) {
        v[i] = 2 * random.nextDouble() - 1;
        byGradient += v[i] * gradient[i];
      }
      double numeric = (value(f, x, at, v, STEP) - value(f, x, at, v, -STEP)) / (2 * STEP);
      compare("difference and gradient", numeric, byGradient, tolerance);
      NDArray direction = NDArray.of(DType.FLOAT64, v, x.shape());
      double forward = Transforms.jvp(f, x, direction).tangent().item();
      compare("forward and reverse mode", forward, byGradient, 1e-9);
    }
  }

  private static double value(
      Function1<NDArray, NDArray> f, NDArray x, double[] at, double[] v, double step) {
    double[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * v[i];
    }
    return f.apply(NDArray.of(DType.FLOAT64, moved, x.shape())).item();
  }

  private static void compare(String what, double a, double b, double tolerance) {
    if (!(Math.abs(a - b) <= tolerance * (1 + Math.abs(a)))) {
      throw new AssertionError(what + " differ: " + a + " and " + b);
    }
  }
}
