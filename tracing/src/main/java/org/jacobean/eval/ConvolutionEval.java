package org.jacobean.eval;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Convolution;

/** Convolutions straight from the definition. */
final class ConvolutionEval {
  private ConvolutionEval() {}

  static List<NDArray> eval(Convolution op, List<NDArray> args, AbstractValue out) {
    return switch (op) {
      case ConvGeneralDilated c ->
          List.of(
              new Loops(
                      c,
                      ReferenceEvaluator.concrete(args.get(0)),
                      ReferenceEvaluator.concrete(args.get(1)),
                      out)
                  .run());
    };
  }

  /** One convolution: shapes and strides in the canonical order (batch, feature, spatial…). */
  private static final class Loops {
    private final ConvGeneralDilated op;
    private final Shape input;
    private final Shape kernel;
    private final Shape output;
    private final long[] inputStrides;
    private final long[] kernelStrides;
    private final long[] outputStrides;
    private final Products products;
    private final DeviceArray result;

    Loops(ConvGeneralDilated op, DeviceArray x, DeviceArray k, AbstractValue out) {
      this.op = op;
      input = x.shape().pick(op.dims().lhs());
      kernel = k.shape().pick(op.dims().rhs());
      output = out.shape().pick(op.dims().out());
      inputStrides = pick(x.shape().strides(), op.dims().lhs());
      kernelStrides = pick(k.shape().strides(), op.dims().rhs());
      outputStrides = pick(out.shape().strides(), op.dims().out());
      products = Products.of(x, k, out.dtype());
      result = DeviceArray.allocate(out);
    }

    private static long[] pick(long[] strides, Axes axes) {
      long[] out = new long[axes.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = strides[axes.get(i)];
      }
      return out;
    }

    DeviceArray run() {
      int[] at = new int[output.rank()];
      for (long i = 0; i < output.size(); i++) {
        IndexingEval.unravel(i, output, at);
        long target = 0;
        for (int k = 0; k < at.length; k++) {
          target += at[k] * outputStrides[k];
        }
        sum(at);
        products.store(result, target);
      }
      return result;
    }

    private void sum(int[] at) {
      int features = kernel.dim(1);
      int batch = at[0];
      int group = 0;
      if (op.batchGroupCount() > 1) {
        // Output feature f belongs to one group of batch entries.
        batch += at[1] / (kernel.dim(0) / op.batchGroupCount()) * output.dim(0);
      } else {
        group = at[1] / (kernel.dim(0) / op.featureGroupCount());
      }
      for (int c = 0; c < features; c++) {
        long x = batch * inputStrides[0] + (long) (group * features + c) * inputStrides[1];
        long k = at[1] * kernelStrides[0] + c * kernelStrides[1];
        spatial(2, at, x, k);
      }
    }

    private void spatial(int axis, int[] at, long x, long k) {
      if (axis == at.length) {
        products.add((int) x, (int) k);
        return;
      }
      int s = axis - 2;
      int dilation = op.lhsDilation().get(s);
      for (int w = 0; w < kernel.dim(axis); w++) {
        int position =
            at[axis] * op.windowStrides().get(s)
                + w * op.rhsDilation().get(s)
                - op.paddingLow().get(s);
        if (position >= 0 && position % dilation == 0 && position / dilation < input.dim(axis)) {
          spatial(
              axis + 1,
              at,
              x + position / dilation * inputStrides[axis],
              k + w * kernelStrides[axis]);
        }
      }
    }
  }
}
