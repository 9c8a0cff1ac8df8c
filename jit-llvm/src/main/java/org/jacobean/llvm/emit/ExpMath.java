package org.jacobean.llvm.emit;

import org.jspecify.annotations.Nullable;

/**
 * The exponential function and what is made of it. Coefficients: fit_vectormath.py unless stated.
 */
final class ExpMath extends MathBlocks {
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;
  private static final double LOG2_E = 1.4426950408889634;

  ExpMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
  }

  /** {@code (e^r - 1 - r) / r²} for {@code |r| <= ln(2)/2}. */
  private String series(String r) {
    return f64
        ? polynomial(
            r,
            0.5,
            0.1666666666666667,
            0.04166666666666667,
            0.008333333333326084,
            0.0013888888888883711,
            0.0001984126987500228,
            2.480158732567746e-05,
            2.755725517000089e-06,
            2.755727347871858e-07,
            2.5105312729622103e-08,
            2.09147553258932e-09)
        : polynomial(
            r,
            0.5,
            0.1666666716337204,
            0.041666463017463684,
            0.00833331048488617,
            0.0013933731243014336,
            0.000198910798644647);
  }

  /** {@code a - n ln 2}, with ln 2 in two parts of which the first has trailing zeros. */
  private String remainder(String a, String n) {
    String minus = negate(n);
    return f64
        ? fma(minus, number(LN2_LO), fma(minus, number(LN2_HI), a))
        : fma(minus, number(-2.12194440e-4), fma(minus, number(0.693359375), a));
  }

  /** {@code e 2^n} in two steps, so that overflow and gradual underflow come out right. */
  private String scale(String e, String n) {
    String half =
        intOp("sub", intOp("lshr", intOp("add", n, integer(4096)), integer(1)), integer(2048));
    return mul(mul(e, powerOfTwo(half)), powerOfTwo(intOp("sub", n, half)));
  }

  /** {@code e^x} as {@code 2^n e^r}. */
  String exp(String x) {
    return exp(x, null);
  }

  /** {@code e^(x + low)}, {@code low} small beside {@code x}. */
  String exp(String x, @Nullable String low) {
    String a = clamp(x, f64 ? -746 : -104, f64 ? 710 : 89);
    Whole n = nearest(a, LOG2_E);
    String r = remainder(a, n.value());
    String tail = low == null ? r : add(r, low);
    return scale(add(fma(mul(tail, tail), series(tail), tail), number(1)), n.bits());
  }

  String exp2(String x) {
    Whole n = nearest(clamp(x, f64 ? -1080 : -152, f64 ? 1025 : 129), 1);
    String r =
        mul(sub(clamp(x, f64 ? -1080 : -152, f64 ? 1025 : 129), n.value()), number(Math.log(2)));
    return scale(add(fma(mul(r, r), series(r), r), number(1)), n.bits());
  }

  String expm1(String x) {
    String e = mul(number(4), quarterExpm1(clamp(x, -50, f64 ? 710 : 89)));
    return copysign(e, x);
  }

  /** {@code (e^a - 1) / 4}: does not overflow where its half does not. */
  private String quarterExpm1(String a) {
    Whole n = nearest(a, LOG2_E);
    String r = remainder(a, n.value());
    String p = fma(mul(r, r), series(r), r);
    String t = powerOfTwo(intOp("sub", n.bits(), integer(2)));
    return fma(t, p, sub(t, number(0.25)));
  }

  /** From {@code e = expm1|x|}: {@code (e + e/(e+1))/2}. */
  String sinh(String x) {
    String q = quarterExpm1(clamp(abs(x), 0, f64 ? 710.6 : 89.5));
    String v = mul(number(2), add(q, div(q, fma(number(4), q, number(1)))));
    return copysign(v, x);
  }

  /** {@code (e^|x| + e^-|x|)/2}, in quarters of {@code e^|x|} so that nothing overflows early. */
  String cosh(String x) {
    String a = clamp(abs(x), 0, f64 ? 710.6 : 89.5);
    Whole n = nearest(a, LOG2_E);
    String r = remainder(a, n.value());
    String e = add(fma(mul(r, r), series(r), r), number(1));
    String g = mul(e, powerOfTwo(intOp("sub", n.bits(), integer(2))));
    return mul(number(2), add(g, div(number(0.0625), g)));
  }

  /** {@code 1/(1+e^-x)}, from the exponential of {@code -|x|}, which cannot overflow. */
  String logistic(String x) {
    String e = exp(negate(abs(x)));
    String d = add(number(1), e);
    return div(select(compare("olt", x, 0), e, number(1)), d);
  }

  /** Odd polynomial or rational near 0, {@code 1 - 2/(e^2x + 1)} elsewhere (Cephes). */
  String tanh(String x) {
    String a = abs(x);
    String far = sub(number(1), div(number(2), add(exp(add(a, a)), number(1))));
    String z = mul(x, x);
    String p;
    if (f64) {
      String num =
          polynomial(
              z, -1.61468768441708447952E3, -9.92877231001918586564E1, -9.64399179425052238628E-1);
      String den =
          polynomial(
              z, 4.84406305325125486048E3, 2.23548839060100448583E3, 1.12811678491632931402E2, 1);
      p = div(num, den);
    } else {
      p =
          polynomial(
              z,
              -3.33332819422E-1,
              1.33314422036E-1,
              -5.37397155531E-2,
              2.06390887954E-2,
              -5.70498872745E-3);
    }
    return copysign(select(compare("olt", a, 0.625), fma(mul(x, z), p, x), far), x);
  }
}
