package org.jacobean.transforms;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.jit.Arguments;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.StagingTrace;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The types of the leaves of a tree, of which parts can be selected.
 *
 * @param tree the structure
 * @param avals types of the leaves
 */
record Leaves(TreeDef tree, List<AbstractValue> avals) {
  static Leaves of(Object tree) {
    Tree.Flattened flat = Tree.flatten(tree);
    return new Leaves(
        flat.structure(), Arguments.arrays(flat.leaves()).stream().map(NDArray::aval).toList());
  }

  /**
   * A part of a tree.
   *
   * @param tree its structure
   * @param positions which leaves of the whole its leaves are
   */
  record Part(TreeDef tree, List<Integer> positions) {
    /** The part's among the values that belong to the leaves of the whole. */
    <V extends @Nullable Object> List<V> of(List<V> whole) {
      List<V> out = new ArrayList<>(positions.size());
      positions.forEach(i -> out.add(whole.get(i)));
      return out;
    }
  }

  /** The part that {@code selector} picks. It is given arrays without elements. */
  <T> Part select(Function1<T, ?> selector) {
    StagingTrace trace = new StagingTrace(Tracing.current(), "the selection of a part");
    List<NDArray> stand = new ArrayList<>();
    avals.forEach(a -> stand.add(trace.newArgument(a)));
    Object part = Tracing.within(trace, () -> selector.apply(tree.unflatten(stand)));
    Tree.Flattened flat = Tree.flatten(part);
    List<Integer> positions = new ArrayList<>();
    for (Object leaf : flat.leaves()) {
      positions.add(position(stand, leaf));
    }
    return new Part(flat.structure(), positions);
  }

  private static int position(List<NDArray> stand, Object leaf) {
    for (int i = 0; i < stand.size(); i++) {
      if (stand.get(i) == leaf) {
        return i;
      }
    }
    throw Faults.of(
        "JX0443",
        "a part of a tree must be selected, not computed: give an accessor such as Tuple2::_1 or a"
            + " record's component, not a function that makes new arrays");
  }
}
