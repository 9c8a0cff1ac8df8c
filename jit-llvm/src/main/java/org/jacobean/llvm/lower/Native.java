package org.jacobean.llvm.lower;

import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;

/** Which equations have native code; the others run in Java on the program's memory. */
final class Native {
  private Native() {}

  static boolean supports(Eqn e) {
    for (AbstractValue a : e.inAvals()) {
      if (!supports(a.dtype())) {
        return false;
      }
    }
    for (AbstractValue a : e.outAvals()) {
      if (!supports(a.dtype())) {
        return false;
      }
    }
    boolean narrow =
        e.inAvals().stream()
            .anyMatch(a -> a.dtype() == DType.FLOAT16 || a.dtype() == DType.BFLOAT16);
    boolean digamma = e.op() instanceof Unary u && u.op() == UnaryOp.DIGAMMA;
    return !digamma
        && !(e.op() instanceof ReducePrecision)
        && !(narrow && e.op() instanceof Binary b && b.op() == BinaryOp.NEXTAFTER);
  }

  static boolean supports(DType t) {
    return switch (t) {
      case BOOL,
          INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          FLOAT16,
          BFLOAT16,
          FLOAT32,
          FLOAT64 ->
          true;
      case INT4, UINT4, FLOAT8_E4M3FN, FLOAT8_E5M2, COMPLEX64, COMPLEX128, FLOAT0 -> false;
    };
  }
}
