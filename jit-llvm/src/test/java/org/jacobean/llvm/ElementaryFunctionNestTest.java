package org.jacobean.llvm;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/**
 * Elementary functions inside loops of every kind, also those that make blocks of their own, agree
 * with the reference.
 */
class ElementaryFunctionNestTest {
  private final Agreement r = new Agreement();

  @Test
  void insidePointwiseLoopsAndReductions() {
    for (DType t : new DType[] {DType.FLOAT16, DType.FLOAT32, DType.FLOAT64}) {
      Agreement.check(
          a -> List.of(a.get(0).sin().add(a.get(1).cos()).tanh()),
          r.random(t, 33, 17),
          r.random(t, 17));
      Agreement.check(
          a -> List.of(a.get(0).sin().sum(1), a.get(0).cos().sum(0)), r.random(t, 33, 70));
      Agreement.check(
          a -> List.of(a.get(0).abs().pow(a.get(1))), r.random(t, 1003), r.random(t, 1003));
    }
  }

  @Test
  void ofHugeArgumentsInSomeLanes() {
    double[] x = new double[77];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 5 == 0 ? 1e9 + i * 1e5 : i;
    }
    NDArray v = NDArray.of(DType.FLOAT64, x, Shape.of(7, 11));
    Agreement.check(a -> List.of(a.get(0).sin(), a.get(0).cos().sum(1)), v);
  }
}
