package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jacobean.NDArray;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private static final NDArray X = NDArray.of(new double[] {0.3, -0.7, 1.1});

  @Test
  void rightGradientsPass() {
    Gradients.check(x -> x.sin().mul(x).sum(), X, 1e-7);
  }

  @Test
  void wrongGradientsFail() {
    assertThrows(
        AssertionError.class, () -> Gradients.check(x -> x.mul(x.stopGradient()).sum(), X, 1e-7));
  }
}
