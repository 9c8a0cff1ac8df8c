package org.jacobean.examples.miniature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array of doubles, row-major.
 *
 * @param shape the length of each axis
 * @param data the elements, never changed
 */
public record Array(List<Integer> shape, double[] data) implements Value {
  /** A vector. */
  public static Array of(double... data) {
    return new Array(List.of(data.length), data);
  }

  /** A scalar. */
  public static Array scalar(double value) {
    return new Array(List.of(), new double[] {value});
  }

  /** An array of one value. */
  public static Array full(double value, List<Integer> shape) {
    double[] data = new double[size(shape)];
    Arrays.fill(data, value);
    return new Array(shape, data);
  }

  /** The number of elements. */
  static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** The number of elements between neighbours along an axis. */
  static int stride(List<Integer> shape, int axis) {
    return size(shape.subList(axis + 1, shape.size()));
  }

  /** A shape with one more axis. */
  static List<Integer> insert(List<Integer> shape, int axis, int length) {
    List<Integer> s = new ArrayList<>(shape);
    s.add(axis, length);
    return List.copyOf(s);
  }

  /** A shape with one axis less. */
  static List<Integer> remove(List<Integer> shape, int axis) {
    List<Integer> s = new ArrayList<>(shape);
    s.remove(axis);
    return List.copyOf(s);
  }

  @Override
  public String toString() {
    return Arrays.toString(data);
  }
}
