package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;

/**
 * {@code out[i] = x[start + i*strides]}, with {@code ceil((limit-start)/stride)} elements per axis.
 *
 * <p>C1: one start, limit and stride per axis. C2: {@code 0 <= start <= limit <= length}. C3:
 * strides are positive.
 *
 * @param startIndices first index per axis
 * @param limitIndices one past the last index per axis
 * @param strides step per axis
 */
public record Slice(Axes startIndices, Axes limitIndices, Axes strides) implements Movement {
  @Override
  public String name() {
    return "slice";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    int r = x.rank();
    Constraint.shape(
        startIndices.size() == r && limitIndices.size() == r && strides.size() == r,
        "slice_C1",
        "slice of %s needs %d starts, limits and strides: %s, %s, %s",
        x,
        r,
        startIndices,
        limitIndices,
        strides);
    int[] out = new int[r];
    for (int i = 0; i < r; i++) {
      int lo = startIndices.get(i);
      int hi = limitIndices.get(i);
      int step = strides.get(i);
      Constraint.shape(
          0 <= lo && lo <= hi && hi <= x.shape().dim(i),
          "slice_C2",
          "slice %d:%d is out of range for axis %d of %s",
          lo,
          hi,
          i,
          x);
      Constraint.shape(step > 0, "slice_C3", "stride %d of axis %d must be positive", step, i);
      out[i] = (hi - lo + step - 1) / step;
    }
    return List.of(x.withShape(Shape.of(out)));
  }
}
