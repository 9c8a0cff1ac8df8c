package org.jacobean.collective;

import java.lang.foreign.MemorySegment;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * Copies a box of elements between arrays with strides, bit for bit.
 *
 * @param itemBytes bytes of an element
 * @param shape the box
 * @param from bytes from one element of the source to the next, per axis
 * @param to the same for the target
 */
record BlockCopy(long itemBytes, int[] shape, long[] from, long[] to) {
  /** A box inside arrays of the given shapes, which have as many axes as the box. */
  static BlockCopy of(AbstractValue item, Shape box, Shape source, Shape target) {
    return new BlockCopy(item.dtype().itemBytes(), box.dims(), source.strides(), target.strides());
  }

  /**
   * Copies the box.
   *
   * @param sourceOffset the first element in the source
   * @param targetOffset its place in the target
   */
  void run(MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset) {
    for (int n : shape) {
      if (n == 0) {
        return;
      }
    }
    // The innermost axes along which both sides are contiguous are one run.
    int outer = shape.length;
    long run = 1;
    while (outer > 0
        && ((from[outer - 1] == run && to[outer - 1] == run) || shape[outer - 1] == 1)) {
      run *= shape[--outer];
    }
    copy(0, outer, run, source, sourceOffset, target, targetOffset);
  }

  private void copy(
      int axis, int outer, long run, MemorySegment s, long from0, MemorySegment t, long to0) {
    if (axis == outer) {
      MemorySegment.copy(s, from0 * itemBytes, t, to0 * itemBytes, run * itemBytes);
      return;
    }
    for (int i = 0; i < shape[axis]; i++) {
      copy(axis + 1, outer, run, s, from0 + i * from[axis], t, to0 + i * to[axis]);
    }
  }
}
