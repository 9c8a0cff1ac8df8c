package org.jacobean.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.pytrees.Leaf;
import org.jacobean.trace.SourceLines;

/** A concrete array: a type and the memory that holds its elements, contiguous and row-major. */
public final class DeviceArray implements NDArray {
  /** Arrays of at most this many bytes live on the Java heap. */
  public static final int HEAP_BYTES = 512;

  private final AbstractValue aval;
  private final Buffer buffer;

  /** An array over memory that already holds its elements. */
  public DeviceArray(AbstractValue aval, Buffer buffer) {
    this.aval = aval;
    this.buffer = buffer;
  }

  /** An array of uninitialised elements, on the heap if tiny, else from the current back end. */
  public static DeviceArray allocate(AbstractValue aval) {
    long bytes = aval.bytes();
    return new DeviceArray(
        aval,
        bytes <= HEAP_BYTES
            ? Buffer.onHeap(bytes)
            : Backends.current().allocator().allocate(bytes));
  }

  /** An array of one real value. */
  public static DeviceArray ofDouble(AbstractValue aval, double v) {
    DeviceArray a = allocate(aval);
    MemorySegment m = a.buffer.segment();
    for (long i = 0; i < aval.size(); i++) {
      Elements.setDouble(m, aval.dtype(), i, v);
    }
    return a;
  }

  /** An array of one integer value. */
  public static DeviceArray ofLong(AbstractValue aval, long v) {
    DeviceArray a = allocate(aval);
    MemorySegment m = a.buffer.segment();
    for (long i = 0; i < aval.size(); i++) {
      Elements.setLong(m, aval.dtype(), i, v);
    }
    return a;
  }

  /**
   * An array whose elements are copied bit for bit. @throws ShapeException JX0205 when the sizes
   * differ
   */
  public static DeviceArray copyOf(DType dtype, MemorySegment source, Shape shape) {
    AbstractValue aval = new AbstractValue(dtype, shape);
    requireSize(aval, source.byteSize() / Math.max(1, dtype.itemBytes()));
    DeviceArray a = allocate(aval);
    MemorySegment.copy(source, 0, a.buffer.segment(), 0, aval.bytes());
    return a;
  }

  /** An array of any dtype from doubles. @throws ShapeException JX0205 when the sizes differ */
  public static DeviceArray fromDoubles(DType dtype, double[] values, Shape shape) {
    AbstractValue aval = new AbstractValue(dtype, shape);
    requireSize(aval, values.length);
    DeviceArray a = allocate(aval);
    MemorySegment m = a.buffer.segment();
    for (int i = 0; i < values.length; i++) {
      Elements.setDouble(m, dtype, i, values[i]);
    }
    return a;
  }

  /** An array of any dtype from longs. @throws ShapeException JX0205 when the sizes differ */
  public static DeviceArray fromLongs(DType dtype, long[] values, Shape shape) {
    AbstractValue aval = new AbstractValue(dtype, shape);
    requireSize(aval, values.length);
    DeviceArray a = allocate(aval);
    MemorySegment m = a.buffer.segment();
    for (int i = 0; i < values.length; i++) {
      Elements.setLong(m, dtype, i, values[i]);
    }
    return a;
  }

  /** A complex array from interleaved parts. @throws ShapeException JX0205 when the sizes differ */
  public static DeviceArray fromParts(DType dtype, double[] parts, Shape shape) {
    AbstractValue aval = new AbstractValue(dtype, shape);
    requireSize(aval, parts.length / 2);
    DeviceArray a = allocate(aval);
    MemorySegment m = a.buffer.segment();
    for (int i = 0; i < parts.length / 2; i++) {
      Elements.setComplex(m, dtype, i, parts[2 * i], parts[2 * i + 1]);
    }
    return a;
  }

  private static void requireSize(AbstractValue aval, long n) {
    if (n != aval.size()) {
      throw new ShapeException(
          "JX0205", n + " values do not fill " + aval + " of " + aval.size() + " elements");
    }
  }

  /** The memory. */
  public Buffer buffer() {
    return buffer;
  }

  /** The memory, writable: for code that has just allocated this array and not yet published it. */
  public MemorySegment writable() {
    return buffer.segment();
  }

  @Override
  public AbstractValue aval() {
    return aval;
  }

  @Override
  public MemorySegment data() {
    return buffer.segment().asReadOnly();
  }

  /**
   * Gives the elements up, and those of every array that shares them ({@code reshape} of this one):
   * from now on each is an error. Idempotent. The memory is free again with the next collection,
   * which is asked for when memory is needed, even if this object stays reachable.
   */
  public void delete() {
    buffer.delete("was deleted", SourceLines.caller());
  }

  /** Whether the elements are gone, by {@link #delete} or because the array was donated. */
  public boolean isDeleted() {
    return buffer.isDeleted();
  }

  @Override
  public double item() {
    if (aval.size() != 1 || aval.dtype().isComplex()) {
      return NDArray.super.item();
    }
    try {
      return Elements.getDouble(buffer.segment(), aval.dtype(), 0);
    } finally {
      java.lang.ref.Reference.reachabilityFence(this);
    }
  }

  @Override
  public NDArray withWeakType(boolean weak) {
    return weak == aval.weakType()
        ? this
        : new DeviceArray(new AbstractValue(aval.dtype(), aval.shape(), weak), buffer);
  }

  /** The same memory under another shape of as many elements. */
  public DeviceArray reshaped(Shape shape) {
    return new DeviceArray(aval.withShape(shape), buffer);
  }

  @Override
  public boolean allClose(Leaf other, double rtol, double atol) {
    if (!(other instanceof NDArray b) || !b.aval().sameType(aval)) {
      return false;
    }
    double[] x = toComplexArray();
    double[] y = b.toComplexArray();
    for (int i = 0; i < x.length; i++) {
      boolean close = x[i] == y[i] || Math.abs(x[i] - y[i]) <= atol + rtol * Math.abs(y[i]);
      if (!close && !(Double.isNaN(x[i]) && Double.isNaN(y[i]))) {
        return false;
      }
    }
    return true;
  }

  /** The elements of a real array as doubles. @throws DTypeException JX0207 for a complex one */
  public static double[] toDoubles(AbstractValue aval, MemorySegment m) {
    requireReal(aval);
    int n = Math.toIntExact(aval.size());
    if (aval.dtype() == DType.FLOAT64) {
      double[] out = new double[n];
      MemorySegment.copy(m, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, out, 0, n);
      return out;
    }
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = Elements.getDouble(m, aval.dtype(), i);
    }
    return out;
  }

  /** The elements of a real array as floats. @throws DTypeException JX0207 for a complex one */
  public static float[] toFloats(AbstractValue aval, MemorySegment m) {
    requireReal(aval);
    int n = Math.toIntExact(aval.size());
    float[] out = new float[n];
    if (aval.dtype() == DType.FLOAT32) {
      MemorySegment.copy(m, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, out, 0, n);
      return out;
    }
    for (int i = 0; i < n; i++) {
      out[i] = (float) Elements.getDouble(m, aval.dtype(), i);
    }
    return out;
  }

  /** The elements of a real array as longs. @throws DTypeException JX0207 for a complex one */
  public static long[] toLongs(AbstractValue aval, MemorySegment m) {
    requireReal(aval);
    long[] out = new long[Math.toIntExact(aval.size())];
    for (int i = 0; i < out.length; i++) {
      out[i] = Elements.getLong(m, aval.dtype(), i);
    }
    return out;
  }

  /** Interleaved real and imaginary parts of an array of any dtype. */
  public static double[] toParts(AbstractValue aval, MemorySegment m) {
    double[] out = new double[2 * Math.toIntExact(aval.size())];
    for (int i = 0; i < out.length / 2; i++) {
      out[2 * i] = Elements.getDouble(m, aval.dtype(), i);
      out[2 * i + 1] = Elements.getImaginary(m, aval.dtype(), i);
    }
    return out;
  }

  private static void requireReal(AbstractValue aval) {
    if (aval.dtype().isComplex()) {
      throw new DTypeException(
          "JX0207", aval + " is complex; take real(), imag() or toComplexArray()");
    }
  }

  /** The elements as NumPy's {@code str} shows them: {@code [1. 2.]}. */
  public String elementsText() {
    return ArrayPrinter.printElements(this);
  }

  /** The elements as NumPy prints them, with the dtype. */
  @Override
  public String toString() {
    return ArrayPrinter.print(this);
  }
}
