package org.jacobean.llvm.emit;

import static org.jacobean.llvm.emit.IrFunction.fp;
import static org.jacobean.llvm.emit.IrFunction.mangle;
import static org.jacobean.llvm.emit.IrFunction.splat;
import static org.jacobean.llvm.emit.IrFunction.vec;

/**
 * Instructions on some lanes of float or double, the parts that the elementary functions are made
 * of.
 */
abstract sealed class MathBlocks
    permits ExpMath, LogMath, TrigMath, ArcMath, ErfMath, PowMath, VectorMath {
  static final double INFINITY = Double.POSITIVE_INFINITY;

  final IrFunction f;
  final boolean f64;
  final int lanes;
  final String type;
  final String ints;
  private final String scalar;
  private final String intScalar;

  MathBlocks(IrFunction f, boolean f64, int lanes) {
    this.f = f;
    this.f64 = f64;
    this.lanes = lanes;
    this.scalar = f64 ? "double" : "float";
    this.type = vec(scalar, lanes);
    this.intScalar = f64 ? "i64" : "i32";
    this.ints = vec(intScalar, lanes);
  }

  /**
   * An unevaluated sum of two numbers, the second at most half a unit in the last place of the
   * first.
   */
  record Pair(String hi, String lo) {}

  final String number(double v) {
    return splat(scalar, lanes, fp(f64 ? v : (float) v));
  }

  final String integer(long v) {
    return splat(intScalar, lanes, Long.toString(v));
  }

  final String intrinsic(String name, String x) {
    return f.call(type, "llvm." + name + "." + mangle(type), type + " " + x);
  }

  final String abs(String x) {
    return intrinsic("fabs", x);
  }

  final String copysign(String magnitude, String sign) {
    return f.call(type, "llvm.copysign." + mangle(type), type + " " + magnitude, type + " " + sign);
  }

  final String compare(String predicate, String x, String y) {
    return f.cmp("fcmp", predicate, type, x, y);
  }

  final String compare(String predicate, String x, double y) {
    return compare(predicate, x, number(y));
  }

  final String select(String c, String a, String b) {
    return f.select(lanes, type, c, a, b);
  }

  final String and(String a, String b) {
    return f.bin("and", vec("i1", lanes), a, b);
  }

  final String add(String x, String y) {
    return f.bin("fadd", type, x, y);
  }

  final String sub(String x, String y) {
    return f.bin("fsub", type, x, y);
  }

  final String mul(String x, String y) {
    return f.bin("fmul", type, x, y);
  }

  final String div(String x, String y) {
    return f.bin("fdiv", type, x, y);
  }

  final String negate(String x) {
    return f.un("fneg", type, x);
  }

  final String fma(String a, String b, String c) {
    return f.fma(type, a, b, c);
  }

  final String asInts(String x) {
    return f.cast("bitcast", type, x, ints);
  }

  final String asFloats(String i) {
    return f.cast("bitcast", ints, i, type);
  }

  final String intOp(String op, String a, String b) {
    return f.bin(op, ints, a, b);
  }

  /** {@code x} limited to [bottom, top]; NaN stays. */
  final String clamp(String x, double bottom, double top) {
    String a = select(compare("ogt", x, top), number(top), x);
    return select(compare("olt", a, bottom), number(bottom), a);
  }

  /** {@code c[0] + x c[1] + x² c[2] + …} by Horner's rule. */
  final String polynomial(String x, double... c) {
    String r = number(c[c.length - 1]);
    for (int i = c.length - 2; i >= 0; i--) {
      r = fma(r, x, number(c[i]));
    }
    return r;
  }

  /** A whole number as a float and as an integer. */
  record Whole(String value, String bits) {}

  /**
   * The whole number nearest to {@code x c}, ties to even, for results below 2^21 (float) in
   * magnitude: adding 1.5 2^23 (2^52) leaves it in the last bits, where it is an integer without a
   * conversion, which AVX2 lacks for 64 bits. NaN gives NaN and some integer.
   */
  final Whole nearest(String x, double c) {
    double magic = f64 ? 0x1.8p52 : 0x1.8p23;
    String shifted = c == 1 ? add(x, number(magic)) : fma(x, number(c), number(magic));
    long bits = f64 ? Double.doubleToRawLongBits(magic) : Float.floatToRawIntBits((float) magic);
    return new Whole(sub(shifted, number(magic)), intOp("sub", asInts(shifted), integer(bits)));
  }

  /** {@code 2^n} for {@code n} in the range of normal exponents. */
  final String powerOfTwo(String n) {
    String biased = intOp("add", n, integer(f64 ? 1023 : 127));
    return asFloats(intOp("shl", biased, integer(f64 ? 52 : 23)));
  }

  /** {@code a + b}, exactly, if {@code |a| >= |b|} or {@code a} is 0. */
  final Pair fastSum(String a, String b) {
    String s = add(a, b);
    return new Pair(s, sub(b, sub(s, a)));
  }

  /** {@code a + b}, exactly. */
  final Pair sum(String a, String b) {
    String s = add(a, b);
    String bb = sub(s, a);
    return new Pair(s, add(sub(a, sub(s, bb)), sub(b, bb)));
  }

  /** {@code a b}, exactly. */
  final Pair product(String a, String b) {
    String p = mul(a, b);
    return new Pair(p, fma(a, b, negate(p)));
  }

  /** The product of two pairs, to about twice the precision. */
  final Pair product(Pair a, Pair b) {
    Pair p = product(a.hi, b.hi);
    return fastSum(p.hi, add(p.lo, fma(a.hi, b.lo, mul(a.lo, b.hi))));
  }

  /** A function of the C library, once per lane. */
  final String library(String name, String... args) {
    String symbol = f64 ? name : name + "f";
    if (lanes == 1) {
      String[] typed = new String[args.length];
      for (int i = 0; i < args.length; i++) {
        typed[i] = scalar + " " + args[i];
      }
      return f.call(scalar, symbol, typed);
    }
    String r = "poison";
    for (int l = 0; l < lanes; l++) {
      String[] typed = new String[args.length];
      for (int i = 0; i < args.length; i++) {
        typed[i] = scalar + " " + f.let("extractelement " + type + " " + args[i] + ", i32 " + l);
      }
      String v = f.call(scalar, symbol, typed);
      r = f.let("insertelement " + type + " " + r + ", " + scalar + " " + v + ", i32 " + l);
    }
    return r;
  }

  /**
   * {@code usual} except in lanes where {@code rare} holds, which get the C library's {@code
   * name(x)}; it is called only then.
   */
  final String libraryWhere(String rare, String name, String x, String usual) {
    String result = f.variable(type);
    f.store(type, usual, result);
    String any =
        lanes == 1
            ? rare
            : f.call("i1", "llvm.vector.reduce.or.v" + lanes + "i1", vec("i1", lanes) + " " + rare);
    String slow = f.fresh("slow");
    String done = f.fresh("done");
    f.branch(any, slow, done);
    f.label(slow);
    f.store(type, select(rare, library(name, x), usual), result);
    f.jump(done);
    f.label(done);
    return f.load(type, result);
  }
}
