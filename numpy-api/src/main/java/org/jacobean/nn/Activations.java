package org.jacobean.nn;

import static org.jacobean.numpy.Selection.where;

import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.numpy.Pointwise;

/**
 * Activation functions: pointwise, of any shape, keeping the dtype of floats; integers become
 * floats where a fraction can come out. Derivatives at kinks are JAX's.
 */
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private Activations() {}

  private static NDArray inexact(NDArray x) {
    return Elementwise.promoteInexact(x).get(0);
  }

  /** The argument. */
  public static NDArray identity(NDArray x) {
    return x;
  }

  /** {@code max(x, 0)}; derivative at 0: 0. */
  public static NDArray relu(NDArray x) {
    return where(x.le(Lax.constantLike(x, 0)), Lax.constantLike(x, 0), x);
  }

  /** {@code min(max(x, 0), 6)}; derivative at 0 and 6: 0. Source: arXiv 1704.04861. */
  public static NDArray relu6(NDArray x) {
    NDArray f = x.maximum(0.0).minimum(6.0);
    NDArray inside = x.gt(0.0).and(x.lt(6.0)).or(x.ne(x));
    return where(inside, x, f.stopGradient());
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static NDArray sigmoid(NDArray x) {
    return Elementwise.inexact(UnaryOp.LOGISTIC, x);
  }

  /** {@code log(sigmoid(x))}, without overflow. */
  public static NDArray logSigmoid(NDArray x) {
    return softplus(inexact(x).neg()).neg();
  }

  /** {@code log(1 + e^x)}, without overflow; derivative {@code sigmoid(x)}. */
  public static NDArray softplus(NDArray x) {
    NDArray y = inexact(x);
    return Pointwise.logaddexp(y, Lax.constantLike(y, 0));
  }

  /** {@code x sigmoid(x)}. Source: arXiv 1702.03118. */
  public static NDArray silu(NDArray x) {
    NDArray y = inexact(x);
    return y.mul(sigmoid(y));
  }

  /** Another name of {@link #silu}. */
  public static NDArray swish(NDArray x) {
    return silu(x);
  }

  /** {@code x / (1 + |x|)}. */
  public static NDArray softSign(NDArray x) {
    NDArray y = inexact(x);
    return y.div(y.abs().add(1.0));
  }

  /** {@link #elu(NDArray, double)} with {@code alpha} 1. */
  public static NDArray elu(NDArray x) {
    return elu(x, 1);
  }

  /** {@code x} where positive, else {@code alpha (e^x - 1)}. Source: arXiv 1511.07289. */
  public static NDArray elu(NDArray x, double alpha) {
    NDArray y = inexact(x);
    NDArray positive = y.gt(0.0);
    return where(positive, y, where(positive, 0.0, y).expm1().mul(alpha));
  }

  /** The self-normalising {@code scale * elu(x, alpha)}. Source: arXiv 1706.02515. */
  public static NDArray selu(NDArray x) {
    return elu(x, SELU_ALPHA).mul(SELU_SCALE);
  }

  /** {@link #celu(NDArray, double)} with {@code alpha} 1. */
  public static NDArray celu(NDArray x) {
    return celu(x, 1);
  }

  /** {@code max(x, 0) + alpha (e^(min(x, 0)/alpha) - 1)}. Source: arXiv 1704.07483. */
  public static NDArray celu(NDArray x, double alpha) {
    NDArray y = inexact(x);
    NDArray positive = y.gt(0.0);
    return where(positive, y, where(positive, 0.0, y).div(alpha).expm1().mul(alpha));
  }

  /** {@link #leakyRelu(NDArray, double)} with slope 0.01. */
  public static NDArray leakyRelu(NDArray x) {
    return leakyRelu(x, 0.01);
  }

  /** {@code x} where not negative, else {@code slope * x}. */
  public static NDArray leakyRelu(NDArray x, double slope) {
    NDArray y = inexact(x);
    return where(y.ge(0.0), y, y.mul(slope));
  }

  /** {@link #gelu(NDArray, boolean)} with the approximation. */
  public static NDArray gelu(NDArray x) {
    return gelu(x, true);
  }

  /**
   * {@code x Phi(x)} with the normal distribution function, exactly or by its {@code tanh}
   * approximation. Source: arXiv 1606.08415.
   */
  public static NDArray gelu(NDArray x, boolean approximate) {
    NDArray y = inexact(x);
    if (approximate) {
      NDArray cubed = y.pow(3).mul(0.044715);
      return y.mul(y.add(cubed).mul(Math.sqrt(2 / Math.PI)).tanh().add(1.0).mul(0.5));
    }
    return y.mul(0.5).mul(Lax.unary(UnaryOp.ERFC, y.neg().mul(Math.sqrt(0.5))));
  }

  /**
   * The first half along an axis times the sigmoid of the second. @throws ShapeException JX0620 for
   * an odd length
   */
  public static NDArray glu(NDArray x, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    if (n % 2 != 0) {
      throw new ShapeException(
          "JX0620",
          "glu halves axis " + axis + " of " + x.aval() + ", whose length " + n + " is odd");
    }
    return Lax.sliceInDim(x, 0, n / 2, 1, a).mul(sigmoid(Lax.sliceInDim(x, n / 2, n, 1, a)));
  }

  /** -1 below -1, 1 above 1, else {@code x}. */
  public static NDArray hardTanh(NDArray x) {
    NDArray y = inexact(x);
    return where(y.gt(1.0), 1.0, where(y.lt(-1.0), -1.0, y));
  }

  /** {@code relu6(x + 3) / 6}. */
  public static NDArray hardSigmoid(NDArray x) {
    return relu6(inexact(x).add(3.0)).div(6.0);
  }

  /** {@code x * hardSigmoid(x)}. */
  public static NDArray hardSilu(NDArray x) {
    return inexact(x).mul(hardSigmoid(x));
  }

  /** {@code x tanh(softplus(x))}. Source: arXiv 1908.08681. */
  public static NDArray mish(NDArray x) {
    NDArray y = inexact(x);
    return y.mul(softplus(y).tanh());
  }

  /**
   * {@code (x + sqrt(x^2 + b)) / 2}, without the cancellation of that form at negative {@code x}.
   * Source: arXiv 2112.11687.
   */
  public static NDArray squareplus(NDArray x, double b) {
    NDArray y = inexact(x);
    NDArray root = y.square().add(b).sqrt();
    NDArray twice = root.add(where(y.lt(0.0), y.neg(), y));
    return where(y.lt(0.0), twice.rdiv(b), twice).mul(0.5);
  }

  /** 0 below -1, {@code x} above 1, {@code (x + 1)^2 / 4} between. */
  public static NDArray sparsePlus(NDArray x) {
    NDArray y = inexact(x);
    return where(y.le(-1.0), 0.0, where(y.ge(1.0), y, y.add(1.0).square().div(4.0)));
  }

  /** {@code min(max((x + 1) / 2, 0), 1)}: the derivative of {@link #sparsePlus}. */
  public static NDArray sparseSigmoid(NDArray x) {
    NDArray y = inexact(x);
    return y.add(1.0).mul(0.5).clip(0, 1);
  }

  /** {@code log(1 - e^-x)} of positive {@code x}, accurate near 0 and far from it. */
  public static NDArray log1mexp(NDArray x) {
    NDArray y = inexact(x);
    NDArray small = y.lt(Math.log(2));
    NDArray near = y.neg().expm1().neg().log();
    NDArray far = y.neg().exp().neg().log1p();
    return where(small, near, far);
  }
}
