package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jacobean.DType;
import org.jacobean.backend.Elements;

/** Loops over real floats; the two everyday dtypes read their elements without a switch. */
final class RealLoops {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private RealLoops() {}

  static void unary(
      DoubleUnaryOperator f, DType t, MemorySegment x, DType to, MemorySegment y, long n) {
    if (t == DType.FLOAT32 && to == DType.FLOAT32) {
      for (long i = 0; i < n; i++) {
        y.set(FLOAT, i * 4, (float) f.applyAsDouble(x.get(FLOAT, i * 4)));
      }
    } else if (t == DType.FLOAT64 && to == DType.FLOAT64) {
      for (long i = 0; i < n; i++) {
        y.set(DOUBLE, i * 8, f.applyAsDouble(x.get(DOUBLE, i * 8)));
      }
    } else {
      for (long i = 0; i < n; i++) {
        Elements.setDouble(y, to, i, f.applyAsDouble(Elements.getDouble(x, t, i)));
      }
    }
  }

  static void binary(
      DoubleBinaryOperator f,
      DType t,
      MemorySegment x,
      int sx,
      MemorySegment y,
      int sy,
      MemorySegment z,
      long n) {
    if (t == DType.FLOAT32) {
      for (long i = 0; i < n; i++) {
        z.set(
            FLOAT,
            i * 4,
            (float) f.applyAsDouble(x.get(FLOAT, i * sx * 4), y.get(FLOAT, i * sy * 4)));
      }
    } else if (t == DType.FLOAT64) {
      for (long i = 0; i < n; i++) {
        z.set(DOUBLE, i * 8, f.applyAsDouble(x.get(DOUBLE, i * sx * 8), y.get(DOUBLE, i * sy * 8)));
      }
    } else {
      for (long i = 0; i < n; i++) {
        Elements.setDouble(
            z,
            t,
            i,
            f.applyAsDouble(Elements.getDouble(x, t, i * sx), Elements.getDouble(y, t, i * sy)));
      }
    }
  }
}
