package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Shape;

/**
 * Surrounds and interleaves {@code x} with a scalar: operands {@code (x, value)}. Negative low or
 * high padding removes elements.
 *
 * <p>C1: one entry per axis. C2: the padding value is a scalar of the operand's dtype. C3: interior
 * padding is not negative. C4: no result axis has negative length.
 *
 * @param low elements added before, per axis
 * @param high elements added after, per axis
 * @param interior elements added between neighbours, per axis
 */
public record Pad(Axes low, Axes high, Axes interior) implements Movement {
  @Override
  public String name() {
    return "pad";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    AbstractValue x = in.get(0);
    int r = x.rank();
    Constraint.shape(
        low.size() == r && high.size() == r && interior.size() == r,
        "pad_C1",
        "padding of %s needs %d entries: %s %s %s",
        x,
        r,
        low,
        high,
        interior);
    Constraint.dtype(
        in.get(1).rank() == 0 && in.get(1).dtype() == x.dtype(),
        "pad_C2",
        "padding value %s must be a scalar of dtype %s",
        in.get(1),
        x.dtype());
    int[] out = new int[r];
    for (int i = 0; i < r; i++) {
      Constraint.shape(
          interior.get(i) >= 0,
          "pad_C3",
          "interior padding %d of axis %d is negative",
          interior.get(i),
          i);
      int n = x.shape().dim(i);
      long len = (long) low.get(i) + high.get(i) + n + (long) interior.get(i) * Math.max(0, n - 1);
      Constraint.shape(
          len >= 0 && len <= Integer.MAX_VALUE,
          "pad_C4",
          "axis %d of %s would get length %d",
          i,
          x,
          len);
      out[i] = (int) len;
    }
    return List.of(
        new AbstractValue(x.dtype(), Shape.of(out), x.weakType() && in.get(1).weakType()));
  }
}
