package org.jacobean.llvm.emit;

/**
 * The error function, its complement and its inverse. Coefficients of the first two:
 * fit_vectormath.py.
 */
final class ErfMath extends MathBlocks {
  ErfMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
  }

  /** {@code erf(x)} for {@code |x| <= 1}. */
  private String near(String x) {
    String z = mul(x, x);
    String p =
        f64
            ? polynomial(
                z,
                0.12837916709551256,
                -0.37612638903183543,
                0.11283791670945006,
                -0.02686617064323777,
                0.0052239776071164225,
                -0.0008548325975389692,
                0.00012055294904839707,
                -1.492473690741966e-05,
                1.6447424703317362e-06,
                -1.6208483801871705e-07,
                1.3720064546777686e-08,
                -7.795898827002142e-10)
            : polynomial(
                z,
                0.12837916612625122,
                -0.3761262595653534,
                0.11283594369888306,
                -0.02685421146452427,
                0.005189087241888046,
                -0.000801686430349946,
                7.875874871388078e-05);
    return fma(x, p, x);
  }

  /**
   * {@code erfc(a)} for {@code a >= 0.45}: {@code e^-a²} with the square in two parts, times a
   * polynomial in {@code (a-4)/(a+4)} over {@code 1+2a} (Shepherd and Laframboise, Mathematics of
   * Computation 36, 1981).
   */
  private String tail(String magnitude) {
    String a = clamp(magnitude, 0.45, f64 ? 28 : 11);
    String t = div(sub(a, number(4)), add(a, number(4)));
    String p =
        f64
            ? polynomial(
                t,
                1.2329951186255526,
                -0.13962111684056147,
                0.015379652102607888,
                0.0680970542545646,
                -0.10103906603558462,
                0.09373283500296893,
                -0.06633036582910695,
                0.03716751546056036,
                -0.016197733856816998,
                0.0050319706871220235,
                -0.0007577746639206552,
                -0.00019926065435794328,
                0.0001506274340503867,
                -2.4385233426235604e-05,
                -1.1237122583026753e-05,
                5.678204626723901e-06,
                3.183013069844469e-07,
                -7.810656086660606e-07,
                5.135454225986884e-08,
                7.389167997865821e-08,
                -6.664365060421497e-09)
            : polynomial(
                t,
                1.2329951524734497,
                -0.13962112367153168,
                0.015379595570266247,
                0.06809704750776291,
                -0.10103729367256165,
                0.09373410046100616,
                -0.06634984165430069,
                0.03714370355010033,
                -0.01611344888806343,
                0.005181730724871159,
                -0.0008492295746691525,
                -0.0005093608633615077);
    Pair square = product(a, a);
    String e = new ExpMath(f, f64, lanes).exp(negate(square.hi()), negate(square.lo()));
    return mul(div(p, fma(number(2), a, number(1))), e);
  }

  String erf(String x) {
    String a = abs(x);
    return select(compare("olt", a, 1), near(x), copysign(sub(number(1), tail(a)), x));
  }

  String erfc(String x) {
    String a = abs(x);
    String far = tail(a);
    String outer = select(compare("olt", x, 0), sub(number(2), far), far);
    return select(compare("olt", a, 0.5), sub(number(1), near(x)), outer);
  }

  /**
   * Inverse error function from the inverse normal distribution of Wichura, algorithm AS 241,
   * Applied Statistics 37 (1988).
   */
  String erfInv(String x) {
    String q = mul(x, number(0.5));
    String r = sub(number(0.180625), mul(q, q));
    String centre =
        div(
            mul(
                q,
                polynomial(
                    r,
                    3.3871328727963666080e0,
                    1.3314166789178437745e+2,
                    1.9715909503065514427e+3,
                    1.3731693765509461125e+4,
                    4.5921953931549871457e+4,
                    6.7265770927008700853e+4,
                    3.3430575583588128105e+4,
                    2.5090809287301226727e+3)),
            polynomial(
                r,
                1,
                4.2313330701600911252e+1,
                6.8718700749205790830e+2,
                5.3941960214247511077e+3,
                2.1213794301586595867e+4,
                3.9307895800092710610e+4,
                2.8729085735721942674e+4,
                5.2264952788528545610e+3));
    String tail = mul(number(0.5), sub(number(1), intrinsic("fabs", x)));
    String t = intrinsic("sqrt", negate(new LogMath(f, f64, lanes).log(tail)));
    String u = sub(t, number(1.6));
    String middle =
        div(
            polynomial(
                u,
                1.42343711074968357734e0,
                4.63033784615654529590e0,
                5.76949722146069140550e0,
                3.64784832476320460504e0,
                1.27045825245236838258e0,
                2.41780725177450611770e-1,
                2.27238449892691845833e-2,
                7.74545014278341407640e-4),
            polynomial(
                u,
                1,
                2.05319162663775882187e0,
                1.67638483018380384940e0,
                6.89767334985100004550e-1,
                1.48103976427480074590e-1,
                1.51986665636164571966e-2,
                5.47593808499534494600e-4,
                1.05075007164441684324e-9));
    String w = sub(t, number(5));
    String far =
        div(
            polynomial(
                w,
                6.65790464350110377720e0,
                5.46378491116411436990e0,
                1.78482653991729133580e0,
                2.96560571828504891230e-1,
                2.65321895265761230930e-2,
                1.24266094738807843860e-3,
                2.71155556874348757815e-5,
                2.01033439929228813265e-7),
            polynomial(
                w,
                1,
                5.99832206555887937690e-1,
                1.36929880922735805310e-1,
                1.48753612908506148525e-2,
                7.86869131145613259100e-4,
                1.84631831751005468180e-5,
                1.42151175831644588870e-7,
                2.04426310338993978564e-15));
    String outer = copysign(select(compare("ole", t, 5), middle, far), x);
    String inside = compare("ole", intrinsic("fabs", q), number(0.425));
    String v = mul(select(inside, centre, outer), number(0.7071067811865476));
    String one = compare("oeq", intrinsic("fabs", x), number(1));
    return select(one, copysign(number(Double.POSITIVE_INFINITY), x), v);
  }
}
