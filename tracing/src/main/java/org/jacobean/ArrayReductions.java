package org.jacobean;

import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.lax.Reducing;

/**
 * The reducing methods of {@link NDArray}. Without axes they reduce over all; axes may be negative.
 */
public sealed interface ArrayReductions permits NDArray {
  private NDArray self() {
    return (NDArray) this;
  }

  /** Sum; small integers and bools widen to int64 or uint64. */
  default NDArray sum(int... axes) {
    return Reducing.reduce(ReduceOp.SUM, self(), axes, false);
  }

  /** Sum, keeping the reduced axes with length 1 when {@code keepDims}. */
  default NDArray sum(boolean keepDims, int... axes) {
    return Reducing.reduce(ReduceOp.SUM, self(), axes, keepDims);
  }

  /** Product; small integers and bools widen. */
  default NDArray prod(int... axes) {
    return Reducing.reduce(ReduceOp.PROD, self(), axes, false);
  }

  /**
   * Largest element; NaN wins. @throws org.jacobean.errors.ShapeException JX0208 when there is none
   */
  default NDArray max(int... axes) {
    return Reducing.reduce(ReduceOp.MAX, self(), axes, false);
  }

  /** Largest element, keeping the reduced axes with length 1 when {@code keepDims}. */
  default NDArray max(boolean keepDims, int... axes) {
    return Reducing.reduce(ReduceOp.MAX, self(), axes, keepDims);
  }

  /**
   * Smallest element; NaN wins. @throws org.jacobean.errors.ShapeException JX0208 when there is
   * none
   */
  default NDArray min(int... axes) {
    return Reducing.reduce(ReduceOp.MIN, self(), axes, false);
  }

  /** Smallest element, keeping the reduced axes with length 1 when {@code keepDims}. */
  default NDArray min(boolean keepDims, int... axes) {
    return Reducing.reduce(ReduceOp.MIN, self(), axes, keepDims);
  }

  /** Whether all elements are true (not zero). */
  default NDArray all(int... axes) {
    return Reducing.reduce(ReduceOp.AND, Reducing.truth(self()), axes, false);
  }

  /** Whether any element is true (not zero). */
  default NDArray any(int... axes) {
    return Reducing.reduce(ReduceOp.OR, Reducing.truth(self()), axes, false);
  }

  /** Arithmetic mean; integers become floats. */
  default NDArray mean(int... axes) {
    return Reducing.mean(self(), axes, false);
  }

  /** Arithmetic mean, keeping the reduced axes with length 1 when {@code keepDims}. */
  default NDArray mean(boolean keepDims, int... axes) {
    return Reducing.mean(self(), axes, keepDims);
  }

  /** Mean squared distance from the mean (no correction). */
  default NDArray var(int... axes) {
    return Reducing.var(self(), axes, 0, false);
  }

  /** Square root of {@link #var}. */
  default NDArray std(int... axes) {
    return Reducing.var(self(), axes, 0, false).sqrt();
  }

  /**
   * Index of the largest element of the flattened array, int32 as in JAX; the first among equals.
   */
  default NDArray argmax() {
    return Reducing.argReduce(true, self().ravel(), 0);
  }

  /** Index of the largest element along an axis. */
  default NDArray argmax(int axis) {
    return Reducing.argReduce(true, self(), axis);
  }

  /** Index of the smallest element of the flattened array. */
  default NDArray argmin() {
    return Reducing.argReduce(false, self().ravel(), 0);
  }

  /** Index of the smallest element along an axis. */
  default NDArray argmin(int axis) {
    return Reducing.argReduce(false, self(), axis);
  }

  /** Running sum along an axis. */
  default NDArray cumsum(int axis) {
    return Reducing.cumulative(CumulativeOp.SUM, self(), axis, false);
  }

  /** Running product along an axis. */
  default NDArray cumprod(int axis) {
    return Reducing.cumulative(CumulativeOp.PROD, self(), axis, false);
  }
}
