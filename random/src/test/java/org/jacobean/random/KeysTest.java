package org.jacobean.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Keys: independence of elements, errors, and the shapes of samples. */
class KeysTest {
  private static final Key KEY = Random.key(7);

  @Test
  void elementsDoNotDependOnTheSizeOfTheArray() {
    double[] few = Sampling.uniform(KEY, 5).toDoubleArray();
    double[] many = Sampling.uniform(KEY, 50).toDoubleArray();
    assertArrayEquals(few, Arrays.copyOf(many, 5));
  }

  @Test
  void splittingGivesTheSameKeysOneByOneAndAsAnArray() {
    List<Key> one = Random.split(KEY, 3);
    NDArray all = Random.splitArray(KEY, 3).data();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(
          Arrays.copyOfRange(all.toLongArray(), 2 * i, 2 * i + 2), one.get(i).data().toLongArray());
    }
    assertEquals(Shape.of(0, 2), Random.splitArray(KEY, 0).data().shape());
  }

  @Test
  void permutationsHoldEveryElementOnce() {
    int[] p = Sampling.permutation(KEY, 100).toIntArray();
    Arrays.sort(p);
    for (int i = 0; i < 100; i++) {
      assertEquals(i, p[i]);
    }
  }

  @Test
  void momentsOfTheNormalAreThoseOfTheNormal() {
    NDArray x = Sampling.normal(KEY, 20_000);
    assertTrue(Math.abs(x.mean().item()) < 0.03);
    assertTrue(Math.abs(x.var().item() - 1) < 0.04);
  }

  @Test
  void truncatedNormalsStayWithinTheirBounds() {
    NDArray x = Sampling.truncatedNormal(KEY, DType.FLOAT32, Shape.of(2000), -0.5, 0.25);
    assertTrue(x.min().item() >= -0.5 && x.max().item() <= 0.25);
  }

  private static void fails(String code, Executable e) {
    assertEquals(code, assertThrows(JacobeanException.class, e).code());
  }

  @Test
  void errorsHaveTheirCodes() {
    fails("JX0601", () -> Random.split(new Key(NDArray.of(new int[] {1, 2})), 2));
    fails("JX0602", () -> Random.split(KEY, -1));
    fails("JX0603", () -> Random.foldIn(KEY, NDArray.of(new int[] {1})));
    fails("JX0604", () -> Random.bits(Random.splitArray(KEY, 2), DType.UINT32, 3));
    fails("JX0605", () -> Random.bits(KEY, DType.INT32, 3));
    fails("JX0606", () -> Random.bits(KEY, DType.UINT8, 65536, 65536));
    fails("JX0607", () -> Sampling.normal(KEY, DType.INT32, Shape.of(1)));
    fails("JX0608", () -> Sampling.randint(KEY, DType.FLOAT32, 0, 1, Shape.of(1)));
    fails("JX0609", () -> Sampling.permutation(KEY, NDArray.scalar(1.0)));
    fails("JX0610", () -> Sampling.choice(KEY, 3, 4, false));
  }
}
