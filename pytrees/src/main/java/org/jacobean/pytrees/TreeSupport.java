package org.jacobean.pytrees;

import java.util.List;
import java.util.function.Function;

/**
 * Makes a class a tree container: takes an instance apart into children and puts it together again.
 *
 * <p>All of an instance's state travels through the children: arrays become leaves, other trees are
 * walked, and everything else (a size, a name, an enum constant) is static and thereby part of the
 * structure. There is no second channel for metadata that could be forgotten in a comparison.
 *
 * <p>There are two ways to register one, and neither changes global state at run time: the class
 * implements {@link TreeNode}, or a provider on the class or module path is found through {@link
 * java.util.ServiceLoader} ({@code provides org.jacobean.pytrees.TreeSupport with …}). Providers
 * are looked up once, when the first tree is flattened, and win over the rules for records and
 * collections. A support serves subclasses of its type too; the most specific one is taken.
 *
 * @param <T> the class it serves
 */
public interface TreeSupport<T> {

  /**
   * The class it serves.
   *
   * @return the class
   */
  Class<T> type();

  /**
   * The children of an instance, always in the same order.
   *
   * @param value the instance
   * @return leaves, trees and static values; without nulls
   */
  List<?> children(T value);

  /**
   * The inverse of {@link #children}: an equal instance from children of the same structure.
   *
   * @param children as many children as {@link #children} gives, with possibly other leaves
   * @return the instance
   */
  T rebuild(List<?> children);

  /**
   * The names of the children in key paths; by default they are numbered.
   *
   * @return as many names as there are children, or none
   */
  default List<String> names() {
    return List.of();
  }

  /**
   * A support made of two functions.
   *
   * @param <T> the class it serves
   * @param type the class it serves
   * @param children takes an instance apart
   * @param rebuild puts one together
   * @return the support
   */
  static <T> TreeSupport<T> of(
      Class<T> type, Function<T, List<?>> children, Function<List<?>, T> rebuild) {
    return new FunctionalTreeSupport<>(type, children, rebuild);
  }
}
