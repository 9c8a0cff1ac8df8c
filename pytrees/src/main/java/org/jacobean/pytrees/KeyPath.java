package org.jacobean.pytrees;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value sits in a tree: the way from the root to it, one key per level.
 *
 * <p>It prints as the Java expression one would write after the variable's name: {@code .hidden.w},
 * {@code .layers[0]}, {@code ["encoder"]._2}. The root's own path prints as the empty string.
 *
 * @param keys the keys from the root downwards
 */
public record KeyPath(List<Key> keys) {

  /** The path of the root itself. */
  public static final KeyPath ROOT = new KeyPath(List.of());

  /** One step from a container to a child. */
  public sealed interface Key {}

  /**
   * A component of a record, or a named part of another container.
   *
   * @param name the component's name
   */
  public record Field(String name) implements Key {
    @Override
    public String toString() {
      return "." + name;
    }
  }

  /**
   * A position in a list or an array, counted from 0.
   *
   * @param index the position
   */
  public record Index(int index) implements Key {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /**
   * A key of a map.
   *
   * @param key the map's key
   */
  public record MapKey(Object key) implements Key {
    @Override
    public String toString() {
      return "[" + KeyPath.quoted(key) + "]";
    }
  }

  /** Copies the keys. */
  public KeyPath {
    keys = List.copyOf(keys);
  }

  /**
   * The path of a child of the value at this path.
   *
   * @param key the step to the child
   * @return the longer path
   */
  public KeyPath then(Key key) {
    List<Key> longer = new ArrayList<>(keys.size() + 1);
    longer.addAll(keys);
    longer.add(key);
    return new KeyPath(longer);
  }

  /**
   * The path with a name in front, as an error message about an argument wants it.
   *
   * @param name what the root is called, for example a parameter's name
   * @return {@code name} followed by the path
   */
  public String of(String name) {
    return name + this;
  }

  /** The path as in {@code .layers[0].w}; empty for the root. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    keys.forEach(text::append);
    return text.toString();
  }

  /** The path for the middle of a sentence, where an empty string would not do. */
  String inWords() {
    return keys.isEmpty() ? "the root" : toString();
  }

  /** A static value as a Java literal where it has one, shortened where it is long. */
  static String quoted(Object value) {
    if (value instanceof CharSequence || value instanceof Character) {
      String quote = value instanceof Character ? "'" : "\"";
      return quote + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + quote;
    }
    if (value instanceof Class<?> type) {
      return type.getSimpleName() + ".class";
    }
    return String.valueOf(value);
  }
}
