package org.jacobean.ad;

import static org.jacobean.lax.Lax.convGeneralDilated;
import static org.jacobean.lax.Lax.reshape;
import static org.jacobean.lax.Lax.rev;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Convolution;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/**
 * Transposes of convolutions, which are convolutions. For the input: the cotangent, dilated by the
 * stride, with the reversed kernel, whose input and output features trade places. For the kernel:
 * the input with the cotangent as kernel, where batch and feature axes trade places. Groups of
 * features become groups of batches and the other way round.
 */
final class ConvolutionTranspose {
  private ConvolutionTranspose() {}

  static List<@Nullable NDArray> transpose(Convolution op, Linear e) {
    return switch (op) {
      case ConvGeneralDilated c ->
          e.isLinear(0)
              ? e.only(0, input(c, e.ct(), e.shape(0), e.constant(1)))
              : e.only(1, kernel(c, e.ct(), e.constant(0), e.shape(1)));
    };
  }

  private static NDArray input(ConvGeneralDilated op, NDArray ct, Shape x, NDArray kernel) {
    ConvDims d = op.dims();
    int groups = Math.max(op.featureGroupCount(), op.batchGroupCount());
    NDArray k = groups == 1 ? kernel : moveGroups(kernel, d.rhs().get(0), d.rhs().get(1), groups);
    Axes spatialRhs = spatial(d.rhs());
    int n = spatialRhs.size();
    int[] low = new int[n];
    int[] high = new int[n];
    for (int i = 0; i < n; i++) {
      int in = dilated(x.dim(d.lhs().get(i + 2)), op.lhsDilation().get(i));
      int window = dilated(kernel.shape().dim(d.rhs().get(i + 2)), op.rhsDilation().get(i));
      int out = dilated(ct.shape().dim(d.out().get(i + 2)), op.windowStrides().get(i));
      low[i] = window - op.paddingLow().get(i) - 1;
      high[i] = in + window - 1 - out - low[i];
    }
    ConvGeneralDilated back =
        new ConvGeneralDilated(
            op.lhsDilation(),
            Axes.of(low),
            Axes.of(high),
            op.windowStrides(),
            op.rhsDilation(),
            new ConvDims(d.out(), swapFirst(d.rhs()), d.lhs()),
            groups,
            1);
    NDArray out = convGeneralDilated(ct, rev(k, spatialRhs), back);
    return op.batchGroupCount() == 1
        ? out
        : moveGroups(out, d.lhs().get(1), d.lhs().get(0), groups);
  }

  private static NDArray kernel(ConvGeneralDilated op, NDArray ct, NDArray x, Shape kernel) {
    ConvDims d = op.dims();
    if (ct.size() == 0) {
      return Lax.zeros(ct.dtype(), kernel);
    }
    int n = d.lhs().size() - 2;
    int[] high = new int[n];
    for (int i = 0; i < n; i++) {
      int in = dilated(x.shape().dim(d.lhs().get(i + 2)), op.lhsDilation().get(i));
      int window = dilated(kernel.dim(d.rhs().get(i + 2)), op.rhsDilation().get(i));
      int out = dilated(ct.shape().dim(d.out().get(i + 2)), op.windowStrides().get(i));
      high[i] = out - in + window - op.paddingLow().get(i) - 1;
    }
    ConvGeneralDilated back =
        new ConvGeneralDilated(
            op.rhsDilation(),
            op.paddingLow(),
            Axes.of(high),
            op.lhsDilation(),
            op.windowStrides(),
            new ConvDims(swapFirst(d.lhs()), swapFirst(d.out()), swapFirst(d.rhs())),
            op.batchGroupCount(),
            op.featureGroupCount());
    return convGeneralDilated(x, ct, back);
  }

  private static int dilated(int length, int dilation) {
    return length == 0 ? 0 : (length - 1) * dilation + 1;
  }

  private static Axes spatial(Axes layout) {
    return layout.take(Axes.range(2, layout.size()));
  }

  private static Axes swapFirst(Axes layout) {
    return Axes.of(layout.get(1), layout.get(0)).plus(spatial(layout));
  }

  /**
   * Takes {@code groups} as the outer part of axis {@code from} and makes it the outer part of axis
   * {@code to}.
   */
  private static NDArray moveGroups(NDArray x, int from, int to, int groups) {
    Shape s = x.shape();
    Shape split = s.with(from, s.dim(from) / groups).insert(from, groups);
    NDArray y = reshape(x, split);
    // In the split array the group axis is at `from`; axis `to` of the rest is what it is put
    // before.
    Axes rest = Axes.of(from).complement(split.rank());
    int[] order = new int[split.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < to ? rest.get(i) : i == to ? from : rest.get(i - 1);
    }
    Shape merged = s.with(from, s.dim(from) / groups).with(to, s.dim(to) * groups);
    return reshape(Lax.transpose(y, Axes.of(order)), merged);
  }
}
