package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.jit.Arguments;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Difference;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jspecify.annotations.Nullable;

/**
 * Trees of tangents and cotangents: their checks and their zeros. Null stands for a zero that is
 * not computed.
 */
final class TangentTrees {
  private TangentTrees() {}

  /** Zeros of the tangent type of a value. */
  static NDArray zero(AbstractValue primal) {
    return primal.dtype().isInexact()
        ? Lax.zeros(primal.dtype(), primal.shape())
        : NDArray.full(DType.FLOAT0, primal.shape(), 0);
  }

  /** The tangents with zeros in place of nulls. */
  static List<NDArray> instantiate(List<@Nullable NDArray> tangents, List<AbstractValue> primals) {
    List<NDArray> out = new ArrayList<>(tangents.size());
    for (int i = 0; i < tangents.size(); i++) {
      NDArray t = tangents.get(i);
      out.add(t == null ? zero(primals.get(i)) : t);
    }
    return out;
  }

  /**
   * The leaves of a tree of tangents (or cotangents) that belongs to values; null for those of
   * integers.
   *
   * @param word {@code "tangent"} or {@code "cotangent"}
   * @param code error code for another structure; the next one is for another type
   * @param names what the value at a key path is called
   */
  static List<@Nullable NDArray> check(
      String word,
      int code,
      TreeDef tree,
      List<AbstractValue> values,
      Function<KeyPath, String> names,
      Object given) {
    Tree.Flattened flat = Tree.flatten(given);
    if (!flat.structure().equals(tree)) {
      Difference d = tree.diff(flat.structure()).orElseThrow();
      throw Faults.of(
          "JX0" + code,
          "the "
              + word
              + "s do not have the structure of the values they belong to: "
              + names.apply(d.path())
              + " is "
              + d.expected()
              + " but the "
              + word
              + " has "
              + d.actual()
              + "; a "
              + word
              + " is a tree of the same type, static values included");
    }
    List<NDArray> leaves = Arguments.arrays(flat.leaves());
    List<@Nullable NDArray> out = new ArrayList<>(leaves.size());
    for (int i = 0; i < leaves.size(); i++) {
      out.add(
          checkLeaf(
              word, code + 1, values.get(i), names.apply(tree.paths().get(i)), leaves.get(i)));
    }
    return out;
  }

  /** What a part of a function's result is called in messages. */
  static String resultName(KeyPath path) {
    return path.keys().isEmpty() ? "the result" : "result " + path;
  }

  private static @Nullable NDArray checkLeaf(
      String word, int code, AbstractValue value, String name, NDArray given) {
    AbstractValue wanted = value.tangent();
    boolean fits = given.shape().equals(wanted.shape());
    if (fits && wanted.dtype() == DType.FLOAT0) {
      // The tangent of an integer carries no information; zeros of the integer's own type will do.
      if (given.dtype() == DType.FLOAT0 || given.dtype() == value.dtype()) {
        return null;
      }
      fits = false;
    }
    boolean scalarOfAnyType =
        given.aval().weakType() && !(given.dtype().isComplex() && !wanted.dtype().isComplex());
    if (!fits || (given.dtype() != wanted.dtype() && !scalarOfAnyType)) {
      throw Faults.of(
          "JX0" + code,
          "the "
              + word
              + " of "
              + name
              + " must be "
              + wanted.strong()
              + ", as the value is "
              + value
              + ", but is "
              + given.aval()
              + "; convert it with astype or reshape");
    }
    return Lax.convertElementType(given, wanted.dtype());
  }
}
