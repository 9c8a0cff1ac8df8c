package org.jacobean.pytrees;

import java.util.List;
import java.util.RandomAccess;

/** Every {@code java.util.List}; all of them are one kind and come back unmodifiable. */
final class ListPlan extends Plan.Indexed {
  @Override
  int size(Object value) {
    return ((List<?>) value).size();
  }

  @Override
  Object child(Object value, int index) {
    return ((List<?>) value).get(index);
  }

  @Override
  Object[] children(Object value, Object meta) {
    return ((List<?>) value).toArray();
  }

  @Override
  int match(Object value, Node.Branch node, Object[] out, int at) {
    return value instanceof RandomAccess
        ? super.match(value, node, out, at)
        : matchAll(((List<?>) value).toArray(), node, out, at);
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    return List.of(children);
  }

  @Override
  String brackets() {
    return "[]";
  }
}
