package org.jacobean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.errors.TransformException;
import org.jspecify.annotations.Nullable;

/**
 * How an array lies on a mesh: for each of its leading dimensions the mesh axes that divide it.
 * Dimensions that are not mentioned are whole on every device, and mesh axes that are not mentioned
 * hold copies.
 *
 * <p>With a mesh of 2×4 devices named {@code data} and {@code model}, {@code of("data", "model")}
 * gives each device one block of a matrix; {@code of(null, "model")} divides columns and repeats
 * over {@code data}; {@code of(List.of("data", "model"))} divides rows among all eight.
 */
public final class PartitionSpec {
  /** The whole array on every device. */
  public static final PartitionSpec REPLICATED = new PartitionSpec(List.of());

  private static final Pattern DIMENSION =
      Pattern.compile("None|\\(([\\w.-]+(?:, [\\w.-]+)+)\\)|[\\w.-]+");

  private final List<List<String>> dims;

  private PartitionSpec(List<List<String>> dims) {
    this.dims = dims;
  }

  /**
   * One entry per leading dimension: null for a whole dimension, the name of a mesh axis, or a list
   * of names, of which the first is the outermost.
   *
   * @throws TransformException JX0540 for another entry or a name that occurs twice
   */
  public static PartitionSpec of(@Nullable Object... entries) {
    List<List<String>> dims = new ArrayList<>(entries.length);
    for (Object e : entries) {
      dims.add(
          switch (e) {
            case null -> List.of();
            case String name -> List.of(name);
            case List<?> names -> names.stream().map(PartitionSpec::name).toList();
            default -> throw malformed(Arrays.toString(entries), "entry " + e);
          });
    }
    return ofDims(dims);
  }

  /** The mesh axes of each leading dimension. */
  public static PartitionSpec ofDims(List<List<String>> dims) {
    Set<String> seen = new HashSet<>();
    for (List<String> names : dims) {
      for (String n : names) {
        if (!seen.add(n)) {
          throw new TransformException(
              "JX0540",
              "the partition spec "
                  + new PartitionSpec(dims)
                  + " uses mesh axis '"
                  + n
                  + "' twice; an axis divides one dimension at most");
        }
      }
    }
    return new PartitionSpec(dims.stream().map(List::copyOf).toList());
  }

  private static String name(Object o) {
    if (o instanceof String s) {
      return s;
    }
    throw malformed(String.valueOf(o), "list element " + o);
  }

  private static TransformException malformed(String whole, String what) {
    return new TransformException(
        "JX0540",
        "the partition spec "
            + whole
            + " has the "
            + what
            + "; give null, the name of a mesh axis, or a list of names per dimension");
  }

  /** The mesh axes of each leading dimension, outermost first. */
  public List<List<String>> dims() {
    return dims;
  }

  /** The mesh axes of dimension {@code d}; none beyond the last entry. */
  public List<String> dim(int d) {
    return d < dims.size() ? dims.get(d) : List.of();
  }

  /** All mesh axes it mentions: those along which a value with this spec varies. */
  public Varying varying() {
    List<String> all = new ArrayList<>();
    dims.forEach(all::addAll);
    return Varying.over(all);
  }

  /** The spec of an array with one more, whole, dimension at {@code d}. */
  public PartitionSpec insertWhole(int d) {
    if (d >= dims.size()) {
      return this;
    }
    List<List<String>> more = new ArrayList<>(dims);
    more.add(d, List.of());
    return new PartitionSpec(more);
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof PartitionSpec p && dims.equals(p.dims));
  }

  @Override
  public int hashCode() {
    return dims.hashCode();
  }

  /**
   * The spec that {@link #toString} wrote.
   *
   * @throws TransformException JX0540 for anything else
   */
  public static PartitionSpec parse(String text) {
    if (!text.startsWith("P(") || !text.endsWith(")")) {
      throw malformed(text, "form");
    }
    List<List<String>> dims = new ArrayList<>();
    Matcher m = DIMENSION.matcher(text);
    int at = 2;
    while (at < text.length() - 1) {
      if (!m.find(at) || m.start() != at) {
        throw malformed(text, "form");
      }
      String several = m.group(1);
      dims.add(
          several != null
              ? List.of(several.split(", "))
              : m.group().equals("None") ? List.of() : List.of(m.group()));
      at = m.end();
      if (text.startsWith(", ", at)) {
        at += 2;
      }
    }
    return ofDims(dims);
  }

  /** As JAX writes it: {@code P(data, None, (x, y))}. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("P(");
    for (List<String> names : dims) {
      s.append(s.length() > 2 ? ", " : "");
      s.append(
          names.isEmpty()
              ? "None"
              : names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")");
    }
    return s.append(')').toString();
  }
}
