package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.Reduction;

/**
 * Folds whole axes, element after element in row-major order; floats accumulate as double and are
 * rounded once.
 */
final class ReductionEval {
  private ReductionEval() {}

  static List<NDArray> eval(Reduction op, NDArray operand, AbstractValue out) {
    DeviceArray x = ReferenceEvaluator.concrete(operand);
    return List.of(
        switch (op) {
          case Reduce r -> reduce(r, x, out);
          case ArgReduce a -> argReduce(a, x, out);
        });
  }

  private static DeviceArray reduce(Reduce op, DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    int[] into = targets(x.shape(), op.axes());
    switch (out.dtype().kind()) {
      case FLOAT -> reals(op.op(), x, into, r);
      case COMPLEX -> complexes(op.op(), x, into, r);
      case INT, UINT, BOOL -> integers(op.op(), x, into, r);
      case FLOAT0 -> {}
    }
    return r;
  }

  /** The result element that each operand element belongs to. */
  private static int[] targets(Shape shape, Axes axes) {
    Axes kept = axes.complement(shape.rank());
    long[] keptStrides = shape.without(axes).strides();
    int[] into = new int[Math.toIntExact(shape.size())];
    long[] step = new long[shape.rank()];
    for (int k = 0; k < kept.size(); k++) {
      step[kept.get(k)] = keptStrides[k];
    }
    int[] position = new int[shape.rank()];
    long at = 0;
    for (int i = 0; i < into.length; i++) {
      into[i] = (int) at;
      int axis = position.length - 1;
      while (axis >= 0 && ++position[axis] == shape.dim(axis)) {
        at -= step[axis] * (position[axis] - 1);
        position[axis--] = 0;
      }
      at += axis >= 0 ? step[axis] : 0;
    }
    return into;
  }

  private static BinaryOp binary(ReduceOp op) {
    return switch (op) {
      case SUM -> BinaryOp.ADD;
      case PROD -> BinaryOp.MUL;
      case MAX -> BinaryOp.MAX;
      case MIN -> BinaryOp.MIN;
      case AND -> BinaryOp.AND;
      case OR -> BinaryOp.OR;
      case XOR -> BinaryOp.XOR;
    };
  }

  private static double identity(ReduceOp op) {
    return switch (op) {
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      case SUM, AND, OR, XOR -> 0;
    };
  }

  private static long identity(ReduceOp op, DType t) {
    return switch (op) {
      case PROD -> 1;
      case MAX -> Elements.minLong(t);
      case MIN -> Elements.maxLong(t);
      case AND -> t.isBool() ? 1 : -1;
      case SUM, OR, XOR -> 0;
    };
  }

  private static void reals(ReduceOp op, DeviceArray x, int[] into, DeviceArray r) {
    var f = RealFunctions.binary(binary(op), DType.FLOAT64);
    double[] acc = new double[Math.toIntExact(r.size())];
    Arrays.fill(acc, identity(op));
    for (int i = 0; i < into.length; i++) {
      acc[into[i]] = f.applyAsDouble(acc[into[i]], Elements.getDouble(x.writable(), x.dtype(), i));
    }
    for (int i = 0; i < acc.length; i++) {
      Elements.setDouble(r.writable(), r.dtype(), i, acc[i]);
    }
  }

  private static void integers(ReduceOp op, DeviceArray x, int[] into, DeviceArray r) {
    var f = IntegerFunctions.binary(binary(op));
    DType t = x.dtype();
    long[] acc = new long[Math.toIntExact(r.size())];
    Arrays.fill(acc, identity(op, t));
    for (int i = 0; i < into.length; i++) {
      acc[into[i]] = f.apply(acc[into[i]], Elements.getLong(x.writable(), t, i), t);
    }
    for (int i = 0; i < acc.length; i++) {
      Elements.setLong(r.writable(), r.dtype(), i, acc[i]);
    }
  }

  private static void complexes(ReduceOp op, DeviceArray x, int[] into, DeviceArray r) {
    var f = ComplexFunctions.binary(binary(op));
    int n = Math.toIntExact(r.size());
    double[] re = new double[n];
    double[] im = new double[n];
    Arrays.fill(re, identity(op));
    Arrays.fill(im, op == ReduceOp.MAX || op == ReduceOp.MIN ? identity(op) : 0);
    double[] z = new double[2];
    for (int i = 0; i < into.length; i++) {
      int k = into[i];
      f.apply(
          re[k],
          im[k],
          Elements.getDouble(x.writable(), x.dtype(), i),
          Elements.getImaginary(x.writable(), x.dtype(), i),
          z);
      re[k] = z[0];
      im[k] = z[1];
    }
    for (int i = 0; i < n; i++) {
      Elements.setComplex(r.writable(), r.dtype(), i, re[i], im[i]);
    }
  }

  private static DeviceArray argReduce(ArgReduce op, DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    int[] into = targets(x.shape(), Axes.of(op.axis()));
    long stride = x.shape().strides()[op.axis()];
    int length = x.shape().dim(op.axis());
    long[] best = new long[Math.toIntExact(out.size())];
    Arrays.fill(best, -1);
    for (int i = 0; i < into.length; i++) {
      int k = into[i];
      if (best[k] < 0 || beats(op.max(), x, i, best[k])) {
        best[k] = i;
      }
    }
    for (int i = 0; i < best.length; i++) {
      Elements.setLong(r.writable(), out.dtype(), i, best[i] / stride % length);
    }
    return r;
  }

  /**
   * Whether element {@code i} is strictly more extreme than element {@code j}; the first NaN beats
   * everything.
   */
  private static boolean beats(boolean max, DeviceArray x, long i, long j) {
    MemorySegment m = x.writable();
    DType t = x.dtype();
    if (t.isFloat()) {
      double a = Elements.getDouble(m, t, i);
      double b = Elements.getDouble(m, t, j);
      return !Double.isNaN(b) && (Double.isNaN(a) || (max ? a > b : a < b));
    }
    int order = IntegerFunctions.compare(Elements.getLong(m, t, i), Elements.getLong(m, t, j), t);
    return max ? order > 0 : order < 0;
  }
}
