package org.jacobean.control;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.jit.Arguments;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;

/**
 * A tree taken apart.
 *
 * @param tree its structure
 * @param leaves its arrays
 */
record Flat(TreeDef tree, List<NDArray> leaves) {
  static Flat of(Object value) {
    Tree.Flattened flat = Tree.flatten(value);
    return new Flat(flat.structure(), Arguments.arrays(flat.leaves()));
  }

  List<AbstractValue> avals() {
    return leaves.stream().map(NDArray::aval).toList();
  }

  List<String> names() {
    return names(tree);
  }

  /** What the leaves are called in messages. */
  static List<String> names(TreeDef tree) {
    return tree.paths().stream().map(Flat::name).toList();
  }

  private static String name(KeyPath path) {
    return path.keys().isEmpty() ? "the value itself" : path.toString();
  }
}
