package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * N-dimensional cross-correlation of operands {@code (input, kernel)}: in the canonical layout
 * {@code out[n,f,s] = sum_{c,k} input[n, g*C+c, s*stride + k*rhsDilation - low] * kernel[f,c,k]},
 * where the input is dilated by {@code lhsDilation} and zero outside. StableHLO spec, convolution.
 *
 * <p>C1: operands have equal rank of at least 2. C2: {@code dims} are permutations. C3: one entry
 * per spatial axis in strides, padding and dilations, positive but for padding. C4: group counts
 * divide features (batch), and not both exceed 1. C5: one inexact or integer dtype.
 *
 * @param windowStrides step per spatial axis
 * @param paddingLow padding before, per spatial axis; may be negative
 * @param paddingHigh padding after
 * @param lhsDilation input dilation
 * @param rhsDilation kernel dilation
 * @param dims the layouts
 * @param featureGroupCount groups of features
 * @param batchGroupCount groups of batch entries
 */
public record ConvGeneralDilated(
    Axes windowStrides,
    Axes paddingLow,
    Axes paddingHigh,
    Axes lhsDilation,
    Axes rhsDilation,
    ConvDims dims,
    int featureGroupCount,
    int batchGroupCount)
    implements Convolution {
  @Override
  public String name() {
    return "conv_general_dilated";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 2);
    AbstractValue x = in.get(0);
    AbstractValue k = in.get(1);
    Constraint.shape(
        x.rank() == k.rank() && x.rank() >= 2,
        "conv_general_dilated_C1",
        "input %s and kernel %s must have equal rank >= 2",
        x,
        k);
    int spatial = x.rank() - 2;
    for (Axes a : List.of(dims.lhs(), dims.rhs(), dims.out())) {
      Constraint.shape(
          a.size() == x.rank() && a.isPermutation(),
          "conv_general_dilated_C2",
          "%s is not a layout of rank %d",
          a,
          x.rank());
    }
    for (Axes a : List.of(windowStrides, paddingLow, paddingHigh, lhsDilation, rhsDilation)) {
      Constraint.shape(
          a.size() == spatial, "conv_general_dilated_C3", "%s must have %d entries", a, spatial);
    }
    Shape xs = x.shape().pick(dims.lhs());
    Shape ks = k.shape().pick(dims.rhs());
    Constraint.shape(
        (featureGroupCount == 1 || batchGroupCount == 1)
            && featureGroupCount >= 1
            && batchGroupCount >= 1
            && xs.dim(1) == ks.dim(1) * featureGroupCount
            && ks.dim(0) % featureGroupCount == 0
            && ks.dim(0) % batchGroupCount == 0
            && xs.dim(0) % batchGroupCount == 0,
        "conv_general_dilated_C4",
        "groups (%d feature, %d batch) do not fit input %s and kernel %s: input features must be"
            + " kernel input features times feature groups",
        featureGroupCount,
        batchGroupCount,
        x,
        k);
    Constraint.dtype(
        x.dtype() == k.dtype() && !x.dtype().isBool() && x.dtype() != DType.FLOAT0,
        "conv_general_dilated_C5",
        "dtypes %s and %s",
        x,
        k);
    int[] canonical = new int[x.rank()];
    canonical[0] = xs.dim(0) / batchGroupCount;
    canonical[1] = ks.dim(0);
    for (int i = 0; i < spatial; i++) {
      boolean positive =
          windowStrides.get(i) > 0 && lhsDilation.get(i) > 0 && rhsDilation.get(i) > 0;
      Constraint.shape(
          positive,
          "conv_general_dilated_C3",
          "strides %s and dilations %s, %s must be positive",
          windowStrides,
          lhsDilation,
          rhsDilation);
      canonical[i + 2] = outputLength(xs.dim(i + 2), ks.dim(i + 2), i);
    }
    int[] out = new int[x.rank()];
    for (int i = 0; i < out.length; i++) {
      out[dims.out().get(i)] = canonical[i];
    }
    return List.of(new AbstractValue(x.dtype(), Shape.of(out), x.weakType() && k.weakType()));
  }

  private int outputLength(int input, int kernel, int i) {
    int dilated = input == 0 ? 0 : (input - 1) * lhsDilation.get(i) + 1;
    int window = kernel == 0 ? 0 : (kernel - 1) * rhsDilation.get(i) + 1;
    int room = dilated + paddingLow.get(i) + paddingHigh.get(i) - window;
    return room < 0 ? 0 : room / windowStrides.get(i) + 1;
  }
}
