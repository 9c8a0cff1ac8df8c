package org.jacobean.lax;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;

/** Pointwise operations with NumPy's broadcasting and JAX's promotion. */
public final class Elementwise {
  private Elementwise() {}

  /**
   * Operands in one dtype and shape; concrete scalars stay scalars. @throws
   * org.jacobean.errors.ShapeException JX0210
   */
  public static List<NDArray> promote(NDArray... xs) {
    List<AbstractValue> avals = new ArrayList<>(xs.length);
    for (NDArray x : xs) {
      avals.add(x.aval());
    }
    return broadcast(Promotion.resultType(avals), xs);
  }

  /** Operands in one inexact dtype and shape. */
  public static List<NDArray> promoteInexact(NDArray... xs) {
    List<AbstractValue> avals = new ArrayList<>(xs.length);
    for (NDArray x : xs) {
      avals.add(x.aval());
    }
    return broadcast(Promotion.toInexact(Promotion.resultType(avals)), xs);
  }

  private static List<NDArray> broadcast(AbstractValue type, NDArray... xs) {
    List<Shape> shapes = new ArrayList<>(xs.length);
    for (NDArray x : xs) {
      shapes.add(x.shape());
    }
    Shape shape = Promotion.broadcastShapes(shapes);
    List<NDArray> out = new ArrayList<>(xs.length);
    for (NDArray x : xs) {
      NDArray y = Promotion.convert(x, type);
      boolean literal = y.rank() == 0 && y instanceof DeviceArray;
      out.add(literal ? y : Moving.broadcastTo(y, shape));
    }
    return out;
  }

  /** A function of two operands of one dtype. */
  public static NDArray binary(BinaryOp op, NDArray x, NDArray y) {
    if (x.aval().equals(y.aval())) {
      return Lax.binary(op, x, y);
    }
    List<NDArray> p = promote(x, y);
    return Lax.binary(op, p.get(0), p.get(1));
  }

  /** A comparison. */
  public static NDArray compare(Comparison op, NDArray x, NDArray y) {
    List<NDArray> p = promote(x, y);
    return Lax.compare(op, p.get(0), p.get(1));
  }

  /**
   * A function that keeps the dtype; {@code abs} of bool is the identity, {@code square} of bool an
   * int32.
   */
  public static NDArray unary(UnaryOp op, NDArray x) {
    if (x.dtype().isBool() && op == UnaryOp.ABS) {
      return x;
    }
    return Lax.unary(op, op == UnaryOp.SQUARE ? number(x) : x);
  }

  /** Bool as int32, anything else as it is. */
  private static NDArray number(NDArray x) {
    return x.dtype().isBool() ? Lax.convertElementType(x, DType.INT32) : x;
  }

  /** A function of floats or complex numbers; integers are converted first. */
  public static NDArray inexact(UnaryOp op, NDArray x) {
    return Lax.unary(op, Promotion.convert(x, Promotion.toInexact(x.aval())));
  }

  /**
   * floor, ceil, round: the identity on integers; round works on both parts of a complex number.
   */
  public static NDArray rounding(UnaryOp op, NDArray x) {
    if (x.dtype().isComplex() && op == UnaryOp.ROUND_NEAREST_EVEN) {
      return Lax.binary(BinaryOp.COMPLEX, Lax.unary(op, x.real()), Lax.unary(op, x.imag()));
    }
    return x.dtype().isInteger() || x.dtype().isBool() ? x : Lax.unary(op, x);
  }

  /** NumPy's {@code true_divide}. */
  public static NDArray trueDivide(NDArray x, NDArray y) {
    List<NDArray> p = promoteInexact(x, y);
    return Lax.div(p.get(0), p.get(1));
  }

  /** NumPy's {@code floor_divide}: rounds toward negative infinity. */
  public static NDArray floorDivide(NDArray x, NDArray y) {
    List<NDArray> p = promote(x, y);
    NDArray a = number(p.get(0));
    NDArray b = number(p.get(1));
    DType t = a.dtype();
    if (t.isUnsigned()) {
      return Lax.div(a, b);
    }
    if (t.isSigned()) {
      NDArray q = Lax.div(a, b);
      NDArray r = Lax.binary(BinaryOp.REM, a, b);
      NDArray zero = Lax.constantLike(r, 0);
      NDArray inexactResult = Lax.compare(Comparison.NE, r, zero);
      NDArray differ =
          Lax.compare(
              Comparison.NE,
              Lax.compare(Comparison.LT, r, zero),
              Lax.compare(Comparison.LT, b, Lax.constantLike(b, 0)));
      NDArray fix = Lax.binary(BinaryOp.AND, inexactResult, differ);
      return Lax.select(fix, Lax.sub(q, Lax.constantLike(q, 1)), q);
    }
    return floatDivMod(a, b).get(0);
  }

  /** NumPy's {@code mod}: the remainder with the sign of the divisor. */
  public static NDArray mod(NDArray x, NDArray y) {
    List<NDArray> p = promote(x, y);
    NDArray a = p.get(0);
    NDArray b = p.get(1);
    NDArray r = Lax.binary(BinaryOp.REM, a, b);
    NDArray zero = Lax.constantLike(r, 0);
    NDArray wrong =
        Lax.binary(
            BinaryOp.AND,
            Lax.compare(Comparison.NE, r, zero),
            Lax.compare(
                Comparison.NE,
                Lax.compare(Comparison.LT, r, zero),
                Lax.compare(Comparison.LT, b, Lax.constantLike(b, 0))));
    return Lax.select(wrong, Lax.add(r, b), r);
  }

  /** Python's {@code divmod} of floats: quotient and remainder. */
  static List<NDArray> floatDivMod(NDArray a, NDArray b) {
    NDArray m = mod(a, b);
    NDArray q = Lax.div(Lax.sub(a, m), b);
    return List.of(Lax.unary(UnaryOp.ROUND, q), m);
  }

  /** NumPy's {@code power}. An integer exponent known now becomes repeated multiplication. */
  public static NDArray power(NDArray x, NDArray y) {
    if (x.dtype().isBool()
        && (y.dtype().isBool() || (y.dtype().isInteger() && y.aval().weakType()))) {
      return power(number(x), number(y));
    }
    if (y instanceof DeviceArray && y.rank() == 0 && y.dtype().isInteger()) {
      long n = y.itemLong();
      if (Math.abs(n) <= 64 && (x.dtype().isInexact() || n >= 0) && y.aval().weakType()) {
        return integerPower(x, (int) n);
      }
    }
    List<NDArray> p =
        x.dtype().isInexact() || y.dtype().isInexact() ? promoteInexact(x, y) : promote(x, y);
    if (p.get(0).dtype().isInexact()) {
      return Lax.binary(BinaryOp.POW, p.get(0), p.get(1));
    }
    return integerPowerBySquaring(p.get(0), p.get(1));
  }

  /** {@code x} to a fixed integer power. */
  public static NDArray integerPower(NDArray x, int y) {
    return y == 1 ? x : y == 2 ? Lax.unary(UnaryOp.SQUARE, x) : Lax.integerPow(x, y);
  }

  /**
   * Integer {@code x ** y} by squaring; negative exponents give 0 as a wrapped exponent of no set
   * bits would not.
   */
  private static NDArray integerPowerBySquaring(NDArray x, NDArray y) {
    NDArray acc = Lax.broadcast(Lax.constantLike(x, 1), x.rank() == 0 ? y.shape() : x.shape());
    NDArray base = x;
    NDArray zero = Lax.constantLike(y, 0);
    NDArray one = Lax.constantLike(y, 1);
    for (int bit = 0; bit < 6; bit++) {
      NDArray odd = Lax.compare(Comparison.NE, Lax.binary(BinaryOp.AND, y, one), zero);
      acc = Lax.select(odd, Lax.mul(acc, base), acc);
      base = Lax.mul(base, base);
      y = Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, y, one);
    }
    return acc;
  }
}
