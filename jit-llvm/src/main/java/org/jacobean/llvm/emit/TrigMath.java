package org.jacobean.llvm.emit;

/**
 * Sine, cosine and tangent: reduction by π/2 in three parts with fused multiply-adds up to 1e5
 * (float) or 1e8 (double), the C library beyond. Kernels are fdlibm's (double) and Cephes' (float).
 */
final class TrigMath extends MathBlocks {
  private static final double TWO_OVER_PI = 0.6366197723675814;

  TrigMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
  }

  /** {@code n} quarter turns and the sine and cosine of the rest. */
  private record Reduced(Whole n, String sine, String cosine) {}

  private Reduced reduce(String x) {
    Whole n = nearest(x, TWO_OVER_PI);
    String minus = negate(n.value());
    double[] half =
        f64
            ? new double[] {1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33}
            : new double[] {1.5707963705062866, -4.371138828673793e-08, -1.7151245100058819e-15};
    String first = fma(minus, number(half[0]), x);
    Pair second = product(minus, number(half[1]));
    Pair rest = sum(first, second.hi());
    String r = rest.hi();
    String tail = add(rest.lo(), fma(minus, number(half[2]), second.lo()));
    String z = mul(r, r);
    String p =
        f64
            ? polynomial(
                z,
                -1.66666666666666324348e-01,
                8.33333333332248946124e-03,
                -1.98412698298579493134e-04,
                2.75573137070700676789e-06,
                -2.50507602534068634195e-08,
                1.58969099521155010221e-10)
            : polynomial(z, -1.6666654611E-1, 8.3321608736E-3, -1.9515295891E-4);
    String sine = add(r, fma(mul(r, z), p, tail));
    String q =
        f64
            ? polynomial(
                z,
                4.16666666666666019037e-02,
                -1.38888888888741095749e-03,
                2.48015872894767294178e-05,
                -2.75573143513906633035e-07,
                2.08757232129817482790e-09,
                -1.13596475577881948265e-11)
            : polynomial(
                z, 4.166664568298827E-002, -1.388731625493765E-003, 2.443315711809948E-005);
    String h = mul(number(0.5), z);
    String w = sub(number(1), h);
    String lost = sub(sub(number(1), w), h);
    String cosine = add(w, add(lost, fma(mul(z, z), q, negate(mul(r, tail)))));
    return new Reduced(n, sine, cosine);
  }

  private String odd(Whole n) {
    return f.cmp("icmp", "ne", ints, intOp("and", n.bits(), integer(1)), integer(0));
  }

  /** Flips the sign of {@code v} if bit 1 of {@code n} is set. */
  private String turn(String v, String n) {
    String sign = intOp("shl", intOp("and", n, integer(2)), integer(f64 ? 62 : 30));
    return asFloats(intOp("xor", asInts(v), sign));
  }

  private String large(String x) {
    return compare("ogt", abs(x), f64 ? 1e8 : 1e5);
  }

  String sin(String x) {
    Reduced t = reduce(x);
    String v = turn(select(odd(t.n()), t.cosine(), t.sine()), t.n().bits());
    return libraryWhere(large(x), "sin", x, select(compare("oeq", x, 0), x, v));
  }

  String cos(String x) {
    Reduced t = reduce(x);
    String v =
        turn(select(odd(t.n()), t.sine(), t.cosine()), intOp("add", t.n().bits(), integer(1)));
    return libraryWhere(large(x), "cos", x, v);
  }

  String tan(String x) {
    Reduced t = reduce(x);
    String odd = odd(t.n());
    String v = div(select(odd, negate(t.cosine()), t.sine()), select(odd, t.sine(), t.cosine()));
    return libraryWhere(large(x), "tan", x, select(compare("oeq", x, 0), x, v));
  }
}
