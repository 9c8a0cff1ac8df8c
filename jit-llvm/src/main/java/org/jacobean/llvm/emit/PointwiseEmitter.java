package org.jacobean.llvm.emit;

import static org.jacobean.llvm.emit.IrFunction.splat;
import static org.jacobean.llvm.emit.IrFunction.vec;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.ir.op.*;

/** Emits one pointwise operation on values in registers. */
final class PointwiseEmitter {
  private final IrFunction f;

  PointwiseEmitter(IrFunction f) {
    this.f = f;
  }

  /**
   * The result's name.
   *
   * @param args operands, each of {@code lanes} lanes
   * @param types their dtypes
   * @param out the result's dtype
   */
  String emit(Pointwise op, List<String> args, List<DType> types, DType out, int lanes) {
    DType t = types.get(0);
    String r =
        switch (op) {
          case Unary u -> unary(u.op(), args.get(0), t, lanes);
          case Binary b -> binary(b.op(), args.get(0), args.get(1), t, lanes);
          case Compare c -> compare(c.op(), args.get(0), args.get(1), t, lanes);
          case SelectN _ ->
              f.select(
                  lanes, vec(Types.register(out), lanes), args.get(0), args.get(2), args.get(1));
          case ConvertElementType _ -> convert(t, out, lanes, args.get(0));
          case BitcastConvertType _ -> bitcast(args.get(0), t, out, lanes);
          case Clamp _,
              Copy _,
              IntegerPow _,
              Name _,
              OptimizationBarrier _,
              ReducePrecision _,
              StopGradient _,
              Threefry2x32 _ ->
              throw new IllegalStateException(op.name() + " is written out before code is emitted");
        };
    boolean rounds =
        Types.isHalf(out)
            && !(op instanceof SelectN
                || op instanceof ConvertElementType
                || op instanceof BitcastConvertType);
    return rounds ? roundToHalf(r, out, lanes) : r;
  }

  private String roundToHalf(String x, DType t, int lanes) {
    return fromHalf(toHalf(x, t, lanes), t, lanes);
  }

  /** A float as the memory type of a half-precision dtype, rounded to nearest even. */
  String toHalf(String x, DType t, int lanes) {
    String wide = vec("float", lanes);
    if (t == DType.FLOAT16) {
      return f.cast("fptrunc", wide, x, vec("half", lanes));
    }
    String i = vec("i32", lanes);
    String bits = f.cast("bitcast", wide, x, i);
    String high = f.bin("lshr", i, bits, splat("i32", lanes, "16"));
    String even =
        f.bin(
            "add",
            i,
            f.bin("and", i, high, splat("i32", lanes, "1")),
            splat("i32", lanes, "32767"));
    String rounded = f.bin("lshr", i, f.bin("add", i, bits, even), splat("i32", lanes, "16"));
    String quiet = f.bin("or", i, high, splat("i32", lanes, "64"));
    String r = f.select(lanes, i, f.cmp("fcmp", "uno", wide, x, x), quiet, rounded);
    return f.cast("trunc", i, r, vec("i16", lanes));
  }

  /** The float of a half-precision value in memory. */
  String fromHalf(String x, DType t, int lanes) {
    String wide = vec("float", lanes);
    if (t == DType.FLOAT16) {
      return f.cast("fpext", vec("half", lanes), x, wide);
    }
    String i = vec("i32", lanes);
    return f.cast(
        "bitcast",
        i,
        f.bin("shl", i, f.cast("zext", vec("i16", lanes), x, i), splat("i32", lanes, "16")),
        wide);
  }

  private static String number(DType t, int lanes, double v) {
    return splat(
        Types.register(t), lanes, t.isFloat() ? IrFunction.fp(v) : Long.toString((long) v));
  }

  private String unary(UnaryOp op, String x, DType t, int lanes) {
    String type = vec(Types.register(t), lanes);
    if (t.isFloat()) {
      return switch (op) {
        case NEG -> f.un("fneg", type, x);
        case IS_FINITE ->
            f.cmp(
                "fcmp",
                "olt",
                type,
                f.call(type, "llvm.fabs." + IrFunction.mangle(type), type + " " + x),
                number(t, lanes, Double.POSITIVE_INFINITY));
        case REAL, CONJ -> x;
        default -> VectorMath.unary(op, f, t == DType.FLOAT64, lanes, x);
      };
    }
    return switch (op) {
      case NEG -> f.bin("sub", type, number(t, lanes, 0), x);
      case NOT ->
          f.bin("xor", type, x, splat(Types.register(t), lanes, t.isBool() ? "true" : "-1"));
      case ABS ->
          t.isUnsigned()
              ? x
              : f.call(type, "llvm.abs." + IrFunction.mangle(type), type + " " + x, "i1 false");
      case SIGN -> sign(x, t, type, lanes);
      case POPULATION_COUNT ->
          f.call(type, "llvm.ctpop." + IrFunction.mangle(type), type + " " + x);
      case CLZ -> f.call(type, "llvm.ctlz." + IrFunction.mangle(type), type + " " + x, "i1 false");
      default -> throw new IllegalStateException(op + " of " + t);
    };
  }

  private String sign(String x, DType t, String type, int lanes) {
    String bits = vec("i1", lanes);
    String positive =
        f.cast(
            "zext",
            bits,
            f.cmp("icmp", t.isUnsigned() ? "ne" : "sgt", type, x, number(t, lanes, 0)),
            type);
    if (t.isUnsigned()) {
      return positive;
    }
    String negative =
        f.cast("sext", bits, f.cmp("icmp", "slt", type, x, number(t, lanes, 0)), type);
    return f.bin("or", type, positive, negative);
  }

  String binary(BinaryOp op, String x, String y, DType t, int lanes) {
    String type = vec(Types.register(t), lanes);
    if (t.isBool()) {
      return switch (op) {
        case ADD, MAX, OR -> f.bin("or", type, x, y);
        case MUL, MIN, AND -> f.bin("and", type, x, y);
        case XOR -> f.bin("xor", type, x, y);
        default -> throw new IllegalStateException(op + " of bool");
      };
    }
    return t.isFloat()
        ? floatBinary(op, x, y, t, type, lanes)
        : integerBinary(op, x, y, t, type, lanes);
  }

  private String floatBinary(BinaryOp op, String x, String y, DType t, String type, int lanes) {
    return switch (op) {
      case ADD -> f.bin("fadd", type, x, y);
      case SUB -> f.bin("fsub", type, x, y);
      case MUL -> f.bin("fmul", type, x, y);
      case DIV -> f.bin("fdiv", type, x, y);
      case MAX -> extreme("ogt", x, y, type, lanes);
      case MIN -> extreme("olt", x, y, type, lanes);
      case POW, ATAN2, REM, NEXTAFTER -> VectorMath.binary(op, f, t == DType.FLOAT64, lanes, x, y);
      case AND, OR, XOR, COMPLEX, SHIFT_LEFT, SHIFT_RIGHT_ARITHMETIC, SHIFT_RIGHT_LOGICAL ->
          throw new IllegalStateException(op + " of " + t);
    };
  }

  /** The larger (smaller), or NaN if either is. */
  private String extreme(String predicate, String x, String y, String type, int lanes) {
    String m = f.select(lanes, type, f.cmp("fcmp", predicate, type, x, y), x, y);
    return f.select(lanes, type, f.cmp("fcmp", "uno", type, x, x), x, m);
  }

  private String integerBinary(BinaryOp op, String x, String y, DType t, String type, int lanes) {
    boolean u = t.isUnsigned();
    return switch (op) {
      case ADD -> f.bin("add", type, x, y);
      case SUB -> f.bin("sub", type, x, y);
      case MUL -> f.bin("mul", type, x, y);
      case MAX -> f.select(lanes, type, f.cmp("icmp", u ? "ugt" : "sgt", type, x, y), x, y);
      case MIN -> f.select(lanes, type, f.cmp("icmp", u ? "ult" : "slt", type, x, y), x, y);
      case AND -> f.bin("and", type, x, y);
      case OR -> f.bin("or", type, x, y);
      case XOR -> f.bin("xor", type, x, y);
      case DIV -> divide(x, y, t, type, lanes, true);
      case REM -> divide(x, y, t, type, lanes, false);
      case SHIFT_LEFT -> shift("shl", x, y, t, type, lanes);
      case SHIFT_RIGHT_LOGICAL -> shift("lshr", x, y, t, type, lanes);
      case SHIFT_RIGHT_ARITHMETIC -> shift("ashr", x, y, t, type, lanes);
      case ATAN2, COMPLEX, NEXTAFTER, POW -> throw new IllegalStateException(op + " of " + t);
    };
  }

  /**
   * Division that never traps: by zero the quotient is -1 and the remainder the dividend; the
   * smallest integer by -1 wraps.
   */
  private String divide(String x, String y, DType t, String type, int lanes, boolean quotient) {
    String zero = number(t, lanes, 0);
    String one = number(t, lanes, 1);
    String minusOne = number(t, lanes, -1);
    String byZero = f.cmp("icmp", "eq", type, y, zero);
    String guard = byZero;
    if (t.isSigned()) {
      guard = f.bin("or", vec("i1", lanes), byZero, f.cmp("icmp", "eq", type, y, minusOne));
    }
    String divisor = f.select(lanes, type, guard, one, y);
    String r = f.bin((t.isUnsigned() ? "u" : "s") + (quotient ? "div" : "rem"), type, x, divisor);
    if (quotient) {
      String negated =
          t.isSigned()
              ? f.select(
                  lanes,
                  type,
                  f.cmp("icmp", "eq", type, y, minusOne),
                  f.bin("sub", type, zero, x),
                  r)
              : r;
      return f.select(lanes, type, byZero, minusOne, negated);
    }
    return f.select(lanes, type, byZero, x, r);
  }

  private String shift(String op, String x, String y, DType t, String type, int lanes) {
    String inRange = f.cmp("icmp", "ult", type, y, number(t, lanes, t.bits()));
    if (op.equals("ashr")) {
      return f.bin(op, type, x, f.select(lanes, type, inRange, y, number(t, lanes, t.bits() - 1)));
    }
    String amount = f.select(lanes, type, inRange, y, number(t, lanes, 0));
    return f.select(lanes, type, inRange, f.bin(op, type, x, amount), number(t, lanes, 0));
  }

  String compare(Comparison op, String x, String y, DType t, int lanes) {
    String type = vec(Types.register(t), lanes);
    if (t.isFloat()) {
      return f.cmp(
          "fcmp",
          op == Comparison.NE ? "une" : "o" + op.name().toLowerCase(java.util.Locale.ROOT),
          type,
          x,
          y);
    }
    boolean equality = op == Comparison.EQ || op == Comparison.NE;
    String sign = equality ? "" : t.isUnsigned() || t.isBool() ? "u" : "s";
    return f.cmp("icmp", sign + op.name().toLowerCase(java.util.Locale.ROOT), type, x, y);
  }

  private String bitcast(String x, DType from, DType to, int lanes) {
    String v = Types.isHalf(from) ? toHalf(x, from, lanes) : x;
    String r = f.cast("bitcast", vec(Types.memory(from), lanes), v, vec(Types.memory(to), lanes));
    return Types.isHalf(to) ? fromHalf(r, to, lanes) : r;
  }

  /** Conversion between dtypes; see {@link ConvertElementType}. */
  String convert(DType from, DType to, int lanes, String x) {
    if (from == to) {
      return x;
    }
    String a = vec(Types.register(from), lanes);
    String b = vec(Types.register(to), lanes);
    if (to.isBool()) {
      return from.isFloat()
          ? f.cmp("fcmp", "une", a, x, number(from, lanes, 0))
          : f.cmp("icmp", "ne", a, x, number(from, lanes, 0));
    }
    if (from.isFloat()) {
      return to.isFloat() ? floatToFloat(from, to, lanes, x) : saturate(to, a, b, x);
    }
    if (to.isFloat()) {
      String r = f.cast(from.isSigned() ? "sitofp" : "uitofp", a, x, b);
      return Types.isHalf(to) ? roundToHalf(r, to, lanes) : r;
    }
    int wide = from.isBool() ? 1 : from.bits();
    return wide == to.bits()
        ? x
        : f.cast(wide > to.bits() ? "trunc" : from.isSigned() ? "sext" : "zext", a, x, b);
  }

  private String saturate(DType to, String a, String b, String x) {
    String name = to.isUnsigned() ? "llvm.fptoui.sat." : "llvm.fptosi.sat.";
    return f.call(b, name + IrFunction.mangle(b) + "." + IrFunction.mangle(a), a + " " + x);
  }

  private String floatToFloat(DType from, DType to, int lanes, String x) {
    if (to == DType.FLOAT64) {
      return f.cast("fpext", vec("float", lanes), x, vec("double", lanes));
    }
    if (from != DType.FLOAT64) {
      return Types.isHalf(to) ? roundToHalf(x, to, lanes) : x;
    }
    return Types.isHalf(to)
        ? roundToHalf(roundToOdd(x, lanes), to, lanes)
        : f.cast("fptrunc", vec("double", lanes), x, vec("float", lanes));
  }

  /**
   * A float that keeps in its last bit whether the double was inexact, so that a second rounding is
   * right.
   */
  private String roundToOdd(String x, int lanes) {
    String d = vec("double", lanes);
    String s = vec("float", lanes);
    String i = vec("i32", lanes);
    String bits = vec("i1", lanes);
    String near = f.cast("fptrunc", d, x, s);
    String back = f.cast("fpext", s, near, d);
    String fabs = "llvm.fabs." + IrFunction.mangle(d);
    String above =
        f.cmp("fcmp", "ogt", d, f.call(d, fabs, d + " " + back), f.call(d, fabs, d + " " + x));
    String inexact = f.cmp("fcmp", "one", d, back, x);
    String down = f.bin("sub", i, f.cast("bitcast", s, near, i), f.cast("zext", bits, above, i));
    String odd = f.bin("or", i, down, f.cast("zext", bits, inexact, i));
    return f.cast("bitcast", i, odd, s);
  }
}
