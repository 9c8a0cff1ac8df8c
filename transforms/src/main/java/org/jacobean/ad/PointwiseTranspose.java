package org.jacobean.ad;

import static org.jacobean.ad.Tangents.unbroadcast;
import static org.jacobean.lax.Lax.binary;
import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.div;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.neg;
import static org.jacobean.lax.Lax.reducePrecision;
import static org.jacobean.lax.Lax.selectN;
import static org.jacobean.lax.Lax.unary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BitcastConvertType;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.IntegerPow;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;
import org.jspecify.annotations.Nullable;

/**
 * Transposes of the linear pointwise operations; a scalar operand beside shaped ones gets the sum
 * of the cotangents.
 */
final class PointwiseTranspose {
  private PointwiseTranspose() {}

  static List<@Nullable NDArray> transpose(Pointwise op, Linear e) {
    return switch (op) {
      case Unary(var u) -> e.only(0, unaryOp(u, e));
      case Binary(var b) -> binaryOp(b, e);
      case ConvertElementType _ -> e.only(0, convertElementType(e.ct(), e.aval(0).dtype()));
      case ReducePrecision(int exponent, int mantissa) ->
          e.only(0, reducePrecision(e.ct(), exponent, mantissa));
      case Copy _, Name _ -> e.only(0, e.ct());
      case OptimizationBarrier _ -> e.only(0, Tangents.barrier(e.ct()));
      case StopGradient _ -> e.none();
      case SelectN _ -> select(e);
      case IntegerPow(int n) -> {
        if (n != 1) {
          throw e.notLinear();
        }
        yield e.only(0, e.ct());
      }
      case BitcastConvertType _, Clamp _, Compare _, Threefry2x32 _ -> throw e.notLinear();
    };
  }

  private static NDArray unaryOp(UnaryOp op, Linear e) {
    NDArray ct = e.ct();
    return switch (op) {
      case NEG -> neg(ct);
      case CONJ -> unary(UnaryOp.CONJ, ct);
      case REAL -> binary(BinaryOp.COMPLEX, ct, Tangents.zero(ct));
      case IMAG -> binary(BinaryOp.COMPLEX, Tangents.zero(ct), neg(ct));
      case ABS,
          ACOS,
          ACOSH,
          ASIN,
          ASINH,
          ATAN,
          ATANH,
          CBRT,
          CEIL,
          CLZ,
          COS,
          COSH,
          DIGAMMA,
          ERF,
          ERFC,
          ERF_INV,
          EXP,
          EXP2 ->
          throw e.notLinear();
      case EXPM1,
          FLOOR,
          IS_FINITE,
          LGAMMA,
          LOG,
          LOG1P,
          LOGISTIC,
          NOT,
          POPULATION_COUNT,
          ROUND,
          ROUND_NEAREST_EVEN ->
          throw e.notLinear();
      case RSQRT, SIGN, SIN, SINH, SQRT, SQUARE, TAN, TANH -> throw e.notLinear();
    };
  }

  private static List<@Nullable NDArray> binaryOp(BinaryOp op, Linear e) {
    NDArray ct = e.ct();
    return switch (op) {
      case ADD -> both(e, ct, ct);
      case SUB -> both(e, ct, e.isLinear(1) ? neg(ct) : ct);
      case MUL -> e.isLinear(0) ? factor(e, 0, e.constant(1)) : factor(e, 1, e.constant(0));
      case DIV -> {
        NDArray y = e.constant(1);
        yield e.only(0, unbroadcast(div(ct, y), e.shape(0)));
      }
      case COMPLEX ->
          both(
              e,
              e.isLinear(0) ? unary(UnaryOp.REAL, ct) : ct,
              e.isLinear(1) ? neg(unary(UnaryOp.IMAG, ct)) : ct);
      case AND,
          ATAN2,
          MAX,
          MIN,
          NEXTAFTER,
          OR,
          POW,
          REM,
          SHIFT_LEFT,
          SHIFT_RIGHT_ARITHMETIC,
          SHIFT_RIGHT_LOGICAL,
          XOR ->
          throw e.notLinear();
    };
  }

  /** The cotangent of the factor at {@code i}, whose partner is a constant. */
  private static List<@Nullable NDArray> factor(Linear e, int i, NDArray other) {
    boolean sumFirst = e.shape(i).rank() == 0 && other.rank() == 0;
    NDArray ct = sumFirst ? unbroadcast(e.ct(), e.shape(i)) : e.ct();
    return e.only(i, unbroadcast(mul(ct, other), e.shape(i)));
  }

  private static List<@Nullable NDArray> both(Linear e, NDArray left, NDArray right) {
    List<@Nullable NDArray> out = e.none();
    if (e.isLinear(0)) {
      out.set(0, unbroadcast(left, e.shape(0)));
    }
    if (e.isLinear(1)) {
      out.set(1, unbroadcast(right, e.shape(1)));
    }
    return out;
  }

  /** Each case gets the cotangent where it is taken, and exactly zero elsewhere. */
  private static List<@Nullable NDArray> select(Linear e) {
    NDArray which = e.constant(0);
    List<@Nullable NDArray> out = e.none();
    int n = e.x().size() - 1;
    for (int i = 0; i < n; i++) {
      if (e.isLinear(i + 1)) {
        List<NDArray> cases = new ArrayList<>(Collections.nCopies(n, Tangents.zero(e.ct())));
        cases.set(i, e.ct());
        out.set(i + 1, unbroadcast(selectN(which, cases), e.shape(i + 1)));
      }
    }
    return out;
  }
}
