package org.jacobean.numpy;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;
import org.jacobean.lax.Lax;

/**
 * The elements of an array at an index, to be read or to be replaced in a new array. Updates
 * broadcast to the indexed shape and are converted to the array's dtype; where an index occurs
 * twice, {@code set} keeps the last value and the others combine all.
 */
public final class IndexUpdate {
  private final NDArray x;
  private final Idx[] index;

  IndexUpdate(NDArray x, Idx... index) {
    this.x = x;
    this.index = index.clone();
  }

  /** The elements. */
  public NDArray get() {
    return IndexPlan.of(x.shape(), index).read(x);
  }

  /**
   * With the elements replaced. @throws org.jacobean.errors.ShapeException JX0210 when the values
   * do not broadcast
   */
  public NDArray set(NDArray values) {
    return scatter(ScatterKind.SET, values);
  }

  /** With the elements replaced by a weakly typed scalar. */
  public NDArray set(double value) {
    return set(NDArray.scalar(value));
  }

  /** With values added. */
  public NDArray add(NDArray values) {
    return scatter(ScatterKind.ADD, values);
  }

  /** With a weakly typed scalar added. */
  public NDArray add(double value) {
    return add(NDArray.scalar(value));
  }

  /** With values multiplied in. */
  public NDArray mul(NDArray values) {
    return scatter(ScatterKind.MUL, values);
  }

  /** With a weakly typed scalar multiplied in. */
  public NDArray mul(double value) {
    return mul(NDArray.scalar(value));
  }

  /** With the smaller of element and value. */
  public NDArray min(NDArray values) {
    return scatter(ScatterKind.MIN, values);
  }

  /** With the larger of element and value. */
  public NDArray max(NDArray values) {
    return scatter(ScatterKind.MAX, values);
  }

  /**
   * Scatters into the flattened array at the numbers of the elements, which the index itself reads
   * off; numbers of places out of range come back as the largest integer, and are dropped.
   */
  private NDArray scatter(ScatterKind kind, NDArray values) {
    Shape shape = x.shape();
    NDArray strong = Lax.convertElementType(values, x.dtype(), x.aval().weakType());
    NDArray numbers = Lax.reshape(Lax.iota(DType.INT32, Shape.of((int) shape.size()), 0), shape);
    NDArray places = IndexPlan.of(shape, index).read(numbers);
    NDArray updates = strong.broadcastTo(places.shape());
    NDArray legal =
        Lax.select(places.lt(0L), Lax.full(DType.INT32, places.shape(), Integer.MAX_VALUE), places);
    NDArray out =
        Lax.scatter(
            kind,
            x.ravel(),
            Lax.expandDims(legal.ravel(), Axes.of(1)),
            updates.ravel(),
            new ScatterDims(Axes.NONE, Axes.of(0), Axes.of(0)),
            IndexMode.FILL_OR_DROP);
    return Lax.reshape(out, shape);
  }
}
