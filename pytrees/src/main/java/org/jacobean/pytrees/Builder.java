package org.jacobean.pytrees;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;
import org.jacobean.errors.TreeException;
import org.jspecify.annotations.Nullable;

/** One walk over a value that collects its leaves and builds its structure. */
final class Builder {

  /** Deep enough for any model, shallow enough for a small thread stack. */
  static final int MAX_DEPTH = 1000;

  private Object[] leaves = new Object[16];
  private int count;
  private int depth;

  private Builder() {}

  /** Walks a value from the root. */
  static Walked walk(@Nullable Object tree) {
    Builder builder = new Builder();
    try {
      Node root = builder.node(tree);
      return new Walked(root, Arrays.copyOf(builder.leaves, builder.count));
    } catch (Malformed malformed) {
      throw builder.explain(malformed, tree);
    }
  }

  /** A walk over a part of a value that was walked before and is known to be well formed. */
  static <R> R inside(Function<Builder, R> part) {
    return part.apply(new Builder());
  }

  /** What a walk found. */
  record Walked(Node root, Object[] leaves) {}

  Node node(@Nullable Object value) {
    if (value == null) {
      throw Malformed.nullValue();
    }
    if (value instanceof Leaf) {
      return leaf(value);
    }
    if (++depth > MAX_DEPTH) {
      throw Malformed.tooDeep();
    }
    Node node = Plans.of(value.getClass()).build(value, this);
    depth--;
    return node;
  }

  Node leaf(Object value) {
    if (count == leaves.length) {
      leaves = Arrays.copyOf(leaves, 2 * count);
    }
    leaves[count++] = value;
    return Node.LeafNode.INSTANCE;
  }

  int count() {
    return count;
  }

  private TreeException explain(Malformed malformed, @Nullable Object tree) {
    if (malformed.isTooDeep() && tree != null) {
      // Only a second walk can tell a cycle from a deep tree; it happens on this error alone.
      @Nullable Malformed cycle =
          findCycle(tree, Collections.newSetFromMap(new IdentityHashMap<>()));
      return (cycle == null ? malformed : cycle).atRoot();
    }
    return malformed.atRoot();
  }

  private static @Nullable Malformed findCycle(Object value, Set<Object> ancestors) {
    Plan plan = Plans.of(value.getClass());
    if (!ancestors.add(value)) {
      return new Malformed(
          "JX0102",
          value.getClass().getSimpleName()
              + " at %s contains itself. A tree has no cycles; take the inner reference out.");
    }
    Object meta = plan.meta(value);
    Object[] children = plan.children(value, meta);
    if (ancestors.size() <= MAX_DEPTH) {
      for (int i = 0; i < children.length; i++) {
        if (children[i] == null || children[i] instanceof Leaf) {
          continue;
        }
        @Nullable Malformed found = findCycle(children[i], ancestors);
        if (found != null) {
          return found.under(plan.key(meta, i));
        }
      }
    }
    ancestors.remove(value);
    return null;
  }
}
