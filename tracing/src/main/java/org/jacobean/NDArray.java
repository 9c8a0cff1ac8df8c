package org.jacobean;

import java.lang.foreign.MemorySegment;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Leaf;
import org.jacobean.trace.Tracer;

/**
 * An immutable n-dimensional array: concrete elements on a device, or a tracer that stands for them
 * while a function is transformed. Methods have NumPy's names and semantics: operands broadcast and
 * promote as in JAX, and Java scalars are weakly typed, so {@code x.mul(2.0)} keeps a {@code
 * float32} array {@code float32}. Every method also exists as a static function in the numpy
 * module.
 */
public sealed interface NDArray extends Leaf, ArrayMath, ArrayReductions, ArrayMovement
    permits DeviceArray, Tracer {

  /** The dtype, shape and weakness. */
  AbstractValue aval();

  /**
   * The elements in host memory: contiguous, row-major, native byte order, read-only.
   *
   * @throws org.jacobean.errors.TracerException JX0303 for a tracer
   */
  MemorySegment data();

  /** The same elements, weakly or strongly typed. */
  NDArray withWeakType(boolean weak);

  /** The element type. */
  default DType dtype() {
    return aval().dtype();
  }

  /** The shape. */
  default Shape shape() {
    return aval().shape();
  }

  /** Number of axes. */
  default int rank() {
    return aval().shape().rank();
  }

  /** Number of elements. */
  default long size() {
    return aval().shape().size();
  }

  @Override
  default String describe() {
    return aval().toString();
  }

  // ---------------------------------------------------------------- creation

  /** A weakly typed {@code float64} scalar, as a Python float in JAX. */
  static NDArray scalar(double v) {
    return DeviceArray.ofDouble(new AbstractValue(DType.FLOAT64, Shape.SCALAR, true), v);
  }

  /** A weakly typed {@code int64} scalar, as a Python int in JAX. */
  static NDArray scalar(long v) {
    return DeviceArray.ofLong(new AbstractValue(DType.INT64, Shape.SCALAR, true), v);
  }

  /** A bool scalar. */
  static NDArray scalar(boolean v) {
    return DeviceArray.ofLong(new AbstractValue(DType.BOOL, Shape.SCALAR), v ? 1 : 0);
  }

  /** An array of one value, rounded or wrapped to the dtype. */
  static NDArray full(DType dtype, Shape shape, double v) {
    return DeviceArray.ofDouble(new AbstractValue(dtype, shape), v);
  }

  /** An array of one integer value, wrapped to the dtype. */
  static NDArray fullLong(DType dtype, Shape shape, long v) {
    return DeviceArray.ofLong(new AbstractValue(dtype, shape), v);
  }

  /**
   * A float64 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(double[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.FLOAT64, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * A float32 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(float[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.FLOAT32, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * An int64 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(long[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.INT64, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * An int32 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(int[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.INT32, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * An int16 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(short[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.INT16, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * An int8 array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(byte[] values, int... shape) {
    return DeviceArray.copyOf(
        DType.INT8, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /**
   * A bool array of the given shape (default: one axis). @throws ShapeException JX0205 when the
   * sizes differ
   */
  static NDArray of(boolean[] values, int... shape) {
    byte[] b = new byte[values.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) (values[i] ? 1 : 0);
    }
    return DeviceArray.copyOf(DType.BOOL, MemorySegment.ofArray(b), shape(b.length, shape));
  }

  /** An array of any dtype from doubles, each rounded, truncated or wrapped to it. */
  static NDArray of(DType dtype, double[] values, Shape shape) {
    return DeviceArray.fromDoubles(dtype, values, shape);
  }

  /** An array of any dtype from longs, each wrapped to it. */
  static NDArray of(DType dtype, long[] values, Shape shape) {
    return DeviceArray.fromLongs(dtype, values, shape);
  }

  /** A complex array from interleaved real and imaginary parts. */
  static NDArray ofComplex(DType dtype, double[] parts, Shape shape) {
    return DeviceArray.fromParts(dtype, parts, shape);
  }

  private static Shape shape(int length, int[] dims) {
    if (dims.length == 0) {
      return Shape.of(length);
    }
    Shape s = Shape.of(dims);
    if (s.size() != length) {
      throw new ShapeException(
          "JX0205", length + " values do not fill shape " + s + " of " + s.size() + " elements");
    }
    return s;
  }

  // ---------------------------------------------------------------- elements

  /**
   * The value of an array of one element, as a double.
   *
   * @throws ShapeException JX0206 when there is not exactly one element
   * @throws DTypeException JX0207 for a complex array
   * @throws org.jacobean.errors.TracerException JX0303 for a tracer
   */
  default double item() {
    requireOne();
    return toDoubleArray()[0];
  }

  /**
   * The value of an array of one element, as a long; floats truncate. @throws ShapeException JX0206
   */
  default long itemLong() {
    requireOne();
    return toLongArray()[0];
  }

  /**
   * The value of an array of one element, as a boolean: whether it is not zero. @throws
   * ShapeException JX0206
   */
  default boolean itemBoolean() {
    return item() != 0;
  }

  private void requireOne() {
    if (size() != 1) {
      throw new ShapeException(
          "JX0206",
          "item() needs exactly one element, but the array is "
              + aval()
              + "; index or reduce it first");
    }
  }

  /** The elements as doubles, row-major. @throws DTypeException JX0207 for a complex array */
  default double[] toDoubleArray() {
    return DeviceArray.toDoubles(aval(), data());
  }

  /** The elements as floats, row-major. @throws DTypeException JX0207 for a complex array */
  default float[] toFloatArray() {
    return DeviceArray.toFloats(aval(), data());
  }

  /**
   * The elements as longs, row-major; floats truncate. @throws DTypeException JX0207 for a complex
   * array
   */
  default long[] toLongArray() {
    return DeviceArray.toLongs(aval(), data());
  }

  /**
   * The elements as ints, row-major; floats truncate. @throws DTypeException JX0207 for a complex
   * array
   */
  default int[] toIntArray() {
    return java.util.stream.LongStream.of(toLongArray()).mapToInt(v -> (int) v).toArray();
  }

  /**
   * The elements as booleans, row-major: whether each is not zero. @throws DTypeException JX0207
   * for a complex array
   */
  default boolean[] toBooleanArray() {
    double[] d = toDoubleArray();
    boolean[] b = new boolean[d.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = d[i] != 0;
    }
    return b;
  }

  /** Interleaved real and imaginary parts, row-major, of an array of any dtype. */
  default double[] toComplexArray() {
    return DeviceArray.toParts(aval(), data());
  }

  // ---------------------------------------------------------------- conversion

  /** The elements converted to another dtype; see {@link Lax#convertElementType}. */
  default NDArray astype(DType dtype) {
    return Lax.convertElementType(this, dtype);
  }
}
