package org.jacobean.pytrees;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.jacobean.errors.TreeException;

/**
 * A value that cannot be part of a tree, on its way up to the root.
 *
 * <p>Every container it passes adds its key in front, so that the walk itself need not keep track
 * of where it is. It carries no stack trace; {@link #atRoot} makes the exception that the user
 * sees.
 */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String message;
  private final transient Deque<KeyPath.Key> keys = new ArrayDeque<>();

  /** The message's first {@code %s} is replaced by the key path. */
  Malformed(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.message = message;
  }

  static Malformed nullValue() {
    return new Malformed(
        "JX0101",
        "null at %s: a tree holds no nulls. Use Option or Optional for a value that may be"
            + " absent.");
  }

  static Malformed tooDeep() {
    return new Malformed(
        "JX0112",
        "the tree is nested more than "
            + Builder.MAX_DEPTH
            + " levels deep. Use a List instead of a chain of nested values.");
  }

  boolean isTooDeep() {
    return code.equals("JX0112");
  }

  Malformed under(KeyPath.Key key) {
    keys.addFirst(key);
    return this;
  }

  TreeException atRoot() {
    KeyPath path = new KeyPath(new ArrayList<>(keys));
    int hole = message.indexOf("%s");
    return new TreeException(
        code,
        hole < 0
            ? message
            : message.substring(0, hole) + path.inWords() + message.substring(hole + 2));
  }
}
