package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;

/**
 * How a value that is only a rearrangement of memory lies there.
 *
 * @param slot the memory
 * @param offset the first element
 * @param perAxis elements from one index to the next, per axis
 */
record Strides(int slot, long offset, long[] perAxis) {

  /** The strides of a value; nothing when its elements are computed or not evenly spaced. */
  static Optional<Strides> of(Block block, Atom a) {
    Shape shape = a.aval().shape();
    List<Index> vars = Lowering.loopVars(shape);
    if (!(block.read(a, vars) instanceof Expr.Load load)) {
      return Optional.empty();
    }
    Index o = load.offset();
    long[] s = new long[shape.rank()];
    for (int i = 0; i < s.length; i++) {
      if (o.nonlinearIn(i)) {
        return Optional.empty();
      }
      s[i] = o.coefficient(i);
    }
    boolean onlyVars = o.terms().keySet().stream().allMatch(t -> t instanceof Index.LoopVar);
    return onlyVars ? Optional.of(new Strides(load.slot(), o.constant(), s)) : Optional.empty();
  }

  /**
   * As a batch of matrices; nothing when rows or columns do not collapse into one evenly spaced
   * axis, or neither is contiguous.
   */
  Optional<Step.Matrix> matrix(Shape shape, Axes batch, Axes rows, Axes columns) {
    long r = collapse(shape, rows);
    long c = collapse(shape, columns);
    long m = shape.pick(rows).size();
    long n = shape.pick(columns).size();
    if (r < 0 || c < 0) {
      return Optional.empty();
    }
    List<Long> b = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      b.add(perAxis[batch.get(i)]);
    }
    if ((c == 1 || n == 1) && (r >= n || m == 1)) {
      return Optional.of(new Step.Matrix(slot, offset, m == 1 ? n : r, false, b));
    }
    if ((r == 1 || m == 1) && (c >= m || n == 1)) {
      return Optional.of(new Step.Matrix(slot, offset, n == 1 ? m : c, true, b));
    }
    return Optional.empty();
  }

  /**
   * The stride of several axes taken as one; -1 when there is none. Axes of length 1 do not count.
   */
  private long collapse(Shape shape, Axes axes) {
    long stride = -1;
    long outer = -1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int n = shape.dim(axes.get(i));
      if (n == 1) {
        continue;
      }
      long s = perAxis[axes.get(i)];
      if (s <= 0 || (stride >= 0 && s != outer)) {
        return -1;
      }
      stride = stride < 0 ? s : stride;
      outer = s * n;
    }
    return stride < 0 ? 1 : stride;
  }
}
