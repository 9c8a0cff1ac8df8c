package org.jacobean;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An immutable list of axis numbers (or any small non-negative integers indexed by axis). */
public final class Axes {
  /** No axis. */
  public static final Axes NONE = new Axes(new int[0]);

  private final int[] axes;

  private Axes(int[] axes) {
    this.axes = axes;
  }

  /** The given axes, in that order. */
  public static Axes of(int... axes) {
    return new Axes(axes.clone());
  }

  /** {@code from, from+1, …, to-1}. */
  public static Axes range(int from, int to) {
    return new Axes(IntStream.range(from, to).toArray());
  }

  /** Number of axes. */
  public int size() {
    return axes.length;
  }

  /** The {@code i}-th axis. */
  public int get(int i) {
    return axes[i];
  }

  /** A copy as an array. */
  public int[] toArray() {
    return axes.clone();
  }

  /** Whether {@code axis} is one of them. */
  public boolean contains(int axis) {
    return indexOf(axis) >= 0;
  }

  /** The position of {@code axis}, or -1. */
  public int indexOf(int axis) {
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] == axis) {
        return i;
      }
    }
    return -1;
  }

  /** These axes followed by {@code other}. */
  public Axes plus(Axes other) {
    int[] r = Arrays.copyOf(axes, axes.length + other.axes.length);
    System.arraycopy(other.axes, 0, r, axes.length, other.axes.length);
    return new Axes(r);
  }

  /** The axes of {@code 0..rank-1} that are not among these, ascending. */
  public Axes complement(int rank) {
    return new Axes(IntStream.range(0, rank).filter(i -> !contains(i)).toArray());
  }

  /**
   * These axes once a new axis is inserted at {@code axis}: every axis at or after it moves up by
   * one.
   */
  public Axes shift(int axis) {
    return new Axes(IntStream.of(axes).map(a -> a >= axis ? a + 1 : a).toArray());
  }

  /** The elements at the given positions. */
  public Axes take(Axes positions) {
    return new Axes(IntStream.of(positions.axes).map(p -> axes[p]).toArray());
  }

  /** The permutation that sorts these axes; of a permutation, its inverse. */
  public Axes argsort() {
    return new Axes(
        IntStream.range(0, axes.length)
            .boxed()
            .sorted((a, b) -> axes[a] - axes[b])
            .mapToInt(i -> i)
            .toArray());
  }

  /** The same axes, ascending. */
  public Axes sorted() {
    return new Axes(IntStream.of(axes).sorted().toArray());
  }

  /** Whether no axis occurs twice. */
  public boolean distinct() {
    return IntStream.of(axes).distinct().count() == axes.length;
  }

  /** Whether every axis is in {@code 0..rank-1}. */
  public boolean within(int rank) {
    return IntStream.of(axes).allMatch(a -> a >= 0 && a < rank);
  }

  /** Whether this is a permutation of {@code 0..size-1}. */
  public boolean isPermutation() {
    return distinct() && within(axes.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Axes a && Arrays.equals(axes, a.axes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(axes);
  }

  /** For example {@code (0, 2)}; one axis is {@code (0,)}, as Python's tuples. */
  @Override
  public String toString() {
    return axes.length == 1
        ? "(" + axes[0] + ",)"
        : IntStream.of(axes)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
