package org.jacobean.pytrees;

import java.lang.reflect.Array;
import org.jacobean.errors.TreeException;

/** The error for a value that does not go where a structure wants to put it. */
final class Misfit {
  private Misfit() {}

  static TreeException of(Object value, Class<?> expected, KeyPath.Key key, String container) {
    return new TreeException(
        "JX0107",
        key
            + " of "
            + container
            + " is declared "
            + expected.getSimpleName()
            + ", but the new value is "
            + describe(value)
            + ". A container with typed parts takes only such values; map to a List or Map of the"
            + " leaves instead, or make the type generic.");
  }

  /** A value for an error message: the shape of an array, the class and text of others. */
  static String describe(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Leaf leaf) {
      return leaf.describe();
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return type.getComponentType().getSimpleName() + "[" + Array.getLength(value) + "]";
    }
    String text = KeyPath.quoted(value);
    return type.getSimpleName() + " " + (text.length() <= 60 ? text : text.substring(0, 57) + "…");
  }
}
