package org.jacobean.lax;

import java.util.Arrays;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.DotDims;

/** Shape changes and products with NumPy's rules. */
public final class Moving {
  private Moving() {}

  /** Another shape, one length of which may be -1. @throws ShapeException JX0209 */
  public static NDArray reshape(NDArray x, int[] dims) {
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == -1 && unknown < 0) {
        unknown = i;
      } else if (dims[i] < 0) {
        throw impossible(x, dims);
      } else {
        known *= dims[i];
      }
    }
    int[] r = dims.clone();
    if (unknown >= 0) {
      if (known == 0 || x.size() % known != 0) {
        throw impossible(x, dims);
      }
      r[unknown] = (int) (x.size() / known);
    } else if (known != x.size()) {
      throw impossible(x, dims);
    }
    return Lax.reshape(x, Shape.of(r));
  }

  private static ShapeException impossible(NDArray x, int[] dims) {
    return new ShapeException(
        "JX0209",
        "cannot reshape "
            + x.aval()
            + " of "
            + x.size()
            + " elements to "
            + Arrays.toString(dims)
            + "; the number of elements must stay the same, and at most one length may be -1");
  }

  /** NumPy's {@code transpose}: reversed axes when none is given. @throws ShapeException JX0214 */
  public static NDArray transpose(NDArray x, int[] axes) {
    int r = x.rank();
    int[] p = new int[r];
    if (axes.length == 0) {
      for (int i = 0; i < r; i++) {
        p[i] = r - 1 - i;
      }
    } else {
      p = Arrays.stream(axes).map(x.shape()::axis).toArray();
    }
    if (p.length != r || !Axes.of(p).isPermutation()) {
      throw new ShapeException(
          "JX0214", Arrays.toString(axes) + " is not a permutation of the axes of " + x.aval());
    }
    return Lax.transpose(x, Axes.of(p));
  }

  /** Two axes exchanged. */
  public static NDArray swapaxes(NDArray x, int a, int b) {
    int[] p = Axes.range(0, x.rank()).toArray();
    int i = x.shape().axis(a);
    int j = x.shape().axis(b);
    p[i] = j;
    p[j] = i;
    return Lax.transpose(x, Axes.of(p));
  }

  /** Without axes of length 1. @throws ShapeException JX0220 when one is longer */
  public static NDArray squeeze(NDArray x, int[] axes) {
    if (axes.length > 0) {
      return Lax.squeeze(x, Reducing.axes(x, axes));
    }
    int[] ones =
        java.util.stream.IntStream.range(0, x.rank()).filter(i -> x.shape().dim(i) == 1).toArray();
    return Lax.squeeze(x, Axes.of(ones));
  }

  /** With a new axis of length 1. */
  public static NDArray expandDims(NDArray x, int axis) {
    int rank = x.rank() + 1;
    int a = axis < 0 ? axis + rank : axis;
    if (a < 0 || a >= rank) {
      throw new ShapeException(
          "JX0204", "axis " + axis + " is out of range for a result of rank " + rank);
    }
    return Lax.expandDims(x, Axes.of(a));
  }

  /** NumPy's {@code broadcast_to}. @throws ShapeException JX0210 */
  public static NDArray broadcastTo(NDArray x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!Promotion.broadcastShapes(List.of(x.shape(), shape)).equals(shape)) {
      throw new ShapeException("JX0210", x.aval() + " does not broadcast to shape " + shape);
    }
    return Lax.broadcast(x, shape);
  }

  /** NumPy's {@code matmul}. @throws ShapeException JX0211 */
  public static NDArray matmul(NDArray x, NDArray y) {
    if (x.rank() == 0 || y.rank() == 0) {
      throw new ShapeException(
          "JX0211",
          "matmul needs arrays of rank 1 or more, got "
              + x.aval()
              + " and "
              + y.aval()
              + "; use mul for scalars");
    }
    NDArray a = x;
    NDArray b = y;
    var type = Promotion.resultType(List.of(a.aval(), b.aval()));
    a = Promotion.convert(a, type);
    b = Promotion.convert(b, type);
    int k = a.shape().dim(-1);
    int k2 = b.shape().dim(b.rank() == 1 ? 0 : -2);
    if (k != k2) {
      throw new ShapeException(
          "JX0211",
          "matmul of "
              + x.aval()
              + " and "
              + y.aval()
              + ": the last axis of the left ("
              + k
              + ") must match the "
              + (b.rank() == 1 ? "axis" : "second to last axis")
              + " of the right ("
              + k2
              + ")");
    }
    if (a.rank() <= 2 && b.rank() <= 2) {
      return Lax.dotGeneral(
          a, b, new DotDims(Axes.NONE, Axes.NONE, Axes.of(a.rank() - 1), Axes.of(0)));
    }
    if (b.rank() <= 2) {
      return Lax.dotGeneral(
          a, b, new DotDims(Axes.NONE, Axes.NONE, Axes.of(a.rank() - 1), Axes.of(0)));
    }
    return batchedMatmul(a, b);
  }

  private static NDArray batchedMatmul(NDArray a, NDArray b) {
    boolean vector = a.rank() == 1;
    NDArray m = vector ? Lax.expandDims(a, Axes.of(0)) : a;
    Axes la = Axes.range(0, m.rank() - 2);
    Axes lb = Axes.range(0, b.rank() - 2);
    Shape batch;
    try {
      batch = Promotion.broadcastShapes(List.of(m.shape().pick(la), b.shape().pick(lb)));
    } catch (ShapeException e) {
      throw new ShapeException(
          "JX0211",
          "matmul of " + a.aval() + " and " + b.aval() + ": leading axes do not broadcast",
          e);
    }
    m = broadcastTo(m, batch.plus(m.shape().pick(Axes.of(m.rank() - 2, m.rank() - 1))));
    NDArray n = broadcastTo(b, batch.plus(b.shape().pick(Axes.of(b.rank() - 2, b.rank() - 1))));
    int r = batch.rank();
    Axes lead = Axes.range(0, r);
    NDArray out = Lax.dotGeneral(m, n, new DotDims(lead, lead, Axes.of(r + 1), Axes.of(r)));
    return vector ? Lax.squeeze(out, Axes.of(r)) : out;
  }

  /** NumPy's {@code dot}. @throws ShapeException JX0211 */
  public static NDArray dot(NDArray x, NDArray y) {
    if (x.rank() == 0 || y.rank() == 0) {
      return x.mul(y);
    }
    int k = x.shape().dim(-1);
    int axis = y.rank() == 1 ? 0 : y.rank() - 2;
    if (k != y.shape().dim(axis)) {
      throw new ShapeException(
          "JX0211",
          "dot of "
              + x.aval()
              + " and "
              + y.aval()
              + ": contracted lengths "
              + k
              + " and "
              + y.shape().dim(axis)
              + " differ");
    }
    var type = Promotion.resultType(List.of(x.aval(), y.aval()));
    return Lax.dotGeneral(
        Promotion.convert(x, type),
        Promotion.convert(y, type),
        new DotDims(Axes.NONE, Axes.NONE, Axes.of(x.rank() - 1), Axes.of(axis)));
  }
}
