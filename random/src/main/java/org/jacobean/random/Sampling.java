package org.jacobean.random;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;

/**
 * Samples of distributions, with JAX's algorithms: those that only move bits agree with JAX bit for
 * bit, those that go through elementary functions to the last few units of precision. Default dtype
 * float32.
 */
public final class Sampling {
  private Sampling() {}

  private static void requireFloat(DType t, String what) {
    if (!(t == DType.FLOAT16 || t == DType.BFLOAT16 || t == DType.FLOAT32 || t == DType.FLOAT64)) {
      throw new DTypeException(
          "JX0607", what + " needs a float dtype of 16 bits or more, got " + t);
    }
  }

  private static int mantissaBits(DType t) {
    return switch (t) {
      case FLOAT64 -> 52;
      case FLOAT32 -> 23;
      case FLOAT16 -> 10;
      default -> 7;
    };
  }

  private static DType unsigned(int bits) {
    return switch (bits) {
      case 8 -> DType.UINT8;
      case 16 -> DType.UINT16;
      case 32 -> DType.UINT32;
      default -> DType.UINT64;
    };
  }

  private static NDArray scalar(DType t, double v) {
    return NDArray.full(t, Shape.SCALAR, v);
  }

  /** Uniform in [0, 1), float32. */
  public static NDArray uniform(Key key, int... shape) {
    return uniform(key, DType.FLOAT32, Shape.of(shape), 0, 1);
  }

  /**
   * Uniform in [lo, hi): mantissa bits filled at random. @throws DTypeException JX0607 for another
   * dtype than a float
   */
  public static NDArray uniform(Key key, DType dtype, Shape shape, double lo, double hi) {
    return uniform(key, dtype, shape, scalar(dtype, lo), scalar(dtype, hi));
  }

  private static NDArray uniform(Key key, DType dtype, Shape shape, NDArray lo, NDArray hi) {
    requireFloat(dtype, "uniform");
    int mantissa = mantissaBits(dtype);
    int random = mantissa < 8 ? 8 : dtype.bits();
    DType word = unsigned(dtype.bits());
    NDArray bits = Lax.convertElementType(Random.bits(key, unsigned(random), shape), word);
    NDArray shifted =
        Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, bits, Lax.constantLike(bits, random - mantissa));
    NDArray one = Lax.bitcastConvertType(scalar(dtype, 1), word);
    NDArray f = Lax.bitcastConvertType(Lax.binary(BinaryOp.OR, shifted, one), dtype);
    NDArray unit = Lax.sub(f, scalar(dtype, 1));
    return Lax.max(lo, Lax.add(Lax.mul(unit, Lax.sub(hi, lo)), lo));
  }

  /** Standard normal, float32. */
  public static NDArray normal(Key key, int... shape) {
    return normal(key, DType.FLOAT32, Shape.of(shape));
  }

  /**
   * Standard normal: {@code sqrt(2) erfinv(u)}; complex ones have independent parts of variance
   * 1/2.
   */
  public static NDArray normal(Key key, DType dtype, Shape shape) {
    if (dtype.isComplex()) {
      List<Key> keys = Random.split(key, 2);
      NDArray re = normal(keys.get(0), dtype.real(), shape);
      NDArray im = normal(keys.get(1), dtype.real(), shape);
      return Lax.div(Lax.binary(BinaryOp.COMPLEX, re, im), scalar(dtype, Math.sqrt(2)));
    }
    requireFloat(dtype, "normal");
    NDArray below = Lax.binary(BinaryOp.NEXTAFTER, scalar(dtype, -1), scalar(dtype, 0));
    NDArray u = uniform(key, dtype, shape, below, scalar(dtype, 1));
    return Lax.mul(scalar(dtype, Math.sqrt(2)), Lax.unary(UnaryOp.ERF_INV, u));
  }

  /** Standard normal restricted to [lo, hi]. */
  public static NDArray truncatedNormal(Key key, DType dtype, Shape shape, double lo, double hi) {
    requireFloat(dtype, "truncatedNormal");
    NDArray root2 = scalar(dtype, Math.sqrt(2));
    NDArray low = scalar(dtype, lo);
    NDArray high = scalar(dtype, hi);
    NDArray a = Lax.unary(UnaryOp.ERF, Lax.div(low, root2));
    NDArray b = Lax.unary(UnaryOp.ERF, Lax.div(high, root2));
    NDArray x = Lax.mul(root2, Lax.unary(UnaryOp.ERF_INV, uniform(key, dtype, shape, a, b)));
    NDArray least = Lax.binary(BinaryOp.NEXTAFTER, low, scalar(dtype, Double.POSITIVE_INFINITY));
    NDArray most = Lax.binary(BinaryOp.NEXTAFTER, high, scalar(dtype, Double.NEGATIVE_INFINITY));
    return Lax.clamp(least, x, most);
  }

  /** Integers in [lo, hi), int32. */
  public static NDArray randint(Key key, long lo, long hi, int... shape) {
    return randint(key, DType.INT32, lo, hi, Shape.of(shape));
  }

  /**
   * Integers in [lo, hi) of an integer dtype; {@code lo} where {@code hi <= lo}. @throws
   * DTypeException JX0608
   */
  public static NDArray randint(Key key, DType dtype, long lo, long hi, Shape shape) {
    if (!dtype.isInteger()) {
      throw new DTypeException("JX0608", "randint needs an integer dtype, got " + dtype);
    }
    DType wide = dtype.bits() < 32 ? DType.INT32 : dtype;
    DType word = unsigned(wide.bits());
    List<Key> keys = Random.split(key, 2);
    NDArray high = Random.bits(keys.get(0), word, shape);
    NDArray low = Random.bits(keys.get(1), word, shape);
    NDArray span = NDArray.fullLong(word, Shape.SCALAR, hi <= lo ? 1 : hi - lo);
    NDArray half = NDArray.fullLong(word, Shape.SCALAR, 1L << wide.bits() / 2);
    NDArray m = rem(half, span);
    NDArray multiplier = rem(Lax.mul(m, m), span);
    NDArray offset = rem(Lax.add(Lax.mul(rem(high, span), multiplier), rem(low, span)), span);
    NDArray r =
        Lax.add(NDArray.fullLong(wide, Shape.SCALAR, lo), Lax.convertElementType(offset, wide));
    return Lax.convertElementType(r, dtype);
  }

  private static NDArray rem(NDArray a, NDArray b) {
    return Lax.binary(BinaryOp.REM, a, b);
  }

  /** True with probability {@code p}, a float scalar or array of shape {@code shape}. */
  public static NDArray bernoulli(Key key, NDArray p, int... shape) {
    NDArray u = uniform(key, p.dtype(), Shape.of(shape), 0, 1);
    return u.lt(p);
  }

  /** True with probability {@code p}, drawn in float32. */
  public static NDArray bernoulli(Key key, double p, int... shape) {
    return bernoulli(key, scalar(DType.FLOAT32, p), shape);
  }

  /** -1 or 1, int32. */
  public static NDArray rademacher(Key key, int... shape) {
    NDArray b = Lax.convertElementType(bernoulli(key, 0.5, shape), DType.INT32);
    return b.mul(2L).sub(1L);
  }

  /** Standard exponential: {@code -log1p(-u)}. */
  public static NDArray exponential(Key key, DType dtype, Shape shape) {
    return uniform(key, dtype, shape, 0, 1).neg().log1p().neg();
  }

  private static double tiny(DType t) {
    return switch (t) {
      case FLOAT64 -> Double.MIN_NORMAL;
      case FLOAT16 -> 0x1p-14;
      default -> Float.MIN_NORMAL;
    };
  }

  /** Standard Gumbel: {@code -log(-log(u))}. */
  public static NDArray gumbel(Key key, DType dtype, Shape shape) {
    return uniform(key, dtype, shape, tiny(dtype), 1).log().neg().log().neg();
  }

  /** Standard Laplace. */
  public static NDArray laplace(Key key, DType dtype, Shape shape) {
    NDArray u = uniform(key, dtype, shape, -1 + Math.scalb(1.0, -mantissaBits(dtype) - 1), 1);
    return u.sign().mul(u.abs().neg().log1p());
  }

  /** Standard logistic: {@code log(u) - log1p(-u)}. */
  public static NDArray logistic(Key key, DType dtype, Shape shape) {
    NDArray u = uniform(key, dtype, shape, tiny(dtype), 1);
    return u.log().sub(u.neg().log1p());
  }

  /** Standard Cauchy: {@code tan(pi (u - 1/2))}. */
  public static NDArray cauchy(Key key, DType dtype, Shape shape) {
    NDArray u = uniform(key, dtype, shape, Math.scalb(1.0, -mantissaBits(dtype)), 1);
    return u.sub(0.5).mul(Math.PI).tan();
  }

  /**
   * Indices drawn from unnormalised log-probabilities along the last axis, int32, of the other
   * axes' shape.
   */
  public static NDArray categorical(Key key, NDArray logits) {
    return gumbel(key, logits.dtype(), logits.shape()).add(logits).argmax(-1);
  }

  /** The numbers 0 to n-1 in random order, int32. */
  public static NDArray permutation(Key key, int n) {
    return permutation(key, Lax.iota(DType.INT32, Shape.of(n), 0));
  }

  /**
   * The entries along the first axis in random order: repeated sorting by random keys. @throws
   * ShapeException JX0609 for a scalar
   */
  public static NDArray permutation(Key key, NDArray x) {
    if (x.rank() == 0) {
      throw new ShapeException(
          "JX0609",
          "permutation needs an array of rank 1 or more, got "
              + x.aval()
              + "; pass a Java int for 0..n-1");
    }
    if (x.rank() > 1) {
      NDArray order = permutation(key, x.shape().dim(0));
      int[] rest = x.shape().dims();
      rest[0] = 1;
      int[] offset = Axes.range(1, x.rank()).toArray();
      return Lax.gather(
          x,
          Lax.expandDims(order, Axes.of(1)),
          new org.jacobean.ir.op.GatherDims(Axes.of(offset), Axes.of(0), Axes.of(0)),
          Shape.of(rest),
          org.jacobean.ir.op.IndexMode.PROMISE_IN_BOUNDS);
    }
    int n = x.shape().dim(0);
    int rounds = (int) Math.ceil(3 * Math.log(Math.max(1, n)) / Math.log(0xffffffffL));
    NDArray y = x;
    Key next = key;
    for (int i = 0; i < rounds; i++) {
      List<Key> k = Random.split(next, 2);
      next = k.get(0);
      y = Lax.sort(List.of(Random.bits(k.get(1), DType.UINT32, n), y), 0, 1).get(1);
    }
    return y;
  }

  /**
   * {@code count} of 0..n-1, int32, with or without repetition. @throws ShapeException JX0610 for
   * more than n without
   */
  public static NDArray choice(Key key, int n, int count, boolean replace) {
    if (replace) {
      return randint(key, 0, n, count);
    }
    if (count > n) {
      throw new ShapeException(
          "JX0610", "cannot choose " + count + " of " + n + " without repetition");
    }
    return Lax.sliceInDim(permutation(key, n), 0, count, 1, 0);
  }

  /**
   * {@code count} of 0..n-1 with probabilities {@code p} (which need not sum to 1), with
   * repetition, int32.
   */
  public static NDArray choice(Key key, NDArray p, int count) {
    NDArray cumulative = p.cumsum(0);
    int n = p.shape().dim(0);
    NDArray total = Lax.reshape(Lax.sliceInDim(cumulative, n - 1, n, 1, 0), Shape.SCALAR);
    NDArray r = uniform(key, p.dtype(), Shape.of(count), 0, 1).rsub(1.0).mul(total);
    NDArray below =
        Lax.compare(
            Comparison.LT,
            Lax.broadcastInDim(cumulative, Shape.of(count, n), Axes.of(1)),
            Lax.broadcastInDim(r, Shape.of(count, n), Axes.of(0)));
    return Lax.convertElementType(below, DType.INT32).sum(1).astype(DType.INT32);
  }
}
