package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CumulativeOp;

/** Running folds along an axis; floats accumulate as double and each result is rounded once. */
final class CumulativeEval {
  private CumulativeEval() {}

  static NDArray eval(Cumulative op, NDArray operand, AbstractValue out) {
    DeviceArray x = ReferenceEvaluator.concrete(operand);
    DeviceArray r = DeviceArray.allocate(out);
    int n = out.shape().dim(op.axis());
    long stride = out.shape().strides()[op.axis()];
    long lines = n == 0 ? 0 : out.size() / n;
    for (long line = 0; line < lines; line++) {
      long base = line / stride * stride * n + line % stride;
      long from = op.reverse() ? base + (n - 1) * stride : base;
      line(
          op.op(),
          x.writable(),
          r.writable(),
          out.dtype(),
          from,
          op.reverse() ? -stride : stride,
          n);
    }
    return r;
  }

  private static void line(
      CumulativeOp op, MemorySegment x, MemorySegment y, DType t, long from, long step, int n) {
    switch (t.kind()) {
      case FLOAT -> {
        DoubleBinaryOperator f =
            op == CumulativeOp.LOGSUMEXP
                ? CumulativeEval::logAddExp
                : RealFunctions.binary(binary(op), t);
        double acc = Elements.getDouble(x, t, from);
        Elements.setDouble(y, t, from, acc);
        for (int i = 1; i < n; i++) {
          acc = f.applyAsDouble(acc, Elements.getDouble(x, t, from + i * step));
          Elements.setDouble(y, t, from + i * step, acc);
        }
      }
      case INT, UINT, BOOL -> {
        IntegerFunctions.Binary f = IntegerFunctions.binary(binary(op));
        long acc = Elements.getLong(x, t, from);
        Elements.setLong(y, t, from, acc);
        for (int i = 1; i < n; i++) {
          acc = f.apply(acc, Elements.getLong(x, t, from + i * step), t);
          Elements.setLong(y, t, from + i * step, acc);
        }
      }
      case COMPLEX -> {
        ComplexFunctions.Binary f = ComplexFunctions.binary(binary(op));
        double[] z = {Elements.getDouble(x, t, from), Elements.getImaginary(x, t, from)};
        Elements.setComplex(y, t, from, z[0], z[1]);
        for (int i = 1; i < n; i++) {
          long at = from + i * step;
          f.apply(z[0], z[1], Elements.getDouble(x, t, at), Elements.getImaginary(x, t, at), z);
          Elements.setComplex(y, t, at, z[0], z[1]);
        }
      }
      case FLOAT0 -> {}
    }
  }

  private static BinaryOp binary(CumulativeOp op) {
    return switch (op) {
      case SUM -> BinaryOp.ADD;
      case PROD -> BinaryOp.MUL;
      case MAX -> BinaryOp.MAX;
      case MIN -> BinaryOp.MIN;
      case LOGSUMEXP -> throw Domains.excluded(op.jaxName(), "integers and complex numbers");
    };
  }

  /** {@code log(exp(a) + exp(b))}. */
  private static double logAddExp(double a, double b) {
    double max = Math.max(a, b);
    return Double.isInfinite(max) || Double.isNaN(max)
        ? max
        : max + Math.log1p(Math.exp(Math.min(a, b) - max));
  }
}
