package org.jacobean.testing;

import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;

/**
 * The type of an operand and the range of the values it is tried with.
 *
 * @param type dtype and shape
 * @param low least value, inclusive
 * @param high greatest value, exclusive
 */
public record Operand(AbstractValue type, double low, double high) {
  /** Random values of the range: integers for integers and booleans, both parts if complex. */
  public NDArray sample(Random random) {
    DType t = type.dtype();
    int n = Math.toIntExact(type.size());
    if (t.isInexact()) {
      double[] v = new double[t.isComplex() ? 2 * n : n];
      for (int i = 0; i < v.length; i++) {
        v[i] = low + (high - low) * random.nextDouble();
      }
      return t.isComplex() ? NDArray.ofComplex(t, v, type.shape()) : NDArray.of(t, v, type.shape());
    }
    long[] v = new long[n];
    for (int i = 0; i < n; i++) {
      v[i] = (long) Math.floor(low + (high - low) * random.nextDouble());
    }
    return NDArray.of(t, v, type.shape());
  }
}
