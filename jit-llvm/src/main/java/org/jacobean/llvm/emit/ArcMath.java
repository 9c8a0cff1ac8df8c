package org.jacobean.llvm.emit;

/** Inverse trigonometric functions. Coefficients: fit_vectormath.py. */
final class ArcMath extends MathBlocks {
  private final double halfPi;
  private final double halfPiLow;

  ArcMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
    halfPi = f64 ? 1.5707963267948966 : 1.5707963705062866;
    halfPiLow = f64 ? 6.123233995736766e-17 : -4.371138828673793e-08;
  }

  /** {@code (asin(s)/s - 1)/z} with {@code z = s² <= 1/4}. */
  private String arcSineSeries(String z) {
    return f64
        ? polynomial(
            z,
            0.16666666666666669,
            0.07499999999998425,
            0.04464285714637338,
            0.030381944137085216,
            0.022372173002005596,
            0.017352391265909227,
            0.013971235301124539,
            0.011478952690257387,
            0.010324318288744113,
            0.00545087818772055,
            0.017419357964884856,
            -0.014881409392818066,
            0.02877844261259304)
        : polynomial(
            z,
            0.1666666567325592,
            0.07500094920396805,
            0.044599320739507675,
            0.031101727858185768,
            0.017143717035651207,
            0.03370072692632675);
  }

  /** Up to 1/2 the series; beyond, {@code π/2 - 2 asin √((1-a)/2)}. */
  String asin(String x) {
    String a = abs(x);
    String far = compare("ogt", a, 0.5);
    String z = select(far, mul(number(0.5), sub(number(1), a)), mul(x, x));
    String s = select(far, intrinsic("sqrt", z), a);
    String v = fma(mul(s, z), arcSineSeries(z), s);
    String outer = sub(number(halfPi), sub(add(v, v), number(halfPiLow)));
    return copysign(select(far, outer, v), x);
  }

  String acos(String x) {
    String a = abs(x);
    String far = compare("ogt", a, 0.5);
    String z = select(far, mul(number(0.5), sub(number(1), a)), mul(x, x));
    String s = select(far, intrinsic("sqrt", z), a);
    String v = fma(mul(s, z), arcSineSeries(z), s);
    String inner = sub(number(halfPi), sub(copysign(v, x), number(halfPiLow)));
    String twice = add(v, v);
    String negative = sub(number(2 * halfPi), sub(twice, number(2 * halfPiLow)));
    return select(far, select(compare("olt", x, 0), negative, twice), inner);
  }

  /** {@code atan(t)} for {@code 0 <= t <= 1}. */
  private String atanSeries(String t) {
    String z = mul(t, t);
    String p =
        f64
            ? polynomial(
                z,
                -0.3333333333333333,
                0.1999999999999753,
                -0.14285714285384132,
                0.11111111093490827,
                -0.09090908590891934,
                0.07692298971033217,
                -0.06666564699289104,
                0.05881506877793656,
                -0.052579733342841106,
                0.04737749579527779,
                -0.04260356632601652,
                0.03749486812535247,
                -0.031277189066996385,
                0.023696731580048622,
                -0.015535152475414177,
                0.008368931178450162,
                -0.0034958859739163094,
                0.0010496035084968515,
                -0.00019996189377901382,
                1.806195461861215e-05)
            : polynomial(
                z,
                -0.3333333134651184,
                0.19999739527702332,
                -0.1427856832742691,
                0.11033764481544495,
                -0.08656880259513855,
                0.0625016912817955,
                -0.035871539264917374,
                0.01350777130573988,
                -0.0023869972210377455);
    return fma(mul(t, z), p, t);
  }

  String atan(String x) {
    String a = abs(x);
    String far = compare("ogt", a, 1);
    String v = atanSeries(select(far, div(number(1), a), a));
    String outer = sub(number(halfPi), sub(v, number(halfPiLow)));
    return copysign(select(far, outer, v), x);
  }

  /**
   * The angle in the first octant from the quotient of the smaller by the larger, then unfolded;
   * signs of zeros count.
   */
  String atan2(String y, String x) {
    String a = abs(x);
    String b = abs(y);
    String steep = compare("ogt", b, a);
    String small = select(steep, a, b);
    String big = select(steep, b, a);
    String t = div(small, big);
    t = select(compare("oeq", small, big), number(1), t);
    t = select(compare("oeq", big, 0), number(0), t);
    String v = atanSeries(t);
    v = select(steep, sub(number(halfPi), sub(v, number(halfPiLow))), v);
    String left = f.cmp("icmp", "slt", ints, asInts(x), integer(0));
    v = select(left, sub(number(2 * halfPi), sub(v, number(2 * halfPiLow))), v);
    v = copysign(v, y);
    return select(compare("uno", x, y), add(x, y), v);
  }
}
