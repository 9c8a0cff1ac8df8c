package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.vavr.Function1;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/**
 * A branch of a selection that is not taken leaves no NaN in gradients, whatever lies between the
 * infinite derivative and the selection.
 */
class UntakenBranchTest {
  private static final NDArray W = NDArray.of(new double[] {2, -1, 0.5});

  /** The first row has a zero, where the square root has no derivative. */
  private static final NDArray X = NDArray.of(new double[] {0, 1, 4, 9, 16, 25}, 2, 3);

  private static final NDArray ROWS = NDArray.of(new boolean[] {false, true});

  private static void assertGradient(Function1<NDArray, NDArray> f, double... expected) {
    assertArrayEquals(expected, grad(f).apply(X).toDoubleArray(), 1e-12);
    assertArrayEquals(expected, jit(grad(f)).apply(X).toDoubleArray(), 1e-12);
  }

  private static Function1<NDArray, NDArray> rows(Function1<NDArray, NDArray> perRow) {
    return x -> {
      NDArray y = perRow.apply(x);
      return Lax.select(ROWS, y, Lax.zeros(y.dtype(), y.shape())).sum();
    };
  }

  @Test
  void beforeAReduction() {
    assertGradient(rows(x -> x.sqrt().sum(1)), 0, 0, 0, 1 / 6.0, 1 / 8.0, 1 / 10.0);
    assertGradient(rows(x -> x.sqrt().max(1)), 0, 0, 0, 0, 0, 1 / 10.0);
  }

  @Test
  void beforeAProduct() {
    assertGradient(rows(x -> x.sqrt().matmul(W)), 0, 0, 0, 2 / 6.0, -1 / 8.0, 0.5 / 10.0);
  }

  @Test
  void beforeMovements() {
    assertGradient(rows(x -> x.sqrt().transpose().sum(0)), 0, 0, 0, 1 / 6.0, 1 / 8.0, 1 / 10.0);
  }

  @Test
  void byASelectorWhoseAxesAreExchanged() {
    Function1<NDArray, NDArray> g =
        x -> {
          NDArray y = x.sqrt().transpose();
          return Lax.select(x.transpose().gt(1), y, Lax.zeros(y.dtype(), y.shape())).sum();
        };
    assertGradient(g, 0, 0, 1 / 4.0, 1 / 6.0, 1 / 8.0, 1 / 10.0);
  }

  @Test
  void byAScalar() {
    Function1<NDArray, NDArray> g =
        x -> {
          NDArray y = x.sqrt().reshape(3, 2).sum();
          NDArray zero = Lax.zeros(y.dtype(), y.shape());
          return Lax.select(x.sum().lt(0), y, zero).add(x.sum());
        };
    assertGradient(g, 1, 1, 1, 1, 1, 1);
  }
}
