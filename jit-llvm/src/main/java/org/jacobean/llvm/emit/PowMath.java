package org.jacobean.llvm.emit;

import static org.jacobean.llvm.emit.IrFunction.vec;

/**
 * {@code x^y} as {@code e^(y log|x|)}: floats in double, doubles with a logarithm of about 65
 * correct bits.
 */
final class PowMath extends MathBlocks {
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;
  private static final double LN2_TAIL = 1.1612227229362532e-26;

  PowMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
  }

  /** The cases of C's {@code pow} around the magnitude. */
  String pow(String x, String y) {
    String a = abs(x);
    String v = f64 ? magnitude(a, y) : inDouble(a, y);
    v = select(compare("uno", x, y), add(x, y), v);
    v = select(compare("oeq", a, 1), select(compare("uno", y, y), y, number(1)), v);
    String whole = compare("oeq", intrinsic("floor", y), y);
    String half = mul(y, number(0.5));
    String odd = and(whole, compare("one", intrinsic("floor", half), half));
    String negative = f.cmp("icmp", "slt", ints, asInts(x), integer(0));
    v = select(and(negative, odd), negate(v), v);
    String unreal = and(compare("olt", x, 0), compare("one", intrinsic("floor", y), y));
    v = select(and(unreal, compare("olt", a, INFINITY)), number(Double.NaN), v);
    v = select(compare("oeq", x, 1), number(1), v);
    return select(compare("oeq", y, 0), number(1), v);
  }

  private String inDouble(String a, String y) {
    String wide = vec("double", lanes);
    String log = new LogMath(f, true, lanes).log(f.cast("fpext", type, a, wide));
    String product = f.bin("fmul", wide, log, f.cast("fpext", type, y, wide));
    return f.cast("fptrunc", wide, new ExpMath(f, true, lanes).exp(product), type);
  }

  private String magnitude(String a, String y) {
    Pair log = log(a);
    Pair p = product(log, new Pair(y, number(0)));
    String h = mul(log.hi(), y);
    String usual = compare("olt", abs(h), 1000);
    return new ExpMath(f, true, lanes)
        .exp(select(usual, p.hi(), h), select(usual, p.lo(), number(0)));
  }

  /**
   * {@code log a = k ln 2 + 2 artanh(s)}, {@code s = (m-1)/(m+1)}, all sums and the first products
   * in pairs.
   */
  private Pair log(String a) {
    LogMath.Split split = new LogMath(f, true, lanes).splitAny(a);
    String g = sub(split.m(), number(1));
    Pair d = fastSum(number(2), g);
    String s0 = div(g, d.hi());
    String s1 = div(fma(negate(s0), d.lo(), fma(negate(s0), d.hi(), g)), d.hi());
    Pair s = new Pair(s0, s1);
    Pair z = product(s, s);
    String rest =
        polynomial(
            z.hi(), 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19,
            1.0 / 21, 1.0 / 23, 1.0 / 25);
    Pair third = fastSum(number(0.3333333333333333), mul(z.hi(), rest));
    Pair q = product(z, new Pair(third.hi(), add(third.lo(), number(1.850371707708594e-17))));
    Pair sq = product(s, q);
    Pair artanh = fastSum(s.hi(), sq.hi());
    String artanhLow = add(artanh.lo(), add(s.lo(), sq.lo()));
    String hi = mul(split.k(), number(LN2_HI));
    Pair lo = product(split.k(), number(LN2_LO));
    Pair top = sum(hi, mul(number(2), artanh.hi()));
    Pair with = sum(top.hi(), lo.hi());
    String low =
        fma(
            number(2),
            artanhLow,
            add(top.lo(), add(with.lo(), fma(split.k(), number(LN2_TAIL), lo.lo()))));
    Pair r = fastSum(with.hi(), low);
    String special =
        select(
            compare("oeq", a, 0),
            number(-INFINITY),
            select(compare("oeq", a, INFINITY), a, r.hi()));
    return new Pair(
        special, select(f.cmp("fcmp", "oeq", type, special, r.hi()), r.lo(), number(0)));
  }
}
