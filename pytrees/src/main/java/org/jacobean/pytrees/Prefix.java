package org.jacobean.pytrees;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jacobean.errors.TreeException;
import org.jspecify.annotations.Nullable;

/** Spreads the values of a prefix tree over the leaves of a full tree. */
final class Prefix {
  private final Predicate<Object> isValue;
  private final String wanted;
  private final List<Object> values = new ArrayList<>();

  private Prefix(Predicate<Object> isValue, String wanted) {
    this.isValue = isValue;
    this.wanted = wanted;
  }

  /** Spreads static values and leaves. */
  static List<Object> spread(Object prefix, TreeDef full) {
    return new Prefix(Prefix::isNoContainer, "a value").over(prefix, full);
  }

  /** Spreads the instances of a class. */
  static List<Object> spread(Object prefix, TreeDef full, Class<?> type) {
    return new Prefix(type::isInstance, "a value of class " + type.getSimpleName())
        .over(prefix, full);
  }

  private List<Object> over(Object prefix, TreeDef full) {
    visit(prefix, full.root(), KeyPath.ROOT);
    return Collections.unmodifiableList(values);
  }

  private static boolean isNoContainer(Object value) {
    Plan plan = Plans.of(value.getClass());
    return plan instanceof StaticPlan || plan instanceof LeafPlan || plan instanceof SetPlan;
  }

  private void visit(@Nullable Object prefix, Node full, KeyPath path) {
    if (prefix == null) {
      throw new TreeException(
          "JX0101", "null at " + path.inWords() + " of the prefix: a tree holds no nulls.");
    }
    if (isValue.test(prefix)) {
      values.addAll(Collections.nCopies(full.leafCount(), prefix));
      return;
    }
    if (isNoContainer(prefix)) {
      throw new TreeException(
          "JX0108",
          "the prefix has "
              + Misfit.describe(prefix)
              + " at "
              + path.inWords()
              + ", where it should have "
              + wanted
              + ".");
    }
    if (Differences.expand(full) instanceof Node.Branch branch) {
      descend(prefix, branch, path);
      return;
    }
    throw mismatch(path, "a " + Misfit.kind(prefix), Differences.describe(full));
  }

  private void descend(Object prefix, Node.Branch full, KeyPath path) {
    Plan plan = Plans.of(prefix.getClass());
    Object meta;
    try {
      meta = plan.meta(prefix);
    } catch (Malformed malformed) {
      path.keys().reversed().forEach(malformed::under);
      throw malformed.atRoot();
    }
    Object[] children = plan.children(prefix, meta);
    Map<KeyPath.Key, Object> byKey = new LinkedHashMap<>();
    for (int i = 0; i < children.length; i++) {
      byKey.put(normal(plan.key(meta, i)), children[i]);
    }
    Map<KeyPath.Key, Node> fullByKey = new LinkedHashMap<>();
    for (int i = 0; i < full.children.length; i++) {
      fullByKey.put(normal(full.key(i)), full.children[i]);
    }
    if (!byKey.keySet().equals(fullByKey.keySet())) {
      throw mismatch(path, "the keys " + byKey.keySet(), "the keys " + fullByKey.keySet());
    }
    for (int i = 0; i < full.children.length; i++) {
      KeyPath.Key key = full.key(i);
      visit(byKey.get(normal(key)), full.children[i], path.then(key));
    }
  }

  /** Positions of lists and tuples are alike, and so are text keys and component names. */
  private static KeyPath.Key normal(KeyPath.Key key) {
    return switch (key) {
      case KeyPath.Field(String name) when name.matches("_\\d") ->
          new KeyPath.Index(name.charAt(1) - '1');
      case KeyPath.MapKey(String name) -> new KeyPath.Field(name);
      case KeyPath.Field field -> field;
      case KeyPath.Index index -> index;
      case KeyPath.MapKey other -> other;
    };
  }

  private static TreeException mismatch(KeyPath path, String prefix, String full) {
    return new TreeException(
        "JX0108",
        "the prefix does not fit the tree at "
            + path.inWords()
            + ": the prefix has "
            + prefix
            + ", the tree has "
            + full
            + ". Give one value for the whole subtree, or a container with the same keys.");
  }
}
