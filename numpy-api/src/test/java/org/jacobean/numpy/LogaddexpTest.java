package org.jacobean.numpy;

import static org.jacobean.transforms.Transforms.grad;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import org.jacobean.NDArray;
import org.jacobean.nn.Activations;
import org.junit.jupiter.api.Test;

class LogaddexpTest {
  private static final Function1<NDArray, NDArray> SOFTPLUS = Activations::softplus;

  /** {@code softplus'' = sigmoid (1 - sigmoid)}, and {@code softplus''' = 0} at 0. */
  @Test
  void derivativesAreRightAtTiesToEveryOrder() {
    NDArray zero = NDArray.scalar(0.0);
    assertEquals(0.5, grad(SOFTPLUS).apply(zero).item(), 1e-15);
    assertEquals(0.25, grad(grad(SOFTPLUS)).apply(zero).item(), 1e-15);
    assertEquals(0, grad(grad(grad(SOFTPLUS))).apply(zero).item(), 1e-15);
  }

  @Test
  void equalInfinitiesShareTheDerivative() {
    Function2<NDArray, NDArray, NDArray> f = Pointwise::logaddexp;
    NDArray inf = NDArray.scalar(Double.POSITIVE_INFINITY);
    assertEquals(0.5, grad(f).apply(inf, inf).item());
  }
}
