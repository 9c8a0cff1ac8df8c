package org.jacobean.llvm.lower;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.ir.op.*;

/** Writes compound pointwise operations out in simple ones, so that emitters know fewer. */
final class Arithmetic {
  private Arithmetic() {}

  static Expr apply(ExprPool pool, Pointwise op, List<Expr> args) {
    return switch (op) {
      case Copy _, Name _, OptimizationBarrier _, StopGradient _ -> args.get(0);
      case Clamp _ ->
          pool.apply(
              new Binary(BinaryOp.MIN),
              pool.apply(new Binary(BinaryOp.MAX), args.get(1), args.get(0)),
              args.get(2));
      case IntegerPow p -> power(pool, args.get(0), p.y());
      case Unary u when u.op() == UnaryOp.SQUARE -> mul(pool, args.get(0), args.get(0));
      case SelectN _ -> select(pool, args);
      case ConvertElementType c when c.newDType() == args.get(0).dtype() -> args.get(0);
      case Binary _,
          BitcastConvertType _,
          Compare _,
          ConvertElementType _,
          ReducePrecision _,
          Threefry2x32 _,
          Unary _ ->
          pool.apply(op, args);
    };
  }

  private static Expr mul(ExprPool pool, Expr a, Expr b) {
    return pool.apply(new Binary(BinaryOp.MUL), a, b);
  }

  private static Expr power(ExprPool pool, Expr x, int y) {
    DType t = x.dtype();
    if (y < 0) {
      return pool.apply(new Binary(BinaryOp.DIV), pool.constant(t, 1.0), power(pool, x, -y));
    }
    if (y == 0) {
      return pool.constant(t, 1.0);
    }
    Expr half = power(pool, x, y / 2);
    if (y == 1) {
      return x;
    }
    Expr square = mul(pool, half, half);
    return y % 2 == 0 ? square : mul(pool, square, x);
  }

  /** Selection among many becomes a chain of selections between two. */
  private static Expr select(ExprPool pool, List<Expr> args) {
    Expr which = args.get(0);
    if (args.size() == 2) {
      return args.get(1);
    }
    if (which.dtype() == DType.BOOL) {
      return pool.apply(new SelectN(), args);
    }
    Expr r = args.get(1);
    for (int k = 2; k < args.size(); k++) {
      Expr atLeast =
          pool.apply(new Compare(Comparison.GE), which, pool.constant(DType.INT32, k - 1L));
      r = pool.apply(new SelectN(), atLeast, r, args.get(k));
    }
    return r;
  }
}
