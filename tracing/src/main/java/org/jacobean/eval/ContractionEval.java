package org.jacobean.eval;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.DotGeneral;

/** Sums of products; floats accumulate as double and are rounded once. */
final class ContractionEval {
  private ContractionEval() {}

  static List<NDArray> eval(Contraction op, List<NDArray> args, AbstractValue out) {
    return switch (op) {
      case DotGeneral d ->
          List.of(
              dot(
                  d,
                  ReferenceEvaluator.concrete(args.get(0)),
                  ReferenceEvaluator.concrete(args.get(1)),
                  out));
    };
  }

  private static DeviceArray dot(DotGeneral op, DeviceArray x, DeviceArray y, AbstractValue out) {
    DotDims d = op.dims();
    DeviceArray r = DeviceArray.allocate(out);
    int[] xb = offsets(x.shape(), d.lhsBatch());
    int[] yb = offsets(y.shape(), d.rhsBatch());
    int[] xm = offsets(x.shape(), d.lhsFree(x.rank()));
    int[] yn = offsets(y.shape(), d.rhsFree(y.rank()));
    int[] xk = offsets(x.shape(), d.lhsContract());
    int[] yk = offsets(y.shape(), d.rhsContract());
    Products products = Products.of(x, y, out.dtype());
    long at = 0;
    for (int b = 0; b < xb.length; b++) {
      for (int m : xm) {
        for (int n : yn) {
          for (int k = 0; k < xk.length; k++) {
            products.add(xb[b] + m + xk[k], yb[b] + n + yk[k]);
          }
          products.store(r, at++);
        }
      }
    }
    return r;
  }

  /** The offsets of all positions along the given axes, row-major. */
  private static int[] offsets(Shape shape, Axes axes) {
    Shape sub = shape.pick(axes);
    long[] strides = shape.strides();
    int[] out = new int[Math.toIntExact(sub.size())];
    int[] position = new int[axes.size()];
    for (int i = 0; i < out.length; i++) {
      IndexingEval.unravel(i, sub, position);
      long offset = 0;
      for (int k = 0; k < position.length; k++) {
        offset += strides[axes.get(k)] * position[k];
      }
      out[i] = Math.toIntExact(offset);
    }
    return out;
  }
}
