package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.Sort;
import org.jacobean.ir.op.Sorting;

/** Stable sorts: a merge sort of positions, line by line. */
final class SortingEval {
  private SortingEval() {}

  static List<NDArray> eval(Sorting op, List<NDArray> args, List<AbstractValue> out) {
    return switch (op) {
      case Sort s -> sort(s, args, out);
    };
  }

  private static List<NDArray> sort(Sort op, List<NDArray> args, List<AbstractValue> out) {
    List<DeviceArray> xs = args.stream().map(ReferenceEvaluator::concrete).toList();
    List<NDArray> results = new ArrayList<>();
    for (AbstractValue t : out) {
      results.add(DeviceArray.allocate(t));
    }
    Shape shape = out.get(0).shape();
    int n = shape.dim(op.dimension());
    long stride = shape.strides()[op.dimension()];
    List<DeviceArray> keys = xs.subList(0, op.numKeys());
    long lines = n == 0 ? 0 : shape.size() / n;
    int[] order = new int[n];
    int[] spare = new int[n];
    for (long line = 0; line < lines; line++) {
      long base = line / stride * stride * n + line % stride;
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
      mergeSort(order, spare, 0, n, keys, base, stride);
      for (int k = 0; k < xs.size(); k++) {
        MemorySegment to = ((DeviceArray) results.get(k)).writable();
        for (int i = 0; i < n; i++) {
          Strided.element(
              xs.get(k).writable(),
              base + order[i] * stride,
              to,
              base + i * stride,
              xs.get(k).dtype().itemBytes());
        }
      }
    }
    return results;
  }

  private static void mergeSort(
      int[] a, int[] spare, int from, int to, List<DeviceArray> keys, long base, long stride) {
    if (to - from < 2) {
      return;
    }
    int mid = from + to >>> 1;
    mergeSort(a, spare, from, mid, keys, base, stride);
    mergeSort(a, spare, mid, to, keys, base, stride);
    System.arraycopy(a, from, spare, from, to - from);
    int i = from;
    int j = mid;
    for (int k = from; k < to; k++) {
      boolean left =
          j == to
              || (i < mid
                  && compare(keys, base + spare[i] * stride, base + spare[j] * stride) <= 0);
      a[k] = left ? spare[i++] : spare[j++];
    }
  }

  private static int compare(List<DeviceArray> keys, long i, long j) {
    for (int k = 0; k < keys.size(); k++) {
      int c = compare(keys.get(k).writable(), keys.get(k).dtype(), i, j);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  private static int compare(MemorySegment m, DType t, long i, long j) {
    return switch (t.kind()) {
      case FLOAT -> compare(Elements.getDouble(m, t, i), Elements.getDouble(m, t, j));
      case COMPLEX -> {
        int c = compare(Elements.getDouble(m, t, i), Elements.getDouble(m, t, j));
        yield c != 0 ? c : compare(Elements.getImaginary(m, t, i), Elements.getImaginary(m, t, j));
      }
      case INT, UINT, BOOL ->
          IntegerFunctions.compare(Elements.getLong(m, t, i), Elements.getLong(m, t, j), t);
      case FLOAT0 -> 0;
    };
  }

  /** Ascending; NaN after everything and equal to itself; -0 equals +0. */
  private static int compare(double x, double y) {
    if (x < y) {
      return -1;
    }
    if (x > y || x == y) {
      return x == y ? 0 : 1;
    }
    return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
  }
}
