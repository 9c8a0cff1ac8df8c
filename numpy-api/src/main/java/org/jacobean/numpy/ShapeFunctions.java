package org.jacobean.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;
import org.jacobean.lax.Reducing;

/** The part of {@link Numpy} that joins, splits and rearranges arrays. */
abstract class ShapeFunctions extends CreationFunctions {
  ShapeFunctions() {}

  /** {@link NDArray#reshape(int...)}. */
  public static NDArray reshape(NDArray x, int... shape) {
    return x.reshape(shape);
  }

  /** {@link NDArray#ravel}. */
  public static NDArray ravel(NDArray x) {
    return x.ravel();
  }

  /** {@link NDArray#transpose}. */
  public static NDArray transpose(NDArray x, int... axes) {
    return x.transpose(axes);
  }

  /** {@link NDArray#transpose}. */
  public static NDArray permuteDims(NDArray x, int... axes) {
    return x.transpose(axes);
  }

  /** {@link NDArray#mT}. */
  public static NDArray matrixTranspose(NDArray x) {
    return x.mT();
  }

  /** {@link NDArray#swapaxes}. */
  public static NDArray swapaxes(NDArray x, int a, int b) {
    return x.swapaxes(a, b);
  }

  /** {@link NDArray#squeeze}. */
  public static NDArray squeeze(NDArray x, int... axes) {
    return x.squeeze(axes);
  }

  /**
   * With new axes of length 1 at the given positions of the result. @throws ShapeException JX0204,
   * JX0213
   */
  public static NDArray expandDims(NDArray x, int... axes) {
    if (axes.length == 1) {
      return x.expandDims(axes[0]);
    }
    int rank = x.rank() + axes.length;
    Shape all = Shape.of(new int[rank]);
    Axes fresh = Axes.of(Arrays.stream(axes).map(all::axis).toArray());
    if (!fresh.distinct()) {
      throw new ShapeException(
          "JX0213", "axes " + Arrays.toString(axes) + " name an axis of the result twice");
    }
    return Lax.expandDims(x, fresh.sorted());
  }

  /** {@link NDArray#broadcastTo(int...)}. */
  public static NDArray broadcastTo(NDArray x, int... shape) {
    return x.broadcastTo(shape);
  }

  /** The arrays, each in the common shape. @throws ShapeException JX0210 */
  public static List<NDArray> broadcastArrays(NDArray... xs) {
    Shape shape = Promotion.broadcastShapes(Arrays.stream(xs).map(NDArray::shape).toList());
    return Arrays.stream(xs).map(x -> x.broadcastTo(shape)).toList();
  }

  /** One axis moved to another position. */
  public static NDArray moveaxis(NDArray x, int source, int destination) {
    return Lax.moveAxis(x, x.shape().axis(source), x.shape().axis(destination));
  }

  /**
   * Axes moved to other positions; the rest stay in order. @throws ShapeException JX0204, JX0213
   */
  public static NDArray moveaxis(NDArray x, int[] source, int[] destination) {
    Axes from = Axes.of(Arrays.stream(source).map(x.shape()::axis).toArray());
    Axes to = Axes.of(Arrays.stream(destination).map(x.shape()::axis).toArray());
    if (from.size() != to.size() || !from.distinct() || !to.distinct()) {
      throw new ShapeException(
          "JX0213",
          "moveaxis from "
              + from
              + " to "
              + to
              + ": the lists must be equally long and name no axis twice");
    }
    int[] p = new int[x.rank()];
    Axes rest = from.complement(p.length);
    int next = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = to.contains(i) ? from.get(to.indexOf(i)) : rest.get(next++);
    }
    return Lax.transpose(x, Axes.of(p));
  }

  /** One axis moved before the axis {@code start}. */
  public static NDArray rollaxis(NDArray x, int axis, int start) {
    int a = x.shape().axis(axis);
    int s = start == x.rank() ? start : x.shape().axis(start);
    return Lax.moveAxis(x, a, s > a ? s - 1 : s);
  }

  /** With at least one axis. */
  public static NDArray atleast1d(NDArray x) {
    return x.rank() == 0 ? x.reshape(1) : x;
  }

  /** With at least two axes; new ones come first. */
  public static NDArray atleast2d(NDArray x) {
    return x.rank() >= 2 ? x : atleast1d(x).expandDims(0);
  }

  /** With at least three axes; a vector becomes {@code [1, n, 1]}, a matrix {@code [m, n, 1]}. */
  public static NDArray atleast3d(NDArray x) {
    return x.rank() >= 3 ? x : atleast2d(x).expandDims(2);
  }

  /**
   * The arrays one after another along an axis, in their common dtype. @throws ShapeException
   * JX0637 when shapes do not fit
   */
  public static NDArray concatenate(List<NDArray> xs, int axis) {
    if (xs.isEmpty() || xs.get(0).rank() == 0) {
      throw new ShapeException(
          "JX0637",
          "concatenate needs at least one array of rank 1 or more; use stack for scalars");
    }
    int a = xs.get(0).shape().axis(axis);
    for (NDArray x : xs) {
      if (x.rank() != xs.get(0).rank()
          || !x.shape().with(a, 0).equals(xs.get(0).shape().with(a, 0))) {
        throw new ShapeException(
            "JX0637",
            "concatenate along axis "
                + axis
                + " of "
                + xs.get(0).aval()
                + " and "
                + x.aval()
                + ": other axes must agree");
      }
    }
    var type = Promotion.resultType(xs.stream().map(NDArray::aval).toList());
    return Lax.concatenate(xs.stream().map(x -> Promotion.convert(x, type)).toList(), a);
  }

  /** The elements of the arrays one after another, in their common dtype. */
  public static NDArray concatenate(List<NDArray> xs) {
    return concatenate(xs.stream().map(NDArray::ravel).toList(), 0);
  }

  /** The arrays along a new axis. @throws ShapeException JX0637 when shapes differ */
  public static NDArray stack(List<NDArray> xs, int axis) {
    return concatenate(xs.stream().map(x -> x.expandDims(axis)).toList(), axis);
  }

  /** Side by side: along axis 1, of vectors along axis 0. */
  public static NDArray hstack(List<NDArray> xs) {
    List<NDArray> ys = xs.stream().map(ShapeFunctions::atleast1d).toList();
    return concatenate(ys, ys.get(0).rank() == 1 ? 0 : 1);
  }

  /** One below the other: along axis 0, vectors as rows. */
  public static NDArray vstack(List<NDArray> xs) {
    return concatenate(xs.stream().map(ShapeFunctions::atleast2d).toList(), 0);
  }

  /** Along axis 2. */
  public static NDArray dstack(List<NDArray> xs) {
    return concatenate(xs.stream().map(ShapeFunctions::atleast3d).toList(), 2);
  }

  /** Vectors as columns. */
  public static NDArray columnStack(List<NDArray> xs) {
    return concatenate(
        xs.stream().map(x -> x.rank() < 2 ? atleast1d(x).expandDims(1) : x).toList(), 1);
  }

  /** Blocks of a matrix, row by row. @throws ShapeException JX0637 when shapes do not fit */
  public static NDArray block(List<List<NDArray>> rows) {
    List<NDArray> wide =
        rows.stream()
            .map(r -> concatenate(r.stream().map(ShapeFunctions::atleast1d).toList(), -1))
            .toList();
    return rows.size() == 1
        ? wide.get(0)
        : concatenate(wide.stream().map(ShapeFunctions::atleast2d).toList(), -2);
  }

  /** {@code values} after {@code x}, both flattened. */
  public static NDArray append(NDArray x, NDArray values) {
    return concatenate(List.of(x.ravel(), values.ravel()), 0);
  }

  /** {@code values} after {@code x} along an axis. */
  public static NDArray append(NDArray x, NDArray values, int axis) {
    return concatenate(List.of(x, values), axis);
  }

  /**
   * Equal parts along an axis. @throws ShapeException JX0638 unless {@code sections} divides the
   * length
   */
  public static List<NDArray> split(NDArray x, int sections, int axis) {
    int n = x.shape().dim(axis);
    if (sections < 1 || n % sections != 0) {
      throw new ShapeException(
          "JX0638",
          "axis "
              + axis
              + " of "
              + x.aval()
              + " has length "
              + n
              + ", not divisible into "
              + sections
              + " parts; use arraySplit");
    }
    return arraySplit(x, sections, axis);
  }

  /** The parts between the given positions along an axis. */
  public static List<NDArray> split(NDArray x, int[] positions, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    List<NDArray> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= positions.length; i++) {
      int to =
          i == positions.length
              ? n
              : Math.clamp(positions[i] < 0 ? positions[i] + n : positions[i], 0, n);
      out.add(Lax.sliceInDim(x, Math.min(from, to), to, 1, a));
      from = to;
    }
    return out;
  }

  /**
   * Parts of lengths that differ by one at most, the longer ones first. @throws ShapeException
   * JX0638 for no parts
   */
  public static List<NDArray> arraySplit(NDArray x, int sections, int axis) {
    if (sections < 1) {
      throw new ShapeException("JX0638", "cannot split into " + sections + " parts");
    }
    int n = x.shape().dim(axis);
    int[] positions = new int[sections - 1];
    for (int i = 1; i < sections; i++) {
      positions[i - 1] = i * (n / sections) + Math.min(i, n % sections);
    }
    return split(x, positions, axis);
  }

  /** The array repeated as often as given along each axis; new axes come first. */
  public static NDArray tile(NDArray x, int... reps) {
    int r = Math.max(x.rank(), reps.length);
    NDArray y = x;
    while (y.rank() < r) {
      y = y.expandDims(0);
    }
    int[] wide = new int[2 * r];
    int[] out = new int[r];
    Axes kept = Axes.of(IntStream.range(0, r).map(i -> 2 * i + 1).toArray());
    for (int i = 0; i < r; i++) {
      int times = i < r - reps.length ? 1 : reps[i - r + reps.length];
      wide[2 * i] = times;
      wide[2 * i + 1] = y.shape().dim(i);
      out[i] = times * y.shape().dim(i);
    }
    return Lax.reshape(Lax.broadcastInDim(y, Shape.of(wide), kept), Shape.of(out));
  }

  /** Each element of the flattened array {@code repeats} times. */
  public static NDArray repeat(NDArray x, int repeats) {
    return repeat(x.ravel(), repeats, 0);
  }

  /** Each entry along an axis {@code repeats} times. */
  public static NDArray repeat(NDArray x, int repeats, int axis) {
    int a = x.shape().axis(axis);
    Shape wide = x.shape().insert(a + 1, repeats);
    NDArray y = Lax.broadcastInDim(x, wide, Axes.of(a + 1).complement(wide.rank()));
    return Lax.reshape(y, x.shape().with(a, x.shape().dim(a) * repeats));
  }

  /**
   * Each entry along an axis as often as {@code repeats} says, cut or filled with the last one to
   * {@code total}. Traced.
   */
  public static NDArray repeat(NDArray x, NDArray repeats, int axis, int total) {
    NDArray ends = Lax.cumulative(org.jacobean.ir.op.CumulativeOp.SUM, repeats, 0, false);
    NDArray which = Searching.searchsorted(ends, arange(total).astype(ends.dtype()), true);
    return Taking.take(x, which, axis, org.jacobean.ir.op.IndexMode.CLIP);
  }

  /** The flattened elements moved round by {@code shift}, in the same shape. */
  public static NDArray roll(NDArray x, int shift) {
    return Lax.reshape(roll(x.ravel(), shift, 0), x.shape());
  }

  /** Entries along an axis moved round by {@code shift}. */
  public static NDArray roll(NDArray x, int shift, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    int s = n == 0 ? 0 : Math.floorMod(shift, n);
    return s == 0
        ? x
        : Lax.concatenate(
            List.of(Lax.sliceInDim(x, n - s, n, 1, a), Lax.sliceInDim(x, 0, n - s, 1, a)), a);
  }

  /**
   * {@link #roll(NDArray, int, int)} along several axes. @throws ShapeException JX0652 unless there
   * is a shift per axis
   */
  public static NDArray roll(NDArray x, int[] shifts, int[] axes) {
    if (shifts.length != axes.length) {
      throw new ShapeException(
          "JX0652", "roll by " + shifts.length + " shifts along " + axes.length + " axes");
    }
    NDArray y = x;
    for (int i = 0; i < shifts.length; i++) {
      y = roll(y, shifts[i], axes[i]);
    }
    return y;
  }

  /** Reversed along the axes, by default all. */
  public static NDArray flip(NDArray x, int... axes) {
    return Lax.rev(x, Reducing.axes(x, axes));
  }

  /** Reversed along axis 1. */
  public static NDArray fliplr(NDArray x) {
    return flip(x, 1);
  }

  /** Reversed along axis 0. */
  public static NDArray flipud(NDArray x) {
    return flip(x, 0);
  }

  /** Rotated {@code k} times by a quarter turn from the first axis toward the second. */
  public static NDArray rot90(NDArray x, int k) {
    return switch (Math.floorMod(k, 4)) {
      case 0 -> x;
      case 1 -> flip(x.swapaxes(0, 1), 0);
      case 2 -> flip(x, 0, 1);
      default -> flip(x.swapaxes(0, 1), 1);
    };
  }

  /**
   * Without the entry at {@code index} along an axis. @throws org.jacobean.errors.IndexException
   * JX0614 out of range
   */
  public static NDArray delete(NDArray x, int index, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    int i = Taking.position(index, n);
    return Lax.concatenate(
        List.of(Lax.sliceInDim(x, 0, i, 1, a), Lax.sliceInDim(x, i + 1, n, 1, a)), a);
  }

  /**
   * With values before position {@code index} along an axis; they broadcast to one entry. @throws
   * org.jacobean.errors.IndexException JX0614
   */
  public static NDArray insert(NDArray x, int index, NDArray values, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().dim(a);
    int i = Taking.position(index, n + 1);
    NDArray entry = Lax.convertElementType(values, x.dtype()).broadcastTo(x.shape().with(a, 1));
    return Lax.concatenate(
        List.of(Lax.sliceInDim(x, 0, i, 1, a), entry, Lax.sliceInDim(x, i, n, 1, a)), a);
  }

  /**
   * The elements, repeated or cut to another shape. @throws ShapeException JX0639 when there are
   * none to repeat
   */
  public static NDArray resize(NDArray x, int... shape) {
    long n = Shape.of(shape).size();
    if (x.size() == 0 && n > 0) {
      throw new ShapeException(
          "JX0639", "cannot resize the empty " + x.aval() + " to " + Shape.of(shape));
    }
    int times = n == 0 ? 1 : (int) ((n + x.size() - 1) / x.size());
    return Lax.reshape(Lax.sliceInDim(tile(x.ravel(), times), 0, (int) n, 1, 0), Shape.of(shape));
  }

  /**
   * Surrounded by one value: {@code widths[axis] = {before, after}}. @throws ShapeException JX0640
   * unless there is a pair per axis
   */
  public static NDArray pad(NDArray x, int[][] widths, double value) {
    return Padding.constant(x, widths, Promotion.convert(NDArray.scalar(value), x.aval()));
  }

  /**
   * Surrounded by its own elements. @throws ShapeException JX0640 unless there is a pair per axis,
   * or an axis is too short to take elements from
   */
  public static NDArray pad(NDArray x, int[][] widths, PadMode mode) {
    return Padding.mirrored(x, widths, mode);
  }

  /** The operands in one dtype and shape. */
  public static List<NDArray> promote(NDArray... xs) {
    return Elementwise.promote(xs);
  }
}
