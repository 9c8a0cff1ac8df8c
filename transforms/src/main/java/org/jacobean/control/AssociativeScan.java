package org.jacobean.control;

import io.vavr.Function2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.BatchSizes;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.TreeDef;

/**
 * All prefixes of a product in logarithmic depth: neighbours are combined, their prefixes found by
 * recursion, and the prefixes in between filled in. Blelloch, "Prefix sums and their applications",
 * 1990.
 */
final class AssociativeScan<T> {
  private final Function2<T, T, T> fn;
  private final TreeDef tree;
  private final List<Integer> axes;

  private AssociativeScan(Function2<T, T, T> fn, TreeDef tree, List<Integer> axes) {
    this.fn = fn;
    this.tree = tree;
    this.axes = axes;
  }

  static <T> T run(Function2<T, T, T> fn, T elems, int axis, boolean reverse) {
    Flat flat = Flat.of(elems);
    List<Integer> axes =
        flat.leaves().stream().map(x -> x.rank() == 0 ? 0 : x.shape().axis(axis)).toList();
    if (!BatchSizes.agree(flat.avals(), axes)) {
      throw Branches.error(
          "JX0459",
          "the arrays given to associativeScan must have one length along the axis:"
              + BatchSizes.list(flat.names(), flat.avals(), axes));
    }
    if (flat.leaves().isEmpty()) {
      return elems;
    }
    var scan = new AssociativeScan<>(fn, flat.tree(), axes);
    List<NDArray> in = reverse ? scan.reversed(flat.leaves()) : flat.leaves();
    List<NDArray> out = scan.prefixes(in, in.get(0).shape().dim(axes.get(0)));
    return flat.tree().unflatten(reverse ? scan.reversed(out) : out);
  }

  private List<NDArray> prefixes(List<NDArray> elems, int n) {
    if (n < 2) {
      return elems;
    }
    // odd[i] = elems[0] · … · elems[2i+1], by recursion on the products of neighbours.
    List<NDArray> odd = prefixes(combine(slice(elems, 0, n - 1, 2), slice(elems, 1, n, 2)), n / 2);
    // even[i+1] = odd[i] · elems[2i+2].
    List<NDArray> before = n % 2 == 0 ? slice(odd, 0, n / 2 - 1, 1) : odd;
    List<NDArray> first = slice(elems, 0, 1, 1);
    List<NDArray> even = n == 2 ? first : joined(first, combine(before, slice(elems, 2, n, 2)));
    List<NDArray> out = new ArrayList<>(elems.size());
    for (int i = 0; i < elems.size(); i++) {
      out.add(interleave(even.get(i), odd.get(i), axes.get(i), n));
    }
    return out;
  }

  private List<NDArray> combine(List<NDArray> a, List<NDArray> b) {
    Flat out = Flat.of(fn.apply(tree.unflatten(a), tree.unflatten(b)));
    var difference = tree.diff(out.tree());
    if (difference.isPresent()) {
      throw Branches.error(
          "JX0459",
          "the function of associativeScan must return the structure it is given, but it differs "
              + difference.get());
    }
    for (int i = 0; i < a.size(); i++) {
      AbstractValue in = a.get(i).aval();
      AbstractValue result = out.leaves().get(i).aval();
      if (!in.sameType(result)) {
        throw Branches.error(
            "JX0459",
            "the function of associativeScan must keep types, but at "
                + Flat.names(tree).get(i)
                + " it turns "
                + in
                + " into "
                + result
                + "; it is given many elements at once along the axis, and must act on each");
      }
    }
    return out.leaves();
  }

  private List<NDArray> slice(List<NDArray> xs, int from, int to, int step) {
    List<NDArray> out = new ArrayList<>(xs.size());
    for (int i = 0; i < xs.size(); i++) {
      out.add(Lax.sliceInDim(xs.get(i), from, to, step, axes.get(i)));
    }
    return out;
  }

  private List<NDArray> joined(List<NDArray> a, List<NDArray> b) {
    List<NDArray> out = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      out.add(Lax.concatenate(List.of(a.get(i), b.get(i)), axes.get(i)));
    }
    return out;
  }

  private List<NDArray> reversed(List<NDArray> xs) {
    List<NDArray> out = new ArrayList<>(xs.size());
    for (int i = 0; i < xs.size(); i++) {
      out.add(Lax.rev(xs.get(i), Axes.of(axes.get(i))));
    }
    return out;
  }

  /**
   * {@code even[0], odd[0], even[1], …}: {@code n} elements of which every other one comes from
   * each.
   */
  private static NDArray interleave(NDArray even, NDArray odd, int axis, int n) {
    NDArray second = odd;
    int pairs = even.shape().dim(axis);
    if (odd.shape().dim(axis) < pairs) {
      int[] high = new int[odd.rank()];
      high[axis] = 1;
      Axes none = Axes.of(Collections.nCopies(odd.rank(), 0).stream().mapToInt(i -> i).toArray());
      second = Lax.pad(odd, Lax.constantLike(odd, 0), none, Axes.of(high), none);
    }
    Shape column = even.shape().insert(axis + 1, 1);
    NDArray both =
        Lax.concatenate(List.of(Lax.reshape(even, column), Lax.reshape(second, column)), axis + 1);
    return Lax.sliceInDim(Lax.reshape(both, even.shape().with(axis, 2 * pairs)), 0, n, 1, axis);
  }
}
