package org.jacobean.ir;

import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.Elements;

/**
 * A scalar constant. Floats are held as the bits of their value as a double, complex numbers as two
 * such, integers and bool as a long (unsigned 64-bit as the same bits).
 *
 * @param aval its type, of rank 0
 * @param re the value, or its real part
 * @param im the imaginary part's bits; 0 unless complex
 */
public record Literal(AbstractValue aval, long re, long im) implements Atom {
  /** A literal with the value of a concrete rank-0 array. */
  public static Literal of(NDArray scalar) {
    DType t = scalar.dtype();
    if (t.isComplex()) {
      double[] z = scalar.toComplexArray();
      return new Literal(
          scalar.aval(), Double.doubleToRawLongBits(z[0]), Double.doubleToRawLongBits(z[1]));
    }
    return t.isFloat()
        ? ofDouble(scalar.aval(), scalar.item())
        : new Literal(scalar.aval(), scalar.itemLong(), 0);
  }

  /** A real, integer or bool literal of value {@code v}, rounded to the dtype. */
  public static Literal of(DType dtype, double v) {
    AbstractValue a = new AbstractValue(dtype, Shape.SCALAR);
    if (dtype.isComplex()) {
      return new Literal(a, Double.doubleToRawLongBits(v), 0);
    }
    return dtype.isFloat()
        ? ofDouble(a, Elements.round(dtype, v))
        : new Literal(a, Elements.wrap(dtype, (long) v), 0);
  }

  private static Literal ofDouble(AbstractValue a, double v) {
    return new Literal(a, Double.doubleToRawLongBits(v), 0);
  }

  /** The value as a double (real part of a complex number). */
  public double asDouble() {
    DType t = aval.dtype();
    return t.isInexact() ? Double.longBitsToDouble(re) : (double) re;
  }

  /** The imaginary part; 0 unless complex. */
  public double asImaginary() {
    return aval.dtype().isComplex() ? Double.longBitsToDouble(im) : 0;
  }

  /** The value as a long, of an integer or bool. */
  public long asLong() {
    return aval.dtype().isInexact() ? (long) asDouble() : re;
  }

  /** The value as a concrete array. */
  public NDArray toArray() {
    DType t = aval.dtype();
    if (t.isComplex()) {
      return NDArray.ofComplex(t, new double[] {asDouble(), asImaginary()}, Shape.SCALAR)
          .withWeakType(aval.weakType());
    }
    NDArray a =
        t.isFloat()
            ? NDArray.full(t, Shape.SCALAR, asDouble())
            : NDArray.fullLong(t, Shape.SCALAR, re);
    return a.withWeakType(aval.weakType());
  }
}
