package org.jacobean;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jacobean.errors.ShapeException;

/** An immutable array shape: the length of each axis, outermost first. */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final long size;

  private Shape(int[] dims) {
    this.dims = dims;
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new ShapeException(
            "JX0202", "negative axis length " + d + " in shape " + Arrays.toString(dims));
      }
      try {
        n = Math.multiplyExact(n, d);
      } catch (ArithmeticException e) {
        throw new ShapeException(
            "JX0203", "shape " + Arrays.toString(dims) + " has more than 2^63 elements", e);
      }
    }
    this.size = n;
  }

  /** A shape of the given axis lengths. @throws ShapeException JX0202 for a negative length */
  public static Shape of(int... dims) {
    return dims.length == 0 && SCALAR != null ? SCALAR : new Shape(dims.clone());
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Length of axis {@code axis}; negative counts from the end. */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** Number of elements. */
  public long size() {
    return size;
  }

  /** A copy of the axis lengths. */
  public int[] dims() {
    return dims.clone();
  }

  /** The axis as a non-negative number. @throws ShapeException JX0204 when out of range */
  public int axis(int axis) {
    int a = axis < 0 ? axis + dims.length : axis;
    if (a < 0 || a >= dims.length) {
      throw new ShapeException(
          "JX0204",
          "axis "
              + axis
              + " is out of range for an array of shape "
              + this
              + " (rank "
              + dims.length
              + ")");
    }
    return a;
  }

  /** The lengths of the given axes, in that order. */
  public Shape pick(Axes axes) {
    int[] r = new int[axes.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = dims[axes.get(i)];
    }
    return new Shape(r);
  }

  /** This shape without the given axes. */
  public Shape without(Axes axes) {
    return pick(axes.complement(rank()));
  }

  /** This shape followed by {@code other}. */
  public Shape plus(Shape other) {
    int[] r = Arrays.copyOf(dims, dims.length + other.dims.length);
    System.arraycopy(other.dims, 0, r, dims.length, other.dims.length);
    return new Shape(r);
  }

  /** This shape with a new axis of length {@code length} placed at {@code axis}. */
  public Shape insert(int axis, int length) {
    int[] r = new int[dims.length + 1];
    System.arraycopy(dims, 0, r, 0, axis);
    r[axis] = length;
    System.arraycopy(dims, axis, r, axis + 1, dims.length - axis);
    return new Shape(r);
  }

  /** This shape without axis {@code axis}. */
  public Shape remove(int axis) {
    return without(Axes.of(axis(axis)));
  }

  /** This shape with axis {@code axis} of length {@code length}. */
  public Shape with(int axis, int length) {
    int[] r = dims.clone();
    r[axis(axis)] = length;
    return new Shape(r);
  }

  /** Row-major strides, in elements. */
  public long[] strides() {
    long[] s = new long[dims.length];
    long step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      s[i] = step;
      step *= Math.max(1, dims[i]);
    }
    return s;
  }

  /** True when every axis has the same length in both. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** For example {@code [3,4]}; a scalar is {@code []}. */
  @Override
  public String toString() {
    return IntStream.of(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
