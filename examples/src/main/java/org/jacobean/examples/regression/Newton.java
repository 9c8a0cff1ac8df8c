package org.jacobean.examples.regression;

import static org.jacobean.transforms.Transforms.hessian;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.valueAndGrad;

import io.vavr.Function3;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.jacobean.transforms.ValueAndGrad;

/**
 * Newton's method on a negative log-likelihood of coefficients: value, gradient and Hessian are one
 * compiled function.
 */
final class Newton {
  private static final int MAX_STEPS = 50;
  private static final double TOLERANCE = 1e-10;

  /** The negative log-likelihood with its first and second derivatives. */
  record Local(ValueAndGrad<NDArray> first, NDArray second) {}

  /**
   * Where it ended.
   *
   * @param coefficients the estimates
   * @param standardErrors square roots of the diagonal of the inverse Hessian
   * @param logLikelihood at the estimates
   * @param steps number of Newton steps
   */
  record Fit(double[] coefficients, double[] standardErrors, double logLikelihood, int steps) {}

  private Newton() {}

  /**
   * Minimises {@code loss(coefficients, x, y)}.
   *
   * @throws DataException JX0708 for a singular Hessian, JX0709 when it does not converge
   */
  static Fit minimize(
      Function3<NDArray, NDArray, NDArray, NDArray> loss, NDArray x, NDArray y, double[] start) {
    var derivatives =
        jit(
            (Function3<NDArray, NDArray, NDArray, Local>)
                (b, u, v) ->
                    new Local(valueAndGrad(loss).apply(b, u, v), hessian(loss).apply(b, u, v)));
    double[] beta = start.clone();
    int n = beta.length;
    for (int step = 0; step < MAX_STEPS; step++) {
      Local at = derivatives.apply(NDArray.of(beta), x, y);
      double value = at.first().value().item();
      if (!Double.isFinite(value)) {
        throw new DataException(
            "JX0709",
            "log-likelihood is " + -value + " after " + step + " steps; scale the columns");
      }
      double[] gradient = at.first().grad().toDoubleArray();
      double[][] inverse = SymmetricSolve.inverse(at.second().toDoubleArray(), n);
      double largest = 0;
      for (int i = 0; i < n; i++) {
        double change = 0;
        for (int j = 0; j < n; j++) {
          change += inverse[i][j] * gradient[j];
        }
        beta[i] -= change;
        largest = Math.max(largest, Math.abs(change) / (1 + Math.abs(beta[i])));
      }
      if (largest < TOLERANCE) {
        return fit(beta, inverse, value, step + 1);
      }
    }
    throw new DataException(
        "JX0709", "no convergence in " + MAX_STEPS + " Newton steps; scale the columns");
  }

  private static Fit fit(double[] beta, double[][] inverse, double value, int steps) {
    double[] errors = new double[beta.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.sqrt(inverse[i][i]);
    }
    return new Fit(beta, errors, -value, steps);
  }
}
