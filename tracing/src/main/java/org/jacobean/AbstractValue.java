package org.jacobean;

/**
 * The type of a value in a jaxpr: dtype, shape, and whether the dtype is weak (came from a Java
 * scalar, so that it gives way in promotion).
 */
public record AbstractValue(DType dtype, Shape shape, boolean weakType) {
  /** A strongly typed abstract value. */
  public AbstractValue(DType dtype, Shape shape) {
    this(dtype, shape, false);
  }

  /** A strongly typed abstract value. */
  public static AbstractValue of(DType dtype, int... dims) {
    return new AbstractValue(dtype, Shape.of(dims), false);
  }

  /** Number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** Number of elements. */
  public long size() {
    return shape.size();
  }

  /** Bytes of a contiguous array of this type. */
  public long bytes() {
    return shape.size() * dtype.itemBytes();
  }

  /** The same with another shape. */
  public AbstractValue withShape(Shape s) {
    return new AbstractValue(dtype, s, weakType);
  }

  /** The same with another dtype, strongly typed. */
  public AbstractValue withDType(DType t) {
    return new AbstractValue(t, shape, false);
  }

  /** The same, strongly typed. */
  public AbstractValue strong() {
    return weakType ? new AbstractValue(dtype, shape, false) : this;
  }

  /** The type of tangents of values of this type. */
  public AbstractValue tangent() {
    return new AbstractValue(dtype.tangent(), shape, weakType && dtype.isInexact());
  }

  /** Equal dtype and shape, whatever the weakness. */
  public boolean sameType(AbstractValue other) {
    return dtype == other.dtype && shape.equals(other.shape);
  }

  /** For example {@code f32[3,4]}; weakly typed values have a trailing {@code *}. */
  @Override
  public String toString() {
    return dtype.shortName() + shape + (weakType ? "*" : "");
  }
}
