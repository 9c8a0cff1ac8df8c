package org.jacobean.ad;

import java.util.List;
import java.util.Objects;
import org.jacobean.NDArray;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Concatenate;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pad;
import org.jacobean.ir.op.Reshape;
import org.jacobean.ir.op.Rev;
import org.jacobean.ir.op.Slice;
import org.jacobean.ir.op.Squeeze;
import org.jacobean.ir.op.Transpose;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Tangents of movements: they are linear, so tangents move with the values. */
final class MovementJvp {
  private MovementJvp() {}

  static NDArray tangent(Movement op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case BroadcastInDim _, Reshape _, Rev _, Slice _, Squeeze _, Transpose _ ->
          Tracing.bind1(op, Objects.requireNonNull(dx.get(0)));
      case Concatenate _, Pad _ ->
          Tracing.bind(op, Tangents.instantiate(dx, x.stream().map(NDArray::aval).toList())).get(0);
    };
  }
}
