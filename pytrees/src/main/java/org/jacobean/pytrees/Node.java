package org.jacobean.pytrees;

import java.util.Arrays;

/** One node of a {@link TreeDef}. */
sealed interface Node {

  /** How many leaves are at or below this node. */
  int leafCount();

  /**
   * Writes the leaves of a value of a node's structure. The type tests cost less here than a call
   * through the interface, which the compiler could not see through.
   *
   * @return the position after the last leaf written, or -1 if the value has another structure
   */
  static int match(Node node, Object value, Object[] out, int at) {
    if (node instanceof LeafNode) {
      if (!Plans.isWholeLeaf(value)) {
        return -1;
      }
      out[at] = value;
      return at + 1;
    }
    if (node instanceof Branch branch) {
      return branch.match(value, out, at);
    }
    return isSame(((StaticNode) node).value, value) ? at : -1;
  }

  /** Whether a value equals a static one. */
  static boolean isSame(Object constant, Object value) {
    return constant == value || constant.equals(value);
  }

  /** Builds the value whose leaves start at a position. */
  Object rebuild(Object[] leaves, int at);

  /** A place for an array. */
  record LeafNode() implements Node {
    static final LeafNode INSTANCE = new LeafNode();

    @Override
    public int leafCount() {
      return 1;
    }

    @Override
    public Object rebuild(Object[] leaves, int at) {
      return leaves[at];
    }
  }

  /** A value that is part of the structure. */
  record StaticNode(Object value) implements Node {
    @Override
    public int leafCount() {
      return 0;
    }

    @Override
    public Object rebuild(Object[] leaves, int at) {
      return value;
    }
  }

  /** A container. */
  final class Branch implements Node {
    final Plan plan;
    final Object meta;
    final Node[] children;
    final boolean onlyLeaves;
    private final int leafCount;
    private final int hash;

    Branch(Plan plan, Object meta, Node[] children) {
      this.plan = plan;
      this.meta = meta;
      this.children = children;
      int leaves = 0;
      boolean only = true;
      for (Node child : children) {
        leaves += child.leafCount();
        only &= child instanceof LeafNode;
      }
      leafCount = leaves;
      onlyLeaves = only;
      hash = 31 * (31 * plan.hashCode() + plan.metaHash(meta)) + Arrays.hashCode(children);
    }

    @Override
    public int leafCount() {
      return leafCount;
    }

    private int match(Object value, Object[] out, int at) {
      // A null is a mismatch here; the slow walk that follows a mismatch reports it.
      return value != null && plan.accepts(value) ? plan.match(value, this, out, at) : -1;
    }

    @Override
    public Object rebuild(Object[] leaves, int at) {
      return plan.rebuild(this, leaves, at);
    }

    KeyPath.Key key(int child) {
      return plan.key(meta, child);
    }

    /** The children's values, rebuilt from leaves that start at a position. */
    Object[] rebuildChildren(Object[] leaves, int at) {
      if (onlyLeaves) {
        return Arrays.copyOfRange(leaves, at, at + leafCount);
      }
      Object[] values = new Object[children.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = children[i].rebuild(leaves, at);
        at += children[i].leafCount();
      }
      return values;
    }

    boolean sameContainer(Branch other) {
      return plan.equals(other.plan) && plan.metaEquals(meta, other.meta);
    }

    @Override
    public boolean equals(Object object) {
      return this == object
          || (object instanceof Branch other
              && hash == other.hash
              && sameContainer(other)
              && Arrays.equals(children, other.children));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
