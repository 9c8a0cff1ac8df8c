package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.ir.op.Primitive;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Tangents of contractions: {@code op(dx, y) + op(x, dy)}. */
final class ContractionJvp {
  private ContractionJvp() {}

  static @Nullable NDArray tangent(Contraction op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case DotGeneral d -> bilinear(d, x, dx);
    };
  }

  /** The product rule of a bilinear operation. */
  static @Nullable NDArray bilinear(Primitive op, List<NDArray> x, List<@Nullable NDArray> dx) {
    NDArray left = dx.get(0) == null ? null : Tracing.bind1(op, dx.get(0), x.get(1));
    NDArray right = dx.get(1) == null ? null : Tracing.bind1(op, x.get(0), dx.get(1));
    return Tangents.sum(left, right);
  }
}
