package org.jacobean.transforms;

import java.util.List;
import org.jacobean.errors.TransformException;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.TreeDef;

/**
 * The derivative of a tree by a tree: for each array of the result a tree of the argument's type,
 * whose arrays have the shape of the result's array followed by that of the argument's.
 *
 * @param results structure of the function's result
 * @param rows one tree per array of the result, in order
 * @param <A> type of the argument
 */
public record TreeJacobian<A>(TreeDef results, List<A> rows) {
  /** Copies the list. */
  public TreeJacobian {
    rows = List.copyOf(rows);
  }

  /**
   * The derivatives of one array of the result.
   *
   * @param path its key path as printed, for example {@code ".hidden.w"}
   * @throws TransformException JX0423 when the result has no such array, listing those it has
   */
  public A of(String path) {
    List<KeyPath> paths = results.paths();
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i).toString().equals(path)) {
        return rows.get(i);
      }
    }
    throw Faults.of(
        "JX0423", "the result has no array at '" + path + "'; its arrays are at " + paths);
  }
}
