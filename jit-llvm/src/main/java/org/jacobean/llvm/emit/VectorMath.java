package org.jacobean.llvm.emit;

import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;

/**
 * Elementary functions of floats and doubles as straight-line IR, so that they fuse into any loop
 * and vectorise. Functions without a formula here call the C library once per lane, and so do sine,
 * cosine and tangent for huge arguments. The accuracy of each is in docs/vector-math.md.
 */
final class VectorMath extends MathBlocks {
  private VectorMath(IrFunction f, boolean f64, int lanes) {
    super(f, f64, lanes);
  }

  /** {@code op(x)}; {@code x} has {@code lanes} lanes of float or double. */
  static String unary(UnaryOp op, IrFunction f, boolean f64, int lanes, String x) {
    return new VectorMath(f, f64, lanes).unary(op, x);
  }

  /** {@code op(x, y)} for POW, ATAN2, REM and NEXTAFTER. */
  static String binary(BinaryOp op, IrFunction f, boolean f64, int lanes, String x, String y) {
    VectorMath m = new VectorMath(f, f64, lanes);
    return switch (op) {
      case POW -> new PowMath(f, f64, lanes).pow(x, y);
      case ATAN2 -> m.arc().atan2(x, y);
      case REM -> m.library("fmod", x, y);
      case NEXTAFTER -> m.library("nextafter", x, y);
      default -> throw new IllegalStateException(op + " is an instruction");
    };
  }

  private ExpMath exp() {
    return new ExpMath(f, f64, lanes);
  }

  private LogMath log() {
    return new LogMath(f, f64, lanes);
  }

  private TrigMath trig() {
    return new TrigMath(f, f64, lanes);
  }

  private ArcMath arc() {
    return new ArcMath(f, f64, lanes);
  }

  private ErfMath erf() {
    return new ErfMath(f, f64, lanes);
  }

  private String unary(UnaryOp op, String x) {
    return switch (op) {
      case ABS -> abs(x);
      case SQRT -> intrinsic("sqrt", x);
      case FLOOR -> intrinsic("floor", x);
      case CEIL -> intrinsic("ceil", x);
      case ROUND -> intrinsic("round", x);
      case ROUND_NEAREST_EVEN -> intrinsic("roundeven", x);
      case RSQRT -> div(number(1), intrinsic("sqrt", x));
      case SIGN -> select(compare("one", x, 0), copysign(number(1), x), x);
      case EXP -> exp().exp(x);
      case EXP2 -> exp().exp2(x);
      case EXPM1 -> exp().expm1(x);
      case TANH -> exp().tanh(x);
      case SINH -> exp().sinh(x);
      case COSH -> exp().cosh(x);
      case LOGISTIC -> exp().logistic(x);
      case LOG -> log().log(x);
      case LOG1P -> log().log1p(x);
      case SIN -> trig().sin(x);
      case COS -> trig().cos(x);
      case TAN -> trig().tan(x);
      case ASIN -> arc().asin(x);
      case ACOS -> arc().acos(x);
      case ATAN -> arc().atan(x);
      case ERF -> erf().erf(x);
      case ERFC -> erf().erfc(x);
      case ERF_INV -> erf().erfInv(x);
      case ACOSH, ASINH, ATANH, CBRT -> library(op.jaxName(), x);
      case LGAMMA -> library("lgamma", x);
      case CLZ, CONJ, DIGAMMA, IMAG, IS_FINITE, NEG, NOT, POPULATION_COUNT, REAL, SQUARE ->
          throw new IllegalStateException(op + " is not a function of floats here");
    };
  }
}
