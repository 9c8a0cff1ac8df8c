package org.jacobean.numpy;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.IndexException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;

/**
 * An index taken apart by NumPy's rules: first each axis is cut by its slice, then positions
 * (integers and arrays) pick from axes, then new axes come in.
 *
 * @param slices per axis of the operand: start, stop (exclusive, in the direction of the step),
 *     step; a whole axis for positions
 * @param picked axes of the operand that positions pick from
 * @param positions one integer array per picked axis
 * @param layout what each axis of the cut operand and each new axis is, in order
 */
record IndexPlan(
    List<int[]> slices, List<Integer> picked, List<NDArray> positions, List<Part> layout) {
  /** A role of an entry of the index in the result. */
  enum Part {
    KEPT,
    POSITION,
    NEW
  }

  static IndexPlan of(Shape shape, Idx... index) {
    var plan =
        new IndexPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Idx> entries = expand(shape, index);
    boolean arrays = entries.stream().anyMatch(Idx.Positions.class::isInstance);
    for (Idx e : entries) {
      plan.add(shape, e, arrays);
    }
    return plan;
  }

  /**
   * Replaces the ellipsis, adds it at the end when there is none, and turns masks into positions.
   */
  private static List<Idx> expand(Shape shape, Idx... index) {
    List<Idx> out = new ArrayList<>();
    int used = 0;
    int ellipsis = -1;
    for (Idx e : index) {
      switch (e) {
        case Idx.Ellipsis _ -> {
          if (ellipsis >= 0) {
            throw new IndexException("JX0616", "an index has at most one ELLIPSIS");
          }
          ellipsis = out.size();
        }
        case Idx.Positions p when p.array().dtype().isBool() -> {
          List<NDArray> where = Searching.nonzero(p.array());
          requireMask(shape, used, p.array());
          where.forEach(w -> out.add(new Idx.Positions(w)));
          used += where.size();
        }
        case Idx.NewAxis n -> out.add(n);
        case Idx.At _, Idx.Range _, Idx.Positions _ -> {
          out.add(e);
          used++;
        }
      }
    }
    if (used > shape.rank()) {
      throw new IndexException(
          "JX0616", "an index of " + used + " axes is too long for an array of shape " + shape);
    }
    for (int i = used; i < shape.rank(); i++) {
      out.add(ellipsis < 0 ? out.size() : ellipsis, Idx.ALL);
    }
    return out;
  }

  private static void requireMask(Shape shape, int axis, NDArray mask) {
    for (int i = 0; i < mask.rank(); i++) {
      if (axis + i >= shape.rank()) {
        throw new IndexException(
            "JX0616",
            "a mask " + mask.aval() + " has too many axes for an array of shape " + shape);
      }
    }
  }

  private void add(Shape shape, Idx e, boolean arrays) {
    int axis = slices.size();
    switch (e) {
      case Idx.NewAxis _ -> layout.add(Part.NEW);
      case Idx.Ellipsis _ -> throw new IllegalStateException("expanded before");
      case Idx.Range r -> {
        slices.add(bounds(r, shape.dim(axis)));
        layout.add(Part.KEPT);
      }
      case Idx.At a -> {
        int i = position(a.index(), shape, axis);
        slices.add(arrays ? new int[] {0, shape.dim(axis), 1} : new int[] {i, i + 1, 1});
        pick(axis, NDArray.fullLong(DType.INT32, Shape.SCALAR, arrays ? i : 0));
      }
      case Idx.Positions p -> {
        slices.add(new int[] {0, shape.dim(axis), 1});
        pick(axis, Taking.normalize(p.array(), shape.dim(axis), true));
      }
    }
  }

  private void pick(int axis, NDArray at) {
    picked.add(axis);
    positions.add(at);
    layout.add(Part.POSITION);
  }

  private static int position(int index, Shape shape, int axis) {
    int n = shape.dim(axis);
    if (index < -n || index >= n) {
      throw new IndexException(
          "JX0614",
          "index "
              + index
              + " is out of range for axis "
              + axis
              + " of an array of shape "
              + shape
              + "; valid are "
              + -n
              + " to "
              + (n - 1));
    }
    return index < 0 ? index + n : index;
  }

  /** Python's {@code slice.indices}. */
  private static int[] bounds(Idx.Range r, int n) {
    if (r.step() == 0) {
      throw new IndexException("JX0617", "the step of a slice cannot be 0");
    }
    boolean up = r.step() > 0;
    int start = bound(r.start(), n, up, up ? 0 : n - 1);
    int stop = bound(r.stop(), n, up, up ? n : -1);
    return new int[] {start, up ? Math.max(start, stop) : Math.min(start, stop), r.step()};
  }

  private static int bound(
      @org.jspecify.annotations.Nullable Integer b, int n, boolean up, int absent) {
    if (b == null) {
      return absent;
    }
    int i = b < 0 ? b + n : b;
    return up ? Math.clamp(i, 0, n) : Math.clamp(i, -1, n - 1);
  }

  /**
   * Whether there are no positions but integers, which the slices have already cut to one element.
   */
  boolean basic() {
    return positions.stream().allMatch(p -> p.rank() == 0 && p instanceof DeviceArray)
        && cutsPicked();
  }

  private boolean cutsPicked() {
    return picked.stream().allMatch(a -> slices.get(a)[1] - slices.get(a)[0] == 1);
  }

  /** The elements of {@code x} at the index. */
  NDArray read(NDArray x) {
    NDArray cut = cut(x);
    if (basic()) {
      return arrange(Lax.squeeze(cut, Axes.of(pickedArray())));
    }
    return arrange(gather(cut));
  }

  private int[] pickedArray() {
    return picked.stream().mapToInt(i -> i).toArray();
  }

  private NDArray cut(NDArray x) {
    int r = x.rank();
    int[] lo = new int[r];
    int[] hi = new int[r];
    int[] step = new int[r];
    List<Integer> reversed = new ArrayList<>();
    for (int i = 0; i < r; i++) {
      int[] s = slices.get(i);
      boolean up = s[2] > 0;
      int length = up ? s[1] - s[0] : s[0] - s[1];
      int every = Math.abs(s[2]);
      int count = (length + every - 1) / every;
      lo[i] = up || count == 0 ? Math.max(0, s[0]) : s[0] - (count - 1) * every;
      hi[i] = count == 0 ? lo[i] : lo[i] + (count - 1) * every + 1;
      step[i] = every;
      if (!up) {
        reversed.add(i);
      }
    }
    NDArray y = Lax.slice(x, Axes.of(lo), Axes.of(hi), Axes.of(step));
    return Lax.rev(y, Axes.of(reversed.stream().mapToInt(i -> i).toArray()));
  }

  /** The common shape of the positions. */
  Shape batch() {
    try {
      return Promotion.broadcastShapes(positions.stream().map(NDArray::shape).toList());
    } catch (ShapeException e) {
      throw new IndexException(
          "JX0618",
          "index arrays of shapes "
              + positions.stream().map(p -> p.shape().toString()).toList()
              + " do not broadcast together",
          e);
    }
  }

  private NDArray gather(NDArray cut) {
    Shape batch = batch();
    List<NDArray> columns = new ArrayList<>();
    for (NDArray p : positions) {
      NDArray wide = Lax.convertElementType(p, DType.INT64).broadcastTo(batch);
      columns.add(Lax.expandDims(wide, Axes.of(batch.rank())));
    }
    Axes axes = Axes.of(pickedArray());
    int before = batchPlace();
    int kept = cut.rank() - axes.size();
    Axes offset =
        Axes.range(0, before).plus(Axes.range(before + batch.rank(), kept + batch.rank()));
    int[] window = cut.shape().dims();
    for (int a : axes.toArray()) {
      window[a] = Math.min(1, window[a]);
    }
    return Lax.gather(
        cut,
        Lax.concatenate(columns, batch.rank()),
        new GatherDims(offset, axes, axes),
        Shape.of(window),
        IndexMode.FILL_OR_DROP);
  }

  /**
   * How many kept axes precede the axes of the positions: none when a slice or new axis separates
   * the positions.
   */
  private int batchPlace() {
    int first = layout.indexOf(Part.POSITION);
    int last = layout.lastIndexOf(Part.POSITION);
    boolean together = layout.subList(first, last + 1).stream().allMatch(p -> p == Part.POSITION);
    return together
        ? (int) layout.subList(0, first).stream().filter(p -> p == Part.KEPT).count()
        : 0;
  }

  /** Puts the new axes in. */
  private NDArray arrange(NDArray y) {
    if (!layout.contains(Part.NEW)) {
      return y;
    }
    boolean gathered = !basic();
    int first = layout.indexOf(Part.POSITION);
    int last = layout.lastIndexOf(Part.POSITION);
    boolean together =
        first >= 0 && layout.subList(first, last + 1).stream().allMatch(p -> p == Part.POSITION);
    int at = gathered && !together ? batch().rank() : 0;
    List<Integer> fresh = new ArrayList<>();
    for (int i = 0; i < layout.size(); i++) {
      switch (layout.get(i)) {
        case NEW -> fresh.add(at++);
        case KEPT -> at++;
        case POSITION -> at += gathered && together && i == first ? batch().rank() : 0;
      }
    }
    return Lax.expandDims(y, Axes.of(fresh.stream().mapToInt(i -> i).toArray()));
  }
}
