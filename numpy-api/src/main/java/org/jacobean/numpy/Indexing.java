package org.jacobean.numpy;

import org.jacobean.NDArray;
import org.jacobean.ir.op.IndexMode;

/**
 * Indexing and indexed updates. Static indices and concrete index arrays out of range are errors;
 * of traced index arrays, reads out of range give NaN (the extreme value of integers) and updates
 * out of range are dropped. Negative indices count from the end.
 */
public final class Indexing {
  private Indexing() {}

  /**
   * The entries of {@code x} along {@code axis} at the indices: shape of {@code x} with the axis
   * replaced by the indices' axes. Derivative: a scatter-add.
   *
   * @throws org.jacobean.errors.IndexException JX0614 for a concrete index out of range
   * @throws org.jacobean.errors.DTypeException JX0613 unless the indices are integers
   */
  public static NDArray take(NDArray x, NDArray indices, int axis) {
    return Taking.take(x, indices, axis, IndexMode.FILL_OR_DROP);
  }

  /** The elements of the flattened array at the indices. */
  public static NDArray take(NDArray x, NDArray indices) {
    return take(x.ravel(), indices, 0);
  }

  /**
   * {@link #take(NDArray, NDArray, int)} with another treatment of indices out of range; under CLIP
   * negative ones mean 0.
   */
  public static NDArray take(NDArray x, NDArray indices, int axis, IndexMode mode) {
    return Taking.take(x, indices, axis, mode);
  }

  /**
   * {@code out[i][j][k] = x[i][indices[i][j][k]][k]} for axis 1: one index per element of the
   * result; the other axes broadcast.
   *
   * @throws org.jacobean.errors.ShapeException JX0615 unless the ranks are equal
   */
  public static NDArray takeAlongAxis(NDArray x, NDArray indices, int axis) {
    return Taking.takeAlongAxis(x, indices, axis);
  }

  /** {@code x} with {@code values} at the places {@link #takeAlongAxis} reads. */
  public static NDArray putAlongAxis(NDArray x, NDArray indices, NDArray values, int axis) {
    return Taking.putAlongAxis(x, indices, values, axis);
  }

  /**
   * {@code x[index]}: slices and integers cut, arrays and masks pick, NEWAXIS adds, as in NumPy. A
   * mask must be concrete.
   *
   * @throws org.jacobean.errors.IndexException JX0614 out of range, JX0616 too long, JX0617 step 0,
   *     JX0618 arrays do not broadcast
   */
  public static NDArray get(NDArray x, Idx... index) {
    return IndexPlan.of(x.shape(), index).read(x);
  }

  /** {@code x.at[index]}: the elements at an index, to be updated in a new array. */
  public static IndexUpdate at(NDArray x, Idx... index) {
    return new IndexUpdate(x, index);
  }
}
