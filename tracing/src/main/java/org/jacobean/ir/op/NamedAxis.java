package org.jacobean.ir.op;

import org.jacobean.errors.ShapeException;

/**
 * An axis that collectives run over: the examples of a {@code vmap} with an axis name, or the
 * devices along an axis of a mesh. The size is part of it, so that a shape rule needs nothing else.
 *
 * @param name its name
 * @param size its number of participants
 */
public record NamedAxis(String name, int size) {
  /**
   * Checks the size.
   *
   * @throws ShapeException JX0220 when the size is negative or the name is empty
   */
  public NamedAxis {
    if (name.isEmpty() || size < 0) {
      throw new ShapeException(
          "JX0220", "an axis needs a name and a size of at least 0: '" + name + "', " + size);
    }
  }

  /** For example {@code i:4}. */
  @Override
  public String toString() {
    return name + ":" + size;
  }
}
