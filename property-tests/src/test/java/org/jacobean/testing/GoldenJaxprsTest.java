package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.JaxprParser;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/**
 * Functions, most of them from JAX's documentation, are recorded as JAX records them. {@link
 * JaxprNotation} says how the notations differ. Where the programs themselves differ, ours are in
 * {@code jaxprs-ours.txt}, each with the reason; {@code -Dgolden.write=true} writes that file.
 */
class GoldenJaxprsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "golden");
  private static final Pattern BLOCK =
      Pattern.compile("=== (\\w+)\\((.*)\\)\\n(?s:.*?)\\n---\\n(?s:(.*?))\\n(?=\\n===|\\z)");
  private static final Pattern TYPE = Pattern.compile("~?(\\w+)\\[([\\d,]*)\\]");

  /** Why the programs differ. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("weak_scalars", "a scalar array is broadcast before an operation"),
          Map.entry("inner_jit", "arrays made outside are constants; broadcasts are explicit"),
          Map.entry("dense", "one broadcast to the shape of the result, not two"),
          Map.entry("mapped_matrix_vector", "one broadcast to the shape of the result"),
          Map.entry("mapped_twice", "one broadcast to the shape of the result"),
          Map.entry("integers", "NumPy's functions are not calls here"),
          Map.entry("movement", "NumPy's functions are not calls here"),
          Map.entry("select_and_compare", "NumPy's functions are not calls here"),
          Map.entry("relu_custom_jvp", "the derivative of relu needs no custom rule"),
          Map.entry("softmax", "no maximum with minus infinity; explicit broadcasts"),
          Map.entry("logistic_gradient", "other formula for the derivative of a quotient"),
          Map.entry(
              "sin_twice", "factors in another order; the sign is part of the derivative of cos"),
          Map.entry("linearized", "factors in another order"),
          Map.entry("tanh_gradient", "1 - y^2 as (1 - y)(1 + y), kept as one residual"),
          Map.entry(
              "scan_gradient",
              "1 - y^2 as (1 - y)(1 + y), one residual instead of two; scalars captured are"
                  + " operands"),
          Map.entry("switch_three", "cond itself clamps its index"),
          Map.entry("cond_true", "a boolean predicate is not converted"),
          Map.entry("scan_of_cond", "a boolean predicate is not converted"),
          Map.entry("mapped_cond", "a boolean predicate is not converted"),
          Map.entry(
              "while_power",
              "arrays made outside are constants; no conversion that changes nothing"),
          Map.entry(
              "scan_sum", "arrays made outside are constants; no conversion that changes nothing"),
          Map.entry("index_rows", "indices out of bounds are not taken for good"),
          Map.entry("dynamic_rows", "dynamic slices do not count negative starts from the end"),
          Map.entry("update_rows", "updates go through positions in the flat array"));

  private record Block(List<AbstractValue> types, String text) {}

  private static Map<String, Block> blocks() throws IOException {
    Map<String, Block> all = new LinkedHashMap<>();
    Matcher m = BLOCK.matcher(Files.readString(RESOURCES.resolve("jaxprs.txt")));
    while (m.find()) {
      List<AbstractValue> types = new ArrayList<>();
      Matcher t = TYPE.matcher(m.group(2));
      while (t.find()) {
        String dims = t.group(2);
        int[] shape =
            dims.isEmpty()
                ? new int[0]
                : java.util.Arrays.stream(dims.split(",")).mapToInt(Integer::parseInt).toArray();
        types.add(new AbstractValue(DType.parse(t.group(1)), Shape.of(shape), false));
      }
      all.put(m.group(1), new Block(types, m.group(3)));
    }
    return all;
  }

  private static String ours(String name, Block b) {
    UnaryOperator<List<org.jacobean.NDArray>> f = JaxprExamples.all().get(name);
    return Tracing.toJaxpr(name, f, b.types()).jaxpr().toString();
  }

  /** JAX's text in our notation, or as it is where it has no counterpart. */
  private static String jaxs(Block b) {
    try {
      return JaxprNotation.ofJax(b.text());
    } catch (JacobeanException e) {
      return b.text() + e.getMessage();
    }
  }

  @Test
  void programsAreJaxsOrDifferForAReason() throws IOException {
    Map<String, Block> blocks = blocks();
    var examples = JaxprExamples.all();
    assertEquals(Set.copyOf(examples.keySet()), blocks.keySet());
    int same = 0;
    StringBuilder different = new StringBuilder();
    for (var e : blocks.entrySet()) {
      String text = ours(e.getKey(), e.getValue());
      assertEquals(text, JaxprParser.parse(text).toString());
      String plain = JaxprNotation.ofOurs(text);
      String expected = jaxs(e.getValue());
      String reason = REASONS.get(e.getKey());
      if (reason == null) {
        assertEquals(expected, plain, e.getKey());
        same++;
      } else {
        assertNotEquals(expected, plain, () -> e.getKey() + " no longer differs");
        different.append("=== ").append(e.getKey()).append(": ").append(reason).append('\n');
        different.append(plain).append("\n\n");
      }
    }
    int count = same;
    assertTrue(count >= 30, () -> count + " are as JAX's");
    Path file = RESOURCES.resolve("jaxprs-ours.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, different);
    }
    assertEquals(Files.readString(file), different.toString());
  }
}
