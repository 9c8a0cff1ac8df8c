package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Arithmetic of tangents and cotangents that may be symbolically zero. */
final class Tangents {
  private Tangents() {}

  /** Zero as an array: of the value's type, or of float0 when the value is not inexact. */
  static NDArray zeros(AbstractValue primal) {
    return primal.dtype().isInexact()
        ? Lax.zeros(primal.dtype(), primal.shape())
        : NDArray.full(DType.FLOAT0, primal.shape(), 0);
  }

  /** The tangent, or zeros of its type. */
  static NDArray instantiate(@Nullable NDArray tangent, AbstractValue primal) {
    return tangent == null ? zeros(primal) : tangent;
  }

  /** Every tangent, or zeros of its type. */
  static List<NDArray> instantiate(List<@Nullable NDArray> tangents, List<AbstractValue> primals) {
    List<NDArray> all = new ArrayList<>(tangents.size());
    for (int i = 0; i < tangents.size(); i++) {
      all.add(instantiate(tangents.get(i), primals.get(i)));
    }
    return all;
  }

  /** The sum of two tangents. */
  static @Nullable NDArray sum(@Nullable NDArray a, @Nullable NDArray b) {
    return a == null ? b : b == null ? a : Lax.add(a, b);
  }

  /** A tangent that a scalar operand gave, in the shape of the shaped result. */
  static NDArray expand(NDArray tangent, Shape shape) {
    return tangent.shape().equals(shape) ? tangent : Lax.broadcast(tangent, shape);
  }

  /** The cotangent of a scalar operand that stood for every element: their sum. */
  static NDArray unbroadcast(NDArray cotangent, Shape shape) {
    return shape.rank() == 0 && cotangent.rank() > 0
        ? Lax.reduceSum(cotangent, Axes.range(0, cotangent.rank()))
        : expand(cotangent, shape);
  }

  /** The scalar zero of the dtype of {@code x}. */
  static NDArray zero(NDArray x) {
    return NDArray.full(x.dtype(), Shape.SCALAR, 0);
  }

  /** The tangent behind a barrier like its value's. */
  static NDArray barrier(NDArray x) {
    return Tracing.bind1(new OptimizationBarrier(), x);
  }

  /** {@code mask ? x : 0}. */
  static NDArray where(NDArray mask, NDArray x) {
    return Lax.select(mask, x, zero(x));
  }

  /** Which entries are not zero. */
  static boolean[] nonzero(List<@Nullable NDArray> tangents) {
    boolean[] mask = new boolean[tangents.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = tangents.get(i) != null;
    }
    return mask;
  }

  /** {@code n} zeros, to be filled. */
  static List<@Nullable NDArray> none(int n) {
    List<@Nullable NDArray> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(null);
    }
    return all;
  }

  /** Those that are not zero, in order. */
  static List<NDArray> present(List<@Nullable NDArray> tangents) {
    List<NDArray> some = new ArrayList<>();
    for (NDArray t : tangents) {
      if (t != null) {
        some.add(t);
      }
    }
    return some;
  }
}
