package org.jacobean.pytrees;

/**
 * A class of one's own that takes part in trees, for state that does not fit a record.
 *
 * {@snippet :
 * final class Sparse implements TreeNode<Sparse> {
 *   private static final TreeSupport<Sparse> SUPPORT =
 *       TreeSupport.of(
 *           Sparse.class,
 *           s -> List.of(s.values, s.rows, s.size),
 *           c -> new Sparse((NDArray) c.get(0), (NDArray) c.get(1), (Integer) c.get(2)));
 *
 *   public TreeSupport<Sparse> treeSupport() {
 *     return SUPPORT;
 *   }
 * }
 * }
 *
 * <p>Records need none of this. For a class that cannot be changed, provide a {@link TreeSupport}
 * as a service instead.
 *
 * @param <T> the class itself
 */
public interface TreeNode<T> {

  /**
   * How instances of this class come apart and together again. Return one constant for all of them:
   * it outlives the instance in cached structures, and must not hold on to arrays.
   *
   * @return the support of this class
   */
  TreeSupport<T> treeSupport();
}
