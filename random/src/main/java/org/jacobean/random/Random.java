package org.jacobean.random;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.lax.Lax;

/**
 * Keys and random bits. The stream is JAX's partitionable Threefry-2x32: element {@code i} of an
 * array depends on the key and {@code i} alone, so results do not depend on the number of threads
 * or devices. Distributions are in {@link Sampling}.
 */
public final class Random {
  private Random() {}

  /** The key of a seed: its high and low 32 bits. */
  public static Key key(long seed) {
    return new Key(
        NDArray.of(DType.UINT32, new long[] {seed >>> 32, seed & 0xffffffffL}, Shape.of(2)));
  }

  /** Two new keys. */
  public static Tuple2<Key, Key> split(Key key) {
    List<Key> k = split(key, 2);
    return Tuple.of(k.get(0), k.get(1));
  }

  /** New keys. @throws ShapeException JX0602 when {@code n < 0} */
  public static List<Key> split(Key key, int n) {
    NDArray all = splitArray(key, n).data();
    List<Key> keys = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      keys.add(new Key(Lax.reshape(Lax.sliceInDim(all, i, i + 1, 1, 0), Shape.of(2))));
    }
    return keys;
  }

  /**
   * New keys as one array of keys, of data {@code uint32[n,2]}: for {@code vmap} and {@code scan}.
   */
  public static Key splitArray(Key key, int n) {
    if (n < 0) {
      throw new ShapeException("JX0602", "cannot split a key into " + n + " keys");
    }
    NDArray count = Lax.iota(DType.UINT32, Shape.of(Math.max(n, 1)), 0);
    List<NDArray> words = hash(key, count);
    NDArray pairs = Lax.concatenate(List.of(column(words.get(0)), column(words.get(1))), 1);
    return new Key(n == 0 ? Lax.sliceInDim(pairs, 0, 0, 1, 0) : pairs);
  }

  private static NDArray column(NDArray x) {
    return Lax.expandDims(x, Axes.of(1));
  }

  /** A new key that depends on {@code data}, say the number of a step. */
  public static Key foldIn(Key key, long data) {
    return foldIn(key, NDArray.fullLong(DType.UINT32, Shape.SCALAR, data));
  }

  /**
   * A new key that depends on {@code data}, an integer scalar. @throws ShapeException JX0603 unless
   * it is one
   */
  public static Key foldIn(Key key, NDArray data) {
    if (data.rank() != 0 || !data.dtype().isInteger()) {
      throw new ShapeException("JX0603", "foldIn takes an integer scalar, got " + data.aval());
    }
    NDArray count = Lax.reshape(Lax.convertElementType(data, DType.UINT32), Shape.of(1));
    List<NDArray> words = hash(key, count);
    return new Key(Lax.concatenate(words, 0));
  }

  /** The two words for counts below 2^32. */
  private static List<NDArray> hash(Key key, NDArray count) {
    requireSingle(key);
    NDArray zero = NDArray.fullLong(DType.UINT32, Shape.SCALAR, 0);
    return Lax.threefry2x32(word(key, 0), word(key, 1), zero, count);
  }

  /**
   * Checked where keys are used, not in the record: a tree of tangents or of axes has its shape
   * too.
   */
  private static void requireSingle(Key key) {
    NDArray data = key.data();
    if (data.dtype() != DType.UINT32 || data.rank() < 1 || data.shape().dim(-1) != 2) {
      throw new DTypeException(
          "JX0601",
          "key data must be uint32[...,2], got "
              + data.aval()
              + "; make keys with Random.key(seed)");
    }
    if (key.data().rank() != 1) {
      throw new ShapeException(
          "JX0604",
          "expected a single key but got an array of keys "
              + key.data().aval()
              + "; use vmap over it");
    }
  }

  private static NDArray word(Key key, int i) {
    return Lax.reshape(Lax.sliceInDim(key.data(), i, i + 1, 1, 0), Shape.SCALAR);
  }

  /**
   * Uniform bits: every value of an unsigned dtype is equally likely. @throws DTypeException JX0605
   * unless uint8 to uint64
   */
  public static NDArray bits(Key key, DType dtype, int... shape) {
    return bits(key, dtype, Shape.of(shape));
  }

  /** Uniform bits. @throws DTypeException JX0605 unless uint8 to uint64 */
  public static NDArray bits(Key key, DType dtype, Shape shape) {
    if (!dtype.isUnsigned() || dtype == DType.UINT4) {
      throw new DTypeException(
          "JX0605", "random bits need uint8, uint16, uint32 or uint64, got " + dtype);
    }
    if (shape.size() >= 1L << 32) {
      throw new ShapeException(
          "JX0606", "random arrays have fewer than 2^32 elements, asked for " + shape);
    }
    if (shape.size() == 0) {
      return Lax.zeros(dtype, shape);
    }
    List<NDArray> w = hash(key, Lax.iota(DType.UINT32, Shape.of((int) shape.size()), 0));
    NDArray flat;
    if (dtype == DType.UINT64) {
      NDArray high = Lax.convertElementType(w.get(0), DType.UINT64);
      NDArray low = Lax.convertElementType(w.get(1), DType.UINT64);
      flat =
          Lax.binary(
              BinaryOp.OR, Lax.binary(BinaryOp.SHIFT_LEFT, high, Lax.constantLike(high, 32)), low);
    } else {
      flat = Lax.convertElementType(Lax.binary(BinaryOp.XOR, w.get(0), w.get(1)), dtype);
    }
    return Lax.reshape(flat, shape);
  }
}
