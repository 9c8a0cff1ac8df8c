package org.jacobean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.NamedAxis;

/**
 * Devices arranged along named axes, the first axis outermost. A program over a mesh runs on every
 * device; collectives go along its axes.
 *
 * @param axes the axes with their sizes
 * @param deviceIds the devices, row-major
 */
public record Mesh(List<NamedAxis> axes, List<Integer> deviceIds) {
  private static final Pattern TEXT =
      Pattern.compile(
          "Mesh\\(([\\w.-]+:\\d{1,6}(?:, [\\w.-]+:\\d{1,6})*)"
              + "(?:; devices (\\d{1,6}(?:, \\d{1,6})*))?\\)");

  /**
   * Checks that the parts fit.
   *
   * @throws TransformException JX0542 when an axis or a device occurs twice, an axis has no device,
   *     or the sizes do not multiply to the number of devices
   */
  public Mesh {
    axes = List.copyOf(axes);
    deviceIds = List.copyOf(deviceIds);
    long n = 1;
    for (NamedAxis a : axes) {
      n = Math.min(n * a.size(), Integer.MAX_VALUE);
    }
    boolean distinct =
        new HashSet<>(axes.stream().map(NamedAxis::name).toList()).size() == axes.size()
            && new HashSet<>(deviceIds).size() == deviceIds.size();
    if (axes.isEmpty() || n < 1 || n != deviceIds.size() || !distinct) {
      throw new TransformException(
          "JX0542",
          "no mesh with axes "
              + axes
              + " of devices "
              + deviceIds
              + ": it needs at least one axis, distinct names, distinct devices, and as many"
              + " devices as the sizes multiply to");
    }
  }

  /** A mesh of one axis over the first {@code size} devices; see {@link #of(int[], String...)}. */
  public static Mesh of(String axis, int size) {
    return of(new int[] {size}, axis);
  }

  /**
   * A mesh of the first devices.
   *
   * @param shape the size of each axis
   * @param names the name of each axis
   * @throws TransformException JX0543 when there are not enough devices; JX0542 as the constructor
   */
  public static Mesh of(int[] shape, String... names) {
    List<Device> all = Devices.all();
    int n = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (n > all.size()) {
      throw tooFew("a mesh of shape " + Axes.of(shape) + " needs " + n, all.size(), n);
    }
    return of(all.subList(0, Math.max(0, n)), shape, names);
  }

  /** A mesh of the given devices, row-major; see {@link #of(int[], String...)}. */
  public static Mesh of(List<Device> devices, int[] shape, String... names) {
    if (shape.length != names.length) {
      throw new TransformException(
          "JX0542",
          "a mesh of shape "
              + Axes.of(shape)
              + " needs one name per axis, but got "
              + List.of(names));
    }
    List<NamedAxis> axes = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      axes.add(new NamedAxis(names[i], shape[i]));
    }
    return new Mesh(axes, devices.stream().map(Device::id).toList());
  }

  /** JX0543: there are fewer devices than a mesh needs; names the remedy. */
  public static TransformException tooFew(String what, int available, int needed) {
    return new TransformException(
        "JX0543",
        what
            + " devices, but there "
            + (available == 1 ? "is 1" : "are " + available)
            + "; start Java with -Djacobean.cpu.devices="
            + needed
            + " for virtual ones");
  }

  /** Number of devices. */
  public int size() {
    return deviceIds.size();
  }

  /** The axis of that name, if there is one. */
  public Optional<NamedAxis> axis(String name) {
    return axes.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /** The names of the axes, for messages. */
  public List<String> names() {
    return axes.stream().map(NamedAxis::name).toList();
  }

  /** The coordinate of the device at {@code position} along an axis. */
  public int coordinate(int position, String axis) {
    int stride = size();
    for (NamedAxis a : axes) {
      stride /= a.size();
      if (a.name().equals(axis)) {
        return position / stride % a.size();
      }
    }
    throw new IllegalArgumentException(axis + " is no axis of " + this);
  }

  /** The position of a device among those of its row along several axes, the first outermost. */
  public int coordinate(int position, List<String> along) {
    int c = 0;
    for (String a : along) {
      c = c * axis(a).orElseThrow().size() + coordinate(position, a);
    }
    return c;
  }

  /**
   * The positions of all devices that differ from the one at {@code position} along the given axes
   * only, in the order of their coordinates.
   */
  public List<Integer> group(int position, List<String> along) {
    List<String> others = names().stream().filter(n -> !along.contains(n)).toList();
    int fixed = coordinate(position, others);
    return IntStream.range(0, size())
        .filter(p -> coordinate(p, others) == fixed)
        .boxed()
        .sorted(java.util.Comparator.comparing(p -> coordinate(p, along)))
        .toList();
  }

  /** Number of devices along several axes. */
  public int size(List<String> along) {
    int n = 1;
    for (String a : along) {
      n *= axis(a).orElseThrow().size();
    }
    return n;
  }

  /**
   * The mesh that {@link #toString} wrote; its devices need not exist here.
   *
   * @throws TransformException JX0542 for anything else
   */
  public static Mesh parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new TransformException("JX0542", "'" + text + "' is no mesh such as Mesh(data:2)");
    }
    List<NamedAxis> axes = new ArrayList<>();
    long n = 1;
    for (String a : m.group(1).split(", ")) {
      int colon = a.lastIndexOf(':');
      axes.add(new NamedAxis(a.substring(0, colon), Integer.parseInt(a.substring(colon + 1))));
      n = Math.min(n * axes.getLast().size(), 1 << 20);
    }
    List<Integer> ids =
        m.group(2) == null
            ? IntStream.range(0, (int) n).boxed().toList()
            : Arrays.stream(m.group(2).split(", ")).map(Integer::valueOf).toList();
    return new Mesh(axes, ids);
  }

  /** For example {@code Mesh(data:2, model:4)}; the devices follow unless they are the first. */
  @Override
  public String toString() {
    boolean first = IntStream.range(0, size()).allMatch(i -> deviceIds.get(i) == i);
    return "Mesh("
        + axes.stream().map(NamedAxis::toString).collect(Collectors.joining(", "))
        + (first
            ? ""
            : "; devices "
                + deviceIds.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        + ")";
  }
}
