package org.jacobean.pytrees;

/**
 * Flattens and makes the trees of one structure; generated for a structure that is used often. The
 * whole structure becomes straight-line code, which the JIT compiler turns into the loads, checks
 * and stores that one would write by hand.
 */
abstract class StructureAccess {

  /** More code than this in one method, and the JIT compiler leaves it alone. */
  private static final int MAX_NODES = 200;

  /** Whether a value has the structure; its leaves are written from position 0. */
  abstract boolean match(Object tree, Object[] out);

  /** The tree with the given leaves. */
  abstract Object make(Object[] leaves);

  /** Whether a structure is worth code: neither a single value nor too large. */
  static boolean suits(Node root) {
    return root instanceof Node.Branch && count(root) <= MAX_NODES;
  }

  private static int count(Node node) {
    int nodes = 1;
    if (node instanceof Node.Branch branch) {
      for (Node child : branch.children) {
        nodes += count(child);
      }
    }
    return nodes;
  }

  /**
   * Whether a value is a container of a plan with a number of children. Called from generated code.
   */
  static boolean fits(Plan.Indexed plan, Object value, int size) {
    return value != null && plan.accepts(value) && plan.size(value) == size;
  }
}
