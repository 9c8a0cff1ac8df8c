package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BitcastConvertType;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.IntegerPow;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;

/**
 * Pointwise operations: one loop over the elements, in which a scalar operand is read again and
 * again.
 */
final class PointwiseEval {
  private PointwiseEval() {}

  static List<NDArray> eval(Pointwise op, List<NDArray> args, List<AbstractValue> out) {
    return switch (op) {
      case Unary u -> List.of(unary(u.op(), operand(args, 0), out.get(0)));
      case Binary b -> List.of(binary(b.op(), operand(args, 0), operand(args, 1), out.get(0)));
      case Compare c -> List.of(compare(c.op(), operand(args, 0), operand(args, 1), out.get(0)));
      case SelectN _ -> List.of(select(args, out.get(0)));
      case Clamp _ -> List.of(clamp(args, out.get(0)));
      case ConvertElementType _ -> List.of(ConversionEval.convert(operand(args, 0), out.get(0)));
      case BitcastConvertType _ -> List.of(ConversionEval.bitcast(operand(args, 0), out.get(0)));
      case ReducePrecision r ->
          List.of(ConversionEval.reducePrecision(r, operand(args, 0), out.get(0)));
      case IntegerPow p -> List.of(integerPow(p.y(), operand(args, 0), out.get(0)));
      case Name _, OptimizationBarrier _, StopGradient _ -> List.of(args.get(0));
      case Copy _ -> List.of(copy(operand(args, 0)));
      case Threefry2x32 _ -> threefry(args, out);
    };
  }

  private static DeviceArray operand(List<NDArray> args, int i) {
    return ReferenceEvaluator.concrete(args.get(i));
  }

  /** How far to step in an operand per result element: not at all in a scalar. */
  private static int step(NDArray x) {
    return x.rank() == 0 ? 0 : 1;
  }

  private static DeviceArray copy(DeviceArray x) {
    DeviceArray r = DeviceArray.allocate(x.aval());
    MemorySegment.copy(x.writable(), 0, r.writable(), 0, x.aval().bytes());
    return r;
  }

  private static DeviceArray unary(UnaryOp op, DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    DType t = x.dtype();
    switch (t.kind()) {
      case FLOAT ->
          RealLoops.unary(
              RealFunctions.unary(op), t, x.writable(), out.dtype(), r.writable(), out.size());
      case INT, UINT, BOOL -> {
        IntegerFunctions.Unary f = IntegerFunctions.unary(op);
        for (long i = 0; i < out.size(); i++) {
          Elements.setLong(
              r.writable(), out.dtype(), i, f.apply(Elements.getLong(x.writable(), t, i), t));
        }
      }
      case COMPLEX -> {
        ComplexFunctions.Unary f = ComplexFunctions.unary(op);
        double[] z = new double[2];
        for (long i = 0; i < out.size(); i++) {
          f.apply(
              Elements.getDouble(x.writable(), t, i), Elements.getImaginary(x.writable(), t, i), z);
          Elements.setComplex(r.writable(), out.dtype(), i, z[0], z[1]);
        }
      }
      case FLOAT0 -> {}
    }
    return r;
  }

  private static DeviceArray binary(BinaryOp op, DeviceArray x, DeviceArray y, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment a = x.writable();
    MemorySegment b = y.writable();
    int sx = step(x);
    int sy = step(y);
    DType t = x.dtype();
    switch (t.kind()) {
      case FLOAT -> {
        if (op == BinaryOp.COMPLEX) {
          for (long i = 0; i < out.size(); i++) {
            Elements.setComplex(
                r.writable(),
                out.dtype(),
                i,
                Elements.getDouble(a, t, i * sx),
                Elements.getDouble(b, t, i * sy));
          }
        } else {
          RealLoops.binary(RealFunctions.binary(op, t), t, a, sx, b, sy, r.writable(), out.size());
        }
      }
      case INT, UINT, BOOL -> {
        IntegerFunctions.Binary f = IntegerFunctions.binary(op);
        for (long i = 0; i < out.size(); i++) {
          Elements.setLong(
              r.writable(),
              t,
              i,
              f.apply(Elements.getLong(a, t, i * sx), Elements.getLong(b, t, i * sy), t));
        }
      }
      case COMPLEX -> {
        ComplexFunctions.Binary f = ComplexFunctions.binary(op);
        double[] z = new double[2];
        for (long i = 0; i < out.size(); i++) {
          f.apply(
              Elements.getDouble(a, t, i * sx),
              Elements.getImaginary(a, t, i * sx),
              Elements.getDouble(b, t, i * sy),
              Elements.getImaginary(b, t, i * sy),
              z);
          Elements.setComplex(r.writable(), t, i, z[0], z[1]);
        }
      }
      case FLOAT0 -> {}
    }
    return r;
  }

  private static DeviceArray compare(
      Comparison op, DeviceArray x, DeviceArray y, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment a = x.writable();
    MemorySegment b = y.writable();
    int sx = step(x);
    int sy = step(y);
    DType t = x.dtype();
    for (long i = 0; i < out.size(); i++) {
      boolean holds =
          switch (t.kind()) {
            case FLOAT ->
                compare(op, Elements.getDouble(a, t, i * sx), Elements.getDouble(b, t, i * sy));
            case COMPLEX -> compareComplex(op, a, b, t, i * sx, i * sy);
            case INT, UINT, BOOL, FLOAT0 ->
                compare(
                    op,
                    IntegerFunctions.compare(
                        Elements.getLong(a, t, i * sx), Elements.getLong(b, t, i * sy), t),
                    0);
          };
      Elements.setLong(r.writable(), DType.BOOL, i, holds ? 1 : 0);
    }
    return r;
  }

  private static boolean compare(Comparison op, double x, double y) {
    return switch (op) {
      case EQ -> x == y;
      case NE -> x != y;
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
    };
  }

  private static boolean compareComplex(
      Comparison op, MemorySegment a, MemorySegment b, DType t, long i, long j) {
    double xr = Elements.getDouble(a, t, i);
    double yr = Elements.getDouble(b, t, j);
    double xi = Elements.getImaginary(a, t, i);
    double yi = Elements.getImaginary(b, t, j);
    return switch (op) {
      case EQ -> xr == yr && xi == yi;
      case NE -> xr != yr || xi != yi;
      case LT, LE, GT, GE -> xr == yr ? compare(op, xi, yi) : compare(op, xr, yr);
    };
  }

  private static DeviceArray select(List<NDArray> args, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    DeviceArray which = operand(args, 0);
    int cases = args.size() - 1;
    int item = out.dtype().itemBytes();
    int sw = step(which);
    for (long i = 0; i < out.size(); i++) {
      long k = Elements.getLong(which.writable(), which.dtype(), i * sw);
      DeviceArray c = operand(args, 1 + (int) Math.max(0, Math.min(cases - 1, k)));
      Strided.element(c.writable(), i * step(c), r.writable(), i, item);
    }
    return r;
  }

  /** {@code min(max(x, lo), hi)}. */
  private static DeviceArray clamp(List<NDArray> args, AbstractValue out) {
    DeviceArray raised = binary(BinaryOp.MAX, operand(args, 1), operand(args, 0), out);
    try {
      return binary(BinaryOp.MIN, raised, operand(args, 2), out);
    } finally {
      Reference.reachabilityFence(raised);
    }
  }

  private static DeviceArray integerPow(int y, DeviceArray x, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment m = x.writable();
    DType t = x.dtype();
    double[] z = new double[2];
    for (long i = 0; i < out.size(); i++) {
      if (t.isComplex()) {
        ComplexFunctions.integerPow(
            Elements.getDouble(m, t, i), Elements.getImaginary(m, t, i), y, z);
        Elements.setComplex(r.writable(), t, i, z[0], z[1]);
      } else if (t.isFloat()) {
        double v = Elements.getDouble(m, t, i);
        Elements.setDouble(r.writable(), t, i, y == -1 ? 1 / v : Math.pow(v, y));
      } else {
        Elements.setLong(r.writable(), t, i, IntegerFunctions.pow(Elements.getLong(m, t, i), y));
      }
    }
    return r;
  }

  private static List<NDArray> threefry(List<NDArray> args, List<AbstractValue> out) {
    DeviceArray r0 = DeviceArray.allocate(out.get(0));
    DeviceArray r1 = DeviceArray.allocate(out.get(1));
    int[] word = new int[4];
    for (long i = 0; i < out.get(0).size(); i++) {
      for (int k = 0; k < 4; k++) {
        DeviceArray x = operand(args, k);
        word[k] = (int) Elements.getLong(x.writable(), DType.UINT32, i * step(x));
      }
      Threefry.scramble(word[0], word[1], word);
      Elements.setLong(r0.writable(), DType.UINT32, i, word[2]);
      Elements.setLong(r1.writable(), DType.UINT32, i, word[3]);
    }
    List<NDArray> both = new ArrayList<>();
    both.add(r0);
    both.add(r1);
    return both;
  }
}
