package org.jacobean.numpy;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Reducing;

/** Bits packed into bytes, the first one the most significant. */
public final class Bits {
  private Bits() {}

  /** The truth of the flattened elements, eight to a byte, zeros at the end: uint8. */
  public static NDArray packbits(NDArray x) {
    NDArray bits = Reducing.truth(x).ravel().astype(DType.UINT8);
    int n = bits.shape().dim(0);
    int bytes = (n + 7) / 8;
    NDArray zero = NDArray.fullLong(DType.UINT8, Shape.SCALAR, 0);
    NDArray rows =
        Lax.reshape(
            Lax.pad(bits, zero, Axes.of(0), Axes.of(8 * bytes - n), Axes.of(0)),
            Shape.of(bytes, 8));
    NDArray shifted = Lax.binary(BinaryOp.SHIFT_LEFT, rows, shifts(bytes));
    return Lax.reduceSum(shifted, Axes.of(1));
  }

  /**
   * The bits of the flattened bytes: uint8 0 or 1, eight times as many. @throws DTypeException
   * JX0653 unless uint8
   */
  public static NDArray unpackbits(NDArray x) {
    if (x.dtype() != DType.UINT8) {
      throw new DTypeException("JX0653", "unpackbits takes uint8, got " + x.aval());
    }
    int n = (int) x.size();
    NDArray rows = Lax.broadcastInDim(x.ravel(), Shape.of(n, 8), Axes.of(0));
    NDArray shifted = Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, rows, shifts(n));
    return Lax.binary(BinaryOp.AND, shifted, Lax.constantLike(shifted, 1)).ravel();
  }

  private static NDArray shifts(int rows) {
    NDArray column = Lax.iota(DType.UINT8, Shape.of(rows, 8), 1);
    return Lax.sub(7, column);
  }
}
