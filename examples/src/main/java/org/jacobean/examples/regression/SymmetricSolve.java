package org.jacobean.examples.regression;

import org.jacobean.errors.DataException;

/** Inverse of a small symmetric positive definite matrix, by Gauss-Jordan elimination. */
final class SymmetricSolve {
  private SymmetricSolve() {}

  /**
   * The inverse of a row-major matrix. @throws DataException JX0708 when a pivot is not clearly
   * positive
   */
  static double[][] inverse(double[] matrix, int n) {
    double[][] a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix, i * n, a[i], 0, n);
      a[i][n + i] = 1;
    }
    for (int k = 0; k < n; k++) {
      double pivot = a[k][k];
      if (!(pivot > 1e-13 * matrix[k * n + k])) {
        throw new DataException(
            "JX0708",
            "the Hessian is singular at column "
                + k
                + " (pivot "
                + pivot
                + "): the column is a combination of those before it, or separates the outcomes;"
                + " leave it out");
      }
      for (int j = 0; j < 2 * n; j++) {
        a[k][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double factor = a[i][k];
        for (int j = 0; i != k && j < 2 * n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = java.util.Arrays.copyOfRange(a[i], n, 2 * n);
    }
    return inverse;
  }
}
