package org.jacobean.llvm.emit;

/**
 * The logarithm and {@code log(1+x)}, by fdlibm's series in {@code s = g/(2+g)}, {@code g} the
 * mantissa less 1.
 */
final class LogMath extends MathBlocks {
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;

  private final int mantissa;

  LogMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
    mantissa = f64 ? 52 : 23;
  }

  /** {@code 2^k m} with {@code m} in [1/√2, √2), {@code k} as a float. */
  record Split(String k, String m) {}

  /** Takes a positive normal number apart. */
  Split split(String x) {
    long root = f64 ? 0x3fe6a09e667f3bcdL : 0x3f3504f3L;
    long one = f64 ? 0x3ff0000000000000L : 0x3f800000L;
    String up = intOp("add", asInts(x), integer(one - root));
    String biased = intOp("lshr", up, integer(mantissa));
    String m =
        asFloats(intOp("add", intOp("and", up, integer((1L << mantissa) - 1)), integer(root)));
    // in the last bits of a large power of two an integer is a float without a conversion, which
    // AVX2 lacks for 64 bits
    double magic = f64 ? 0x1p52 : 0x1p23;
    long bits = f64 ? Double.doubleToRawLongBits(magic) : Float.floatToRawIntBits((float) magic);
    String k =
        sub(asFloats(intOp("or", biased, integer(bits))), number(magic + (f64 ? 1023 : 127)));
    return new Split(k, m);
  }

  /** The same for subnormal numbers too. */
  Split splitAny(String x) {
    String small = compare("olt", x, f64 ? Double.MIN_NORMAL : Float.MIN_NORMAL);
    Split s = split(select(small, mul(x, number(Math.scalb(1.0, mantissa + 2))), x));
    return new Split(select(small, sub(s.k(), number(mantissa + 2)), s.k()), s.m());
  }

  /** {@code k ln 2 + log(1+g) + low}. */
  private String assemble(String k, String g, String low) {
    String s = div(g, add(number(2), g));
    String z = mul(s, s);
    String r =
        f64
            ? polynomial(
                z,
                6.666666666666735130e-01,
                3.999999999940941908e-01,
                2.857142874366239149e-01,
                2.222219843214978396e-01,
                1.818357216161805012e-01,
                1.531383769920937332e-01,
                1.479819860511658591e-01)
            : polynomial(z, 0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841);
    r = mul(r, z);
    String h = mul(number(0.5), mul(g, g));
    double hi = f64 ? LN2_HI : 0.693138123;
    double lo = f64 ? LN2_LO : 9.05800061e-06;
    String small = fma(s, add(h, r), fma(k, number(lo), low));
    return fma(k, number(hi), sub(g, sub(h, small)));
  }

  String log(String x) {
    Split p = splitAny(x);
    String v = assemble(p.k(), sub(p.m(), number(1)), number(0));
    v = select(compare("oeq", x, INFINITY), x, v);
    v = select(compare("oeq", x, 0), number(-INFINITY), v);
    return select(
        compare("ult", x, 0), select(compare("uno", x, number(0)), x, number(Double.NaN)), v);
  }

  /** {@code log(u) + c/u}, {@code u} the rounded {@code 1+x} and {@code c} what rounding lost. */
  String log1p(String x) {
    String u = add(number(1), x);
    String c = select(compare("ogt", x, 1), sub(number(1), sub(u, x)), sub(x, sub(u, number(1))));
    Split p = split(u);
    String v = assemble(p.k(), sub(p.m(), number(1)), div(c, u));
    v = select(compare("oeq", x, INFINITY), x, v);
    v = select(compare("oeq", x, 0), x, v);
    v = select(compare("oeq", x, -1), number(-INFINITY), v);
    return select(
        compare("ult", x, -1), select(compare("uno", x, number(0)), x, number(Double.NaN)), v);
  }
}
