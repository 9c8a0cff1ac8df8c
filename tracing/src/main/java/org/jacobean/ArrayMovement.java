package org.jacobean;

import org.jacobean.lax.Lax;
import org.jacobean.lax.Moving;

/** The shape methods of {@link NDArray}, and its products. */
public sealed interface ArrayMovement permits NDArray {
  private NDArray self() {
    return (NDArray) this;
  }

  /**
   * The same elements under another shape; one length may be -1. @throws
   * org.jacobean.errors.ShapeException JX0209
   */
  default NDArray reshape(int... shape) {
    return Moving.reshape(self(), shape);
  }

  /** The same elements under another shape. @throws org.jacobean.errors.ShapeException JX0209 */
  default NDArray reshape(Shape shape) {
    return Moving.reshape(self(), shape.dims());
  }

  /** One axis, row-major. */
  default NDArray ravel() {
    return Moving.reshape(self(), new int[] {-1});
  }

  /** Axes in another order (reversed by default). */
  default NDArray transpose(int... axes) {
    return Moving.transpose(self(), axes);
  }

  /** Axes reversed. */
  default NDArray T() {
    return Moving.transpose(self(), new int[0]);
  }

  /** The last two axes exchanged. */
  default NDArray mT() {
    return swapaxes(-1, -2);
  }

  /** Two axes exchanged. */
  default NDArray swapaxes(int a, int b) {
    return Moving.swapaxes(self(), a, b);
  }

  /** Without the given axes of length 1 (by default all such). */
  default NDArray squeeze(int... axes) {
    return Moving.squeeze(self(), axes);
  }

  /** With a new axis of length 1 at {@code axis} of the result. */
  default NDArray expandDims(int axis) {
    return Moving.expandDims(self(), axis);
  }

  /**
   * Repeated along axes of length 1 and new leading axes. @throws
   * org.jacobean.errors.ShapeException JX0210
   */
  default NDArray broadcastTo(int... shape) {
    return Moving.broadcastTo(self(), Shape.of(shape));
  }

  /**
   * Repeated along axes of length 1 and new leading axes. @throws
   * org.jacobean.errors.ShapeException JX0210
   */
  default NDArray broadcastTo(Shape shape) {
    return Moving.broadcastTo(self(), shape);
  }

  /**
   * Matrix product, as NumPy's {@code matmul}. @throws org.jacobean.errors.ShapeException JX0211
   */
  default NDArray matmul(NDArray y) {
    return Moving.matmul(self(), y);
  }

  /**
   * NumPy's {@code dot}: the sum over the last axis of this and the second to last of {@code y}.
   */
  default NDArray dot(NDArray y) {
    return Moving.dot(self(), y);
  }

  /** The identity, with derivative zero. */
  default NDArray stopGradient() {
    return Lax.stopGradient(self());
  }
}
