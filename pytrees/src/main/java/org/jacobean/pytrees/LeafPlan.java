package org.jacobean.pytrees;

/** Arrays: the values a tree hands out and does not look into. */
final class LeafPlan extends Plan {
  @Override
  Node build(Object value, Builder builder) {
    if (value instanceof Object[] rows) {
      requireRows(rows);
    }
    return builder.leaf(value);
  }

  static boolean lacksRows(Object[] rows) {
    for (Object row : rows) {
      if (row == null || (row instanceof Object[] inner && lacksRows(inner))) {
        return true;
      }
    }
    return false;
  }

  private static void requireRows(Object[] rows) {
    int i = 0;
    try {
      for (; i < rows.length; i++) {
        if (rows[i] == null) {
          throw new Malformed(
              "JX0101", "null at %s: a row of a nested array is missing. Give every row a value.");
        }
        if (rows[i] instanceof Object[] inner) {
          requireRows(inner);
        }
      }
    } catch (Malformed malformed) {
      throw malformed.under(new KeyPath.Index(i));
    }
  }
}
