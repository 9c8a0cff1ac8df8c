package org.jacobean.pytrees;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one class take part in a tree. There is one plan per class, cached for the life
 * of the class; several classes share a plan where they are the same kind of container.
 */
abstract class Plan {

  /** The metadata of a container that has none. */
  static final Object NO_META = "";

  private static final Object[] NO_CHILDREN = {};

  // The structure last seen for this plan, tried first on the next value. Weak, so that it keeps no
  // class and no static value alive; written without a lock, as any recent structure will do.
  private @Nullable WeakReference<TreeDef> lastSeen;

  final @Nullable TreeDef lastSeen() {
    WeakReference<TreeDef> reference = lastSeen;
    return reference == null ? null : reference.get();
  }

  final void remember(TreeDef structure) {
    lastSeen = new WeakReference<>(structure);
  }

  /** Whether a value, never null, belongs to this plan. */
  boolean accepts(Object value) {
    return Plans.of(value.getClass()) == this;
  }

  /** What, besides the children, makes up the container; compared by {@link #metaEquals}. */
  Object meta(Object value) {
    return NO_META;
  }

  boolean metaEquals(Object meta, Object other) {
    return meta.equals(other);
  }

  int metaHash(Object meta) {
    return meta.hashCode();
  }

  /** The children in order; an element may be null, which the caller reports. */
  Object[] children(Object value, Object meta) {
    return NO_CHILDREN;
  }

  /** The container again, from other children; plans without a {@link Node.Branch} have none. */
  Object assemble(Object meta, Object[] children) {
    throw new IllegalStateException(getClass().getSimpleName() + " makes no container");
  }

  KeyPath.Key key(Object meta, int child) {
    return new KeyPath.Index(child);
  }

  /** The container's name, in front of its children: {@code Dense} or nothing for a list. */
  String name(Object meta) {
    return "";
  }

  /** What tells this container from one of the same name, for a person. */
  String kind() {
    return name(NO_META);
  }

  /** The brackets around the children. */
  String brackets() {
    return "()";
  }

  /** The text in front of a child's own, as in {@code w=}. */
  String label(Object meta, int child) {
    return "";
  }

  /** Adds a value's leaves to the builder and gives its node. */
  Node build(Object value, Builder builder) {
    Object meta = meta(value);
    Object[] values = children(value, meta);
    Node[] nodes = new Node[values.length];
    int i = 0;
    try {
      for (; i < nodes.length; i++) {
        nodes[i] = builder.node(values[i]);
      }
    } catch (Malformed malformed) {
      throw malformed.under(key(meta, i));
    }
    return new Node.Branch(this, meta, nodes);
  }

  /** Writes the leaves of a value that this plan accepts; -1 if it differs from the node. */
  int match(Object value, Node.Branch node, Object[] out, int at) {
    Object meta;
    try {
      meta = meta(value);
    } catch (Malformed _) {
      return -1;
    }
    return metaEquals(meta, node.meta) ? matchAll(children(value, meta), node, out, at) : -1;
  }

  static int matchAll(Object[] values, Node.Branch node, Object[] out, int at) {
    Node[] nodes = node.children;
    if (values.length != nodes.length) {
      return -1;
    }
    for (int i = 0; i < nodes.length && at >= 0; i++) {
      at = Node.match(nodes[i], values[i], out, at);
    }
    return at;
  }

  Object rebuild(Node.Branch node, Object[] leaves, int at) {
    return assemble(node.meta, node.rebuildChildren(leaves, at));
  }

  /** A plan whose children are reached by position without making an array of them. */
  abstract static class Indexed extends Plan {
    abstract int size(Object value);

    abstract Object child(Object value, int index);

    @Override
    Object[] children(Object value, Object meta) {
      Object[] values = new Object[size(value)];
      for (int i = 0; i < values.length; i++) {
        values[i] = child(value, i);
      }
      return values;
    }

    @Override
    int match(Object value, Node.Branch node, Object[] out, int at) {
      Node[] nodes = node.children;
      if (size(value) != nodes.length || !metaEquals(meta(value), node.meta)) {
        return -1;
      }
      for (int i = 0; i < nodes.length && at >= 0; i++) {
        at = Node.match(nodes[i], child(value, i), out, at);
      }
      return at;
    }
  }
}
