package org.jacobean.llvm;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Convolutions with strides, padding, dilation and groups, in both layouts. */
class ConvolutionNestTest {
  private static final DType F = DType.FLOAT32;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void everyLayoutAndGrouping() {
    for (int g : new int[] {1, 2})
      for (boolean nhwc : new boolean[] {false, true})
        for (DType t : List.of(F, I)) {
          Axes l = nhwc ? Axes.of(0, 3, 1, 2) : Axes.of(0, 1, 2, 3);
          Axes k = nhwc ? Axes.of(3, 2, 0, 1) : Axes.of(0, 1, 2, 3);
          ConvGeneralDilated c =
              new ConvGeneralDilated(
                  Axes.of(2, 1),
                  Axes.of(1, 0),
                  Axes.of(1, 2),
                  Axes.of(1, 2),
                  Axes.of(1, 2),
                  new ConvDims(l, k, l),
                  g,
                  1);
          Agreement.check(
              a -> List.of(Tracing.bind1(c, a.get(0), a.get(1))),
              nhwc ? r.random(t, 2, 8, 7, 4) : r.random(t, 2, 4, 8, 7),
              nhwc ? r.random(t, 3, 2, 4 / g, 6) : r.random(t, 6, 4 / g, 3, 2));
          ConvGeneralDilated cb =
              new ConvGeneralDilated(
                  Axes.of(1, 1),
                  Axes.of(1, 1),
                  Axes.of(1, 1),
                  Axes.of(1, 1),
                  Axes.of(1, 1),
                  new ConvDims(l, k, l),
                  1,
                  g);
          Agreement.check(
              a -> List.of(Tracing.bind1(cb, a.get(0), a.get(1))),
              nhwc ? r.random(t, 2, 8, 7, 4) : r.random(t, 2, 4, 8, 7),
              nhwc ? r.random(t, 3, 3, 4, 6) : r.random(t, 6, 4, 3, 3));
        }
  }
}
