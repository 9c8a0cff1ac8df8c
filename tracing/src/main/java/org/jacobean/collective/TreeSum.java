package org.jacobean.collective;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.DeviceArray;
import org.jacobean.eval.ReferenceEvaluator;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.CollectiveOp;

/**
 * Folds the participants' elements in one fixed order, whatever the number of threads or the shape
 * of the mesh: a binary tree over the participants in the order of their device numbers, {@code
 * w[q] += w[q + st]} for {@code st = 1, 2, 4, …} and {@code q} a multiple of {@code 2 st}. The tree
 * nests: summing groups of a power of two neighbours first and then the groups gives the same bits.
 */
final class TreeSum {
  /** Elements that are folded at a time, so that they stay in the cache. */
  private static final int BLOCK = 2048;

  private TreeSum() {}

  /**
   * Folds elements {@code [from, to)} of contiguous arrays.
   *
   * @param in one array per participant, in the order of device numbers
   * @param out the array of the results, at {@code outFrom}
   */
  static void fold(
      CollectiveOp op,
      DType t,
      List<MemorySegment> in,
      long from,
      long to,
      MemorySegment out,
      long outFrom) {
    for (long at = from; at < to; at += BLOCK) {
      int n = (int) Math.min(BLOCK, to - at);
      long target = outFrom + (at - from);
      boolean sum = op == CollectiveOp.SUM;
      if (sum && t == DType.FLOAT32) {
        floats(in, at, n, out, target);
      } else if (sum && t == DType.FLOAT64) {
        doubles(in, at, n, out, target);
      } else {
        any(op, t, in, at, n, out, target);
      }
    }
  }

  private static void floats(
      List<MemorySegment> in, long at, int n, MemorySegment out, long target) {
    float[][] w = new float[in.size()][n];
    for (int q = 0; q < w.length; q++) {
      MemorySegment.copy(in.get(q), ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, w[q], 0, n);
    }
    for (int st = 1; st < w.length; st *= 2) {
      for (int q = 0; q + st < w.length; q += 2 * st) {
        float[] a = w[q];
        float[] b = w[q + st];
        for (int i = 0; i < n; i++) {
          a[i] += b[i];
        }
      }
    }
    MemorySegment.copy(w[0], 0, out, ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * target, n);
  }

  private static void doubles(
      List<MemorySegment> in, long at, int n, MemorySegment out, long target) {
    double[][] w = new double[in.size()][n];
    for (int q = 0; q < w.length; q++) {
      MemorySegment.copy(in.get(q), ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * at, w[q], 0, n);
    }
    for (int st = 1; st < w.length; st *= 2) {
      for (int q = 0; q + st < w.length; q += 2 * st) {
        double[] a = w[q];
        double[] b = w[q + st];
        for (int i = 0; i < n; i++) {
          a[i] += b[i];
        }
      }
    }
    MemorySegment.copy(w[0], 0, out, ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * target, n);
  }

  /** Other dtypes take the semantics of the operation on arrays. */
  private static void any(
      CollectiveOp op,
      DType t,
      List<MemorySegment> in,
      long at,
      int n,
      MemorySegment out,
      long target) {
    Binary f =
        new Binary(
            switch (op) {
              case SUM -> BinaryOp.ADD;
              case MAX -> BinaryOp.MAX;
              case MIN -> BinaryOp.MIN;
            });
    long item = t.itemBytes();
    AbstractValue type = AbstractValue.of(t, n);
    List<NDArray> w = new ArrayList<>();
    for (MemorySegment m : in) {
      w.add(new DeviceArray(type, new Buffer(m.asSlice(at * item, n * item))));
    }
    for (int st = 1; st < w.size(); st *= 2) {
      for (int q = 0; q + st < w.size(); q += 2 * st) {
        w.set(q, ReferenceEvaluator.eval(f, List.of(w.get(q), w.get(q + st))).get(0));
      }
    }
    MemorySegment.copy(w.get(0).data(), 0, out, target * item, n * item);
  }
}
