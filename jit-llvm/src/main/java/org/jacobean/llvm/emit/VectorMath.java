package org.jacobean.llvm.emit;

import static org.jacobean.llvm.emit.IrFunction.fp;
import static org.jacobean.llvm.emit.IrFunction.mangle;
import static org.jacobean.llvm.emit.IrFunction.splat;
import static org.jacobean.llvm.emit.IrFunction.vec;

import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;

/**
 * Elementary functions of floats and doubles as straight-line IR, so that they fuse into any loop and vectorise. Functions
 * without a polynomial here call the C library once per lane.
 */
final class VectorMath {
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;

  private final IrFunction f;
  private final boolean f64;
  private final int lanes;
  private final String scalar;
  private final String type;
  private final String intScalar;
  private final String ints;

  private VectorMath(IrFunction f, boolean f64, int lanes) {
    this.f = f;
    this.f64 = f64;
    this.lanes = lanes;
    this.scalar = f64 ? "double" : "float";
    this.type = vec(scalar, lanes);
    this.intScalar = f64 ? "i64" : "i32";
    this.ints = vec(intScalar, lanes);
  }

  /** {@code op(x)}; {@code x} has {@code lanes} lanes of float or double. */
  static String unary(UnaryOp op, IrFunction f, boolean f64, int lanes, String x) {
    return new VectorMath(f, f64, lanes).unary(op, x);
  }

  /** {@code op(x, y)} for POW, ATAN2, REM and NEXTAFTER. */
  static String binary(BinaryOp op, IrFunction f, boolean f64, int lanes, String x, String y) {
    VectorMath m = new VectorMath(f, f64, lanes);
    return switch (op) {
      case POW -> m.library("pow", x, y);
      case ATAN2 -> m.library("atan2", x, y);
      case REM -> m.library("fmod", x, y);
      case NEXTAFTER -> m.library("nextafter", x, y);
      default -> throw new IllegalStateException(op + " is an instruction");
    };
  }

  private String unary(UnaryOp op, String x) {
    return switch (op) {
      case ABS -> intrinsic("fabs", x);
      case SQRT -> intrinsic("sqrt", x);
      case FLOOR -> intrinsic("floor", x);
      case CEIL -> intrinsic("ceil", x);
      case ROUND -> intrinsic("round", x);
      case ROUND_NEAREST_EVEN -> intrinsic("roundeven", x);
      case RSQRT -> f.bin("fdiv", type, number(1), intrinsic("sqrt", x));
      case SIGN -> select(compare("one", x, number(0)), copysign(number(1), x), x);
      case EXP -> exp(x);
      case LOG -> log(x);
      case TANH -> tanh(x);
      case LOGISTIC -> logistic(x);
      case ERF_INV -> erfInv(x);
      case ACOS, ACOSH, ASIN, ASINH, ATAN, ATANH, CBRT, COS, COSH, ERF, ERFC, EXP2, EXPM1, LOG1P, SIN, SINH, TAN ->
          library(op.jaxName(), x);
      case LGAMMA -> library("lgamma", x);
      case CLZ, CONJ, DIGAMMA, IMAG, IS_FINITE, NEG, NOT, POPULATION_COUNT, REAL, SQUARE ->
          throw new IllegalStateException(op + " is not a function of floats here");
    };
  }

  // ---------------------------------------------------------------- building blocks

  private String number(double v) {
    return splat(scalar, lanes, fp(f64 ? v : (float) v));
  }

  private String integer(long v) {
    return splat(intScalar, lanes, Long.toString(v));
  }

  private String intrinsic(String name, String x) {
    return f.call(type, "llvm." + name + "." + mangle(type), type + " " + x);
  }

  private String copysign(String magnitude, String sign) {
    return f.call(type, "llvm.copysign." + mangle(type), type + " " + magnitude, type + " " + sign);
  }

  private String compare(String predicate, String x, String y) {
    return f.cmp("fcmp", predicate, type, x, y);
  }

  private String select(String c, String a, String b) {
    return f.select(lanes, type, c, a, b);
  }

  private String add(String x, String y) {
    return f.bin("fadd", type, x, y);
  }

  private String sub(String x, String y) {
    return f.bin("fsub", type, x, y);
  }

  private String mul(String x, String y) {
    return f.bin("fmul", type, x, y);
  }

  private String div(String x, String y) {
    return f.bin("fdiv", type, x, y);
  }

  private String fma(String a, String b, String c) {
    return f.fma(type, a, b, c);
  }

  /** {@code c[0] + x c[1] + x² c[2] + …} by Horner's rule. */
  private String polynomial(String x, double... c) {
    String r = number(c[c.length - 1]);
    for (int i = c.length - 2; i >= 0; i--) {
      r = fma(r, x, number(c[i]));
    }
    return r;
  }

  /** A function of the C library, once per lane. */
  private String library(String name, String... args) {
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

  // ---------------------------------------------------------------- exp and its relatives

  /** {@code 2^n 2^r} with {@code |r| <= 1/2}: argument reduction by ln 2 in two parts, then a polynomial. */
  private String exp(String x) {
    double top = f64 ? 710 : 89;
    double bottom = f64 ? -746 : -104;
    String a = select(compare("ogt", x, number(top)), number(top), x);
    a = select(compare("olt", a, number(bottom)), number(bottom), a);
    String n = intrinsic("roundeven", mul(a, number(1.4426950408889634)));
    String minus = f.un("fneg", type, n);
    String r;
    String p;
    if (f64) {
      r = fma(minus, number(LN2_LO), fma(minus, number(LN2_HI), a));
      p = polynomial(r, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600);
    } else {
      r = fma(minus, number(-2.12194440e-4), fma(minus, number(0.693359375), a));
      p = polynomial(r, 0.5, 1.6666665459E-1, 4.1665795894E-2, 8.3334519073E-3, 1.3981999507E-3, 1.9875691500E-4);
    }
    String e = add(fma(mul(r, r), p, r), number(1));
    return scale(e, n);
  }

  /** {@code e 2^n} in two steps, so that overflow and gradual underflow come out right. */
  private String scale(String e, String n) {
    // NaN lanes give some integer: their result is NaN all the same
    String i = f.call(ints, "llvm.fptosi.sat." + mangle(ints) + "." + mangle(type), type + " " + n);
    String half = f.bin("ashr", ints, i, integer(1));
    String rest = f.bin("sub", ints, i, half);
    return mul(mul(e, powerOfTwo(half)), powerOfTwo(rest));
  }

  private String powerOfTwo(String n) {
    String biased = f.bin("add", ints, n, integer(f64 ? 1023 : 127));
    return f.cast("bitcast", ints, f.bin("shl", ints, biased, integer(f64 ? 52 : 23)), type);
  }

  /** {@code 1/(1+e^-x)}, from the exponential of {@code -|x|}, which cannot overflow. */
  private String logistic(String x) {
    String e = exp(f.un("fneg", type, intrinsic("fabs", x)));
    String d = add(number(1), e);
    return div(select(compare("olt", x, number(0)), e, number(1)), d);
  }

  /** Odd polynomial or rational near 0, {@code 1 - 2/(e^2x + 1)} elsewhere (Cephes). */
  private String tanh(String x) {
    String a = intrinsic("fabs", x);
    String far = sub(number(1), div(number(2), add(exp(add(a, a)), number(1))));
    String z = mul(x, x);
    String p;
    if (f64) {
      String num = polynomial(z, -1.61468768441708447952E3, -9.92877231001918586564E1, -9.64399179425052238628E-1);
      String den = polynomial(z, 4.84406305325125486048E3, 2.23548839060100448583E3, 1.12811678491632931402E2, 1);
      p = div(num, den);
    } else {
      p = polynomial(z, -3.33332819422E-1, 1.33314422036E-1, -5.37397155531E-2, 2.06390887954E-2, -5.70498872745E-3);
    }
    String near = fma(mul(x, z), p, x);
    return select(compare("olt", a, number(0.625)), near, copysign(far, x));
  }

  // ---------------------------------------------------------------- log

  /** {@code k ln 2 + log(m)}, {@code m} in [1/√2, √2): fdlibm's series in {@code s = f/(2+f)}. */
  private String log(String x) {
    int mantissa = f64 ? 52 : 23;
    double tiny = f64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    String small = compare("olt", x, number(tiny));
    String y = select(small, mul(x, number(Math.scalb(1.0, mantissa + 2))), x);
    String bits = f.cast("bitcast", type, y, ints);
    long root = f64 ? 0x3fe6a09e667f3bcdL : 0x3f3504f3L;
    String up = f.bin("sub", ints, bits, integer(root));
    String k = f.bin("ashr", ints, up, integer(mantissa));
    String m = f.cast("bitcast", ints, f.bin("sub", ints, bits, f.bin("shl", ints, k, integer(mantissa))), type);
    String e = f.cast("sitofp", ints, k, type);
    e = select(small, sub(e, number(mantissa + 2)), e);
    String g = sub(m, number(1));
    String s = div(g, add(number(2), g));
    String z = mul(s, s);
    String r =
        f64
            ? polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01)
            : polynomial(z, 0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841);
    r = mul(r, z);
    String h = mul(number(0.5), mul(g, g));
    double hi = f64 ? LN2_HI : 0.693138123;
    double lo = f64 ? LN2_LO : 9.05800061e-06;
    String low = fma(s, add(h, r), mul(e, number(lo)));
    String v = fma(e, number(hi), sub(g, sub(h, low)));
    v = select(compare("oeq", x, number(Double.POSITIVE_INFINITY)), x, v);
    v = select(compare("oeq", x, number(0)), number(Double.NEGATIVE_INFINITY), v);
    return select(compare("ult", x, number(0)), select(compare("uno", x, x), x, number(Double.NaN)), v);
  }

  // ---------------------------------------------------------------- erf_inv

  /** Inverse error function from the inverse normal distribution of Wichura, algorithm AS 241, Applied Statistics 37 (1988). */
  private String erfInv(String x) {
    String q = mul(x, number(0.5));
    String r = sub(number(0.180625), mul(q, q));
    String centre =
        div(
            mul(q, polynomial(r, 3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3)),
            polynomial(r, 1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3));
    String tail = mul(number(0.5), sub(number(1), intrinsic("fabs", x)));
    String t = intrinsic("sqrt", f.un("fneg", type, log(tail)));
    String u = sub(t, number(1.6));
    String middle =
        div(
            polynomial(u, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
            polynomial(u, 1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9));
    String w = sub(t, number(5));
    String far =
        div(
            polynomial(w, 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
            polynomial(w, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15));
    String outer = copysign(select(compare("ole", t, number(5)), middle, far), x);
    String inside = compare("ole", intrinsic("fabs", q), number(0.425));
    String v = mul(select(inside, centre, outer), number(0.7071067811865476));
    String one = compare("oeq", intrinsic("fabs", x), number(1));
    return select(one, copysign(number(Double.POSITIVE_INFINITY), x), v);
  }
}
