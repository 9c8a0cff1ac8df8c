package org.jacobean.eval;

import org.jacobean.DType;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;

/**
 * An accumulator of products of elements of two arrays, in the number system of the operands and
 * result: doubles, complex pairs, or integers modulo 2^64; of bool, the disjunction of
 * conjunctions.
 */
abstract class Products {
  /** Adds {@code x[i] * y[j]}. */
  abstract void add(int i, int j);

  /** Writes the sum to element {@code k} and starts anew. */
  abstract void store(DeviceArray out, long k);

  static Products of(DeviceArray x, DeviceArray y, DType result) {
    if (x.dtype().isComplex() || result.isComplex()) {
      return new Complexes(x.toComplexArray(), y.toComplexArray());
    }
    if (x.dtype().isFloat() || result.isFloat()) {
      return new Reals(x.toDoubleArray(), y.toDoubleArray());
    }
    return new Integers(x.toLongArray(), y.toLongArray());
  }

  private static final class Reals extends Products {
    private final double[] x;
    private final double[] y;
    private double sum;

    Reals(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    @Override
    void add(int i, int j) {
      sum += x[i] * y[j];
    }

    @Override
    void store(DeviceArray out, long k) {
      Elements.setDouble(out.writable(), out.dtype(), k, sum);
      sum = 0;
    }
  }

  private static final class Integers extends Products {
    private final long[] x;
    private final long[] y;
    private long sum;

    Integers(long[] x, long[] y) {
      this.x = x;
      this.y = y;
    }

    @Override
    void add(int i, int j) {
      sum += x[i] * y[j];
    }

    @Override
    void store(DeviceArray out, long k) {
      Elements.setLong(out.writable(), out.dtype(), k, sum);
      sum = 0;
    }
  }

  private static final class Complexes extends Products {
    private final double[] x;
    private final double[] y;
    private double re;
    private double im;

    Complexes(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    @Override
    void add(int i, int j) {
      double a = x[2 * i];
      double b = x[2 * i + 1];
      double c = y[2 * j];
      double d = y[2 * j + 1];
      re += a * c - b * d;
      im += a * d + b * c;
    }

    @Override
    void store(DeviceArray out, long k) {
      Elements.setComplex(out.writable(), out.dtype(), k, re, im);
      re = 0;
      im = 0;
    }
  }
}
