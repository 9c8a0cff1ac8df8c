package org.jacobean.pytrees;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.pytrees.Node.Branch;
import org.jacobean.pytrees.Node.LeafNode;
import org.jacobean.pytrees.Node.StaticNode;

/** Finds where two structures differ. */
final class Differences {
  private final int limit;
  private final List<Difference> found = new ArrayList<>();

  private Differences(int limit) {
    this.limit = limit;
  }

  static List<Difference> between(Node expected, Node actual, int limit) {
    Differences differences = new Differences(limit);
    differences.compare(expected, actual, KeyPath.ROOT);
    return List.copyOf(differences.found);
  }

  private void compare(Node expected, Node actual, KeyPath path) {
    if (found.size() >= limit || expected.equals(actual)) {
      return;
    }
    Node left = expand(expected);
    Node right = expand(actual);
    int before = found.size();
    if (left instanceof Branch a
        && right instanceof Branch b
        && a.sameContainer(b)
        && a.children.length == b.children.length) {
      for (int i = 0; i < a.children.length; i++) {
        compare(a.children[i], b.children[i], path.then(a.key(i)));
      }
    }
    if (found.size() == before) {
      found.add(difference(path, left, right));
    }
  }

  /** A static record with its components apart; any other node as it is. */
  static Node expand(Node node) {
    return node instanceof StaticNode(Object value)
        ? RecordPlan.expand(value).<Node>map(branch -> branch).orElse(node)
        : node;
  }

  private static Difference difference(KeyPath path, Node left, Node right) {
    String expected = describe(left);
    String actual = describe(right);
    if (expected.equals(actual)) {
      expected += " (" + kind(left) + ")";
      actual +=
          expected.endsWith("(" + kind(right) + ")")
              ? ", not equal to it"
              : " (" + kind(right) + ")";
    }
    return new Difference(path, expected, actual);
  }

  private static String kind(Node node) {
    return switch (node) {
      case LeafNode _ -> "array";
      case StaticNode(Object value) -> value.getClass().getTypeName();
      case Branch branch -> branch.plan.kind();
    };
  }

  static String describe(Node node) {
    return switch (node) {
      case LeafNode _ -> "an array";
      case StaticNode(Object value) -> "static " + shorten(KeyPath.quoted(value));
      case Branch branch -> describe(branch);
    };
  }

  private static String describe(Branch branch) {
    String name = branch.plan.name(branch.meta);
    int size = branch.children.length;
    return switch (branch.plan) {
      case RecordPlan _, CustomPlan _ -> name;
      case MapPlan _ ->
          (name.isEmpty() ? "Map" : name)
              + " with keys "
              + shorten(((MapPlan.Keys) branch.meta).all().toString());
      case ListPlan _ -> "List of " + size;
      case ObjectArrayPlan _ -> name + "[" + size + "]";
      case TuplePlan _ -> "Tuple" + size;
      default -> name + " of " + size;
    };
  }

  private static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }
}
