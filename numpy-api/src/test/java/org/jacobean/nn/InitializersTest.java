package org.jacobean.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.Stream;
import org.jacobean.errors.ShapeException;
import org.jacobean.golden.Golden;
import org.jacobean.random.Key;
import org.jacobean.random.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Initial weights are JAX's. */
class InitializersTest {
  private static final Map<String, Initializer> BY_NAME =
      Map.of(
          "glorotUniform", Initializers.glorotUniform(),
          "glorotNormal", Initializers.glorotNormal(),
          "lecunNormal", Initializers.lecunNormal(),
          "lecunUniform", Initializers.lecunUniform(),
          "heNormal", Initializers.heNormal(),
          "heUniform", Initializers.heUniform());

  @TestFactory
  Stream<DynamicTest> agreeWithJax() {
    return Golden.read("random").stream()
        .filter(g -> BY_NAME.containsKey(g.fn()))
        .map(
            g ->
                DynamicTest.dynamicTest(
                    g.name(),
                    () -> {
                      var actual =
                          BY_NAME
                              .get(g.fn())
                              .init(new Key(g.args().get(0)), g.dtype("dtype"), g.shape("shape"));
                      assertEquals("", g.difference(g.out().get(0), actual, 0));
                    }));
  }

  @Test
  void vectorsHaveNoFan() {
    assertEquals(
        "JX0624",
        assertThrows(ShapeException.class, () -> Initializers.heNormal().init(Random.key(0), 3))
            .code());
  }
}
