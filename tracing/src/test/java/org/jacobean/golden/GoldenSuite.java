package org.jacobean.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** Runs the cases of a golden file through functions bound by name. */
public final class GoldenSuite {
  private GoldenSuite() {}

  /**
   * One test per case; a case without binding fails. {@code slack} is added to the allowed units in
   * the last place.
   */
  public static Stream<DynamicTest> tests(
      String area, Map<String, Function<Golden, List<NDArray>>> bindings, double slack) {
    return Golden.read(area).stream()
        .map(g -> DynamicTest.dynamicTest(g.name(), () -> check(g, bindings.get(g.fn()), slack)));
  }

  private static void check(
      Golden g,
      @org.jspecify.annotations.Nullable Function<Golden, List<NDArray>> f,
      double slack) {
    Assertions.assertNotNull(f, "no function is bound to " + g.fn());
    List<NDArray> expected = g.out();
    List<NDArray> actual = f.apply(g);
    Assertions.assertEquals(expected.size(), actual.size(), "number of results");
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      wrong.add(g.difference(expected.get(i), actual.get(i), slack));
    }
    Assertions.assertEquals("", String.join("", wrong), () -> g.node().toString());
  }
}
