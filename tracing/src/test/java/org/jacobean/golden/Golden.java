package org.jacobean.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;

/**
 * One case of a golden file of JAX's results; the files and their format are those of the
 * property-tests module.
 *
 * @param name file, number, function and tag
 * @param fn the function
 * @param node the case
 */
public record Golden(String name, String fn, JsonNode node) {
  private static final Path DIRECTORY =
      Path.of("..", "property-tests", "src", "test", "resources", "golden");

  /** The cases of a file. */
  public static List<Golden> read(String area) {
    try {
      JsonNode file = new ObjectMapper().readTree(DIRECTORY.resolve(area + ".json").toFile());
      List<Golden> cases = new ArrayList<>();
      for (JsonNode c : file.get("cases")) {
        String fn = c.get("fn").asText();
        cases.add(
            new Golden(area + " " + cases.size() + " " + fn + " " + c.path("tag").asText(), fn, c));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arguments, lists flattened. */
  public List<NDArray> args() {
    return arrays(node.get("args"));
  }

  /** The expected results, lists flattened. */
  public List<NDArray> out() {
    return arrays(node.get("out"));
  }

  /** A keyword argument. */
  public JsonNode kwarg(String key) {
    return node.get("kwargs").path(key);
  }

  /** A keyword argument: a list of axes. */
  public Axes axes(String key) {
    return Axes.of(ints(kwarg(key)));
  }

  /** A keyword argument: a shape. */
  public Shape shape(String key) {
    return Shape.of(ints(kwarg(key)));
  }

  /** A keyword argument: a dtype. */
  public DType dtype(String key) {
    return DType.parse(kwarg(key).asText());
  }

  /** A keyword argument: an integer. */
  public int integer(String key) {
    return kwarg(key).asInt();
  }

  /** A list of integers. */
  public static int[] ints(JsonNode n) {
    int[] r = new int[n.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = n.get(i).asInt();
    }
    return r;
  }

  /** A keyword argument: a list of axes, one axis, or none. */
  public int[] axisList(String key) {
    JsonNode n = kwarg(key);
    return n.isMissingNode() || n.isNull()
        ? new int[0]
        : n.isArray() ? ints(n) : new int[] {n.asInt()};
  }

  /** A keyword argument: an integer, or the default. */
  public int integer(String key, int otherwise) {
    return has(key) ? kwarg(key).asInt() : otherwise;
  }

  /** A keyword argument: a number, or the default. */
  public double real(String key, double otherwise) {
    return has(key) ? number(kwarg(key)) : otherwise;
  }

  /** A keyword argument: a truth value, false by default. */
  public boolean flag(String key) {
    return kwarg(key).asBoolean();
  }

  /** Whether a keyword argument is given. */
  public boolean has(String key) {
    return !kwarg(key).isMissingNode() && !kwarg(key).isNull();
  }

  /** An argument that is a list of arrays. */
  public List<NDArray> list(int i) {
    return arrays(node.get("args").get(i));
  }

  /** The arrays of a list, nested lists flattened. */
  public static List<NDArray> arrays(JsonNode list) {
    List<NDArray> out = new ArrayList<>();
    for (JsonNode n : list) {
      if (n.isArray()) {
        out.addAll(arrays(n));
      } else if (n.isObject()) {
        out.add(array(n));
      }
    }
    return out;
  }

  /** An array or weak scalar. */
  public static NDArray array(JsonNode n) {
    if (n.has("scalar")) {
      JsonNode v = n.get("value");
      return switch (n.get("scalar").asText()) {
        case "bool" -> NDArray.scalar(v.asBoolean());
        case "int" -> NDArray.scalar(v.asLong());
        case "float" -> NDArray.scalar(number(v));
        default ->
            NDArray.ofComplex(
                    DType.COMPLEX128,
                    new double[] {number(v.get(0)), number(v.get(1))},
                    Shape.SCALAR)
                .withWeakType(true);
      };
    }
    DType t = DType.parse(n.get("dtype").asText());
    Shape shape = Shape.of(ints(n.get("shape")));
    JsonNode data = n.get("data");
    return values(t, data, shape).withWeakType(n.path("weak").asBoolean());
  }

  private static NDArray values(DType t, JsonNode data, Shape shape) {
    int size = data.size();
    if (t.isComplex()) {
      double[] parts = new double[2 * size];
      for (int i = 0; i < size; i++) {
        parts[2 * i] = number(data.get(i).get(0));
        parts[2 * i + 1] = number(data.get(i).get(1));
      }
      return DeviceArray.fromParts(t, parts, shape);
    }
    if (t.isFloat()) {
      double[] v = new double[size];
      for (int i = 0; i < size; i++) {
        v[i] = number(data.get(i));
      }
      return DeviceArray.fromDoubles(t, v, shape);
    }
    long[] v = new long[size];
    for (int i = 0; i < size; i++) {
      JsonNode x = data.get(i);
      v[i] = x.isBoolean() ? (x.asBoolean() ? 1 : 0) : x.bigIntegerValue().longValue();
    }
    return DeviceArray.fromLongs(t, v, shape);
  }

  /** A number of the file. */
  public static double number(JsonNode n) {
    return switch (n.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> n.isTextual() ? Double.parseDouble(n.asText()) : n.asDouble();
    };
  }

  /** Why {@code actual} is not close enough to {@code expected}; empty if it is. */
  public String difference(NDArray expected, NDArray actual, double slack) {
    if (!expected.aval().sameType(actual.aval())) {
      return "type " + actual.aval() + " instead of " + expected.aval();
    }
    double[] e = expected.toComplexArray();
    double[] a = actual.toComplexArray();
    double ulps = node.path("ulp").asDouble(0) + slack;
    double rtol = node.has("rtol") ? number(node.get("rtol")) : 0;
    double atol = node.has("atol") ? number(node.get("atol")) : 0;
    StringBuilder b = new StringBuilder();
    int wrong = 0;
    for (int i = 0; i < e.length; i++) {
      double scale =
          expected.dtype().isComplex()
              ? Math.max(Math.abs(e[i & ~1]), Math.abs(e[i | 1]))
              : Math.abs(e[i]);
      double tolerance = atol + rtol * scale + ulps * ulp(expected.dtype().real(), scale);
      boolean close =
          e[i] == a[i]
              || (Double.isNaN(e[i]) && Double.isNaN(a[i]))
              || (expected.dtype().isInexact() && Math.abs(e[i] - a[i]) <= tolerance);
      if (!close && wrong++ < 3) {
        double off = Math.abs(e[i] - a[i]) / ulp(expected.dtype().real(), scale);
        b.append(" [")
            .append(i / 2)
            .append("] ")
            .append(a[i])
            .append(" instead of ")
            .append(e[i])
            .append(" (")
            .append((float) off)
            .append(" ulp)");
      }
    }
    return wrong == 0 ? "" : wrong + " elements differ:" + b;
  }

  /** The unit in the last place of a value of a dtype. */
  public static double ulp(DType t, double v) {
    if (!Double.isFinite(v)) {
      return 0;
    }
    return switch (t) {
      case FLOAT64 -> Math.ulp(v);
      case FLOAT32 -> Math.ulp((float) v);
      case BFLOAT16 -> Math.scalb(1.0, Math.max(Math.getExponent(v), -126) - 7);
      case FLOAT16 -> Math.scalb(1.0, Math.max(Math.getExponent(v), -14) - 10);
      default -> 0;
    };
  }
}
