package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Iota;

/** Creation. */
final class CreationEval {
  private CreationEval() {}

  static List<NDArray> eval(Creation op, AbstractValue out) {
    return switch (op) {
      case Iota iota -> List.of(iota(iota, out));
    };
  }

  private static NDArray iota(Iota op, AbstractValue out) {
    DeviceArray r = DeviceArray.allocate(out);
    MemorySegment m = r.writable();
    long step = out.shape().strides()[op.dimension()];
    int length = out.shape().dim(op.dimension());
    for (long i = 0; i < out.size(); i++) {
      Elements.setLong(m, out.dtype(), i, i / step % length);
    }
    return r;
  }
}
