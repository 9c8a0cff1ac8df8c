package org.jacobean.ad;

import static org.jacobean.ad.Tangents.where;
import static org.jacobean.ad.Tangents.zero;
import static org.jacobean.lax.Lax.binary;
import static org.jacobean.lax.Lax.compare;
import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.integerPow;
import static org.jacobean.lax.Lax.mul;
import static org.jacobean.lax.Lax.reducePrecision;
import static org.jacobean.lax.Lax.selectN;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BitcastConvertType;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.Comparison;
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
import org.jspecify.annotations.Nullable;

/**
 * Tangents of pointwise operations. A tangent in the shape of a scalar operand is expanded by the
 * caller.
 */
final class PointwiseJvp {
  private PointwiseJvp() {}

  static @Nullable NDArray tangent(
      Pointwise op, List<NDArray> x, List<@Nullable NDArray> dx, NDArray y) {
    NDArray first = dx.get(0);
    return switch (op) {
      case Unary(var u) -> first == null ? null : UnaryJvp.tangent(u, x.get(0), first, y);
      case Binary(var b) -> BinaryJvp.tangent(b, x.get(0), x.get(1), first, dx.get(1), y);
      case IntegerPow(int n) -> first == null ? null : power(x.get(0), first, n);
      case ConvertElementType(var t, _) ->
          first == null || !t.isInexact() ? null : convertElementType(first, t);
      case ReducePrecision(int e, int m) -> first == null ? null : reducePrecision(first, e, m);
      // A name speaks of the value only, as in JAX.
      case Copy _, Name _ -> first;
      case OptimizationBarrier _ -> first == null ? null : Tangents.barrier(first);
      case SelectN _ -> select(x, dx, y);
      case Clamp _ -> clamp(x, dx);
      // Bits have no derivative; as in JAX a reinterpretation of them is locally constant.
      case BitcastConvertType _, Compare _, StopGradient _, Threefry2x32 _ -> null;
    };
  }

  private static @Nullable NDArray power(NDArray x, NDArray dx, int n) {
    return switch (n) {
      case 0 -> null;
      case 1 -> dx;
      case 2 -> mul(dx, mul(x, 2));
      default -> mul(dx, mul(integerPow(x, n - 1), n));
    };
  }

  private static NDArray select(List<NDArray> x, List<@Nullable NDArray> dx, NDArray y) {
    List<NDArray> cases = new ArrayList<>();
    for (NDArray t : dx.subList(1, dx.size())) {
      cases.add(t == null ? zero(y) : t);
    }
    return selectN(x.get(0), cases);
  }

  /**
   * {@code lo} counts where it is above the operand and below {@code hi}; the operand strictly
   * between; {@code hi} below either.
   */
  private static @Nullable NDArray clamp(List<NDArray> x, List<@Nullable NDArray> dx) {
    NDArray lo = x.get(0);
    NDArray v = x.get(1);
    NDArray hi = x.get(2);
    NDArray dlo = dx.get(0);
    NDArray dv = dx.get(1);
    NDArray dhi = dx.get(2);
    NDArray t = dv == null ? null : where(and(gt(v, lo), gt(hi, v)), dv);
    t = Tangents.sum(t, dlo == null ? null : where(and(gt(lo, v), gt(hi, lo)), dlo));
    return Tangents.sum(
        t, dhi == null ? null : where(binary(BinaryOp.OR, gt(v, hi), gt(lo, hi)), dhi));
  }

  private static NDArray gt(NDArray a, NDArray b) {
    return compare(Comparison.GT, a, b);
  }

  private static NDArray and(NDArray a, NDArray b) {
    return binary(BinaryOp.AND, a, b);
  }
}
