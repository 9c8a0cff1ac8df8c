package org.jacobean.examples.miniature;

import java.util.List;

/** The operations: nothing but their parameters and the shape of their result. */
public sealed interface Op {
  /** {@code -x}. */
  record Neg() implements Op {}

  /** {@code sin x}. */
  record Sin() implements Op {}

  /** {@code cos x}. */
  record Cos() implements Op {}

  /** {@code e^x}. */
  record Exp() implements Op {}

  /** {@code x + y}. */
  record Add() implements Op {}

  /** {@code x y}. */
  record Mul() implements Op {}

  /** Sums over an axis, which disappears. */
  record Sum(int axis) implements Op {}

  /** Repeats along a new axis. */
  record Repeat(int axis, int length) implements Op {}

  /** The shape of the result. */
  default List<Integer> infer(List<Value> in) {
    List<Integer> x = in.get(0).shape();
    return switch (this) {
      case Neg _, Sin _, Cos _, Exp _ -> x;
      case Add _, Mul _ -> {
        if (!x.equals(in.get(1).shape())) {
          throw new IllegalArgumentException(
              this + " of shapes " + x + " and " + in.get(1).shape());
        }
        yield x;
      }
      case Sum(int axis) -> Array.remove(x, axis);
      case Repeat(int axis, int length) -> Array.insert(x, axis, length);
    };
  }
}
