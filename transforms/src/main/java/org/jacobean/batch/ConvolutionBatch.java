package org.jacobean.batch;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Convolution;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Convolutions fold the mapped axis into an axis they have: examples of the input into its batch
 * axis, examples of the kernel into its output features, examples of both into groups. Groups are
 * outermost in their axis, so an axis that is already grouped is taken apart first.
 */
final class ConvolutionBatch {
  private ConvolutionBatch() {}

  static Batched batch(Convolution op, int size, Batched x, Batched kernel) {
    return switch (op) {
      case ConvGeneralDilated conv -> {
        if (size == 0) {
          var example = conv.infer(java.util.List.of(x.example(), kernel.example())).get(0);
          yield new Batched(zeros(example.dtype(), example.shape().insert(0, 0)), 0);
        }
        yield x.mapped() && kernel.mapped()
            ? both(conv, size, x, kernel)
            : x.mapped()
                ? input(conv, size, x, kernel.array())
                : kernel(conv, size, x.array(), kernel);
      }
    };
  }

  private static NDArray zeros(DType dtype, Shape shape) {
    return Lax.zeros(dtype, shape);
  }

  /** Examples of input and kernel: groups times examples. */
  private static Batched both(ConvGeneralDilated op, int size, Batched x, Batched kernel) {
    boolean batchGroups = op.batchGroupCount() > 1;
    NDArray input = fold(x.array(), x.axis(), op.dims().lhs().get(batchGroups ? 0 : 1));
    NDArray filters = fold(kernel.array(), kernel.axis(), op.dims().rhs().get(0));
    ConvGeneralDilated grouped =
        new ConvGeneralDilated(
            op.windowStrides(),
            op.paddingLow(),
            op.paddingHigh(),
            op.lhsDilation(),
            op.rhsDilation(),
            op.dims(),
            batchGroups ? 1 : op.featureGroupCount() * size,
            batchGroups ? op.batchGroupCount() * size : 1);
    int features = op.dims().out().get(1);
    return new Batched(unfold(Tracing.bind1(grouped, input, filters), features, size), features);
  }

  /**
   * Examples of the input: more entries in its batch axis, inside the batch groups if there are
   * any.
   */
  private static Batched input(ConvGeneralDilated op, int size, Batched x, NDArray kernel) {
    NDArray input = foldInsideGroups(x, op.dims().lhs().get(0), op.batchGroupCount());
    int batch = op.dims().out().get(0);
    return new Batched(unfold(Tracing.bind1(op, input, kernel), batch, size), batch);
  }

  /** Examples of the kernel: more output features, inside the groups if there are any. */
  private static Batched kernel(ConvGeneralDilated op, int size, NDArray x, Batched kernel) {
    int groups = Math.max(op.featureGroupCount(), op.batchGroupCount());
    NDArray filters = foldInsideGroups(kernel, op.dims().rhs().get(0), groups);
    NDArray out = Tracing.bind1(op, x, filters);
    int features = op.dims().out().get(1);
    if (groups == 1) {
      return new Batched(unfold(out, features, size), features);
    }
    NDArray apart = unfold(unfold(out, features, groups), features + 1, size);
    return new Batched(fold(apart, features, features + 1), features);
  }

  /**
   * The mapped axis folded into {@code axis}, whose entries are in {@code groups} outermost groups.
   */
  private static NDArray foldInsideGroups(Batched x, int axis, int groups) {
    if (groups == 1) {
      return fold(x.array(), x.axis(), axis);
    }
    int physical = axis >= x.axis() ? axis + 1 : axis;
    NDArray apart = unfold(x.array(), physical, groups);
    int mapped = x.axis() > physical ? x.axis() + 1 : x.axis();
    return fold(fold(apart, mapped, axis + 1), axis, axis);
  }

  /** Without axis {@code from}, which becomes the outer part of axis {@code to} of the result. */
  private static NDArray fold(NDArray x, int from, int to) {
    NDArray moved = Alignment.moved(new Batched(x, from), to);
    Shape shape = moved.shape();
    return Lax.reshape(moved, shape.remove(to).with(to, shape.dim(to) * shape.dim(to + 1)));
  }

  /** With axis {@code axis} split into {@code outer} entries and the rest. */
  private static NDArray unfold(NDArray x, int axis, int outer) {
    Shape shape = x.shape();
    return Lax.reshape(x, shape.with(axis, shape.dim(axis) / outer).insert(axis, outer));
  }
}
