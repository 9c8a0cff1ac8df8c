package org.jacobean.ir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A document with alternative layouts: a group is printed on one line if it fits, else its breaks
 * become new lines. P. Wadler, "A prettier printer", 1998.
 */
sealed interface Doc {
  /** Text without line ends. */
  record Text(String text) implements Doc {}

  /**
   * A comment that is put at the end of the line it is met on; its groups never fit on one line.
   */
  record Comment(String text) implements Doc {}

  /** A new line, or the text when its group fits on one line. */
  record Break(String flat) implements Doc {}

  /** One after the other. */
  record Concat(List<Doc> docs) implements Doc {}

  /** More indentation. */
  record Nest(int indent, Doc doc) implements Doc {}

  /** All on one line, or all breaks as new lines. */
  record Group(Doc doc) implements Doc {}

  static Doc text(String s) {
    return new Text(s);
  }

  static Doc concat(Doc... docs) {
    return new Concat(List.of(docs));
  }

  static Doc concat(List<Doc> docs) {
    return new Concat(List.copyOf(docs));
  }

  static Doc join(Doc separator, List<Doc> docs) {
    List<Doc> all = new java.util.ArrayList<>();
    for (int i = 0; i < docs.size(); i++) {
      if (i > 0) {
        all.add(separator);
      }
      all.add(docs.get(i));
    }
    return concat(all);
  }

  /** The best layout for lines of the given width. */
  static String layout(Doc doc, int width) {
    StringBuilder out = new StringBuilder();
    StringBuilder comments = new StringBuilder();
    Deque<Item> agenda = new ArrayDeque<>();
    agenda.push(new Item(0, false, doc));
    int column = 0;
    while (!agenda.isEmpty()) {
      Item item = agenda.pop();
      switch (item.doc) {
        case Text t -> {
          out.append(t.text);
          column += t.text.length();
        }
        case Comment c -> comments.append(comments.isEmpty() ? " # " : "; ").append(c.text);
        case Break b -> {
          if (item.flat) {
            out.append(b.flat);
            column += b.flat.length();
          } else {
            out.append(comments).append('\n').append(" ".repeat(item.indent));
            comments.setLength(0);
            column = item.indent;
          }
        }
        case Concat c -> pushAll(agenda, c, item.indent, item.flat);
        case Nest n -> agenda.push(new Item(item.indent + n.indent, item.flat, n.doc));
        case Group g ->
            agenda.push(new Item(item.indent, item.flat || fits(g.doc, width - column), g.doc));
      }
    }
    return out.append(comments).toString();
  }

  /** What is still to be laid out. */
  record Item(int indent, boolean flat, Doc doc) {}

  private static void pushAll(Deque<Item> agenda, Concat c, int indent, boolean flat) {
    for (int i = c.docs.size() - 1; i >= 0; i--) {
      agenda.push(new Item(indent, flat, c.docs.get(i)));
    }
  }

  private static boolean fits(Doc doc, int room) {
    Deque<Item> agenda = new ArrayDeque<>();
    agenda.push(new Item(0, true, doc));
    while (room >= 0 && !agenda.isEmpty()) {
      switch (agenda.pop().doc) {
        case Text t -> room -= t.text.length();
        case Comment _ -> {
          return false;
        }
        case Break b -> room -= b.flat.length();
        case Concat c -> pushAll(agenda, c, 0, true);
        case Nest n -> agenda.push(new Item(0, true, n.doc));
        case Group g -> agenda.push(new Item(0, true, g.doc));
      }
    }
    return room >= 0;
  }
}
