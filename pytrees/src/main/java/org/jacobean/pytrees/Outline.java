package org.jacobean.pytrees;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.errors.DataException;
import org.jacobean.pytrees.Node.Branch;
import org.jacobean.pytrees.Node.LeafNode;
import org.jacobean.pytrees.Node.StaticNode;

/**
 * A structure as text that means the same in another run and on another machine: one line per node,
 * depth first.
 *
 * <p>Static values that have a portable text (numbers, texts, booleans, enum constants, classes)
 * are compared when a file is read; any other, such as a function, is only known to be there.
 */
record Outline(List<Line> lines) {

  static final String LEAF = "*";

  /** One node: where, and what. */
  record Line(String path, String what) {
    boolean isLeaf() {
      return what.equals(LEAF);
    }
  }

  static Outline of(TreeDef structure) {
    List<Line> lines = new ArrayList<>();
    add(structure.root(), KeyPath.ROOT, lines);
    return new Outline(lines);
  }

  private static void add(Node node, KeyPath path, List<Line> lines) {
    switch (Differences.expand(node)) {
      case LeafNode _ -> lines.add(new Line(path.toString(), LEAF));
      case StaticNode(Object value) -> lines.add(new Line(path.toString(), portable(value)));
      case Branch branch -> {
        String brackets = branch.plan.brackets();
        lines.add(
            new Line(
                path.toString(),
                branch.plan.name(branch.meta)
                    + brackets.charAt(0)
                    + branch.children.length
                    + brackets.charAt(1)));
        for (int i = 0; i < branch.children.length; i++) {
          add(branch.children[i], path.then(branch.key(i)), lines);
        }
      }
    }
  }

  private static String portable(Object value) {
    return switch (value) {
      case Enum<?> constant -> "static " + constant.name();
      case Class<?> type -> "static " + type.getName() + ".class";
      case CharSequence text -> "static " + KeyPath.quoted(text);
      case Character _, Boolean _, Number _ -> "static " + KeyPath.quoted(value);
      default -> "static ~";
    };
  }

  /**
   * Fails unless a line that was read is the one expected there.
   *
   * @param index the position of the line
   * @param read what the data have
   * @param source what is being read, for the message
   */
  void require(int index, Line read, String source) {
    if (index >= lines.size()) {
      throw mismatch(source, read.path(), "nothing", describe(read));
    }
    Line expected = lines.get(index);
    if (!expected.path().equals(read.path())) {
      throw mismatch(
          source, expected.path(), describe(expected), "the place " + words(read.path()));
    }
    if (!expected.what().equals(read.what())) {
      throw mismatch(source, expected.path(), describe(expected), describe(read));
    }
  }

  /** Fails if data with a number of lines end before this outline does. */
  void requireEnd(int count, String source) {
    if (count < lines.size()) {
      Line missing = lines.get(count);
      throw mismatch(source, missing.path(), describe(missing), "nothing");
    }
  }

  private static String describe(Line line) {
    return line.isLeaf() ? "an array" : line.what();
  }

  private static String words(String path) {
    return path.isEmpty() ? "the root" : path;
  }

  private static DataException mismatch(String source, String path, String expected, String found) {
    return new DataException(
        "JX0124",
        source
            + " does not have the structure of the example: at "
            + words(path)
            + " the example has "
            + expected
            + ", but "
            + found
            + " was written. Pass an example built as the written tree was.");
  }
}
