package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Lax;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a checkpoint saves under each policy, compared with {@code jax.ad_checkpoint}: the golden
 * file is made by {@code src/test/python/residuals.py}.
 */
class SavedResidualsTest {
  private static final Map<String, CheckpointPolicy> POLICIES =
      Map.of(
          "nothing", CheckpointPolicy.nothingSaveable(),
          "everything", CheckpointPolicy.everythingSaveable(),
          "dots", CheckpointPolicy.checkpointDots(),
          "dots_without_batch", CheckpointPolicy.dotsWithNoBatchDimsSaveable(),
          "only_a", CheckpointPolicy.saveOnlyTheseNames("a"),
          "only_none", CheckpointPolicy.saveOnlyTheseNames("z"),
          "any_but_a", CheckpointPolicy.saveAnyNamesButThese("a"),
          "dots_or_a",
              CheckpointPolicy.saveFromBothPolicies(
                  CheckpointPolicy.dotsSaveable(), CheckpointPolicy.saveOnlyTheseNames("a")));

  static List<String> cases() throws IOException {
    try (var in = SavedResidualsTest.class.getResourceAsStream("/golden/residuals.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static NDArray ones(int... dims) {
    return NDArray.full(DType.FLOAT32, Shape.of(dims), 1);
  }

  private static Function2<NDArray, NDArray, NDArray> function(String name) {
    return switch (name) {
      case "chain" -> (w, x) -> x.sin().sin().sin();
      case "layers" -> (w, x) -> x.matmul(w).sin().matmul(w).sin().matmul(w).sin();
      case "named" ->
          (w, x) -> {
            NDArray a = checkpointName(x.matmul(w).sin(), "a");
            return checkpointName(a.matmul(w).sin(), "b").sin();
          };
      case "batched" ->
          (w, x) -> {
            DotDims dims = new DotDims(Axes.of(0), Axes.of(0), Axes.of(2), Axes.of(1));
            NDArray y = Lax.dotGeneral(w, w, dims, DType.FLOAT32).sin();
            return y.sum(0).matmul(x).sin();
          };
      case "jitted" -> (w, x) -> jit((NDArray v) -> v.matmul(w).sin()).apply(x).sin();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfJax(String line) {
    String[] words = line.split(" ");
    boolean batched = words[0].equals("batched");
    NDArray w = batched ? ones(2, 3, 3) : ones(4, 4);
    NDArray x = batched ? ones(3, 5) : ones(4);
    var f = checkpoint(function(words[0]), Objects.requireNonNull(POLICIES.get(words[1])));
    String saved =
        savedResiduals(f, w, x).stream()
            .map(r -> r.type().toString())
            .sorted()
            .collect(Collectors.joining(" "));
    assertEquals(line, words[0] + " " + words[1] + " " + saved);
  }
}
