package org.jacobean.llvm;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Integer arithmetic and conversions between all native dtypes. */
class IntegerNestTest {
  private static final DType F = DType.FLOAT32;
  private static final DType D = DType.FLOAT64;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void arithmetic() {
    for (DType t :
        List.of(I, DType.INT8, DType.UINT8, DType.UINT32, DType.INT64, DType.UINT64, DType.INT16)) {
      for (BinaryOp op :
          List.of(
              BinaryOp.ADD,
              BinaryOp.SUB,
              BinaryOp.MUL,
              BinaryOp.DIV,
              BinaryOp.REM,
              BinaryOp.MAX,
              BinaryOp.MIN,
              BinaryOp.AND,
              BinaryOp.OR,
              BinaryOp.XOR,
              BinaryOp.SHIFT_LEFT,
              BinaryOp.SHIFT_RIGHT_LOGICAL,
              BinaryOp.SHIFT_RIGHT_ARITHMETIC))
        Agreement.check(
            a -> List.of(Lax.binary(op, a.get(0), a.get(1))), r.random(t, 45), r.random(t, 45));
      for (UnaryOp op :
          List.of(
              UnaryOp.NEG,
              UnaryOp.NOT,
              UnaryOp.ABS,
              UnaryOp.SIGN,
              UnaryOp.CLZ,
              UnaryOp.POPULATION_COUNT,
              UnaryOp.SQUARE))
        Agreement.check(a -> List.of(Lax.unary(op, a.get(0))), r.random(t, 45));
    }
  }

  @Test
  void conversionsAndComparisons() {
    for (DType s :
        List.of(
            DType.BOOL,
            I,
            DType.INT8,
            DType.UINT8,
            DType.UINT32,
            DType.INT64,
            DType.UINT64,
            F,
            D,
            DType.FLOAT16,
            DType.BFLOAT16)) {
      for (DType t :
          List.of(
              DType.BOOL,
              I,
              DType.INT8,
              DType.UINT8,
              DType.UINT32,
              DType.INT64,
              DType.UINT64,
              F,
              D,
              DType.FLOAT16,
              DType.BFLOAT16))
        Agreement.check(a -> List.of(Lax.convertElementType(a.get(0), t)), r.random(s, 45));
      for (Comparison c : Comparison.values())
        Agreement.check(
            a -> List.of(Lax.compare(c, a.get(0), a.get(1))), r.random(s, 45), r.random(s, 45));
    }
  }
}
