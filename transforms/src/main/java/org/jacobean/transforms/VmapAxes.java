package org.jacobean.transforms;

import java.util.List;

/**
 * Which axis of each array {@code vmap} runs over. An entry is an axis number, counted from the end
 * when negative, or {@link #NOT_MAPPED}, or a <em>prefix tree</em> of these: a list, tuple, map or
 * array that has the form of the upper part of the tree it belongs to. A {@code Map} from component
 * names stands for a record: for an argument {@code record Mlp(Dense hidden, Dense out)}, {@code
 * Map.of("hidden", 0, "out", Map.of("w", 1, "b", NOT_MAPPED))}.
 *
 * @param in one entry per argument; empty: axis 0 of every array
 * @param out the entry of the result
 * @param size the number of examples; negative: found from the arguments
 * @param axisName what collectives inside the function call the axis of examples; empty: nothing
 */
public record VmapAxes(List<Object> in, Object out, int size, String axisName) {
  /** The array is the same for every example. */
  public static final int NOT_MAPPED = Integer.MIN_VALUE;

  /** Axis 0 of every array, in and out. */
  public static final VmapAxes LEADING = new VmapAxes(List.of(), 0, -1, "");

  /** Copies the list. */
  public VmapAxes {
    in = List.copyOf(in);
  }

  /** The axes of the arguments, one entry each; results have their examples along axis 0. */
  public static VmapAxes in(Object... perArgument) {
    return new VmapAxes(List.of(perArgument), 0, -1, "");
  }

  /** The same with the examples of the results along other axes. */
  public VmapAxes out(Object axes) {
    return new VmapAxes(in, axes, size, axisName);
  }

  /** The same with the number of examples given, so that no argument needs to be mapped. */
  public VmapAxes size(int examples) {
    return new VmapAxes(in, out, examples, axisName);
  }

  /**
   * The same with a name for the axis of examples, so that collectives inside the function, such as
   * {@code psum(x, "i")}, run between the examples. Inside a function that is already mapped under
   * the same name, the name means this axis.
   */
  public VmapAxes axisName(String name) {
    return new VmapAxes(in, out, size, name);
  }
}
