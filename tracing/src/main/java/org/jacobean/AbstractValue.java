package org.jacobean;

import org.jacobean.errors.ShapeException;

/**
 * The type of a value in a jaxpr: dtype, shape, whether the dtype is weak (came from a Java scalar,
 * so that it gives way in promotion), and inside the per-device program of a {@code shardMap} the
 * mesh axes along which devices may hold different values.
 */
public record AbstractValue(DType dtype, Shape shape, boolean weakType, Varying varying) {
  /** A value that is the same on all devices. */
  public AbstractValue(DType dtype, Shape shape, boolean weakType) {
    this(dtype, shape, weakType, Varying.NONE);
  }

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

  /**
   * Bytes of a contiguous array of this type.
   *
   * @throws ShapeException JX0203 when that is no long
   */
  public long bytes() {
    long bytes = shape.size() * dtype.itemBytes();
    if (bytes < 0 || Math.multiplyHigh(shape.size(), dtype.itemBytes()) != 0) {
      throw new ShapeException("JX0203", this + " takes more than 2^63 bytes");
    }
    return bytes;
  }

  /** The same with another shape. */
  public AbstractValue withShape(Shape s) {
    return new AbstractValue(dtype, s, weakType, varying);
  }

  /** The same with another dtype, strongly typed. */
  public AbstractValue withDType(DType t) {
    return new AbstractValue(t, shape, false, varying);
  }

  /** The same, strongly typed. */
  public AbstractValue strong() {
    return weakType ? new AbstractValue(dtype, shape, false, varying) : this;
  }

  /** The same, differing between devices along the given mesh axes and no others. */
  public AbstractValue withVarying(Varying axes) {
    return varying.equals(axes) ? this : new AbstractValue(dtype, shape, weakType, axes);
  }

  /** The type of tangents of values of this type. */
  public AbstractValue tangent() {
    return new AbstractValue(dtype.tangent(), shape, weakType && dtype.isInexact(), varying);
  }

  /** Equal dtype and shape, whatever the weakness and the mesh axes. */
  public boolean sameType(AbstractValue other) {
    return dtype == other.dtype && shape.equals(other.shape);
  }

  /**
   * The type that {@link #toString} wrote.
   *
   * @throws org.jacobean.errors.DTypeException JX0201 for an unknown dtype
   * @throws org.jacobean.errors.ShapeException JX0215 when it is not of that form
   */
  public static AbstractValue parse(String text) {
    java.util.regex.Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new org.jacobean.errors.ShapeException(
          "JX0215", "'" + text + "' is not a type such as f32[3,4]");
    }
    int[] dims =
        m.group(2).isEmpty()
            ? new int[0]
            : java.util.Arrays.stream(m.group(2).split(",")).mapToInt(Integer::parseInt).toArray();
    return new AbstractValue(
        DType.parse(m.group(1)), Shape.of(dims), !m.group(3).isEmpty(), Varying.parse(m.group(4)));
  }

  private static final java.util.regex.Pattern FORM =
      java.util.regex.Pattern.compile(
          "(\\w+)\\[((?:\\d{1,9}(?:,\\d{1,9})*)?)](\\*?)((?:\\{V:[\\w.-]+(?:,[\\w.-]+)*})?)");

  /**
   * For example {@code f32[3,4]}; weakly typed values have a trailing {@code *}, those that differ
   * between devices the axes of the mesh, as in {@code f32[3]{V:data}}.
   */
  @Override
  public String toString() {
    return dtype.shortName() + shape + (weakType ? "*" : "") + varying;
  }
}
