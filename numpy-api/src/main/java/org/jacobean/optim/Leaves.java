package org.jacobean.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jacobean.NDArray;
import org.jacobean.errors.TreeException;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;

/**
 * The arrays of a tree in order: the form in which states keep one array per parameter, whatever
 * the parameters' type.
 */
final class Leaves {
  private Leaves() {}

  static List<NDArray> of(Object tree) {
    return Tree.leaves(tree, NDArray.class);
  }

  /** A tree of the structure of {@code like} with other leaves. */
  static <P> P into(P like, List<NDArray> leaves) {
    return Tree.structure(like).unflatten(leaves);
  }

  static List<NDArray> map(UnaryOperator<NDArray> f, List<NDArray> xs) {
    List<NDArray> out = new ArrayList<>(xs.size());
    for (NDArray x : xs) {
      out.add(f.apply(x));
    }
    return List.copyOf(out);
  }

  static List<NDArray> map(BinaryOperator<NDArray> f, List<NDArray> xs, List<NDArray> ys) {
    if (xs.size() != ys.size()) {
      throw new TreeException(
          "JX0641",
          "gradients have "
              + xs.size()
              + " arrays, but the state or parameters have "
              + ys.size()
              + "; init the state with the same parameters");
    }
    List<NDArray> out = new ArrayList<>(xs.size());
    for (int i = 0; i < xs.size(); i++) {
      out.add(f.apply(xs.get(i), ys.get(i)));
    }
    return List.copyOf(out);
  }

  static List<NDArray> zeros(Object params) {
    return full(params, 0);
  }

  static List<NDArray> full(Object params, double value) {
    return map(p -> Lax.full(p.dtype(), p.shape(), value), of(params));
  }
}
