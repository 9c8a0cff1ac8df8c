package org.jacobean.pytrees;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jacobean.errors.TreeException;

/**
 * Operations on trees of arrays.
 *
 * <p>A tree is a record, collection, tuple or array of trees; what is a leaf, a container or a
 * static value is said in the {@linkplain org.jacobean.pytrees package's introduction}. The order
 * of the leaves is that of the components, elements or keys, depth first.
 *
 * <p>Every method that takes a tree throws {@link TreeException} for a value that is none: {@code
 * JX0101} null somewhere in it, {@code JX0102} a cycle, {@code JX0104} a record that cannot be
 * read, {@code JX0105} map keys without an order, {@code JX0109} an array in a set or as a map's
 * key, {@code JX0110} a collection that cannot be a tree, {@code JX0111} a wrong {@link
 * TreeSupport}, {@code JX0112} nesting too deep. The message names the place by its key path.
 */
public final class Tree {
  private Tree() {}

  /**
   * A tree taken apart.
   *
   * @param leaves the leaves in order
   * @param structure everything else
   */
  public record Flattened(List<Object> leaves, TreeDef structure) {}

  /**
   * Whether a value is a leaf: a {@link Leaf} or a primitive array.
   *
   * @param value any value
   * @return whether a tree takes it as a leaf
   */
  public static boolean isLeaf(Object value) {
    return Plans.isLeaf(value);
  }

  /**
   * Takes a tree apart.
   *
   * @param tree the tree
   * @return its leaves and its structure
   */
  public static Flattened flatten(Object tree) {
    if (tree instanceof Leaf) {
      return new Flattened(List.of(tree), TreeDef.leaf());
    }
    if (tree != null) {
      TreeDef last = Plans.of(tree.getClass()).lastSeen();
      if (last != null) {
        Object[] leaves = new Object[last.leafCount()];
        if (last.match(tree, leaves)) {
          return new Flattened(TreeDef.view(leaves), last);
        }
      }
    }
    Builder.Walked walked = Builder.walk(tree);
    TreeDef structure = new TreeDef(walked.root());
    Plans.of(tree.getClass()).remember(structure);
    return new Flattened(TreeDef.view(walked.leaves()), structure);
  }

  /**
   * Writes the leaves of a tree into an array.
   *
   * @param tree the tree
   * @param out receives the leaves from position 0
   * @return the number of leaves
   * @throws TreeException {@code JX0106} if {@code out} is too short
   */
  public static int flattenInto(Object tree, Object[] out) {
    if (tree != null) {
      TreeDef last = Plans.of(tree.getClass()).lastSeen();
      if (last != null && last.leafCount() <= out.length && last.match(tree, out)) {
        return last.leafCount();
      }
    }
    List<Object> leaves = leaves(tree);
    if (leaves.size() > out.length) {
      throw noRoom(leaves.size(), out.length);
    }
    for (int i = 0; i < leaves.size(); i++) {
      out[i] = leaves.get(i);
    }
    return leaves.size();
  }

  static TreeException noRoom(int leaves, int length) {
    return new TreeException(
        "JX0106",
        "the tree has " + leaves + " leaves, but the array for them has length " + length + ".");
  }

  /**
   * Puts a tree together; the inverse of {@link #flatten}.
   *
   * @param <T> the type of the tree
   * @param structure its structure
   * @param leaves its leaves in order
   * @return the tree
   * @throws TreeException as {@link TreeDef#unflatten}
   */
  public static <T> T unflatten(TreeDef structure, List<?> leaves) {
    return structure.unflatten(leaves);
  }

  /**
   * The leaves of a tree.
   *
   * @param tree the tree
   * @return the leaves in order
   */
  public static List<Object> leaves(Object tree) {
    return flatten(tree).leaves();
  }

  /**
   * The leaves of a tree whose leaves are all of one class.
   *
   * @param <L> the class of the leaves
   * @param tree the tree
   * @param type the class of the leaves
   * @return the leaves in order
   * @throws TreeException {@code JX0113} if a leaf is of another class, naming it by key path
   */
  public static <L> List<L> leaves(Object tree, Class<L> type) {
    Flattened flat = flatten(tree);
    List<L> typed = new ArrayList<>(flat.leaves().size());
    for (Object leaf : flat.leaves()) {
      if (!type.isInstance(leaf)) {
        throw new TreeException(
            "JX0113",
            "the leaf at "
                + flat.structure().paths().get(typed.size()).inWords()
                + " is "
                + Misfit.describe(leaf)
                + ", not a "
                + type.getSimpleName()
                + ". Convert it before it goes into the tree.");
      }
      typed.add(type.cast(leaf));
    }
    return Collections.unmodifiableList(typed);
  }

  /**
   * The structure of a tree.
   *
   * @param tree the tree
   * @return everything but the leaves
   */
  public static TreeDef structure(Object tree) {
    return flatten(tree).structure();
  }

  /**
   * The key paths of the leaves.
   *
   * @param tree the tree
   * @return one path per leaf, in order
   */
  public static List<KeyPath> paths(Object tree) {
    return structure(tree).paths();
  }

  /**
   * The leaves, each with its key path.
   *
   * @param tree the tree
   * @return pairs of path and leaf, in order
   */
  public static List<Tuple2<KeyPath, Object>> flattenWithPath(Object tree) {
    Flattened flat = flatten(tree);
    List<KeyPath> paths = flat.structure().paths();
    List<Tuple2<KeyPath, Object>> pairs = new ArrayList<>(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      pairs.add(Tuple.of(paths.get(i), flat.leaves().get(i)));
    }
    return Collections.unmodifiableList(pairs);
  }

  /**
   * Calls an action for each leaf with its key path.
   *
   * @param <L> the type of the leaves, given by the action's parameter
   * @param tree the tree
   * @param action receives path and leaf
   */
  @SuppressWarnings("unchecked") // the action's parameter type is the caller's claim
  public static <L> void forEachWithPath(Object tree, BiConsumer<KeyPath, ? super L> action) {
    flattenWithPath(tree).forEach(pair -> action.accept(pair._1(), (L) pair._2()));
  }

  /**
   * A tree with a function applied to each leaf.
   *
   * <p>Write the type of the lambda's parameter: {@code Tree.map((NDArray w) -> w.mul(0.9),
   * params)}.
   *
   * @param <L> the type of the leaves, given by the function's parameter
   * @param <T> the type of the tree
   * @param function gives the new leaf; anything but null that fits the containers' declared types
   * @param tree the tree
   * @return a tree of the same structure
   * @throws TreeException {@code JX0101} if the function returns null, {@code JX0107} if a new leaf
   *     does not fit
   */
  @SuppressWarnings("unchecked") // the function's parameter type is the caller's claim
  public static <L, T> T map(Function1<? super L, ?> function, T tree) {
    Flattened flat = flatten(tree);
    Object[] mapped = new Object[flat.leaves().size()];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.apply((L) flat.leaves().get(i));
    }
    return (T) flat.structure().rebuild(mapped);
  }

  /**
   * Two trees of one structure, with a function applied to each pair of leaves.
   *
   * @param <A> the type of the first tree's leaves
   * @param <B> the type of the second tree's leaves
   * @param <T> the type of the first tree and of the result
   * @param function gives the new leaf
   * @param tree the tree whose structure the result has
   * @param other another tree of the same structure
   * @return a tree of the same structure
   * @throws TreeException {@code JX0103} if the structures differ, naming the first difference;
   *     else as for one tree
   */
  @SuppressWarnings("unchecked") // the function's parameter types are the caller's claim
  public static <A, B, T> T map(Function2<? super A, ? super B, ?> function, T tree, Object other) {
    Flattened flat = flatten(tree);
    Object[] second = matching(flat.structure(), other, "the mapped trees (first and second)");
    Object[] mapped = new Object[second.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.apply((A) flat.leaves().get(i), (B) second[i]);
    }
    return (T) flat.structure().rebuild(mapped);
  }

  /**
   * Three trees of one structure, with a function applied to each triple of leaves.
   *
   * @param <A> the type of the first tree's leaves
   * @param <B> the type of the second tree's leaves
   * @param <C> the type of the third tree's leaves
   * @param <T> the type of the first tree and of the result
   * @param function gives the new leaf
   * @param tree the tree whose structure the result has
   * @param second a tree of the same structure
   * @param third a tree of the same structure
   * @return a tree of the same structure
   * @throws TreeException {@code JX0103} if the structures differ, naming the first difference;
   *     else as for one tree
   */
  @SuppressWarnings("unchecked") // the function's parameter types are the caller's claim
  public static <A, B, C, T> T map(
      Function3<? super A, ? super B, ? super C, ?> function, T tree, Object second, Object third) {
    Flattened flat = flatten(tree);
    Object[] b = matching(flat.structure(), second, "the mapped trees (first and second)");
    Object[] c = matching(flat.structure(), third, "the mapped trees (first and third)");
    Object[] mapped = new Object[b.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.apply((A) flat.leaves().get(i), (B) b[i], (C) c[i]);
    }
    return (T) flat.structure().rebuild(mapped);
  }

  /**
   * A tree with a function applied to each leaf and its key path.
   *
   * @param <L> the type of the leaves, given by the function's parameter
   * @param <T> the type of the tree
   * @param function gives the new leaf
   * @param tree the tree
   * @return a tree of the same structure
   * @throws TreeException as {@link #map(Function1, Object)}
   */
  @SuppressWarnings("unchecked") // the function's parameter type is the caller's claim
  public static <L, T> T mapWithPath(Function2<KeyPath, ? super L, ?> function, T tree) {
    Flattened flat = flatten(tree);
    List<KeyPath> paths = flat.structure().paths();
    Object[] mapped = new Object[paths.size()];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.apply(paths.get(i), (L) flat.leaves().get(i));
    }
    return (T) flat.structure().rebuild(mapped);
  }

  private static Object[] matching(TreeDef structure, Object tree, String what) {
    Object[] leaves = new Object[structure.leafCount()];
    if (!structure.flattenIfMatches(tree, leaves)) {
      structure.requireSame(structure(tree), what);
    }
    return leaves;
  }

  /**
   * Folds the leaves from the first to the last.
   *
   * @param <A> the type of the result
   * @param <L> the type of the leaves, given by the function's parameter
   * @param function combines the result so far with a leaf
   * @param tree the tree
   * @param initial the result for a tree without leaves
   * @return the last result
   */
  @SuppressWarnings("unchecked") // the function's parameter type is the caller's claim
  public static <A, L> A reduce(
      BiFunction<? super A, ? super L, ? extends A> function, Object tree, A initial) {
    A result = initial;
    for (Object leaf : leaves(tree)) {
      result = function.apply(result, (L) leaf);
    }
    return result;
  }

  /**
   * Whether a condition holds for every leaf.
   *
   * @param <L> the type of the leaves, given by the condition's parameter
   * @param condition the condition
   * @param tree the tree
   * @return true also for a tree without leaves
   */
  @SuppressWarnings("unchecked") // the condition's parameter type is the caller's claim
  public static <L> boolean all(Predicate<? super L> condition, Object tree) {
    for (Object leaf : leaves(tree)) {
      if (!condition.test((L) leaf)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the leaves of two trees agree: {@code |a - b| <= atol + rtol * |b|} element by element.
   *
   * @param actual a tree
   * @param expected a tree of the same structure
   * @param rtol the relative tolerance, at least 0
   * @param atol the absolute tolerance, at least 0
   * @return whether all pairs of leaves have equal shapes and close elements; NaN is close to NaN
   * @throws TreeException {@code JX0103} if the structures differ
   */
  public static boolean allClose(Object actual, Object expected, double rtol, double atol) {
    Flattened wanted = flatten(expected);
    Object[] leaves =
        matching(wanted.structure(), actual, "the compared trees (expected and actual)");
    for (int i = 0; i < leaves.length; i++) {
      if (!Closeness.allClose(leaves[i], wanted.leaves().get(i), rtol, atol)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Swaps two levels: an outer tree of inner trees becomes an inner tree of outer trees.
   *
   * <p>A list of gradients, each a record, becomes a record of lists.
   *
   * @param <T> the type of the result
   * @param outer the structure of the outer level, with a leaf in place of each inner tree
   * @param inner the structure of the inner level
   * @param tree an outer tree of inner trees
   * @return an inner tree of outer trees
   * @throws TreeException {@code JX0103} if the tree is not of that form, naming the first
   *     difference
   */
  @SuppressWarnings("unchecked") // the caller names the type of the result
  public static <T> T transpose(TreeDef outer, TreeDef inner, Object tree) {
    Flattened flat = flatten(tree);
    TreeDef expected = new TreeDef(graft(outer.root(), inner.root()));
    expected.requireSame(flat.structure(), "the transposed tree (outer of inner, and given)");
    int outerCount = outer.leafCount();
    int innerCount = inner.leafCount();
    Object[] transposed = new Object[innerCount];
    for (int i = 0; i < innerCount; i++) {
      Object[] column = new Object[outerCount];
      for (int j = 0; j < outerCount; j++) {
        column[j] = flat.leaves().get(j * innerCount + i);
      }
      transposed[i] = outer.rebuild(column);
    }
    return (T) inner.rebuild(transposed);
  }

  private static Node graft(Node outer, Node inner) {
    return switch (outer) {
      case Node.LeafNode _ -> inner;
      case Node.StaticNode constant -> constant;
      case Node.Branch branch ->
          new Node.Branch(
              branch.plan,
              branch.meta,
              Arrays.stream(branch.children)
                  .map(child -> graft(child, inner))
                  .toArray(Node[]::new));
    };
  }

  /**
   * Spreads a prefix of a tree over it: one value per leaf of the full tree.
   *
   * <p>Where the prefix has a static value or a leaf, that value holds for everything below that
   * place in the full tree. Where it has a container, the full tree must have a container with the
   * same keys; a {@code Map} with a record's component names, or a list for a tuple, will do. So
   * {@code List.of(0, Map.of("x", 1, "y", 2))} is a prefix of {@code List.of(model, new Batch(x,
   * y))}.
   *
   * @param prefix the prefix
   * @param full the full tree
   * @return one value per leaf of the full tree, in order
   * @throws TreeException {@code JX0108} if the prefix has a container where the full tree has a
   *     leaf, or one with other keys
   */
  public static List<Object> broadcastPrefix(Object prefix, Object full) {
    return Prefix.spread(prefix, structure(full));
  }

  /**
   * Spreads a prefix whose values are of one class, which may be a container class itself.
   *
   * @param <A> the class of the values
   * @param prefix the prefix
   * @param full the structure of the full tree
   * @param type the class of the values
   * @return one value per leaf of the full tree, in order
   * @throws TreeException {@code JX0108} also if the prefix holds a value of another class
   */
  public static <A> List<A> broadcastPrefix(Object prefix, TreeDef full, Class<A> type) {
    return Prefix.spread(prefix, full, type).stream().map(type::cast).toList();
  }
}
