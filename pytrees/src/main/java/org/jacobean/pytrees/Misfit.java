package org.jacobean.pytrees;

import io.vavr.Value;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
            + ". "
            + remedy(expected));
  }

  private static String remedy(Class<?> expected) {
    return Collection.class.isAssignableFrom(expected) || Map.class.isAssignableFrom(expected)
        ? "A rebuilt collection is an unmodifiable one; declare the component by its interface."
        : "A container with typed parts takes only such values; map to a List or Map of the leaves"
            + " instead, or make the type generic.";
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
    return kind(value) + " " + (text.length() <= 60 ? text : text.substring(0, 57) + "…");
  }

  /** The name by which a user knows the class of a value. */
  static String kind(Object value) {
    return switch (value) {
      case List<?> _ -> "List";
      case Map<?, ?> _ -> "Map";
      case Value<?> vavr -> "Vavr " + vavr.stringPrefix();
      default -> value.getClass().getSimpleName();
    };
  }
}
