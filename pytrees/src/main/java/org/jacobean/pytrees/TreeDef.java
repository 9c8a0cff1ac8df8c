package org.jacobean.pytrees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jacobean.errors.TreeException;
import org.jacobean.pytrees.Node.Branch;
import org.jacobean.pytrees.Node.LeafNode;
import org.jacobean.pytrees.Node.StaticNode;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a tree: everything about it but its leaves.
 *
 * <p>Two structures are equal when their containers are of the same kind, have the same names and
 * keys in the same order, and hold equal static values in the same places. A structure is
 * immutable, holds no array, and serves as a cache key: its hash code is computed once, and {@link
 * #flattenIfMatches} checks a value against it without building the value's own structure.
 *
 * <p>It prints with a {@code *} for each leaf: {@code Mlp(hidden=Dense(w=*, b=*),
 * activation=RELU)}.
 */
public final class TreeDef {
  /** After how many matches a structure gets code of its own. */
  static final int HOT = 1000;

  private static final TreeDef LEAF = new TreeDef(LeafNode.INSTANCE);

  private final Node root;
  private final int hash;
  private volatile @Nullable List<KeyPath> paths;
  // Both without a lock: a lost count or a second compilation does no harm.
  private int uses;
  private @Nullable StructureAccess access;

  TreeDef(Node root) {
    this.root = root;
    hash = root.hashCode();
  }

  /**
   * The structure of a tree that is a single leaf.
   *
   * @return the structure, printed {@code *}
   */
  public static TreeDef leaf() {
    return LEAF;
  }

  Node root() {
    return root;
  }

  /**
   * How many leaves a tree of this structure has.
   *
   * @return the number of leaves, 0 for a static value or an empty container
   */
  public int leafCount() {
    return root.leafCount();
  }

  /**
   * Builds a tree of this structure.
   *
   * <p>The leaves may be anything but null: a structure taken from arrays can hold shapes or names,
   * as far as the containers' declared types allow it. Collections come back unmodifiable (an
   * {@code EnumMap} excepted, whose class has no such form), records through their canonical
   * constructors.
   *
   * @param <T> the type of the tree, which the caller knows
   * @param leaves as many leaves as {@link #leafCount} says, in order
   * @return the tree
   * @throws TreeException {@code JX0106} if the number of leaves differs, {@code JX0101} if one is
   *     null, {@code JX0107} if one does not fit the declared type of its place
   */
  @SuppressWarnings("unchecked") // the caller names the type this structure was taken from
  public <T> T unflatten(List<?> leaves) {
    return (T) rebuild(leaves.toArray());
  }

  Object rebuild(Object[] leaves) {
    if (leaves.length != leafCount()) {
      throw new TreeException(
          "JX0106",
          "the structure "
              + this
              + " takes "
              + leafCount()
              + (leafCount() == 1 ? " leaf" : " leaves")
              + ", but "
              + leaves.length
              + (leaves.length == 1 ? " was given." : " were given."));
    }
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i] == null) {
        throw new TreeException(
            "JX0101",
            "null for the leaf at " + paths().get(i).inWords() + ": a tree holds no nulls.");
      }
    }
    StructureAccess compiled = access;
    if (compiled != null) {
      try {
        return compiled.make(leaves);
      } catch (ClassCastException _) {
        // The general way knows which leaf does not fit.
        return root.rebuild(leaves, 0);
      }
    }
    return root.rebuild(leaves, 0);
  }

  /** Whether a value has this structure, with its leaves written from position 0 if so. */
  boolean match(Object tree, Object[] out) {
    StructureAccess compiled = access;
    if (compiled != null) {
      return compiled.match(tree, out);
    }
    if (++uses == HOT && StructureAccess.suits(root)) {
      access = AccessCompiler.structure(root);
    }
    return Node.match(root, tree, out, 0) >= 0;
  }

  /**
   * The key paths of the leaves, in the order of the leaves.
   *
   * @return one path per leaf
   */
  public List<KeyPath> paths() {
    List<KeyPath> known = paths;
    if (known == null) {
      List<KeyPath> all = new ArrayList<>(leafCount());
      collectPaths(root, KeyPath.ROOT, all);
      known = List.copyOf(all);
      paths = known;
    }
    return known;
  }

  private static void collectPaths(Node node, KeyPath path, List<KeyPath> all) {
    switch (node) {
      case LeafNode _ -> all.add(path);
      case StaticNode _ -> {}
      case Branch branch -> {
        for (int i = 0; i < branch.children.length; i++) {
          collectPaths(branch.children[i], path.then(branch.key(i)), all);
        }
      }
    }
  }

  /**
   * Flattens a value if it has this structure; the fast path of a cache lookup.
   *
   * <p>No structure is built and, for records, arrays and lists of arrays, no memory allocated. A
   * value that is not a tree at all does not match; {@link Tree#flatten} then says why.
   *
   * @param tree the value
   * @param out receives the leaves from position 0; needs room for {@link #leafCount}, and its
   *     contents are unspecified when the result is false
   * @return whether the value has this structure, static values included
   * @throws TreeException {@code JX0106} if {@code out} is too short
   */
  public boolean flattenIfMatches(Object tree, Object[] out) {
    if (out.length < leafCount()) {
      throw Tree.noRoom(leafCount(), out.length);
    }
    return match(tree, out);
  }

  /**
   * The first place where another structure differs from this one.
   *
   * @param actual the other structure
   * @return the difference, or nothing if the two are equal
   */
  public Optional<Difference> diff(TreeDef actual) {
    return Differences.between(root, actual.root, 1).stream().findFirst();
  }

  /**
   * All places where another structure differs from this one. Below a place where the containers
   * differ in kind or keys, nothing is compared.
   *
   * @param actual the other structure
   * @return the differences in the order of the tree, none if the two are equal
   */
  public List<Difference> differences(TreeDef actual) {
    return Differences.between(root, actual.root, Integer.MAX_VALUE);
  }

  /**
   * Fails unless another structure equals this one.
   *
   * @param actual the other structure
   * @param what says in the message what the two trees are, as in {@code "params and grads"}
   * @throws TreeException {@code JX0103} naming the first difference by key path
   */
  public void requireSame(TreeDef actual, String what) {
    if (!equals(actual)) {
      throw new TreeException(
          "JX0103", "the structures of " + what + " differ " + diff(actual).orElseThrow() + ".");
    }
  }

  /** Whether the other object is an equal structure, static values compared by {@code equals}. */
  @Override
  public boolean equals(Object object) {
    return this == object
        || (object instanceof TreeDef other && hash == other.hash && root.equals(other.root));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The structure with a {@code *} for each leaf. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    print(root, text);
    return text.toString();
  }

  private static void print(Node node, StringBuilder text) {
    switch (Differences.expand(node)) {
      case LeafNode _ -> text.append('*');
      case StaticNode(Object value) -> text.append(KeyPath.quoted(value));
      case Branch branch -> {
        Plan plan = branch.plan;
        String brackets = plan.brackets();
        text.append(plan.name(branch.meta)).append(brackets.charAt(0));
        for (int i = 0; i < branch.children.length; i++) {
          text.append(i == 0 ? "" : ", ").append(plan.label(branch.meta, i));
          print(branch.children[i], text);
        }
        text.append(brackets.charAt(1));
      }
    }
  }

  /** The part of an array of leaves that belongs to a tree of this structure. */
  static List<Object> view(Object[] leaves) {
    return java.util.Collections.unmodifiableList(Arrays.asList(leaves));
  }
}
