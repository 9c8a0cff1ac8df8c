package org.jacobean.nn;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.lax.Lax;
import org.jacobean.random.Key;

/**
 * A 2-d convolution (cross-correlation) of images {@code [batch, height, width, in]}.
 *
 * @param kernel {@code [height, width, in, out]}
 * @param bias {@code [out]}
 * @param stride step in both directions; a static value
 * @param padding at the border; a static value
 */
public record Conv2d(NDArray kernel, NDArray bias, int stride, Padding padding) implements Layer {
  private static final ConvDims NHWC =
      new ConvDims(Axes.of(0, 3, 1, 2), Axes.of(3, 2, 0, 1), Axes.of(0, 3, 1, 2));

  /** LeCun normal kernel of {@code size * size} and zero bias, float32; stride 1, SAME padding. */
  public static Conv2d init(Key key, int size, int in, int out) {
    return init(key, size, in, out, 1, Padding.SAME);
  }

  /** LeCun normal kernel of {@code size * size} and zero bias, float32. */
  public static Conv2d init(Key key, int size, int in, int out, int stride, Padding padding) {
    NDArray kernel = Initializers.lecunNormal().init(key, size, size, in, out);
    return new Conv2d(kernel, Lax.zeros(DType.FLOAT32, Shape.of(out)), stride, padding);
  }

  /**
   * {@code [batch, height, width, in]} to {@code [batch, height', width', out]}.
   *
   * @throws ShapeException JX0626 for another rank or number of features
   */
  @Override
  public NDArray apply(NDArray x) {
    if (x.rank() != 4 || x.shape().dim(3) != kernel.shape().dim(2)) {
      throw new ShapeException(
          "JX0626",
          "a convolution with kernel "
              + kernel.aval()
              + " takes [batch, height, width, "
              + kernel.shape().dim(2)
              + "], got "
              + x.aval());
    }
    int[] h = padding.amounts(x.shape().dim(1), kernel.shape().dim(0), stride);
    int[] w = padding.amounts(x.shape().dim(2), kernel.shape().dim(1), stride);
    Axes one = Axes.of(1, 1);
    var op =
        new ConvGeneralDilated(
            Axes.of(stride, stride),
            Axes.of(h[0], w[0]),
            Axes.of(h[1], w[1]),
            one,
            one,
            NHWC,
            1,
            1);
    return Lax.convGeneralDilated(x, kernel, op).add(bias);
  }
}
