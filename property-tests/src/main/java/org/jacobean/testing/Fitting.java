package org.jacobean.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;

/** Makes of any value one of a given type and range that depends on it smoothly where it can. */
final class Fitting {
  private final Random random;

  Fitting(Random random) {
    this.random = random;
  }

  /** A value of the operand's type within its range. */
  NDArray to(NDArray v, Operand wanted) {
    DType t = wanted.type().dtype();
    NDArray x = shaped(v, wanted.type().shape());
    if (t.isBool()) {
      return truth(x);
    }
    if (t.isComplex()) {
      DType part = t == DType.COMPLEX64 ? DType.FLOAT32 : DType.FLOAT64;
      NDArray re = Lax.convertElementType(real(x), part);
      NDArray im = Lax.sub(0.2, Lax.mul(re, 1.3));
      return Lax.binary(BinaryOp.COMPLEX, within(re, wanted), within(im, wanted));
    }
    return t.isInexact()
        ? within(Lax.convertElementType(real(x), t), wanted)
        : integer(x, wanted, t);
  }

  /** A value of a type, within (-1, 1) or {0, 1, 2}. */
  NDArray to(NDArray v, AbstractValue type) {
    return to(v, range(type));
  }

  /** The usual range of arguments of a type. */
  static Operand range(AbstractValue type) {
    if (type.dtype().isInexact()) {
      return new Operand(type.strong(), -1, 1);
    }
    return new Operand(type.strong(), 0, type.dtype().isBool() ? 2 : 3);
  }

  /** Another wave each time, lest two values of one source be equal. */
  private NDArray within(NDArray x, Operand o) {
    double slope = 1 + random.nextInt(8) / 8.0;
    double phase = random.nextInt(16) / 16.0;
    NDArray s = Lax.unary(UnaryOp.SIN, Lax.add(Lax.mul(x, slope), phase));
    double half = (o.high() - o.low()) / 2;
    return Lax.add(Lax.mul(s, half), o.low() + half);
  }

  private static NDArray truth(NDArray x) {
    return x.dtype().isBool()
        ? x
        : Lax.compare(Comparison.GT, real(x), Lax.constantLike(real(x), 0));
  }

  private NDArray integer(NDArray x, Operand o, DType t) {
    NDArray n;
    if (x.dtype().isInexact()) {
      NDArray r = within(real(x), o);
      NDArray top = Lax.constantLike(r, o.high() - 1);
      n = Lax.min(Lax.unary(UnaryOp.FLOOR, r), top);
      return Lax.convertElementType(n, t);
    }
    n = Lax.convertElementType(x, DType.INT32);
    NDArray span = Lax.constantLike(n, Math.max(1, Math.min(1000, o.high() - o.low())));
    NDArray rest = Lax.unary(UnaryOp.ABS, Lax.binary(BinaryOp.REM, n, span));
    return Lax.convertElementType(Lax.add(rest, Math.floor(o.low())), t);
  }

  /** The value, or the real part of a complex value. */
  static NDArray real(NDArray x) {
    return x.dtype().isComplex() ? Lax.unary(UnaryOp.REAL, x) : x;
  }

  /** The elements of a value in another shape: cut off, repeated, summed or padded. */
  NDArray shaped(NDArray v, Shape shape) {
    if (v.shape().equals(shape)) {
      return v;
    }
    NDArray x = v.dtype().isBool() ? Lax.convertElementType(v, DType.INT32) : v;
    if (x.rank() == 0) {
      return Lax.broadcast(x, shape);
    }
    if (shape.rank() == 2 && x.rank() == 2 && shape.dim(0) == x.shape().dim(1)) {
      if (shape.dim(1) == x.shape().dim(0)) {
        return Lax.transpose(x, Axes.of(1, 0));
      }
    }
    if (x.shape().size() == shape.size()) {
      return Lax.reshape(x, shape);
    }
    if (random.nextInt(4) == 0 || (shape.rank() == 0 && random.nextBoolean())) {
      return Lax.broadcast(Lax.reduceSum(x, Axes.range(0, x.rank())), shape);
    }
    return Lax.reshape(resized(Lax.reshape(x, Shape.of((int) x.size())), shape), shape);
  }

  private NDArray resized(NDArray flat, Shape shape) {
    int have = (int) flat.size();
    int want = (int) shape.size();
    if (want < have) {
      int from = random.nextInt(have - want + 1);
      return Lax.sliceInDim(flat, from, from + want, 1, 0);
    }
    if (have == 0 || random.nextBoolean()) {
      NDArray fill = Lax.constantLike(Lax.zeros(flat.dtype(), Shape.SCALAR), 1);
      return Lax.pad(flat, fill, Axes.of(0), Axes.of(want - have), Axes.of(0));
    }
    List<NDArray> copies = new ArrayList<>(Collections.nCopies((want + have - 1) / have, flat));
    return Lax.sliceInDim(Lax.concatenate(copies, 0), 0, want, 1, 0);
  }
}
