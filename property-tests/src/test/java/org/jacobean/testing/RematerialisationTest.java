package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/** What checkpoints do to compiled programs. */
class RematerialisationTest {
  private static final NDArray M = NDArray.full(DType.FLOAT32, Shape.of(64, 64), 0.01);
  private static final NDArray X = NDArray.full(DType.FLOAT32, Shape.of(64, 64), 0.5);

  private static NDArray block(NDArray x) {
    NDArray y = x;
    for (int i = 0; i < 5; i++) {
      y = y.matmul(M).sin();
    }
    return y;
  }

  private static Function1<NDArray, NDArray> deep(Function1<NDArray, NDArray> block) {
    return x -> {
      NDArray y = x;
      for (int i = 0; i < 10; i++) {
        y = block.apply(y);
      }
      return y.sum();
    };
  }

  private static long scratch(Function1<NDArray, NDArray> f) {
    return jit(grad(f)).trace(X).lower().compile().report().scratchBytes();
  }

  @Test
  void aChainOfCheckpointsNeedsAThirdOfTheMemory() {
    Function1<NDArray, NDArray> plain = deep(RematerialisationTest::block);
    Function1<NDArray, NDArray> kept = deep(checkpoint(RematerialisationTest::block));
    long before = scratch(plain);
    long after = scratch(kept);
    assertTrue(3 * after < before, after + " of " + before);
    assertArrayEquals(
        jit(grad(plain)).apply(X).toDoubleArray(), jit(grad(kept)).apply(X).toDoubleArray(), 1e-5);
  }
}
