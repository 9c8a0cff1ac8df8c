package org.jacobean;

import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Elementwise;

/** The pointwise methods of {@link NDArray}: operands broadcast and promote as in NumPy and JAX. */
public sealed interface ArrayMath permits NDArray {
  private NDArray self() {
    return (NDArray) this;
  }

  /** {@code this + y}. */
  default NDArray add(NDArray y) {
    return Elementwise.binary(BinaryOp.ADD, self(), y);
  }

  /** {@code this + y}, the scalar weakly typed. */
  default NDArray add(double y) {
    return Elementwise.binary(BinaryOp.ADD, self(), NDArray.scalar(y));
  }

  /** {@code this + y}, the scalar weakly typed. */
  default NDArray add(long y) {
    return Elementwise.binary(BinaryOp.ADD, self(), NDArray.scalar(y));
  }

  /** {@code this - y}. */
  default NDArray sub(NDArray y) {
    return Elementwise.binary(BinaryOp.SUB, self(), y);
  }

  /** {@code this - y}, the scalar weakly typed. */
  default NDArray sub(double y) {
    return Elementwise.binary(BinaryOp.SUB, self(), NDArray.scalar(y));
  }

  /** {@code this - y}, the scalar weakly typed. */
  default NDArray sub(long y) {
    return Elementwise.binary(BinaryOp.SUB, self(), NDArray.scalar(y));
  }

  /** {@code y - this}, the scalar weakly typed. */
  default NDArray rsub(double y) {
    return Elementwise.binary(BinaryOp.SUB, NDArray.scalar(y), self());
  }

  /** {@code this * y}. */
  default NDArray mul(NDArray y) {
    return Elementwise.binary(BinaryOp.MUL, self(), y);
  }

  /** {@code this * y}, the scalar weakly typed. */
  default NDArray mul(double y) {
    return Elementwise.binary(BinaryOp.MUL, self(), NDArray.scalar(y));
  }

  /** {@code this * y}, the scalar weakly typed. */
  default NDArray mul(long y) {
    return Elementwise.binary(BinaryOp.MUL, self(), NDArray.scalar(y));
  }

  /** True division: integers become floats. */
  default NDArray div(NDArray y) {
    return Elementwise.trueDivide(self(), y);
  }

  /** True division by a weakly typed scalar. */
  default NDArray div(double y) {
    return Elementwise.trueDivide(self(), NDArray.scalar(y));
  }

  /** {@code y / this}, the scalar weakly typed. */
  default NDArray rdiv(double y) {
    return Elementwise.trueDivide(NDArray.scalar(y), self());
  }

  /** Division rounded toward negative infinity, as NumPy's {@code floor_divide}. */
  default NDArray floorDivide(NDArray y) {
    return Elementwise.floorDivide(self(), y);
  }

  /** Division rounded toward negative infinity. */
  default NDArray floorDivide(long y) {
    return Elementwise.floorDivide(self(), NDArray.scalar(y));
  }

  /** Remainder with the sign of the divisor, as NumPy's {@code mod}. */
  default NDArray mod(NDArray y) {
    return Elementwise.mod(self(), y);
  }

  /** Remainder with the sign of the divisor. */
  default NDArray mod(long y) {
    return Elementwise.mod(self(), NDArray.scalar(y));
  }

  /** {@code this ** y}. */
  default NDArray pow(NDArray y) {
    return Elementwise.power(self(), y);
  }

  /** {@code this ** y} for a fixed integer. Derivative {@code y x^(y-1)}. */
  default NDArray pow(int y) {
    return Elementwise.integerPower(self(), y);
  }

  /** {@code this ** y}, the scalar weakly typed. */
  default NDArray pow(double y) {
    return Elementwise.power(self(), NDArray.scalar(y));
  }

  /** Elementwise maximum; NaN wins. */
  default NDArray maximum(NDArray y) {
    return Elementwise.binary(BinaryOp.MAX, self(), y);
  }

  /** Elementwise maximum with a weakly typed scalar; NaN wins. */
  default NDArray maximum(double y) {
    return Elementwise.binary(BinaryOp.MAX, self(), NDArray.scalar(y));
  }

  /** Elementwise minimum; NaN wins. */
  default NDArray minimum(NDArray y) {
    return Elementwise.binary(BinaryOp.MIN, self(), y);
  }

  /** Elementwise minimum with a weakly typed scalar; NaN wins. */
  default NDArray minimum(double y) {
    return Elementwise.binary(BinaryOp.MIN, self(), NDArray.scalar(y));
  }

  /** {@code min(max(this, lo), hi)}. */
  default NDArray clip(double lo, double hi) {
    return minimum(hi, maximum(lo));
  }

  private static NDArray minimum(double hi, NDArray x) {
    return x.minimum(hi);
  }

  /** Bitwise, or logical, and of integers or bools. */
  default NDArray and(NDArray y) {
    return Elementwise.binary(BinaryOp.AND, self(), y);
  }

  /** Bitwise, or logical, or of integers or bools. */
  default NDArray or(NDArray y) {
    return Elementwise.binary(BinaryOp.OR, self(), y);
  }

  /** Bitwise, or logical, exclusive or of integers or bools. */
  default NDArray xor(NDArray y) {
    return Elementwise.binary(BinaryOp.XOR, self(), y);
  }

  /** Bitwise, or logical, complement of integers or bools. */
  default NDArray not() {
    return Elementwise.unary(UnaryOp.NOT, self());
  }

  /** {@code this == y}, elementwise, of dtype bool. */
  default NDArray eq(NDArray y) {
    return Elementwise.compare(Comparison.EQ, self(), y);
  }

  /** {@code this == y}, elementwise. */
  default NDArray eq(double y) {
    return Elementwise.compare(Comparison.EQ, self(), NDArray.scalar(y));
  }

  /** {@code this == y}, elementwise. */
  default NDArray eq(long y) {
    return Elementwise.compare(Comparison.EQ, self(), NDArray.scalar(y));
  }

  /** {@code this != y}, elementwise. */
  default NDArray ne(NDArray y) {
    return Elementwise.compare(Comparison.NE, self(), y);
  }

  /** {@code this != y}, elementwise. */
  default NDArray ne(double y) {
    return Elementwise.compare(Comparison.NE, self(), NDArray.scalar(y));
  }

  /** {@code this < y}, elementwise. */
  default NDArray lt(NDArray y) {
    return Elementwise.compare(Comparison.LT, self(), y);
  }

  /** {@code this < y}, elementwise. */
  default NDArray lt(double y) {
    return Elementwise.compare(Comparison.LT, self(), NDArray.scalar(y));
  }

  /** {@code this < y}, elementwise. */
  default NDArray lt(long y) {
    return Elementwise.compare(Comparison.LT, self(), NDArray.scalar(y));
  }

  /** {@code this <= y}, elementwise. */
  default NDArray le(NDArray y) {
    return Elementwise.compare(Comparison.LE, self(), y);
  }

  /** {@code this <= y}, elementwise. */
  default NDArray le(double y) {
    return Elementwise.compare(Comparison.LE, self(), NDArray.scalar(y));
  }

  /** {@code this > y}, elementwise. */
  default NDArray gt(NDArray y) {
    return Elementwise.compare(Comparison.GT, self(), y);
  }

  /** {@code this > y}, elementwise. */
  default NDArray gt(double y) {
    return Elementwise.compare(Comparison.GT, self(), NDArray.scalar(y));
  }

  /** {@code this > y}, elementwise. */
  default NDArray gt(long y) {
    return Elementwise.compare(Comparison.GT, self(), NDArray.scalar(y));
  }

  /** {@code this >= y}, elementwise. */
  default NDArray ge(NDArray y) {
    return Elementwise.compare(Comparison.GE, self(), y);
  }

  /** {@code this >= y}, elementwise. */
  default NDArray ge(double y) {
    return Elementwise.compare(Comparison.GE, self(), NDArray.scalar(y));
  }

  /** {@code -this}. */
  default NDArray neg() {
    return Elementwise.unary(UnaryOp.NEG, self());
  }

  /** Absolute value; of complex numbers the modulus. Derivative at 0: 0. */
  default NDArray abs() {
    return Elementwise.unary(UnaryOp.ABS, self());
  }

  /** -1, 0 or 1; of complex numbers {@code z/|z|}. */
  default NDArray sign() {
    return Elementwise.unary(UnaryOp.SIGN, self());
  }

  /** {@code e^this}. */
  default NDArray exp() {
    return Elementwise.inexact(UnaryOp.EXP, self());
  }

  /** {@code e^this - 1}, accurate near 0. */
  default NDArray expm1() {
    return Elementwise.inexact(UnaryOp.EXPM1, self());
  }

  /** Natural logarithm. */
  default NDArray log() {
    return Elementwise.inexact(UnaryOp.LOG, self());
  }

  /** {@code log(1 + this)}, accurate near 0. */
  default NDArray log1p() {
    return Elementwise.inexact(UnaryOp.LOG1P, self());
  }

  /** Sine, of radians. */
  default NDArray sin() {
    return Elementwise.inexact(UnaryOp.SIN, self());
  }

  /** Cosine, of radians. */
  default NDArray cos() {
    return Elementwise.inexact(UnaryOp.COS, self());
  }

  /** Tangent, of radians. */
  default NDArray tan() {
    return Elementwise.inexact(UnaryOp.TAN, self());
  }

  /** Hyperbolic tangent. */
  default NDArray tanh() {
    return Elementwise.inexact(UnaryOp.TANH, self());
  }

  /** Square root. */
  default NDArray sqrt() {
    return Elementwise.inexact(UnaryOp.SQRT, self());
  }

  /** {@code 1/sqrt(this)}. */
  default NDArray rsqrt() {
    return Elementwise.inexact(UnaryOp.RSQRT, self());
  }

  /** {@code this * this}. */
  default NDArray square() {
    return Elementwise.unary(UnaryOp.SQUARE, self());
  }

  /** {@code 1/this}. */
  default NDArray reciprocal() {
    return rdiv(1.0);
  }

  /** The largest integer not above. */
  default NDArray floor() {
    return Elementwise.rounding(UnaryOp.FLOOR, self());
  }

  /** The smallest integer not below. */
  default NDArray ceil() {
    return Elementwise.rounding(UnaryOp.CEIL, self());
  }

  /** The nearest integer, half to even. */
  default NDArray round() {
    return Elementwise.rounding(UnaryOp.ROUND_NEAREST_EVEN, self());
  }

  /** Real part. */
  default NDArray real() {
    return self().dtype().isComplex() ? Elementwise.unary(UnaryOp.REAL, self()) : self();
  }

  /** Imaginary part; zeros of a real array. */
  default NDArray imag() {
    return self().dtype().isComplex() ? Elementwise.unary(UnaryOp.IMAG, self()) : self().mul(0L);
  }

  /** Complex conjugate. */
  default NDArray conj() {
    return self().dtype().isComplex() ? Elementwise.unary(UnaryOp.CONJ, self()) : self();
  }
}
