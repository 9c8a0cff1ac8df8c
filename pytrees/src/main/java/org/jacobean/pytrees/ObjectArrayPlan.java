package org.jacobean.pytrees;

import java.lang.reflect.Array;

/** Arrays of objects of one element type. */
final class ObjectArrayPlan extends Plan.Indexed {
  private final Class<?> element;

  ObjectArrayPlan(Class<?> element) {
    this.element = element;
  }

  @Override
  boolean accepts(Object value) {
    return value.getClass().getComponentType() == element;
  }

  @Override
  int size(Object value) {
    return ((Object[]) value).length;
  }

  @Override
  Object child(Object value, int index) {
    return ((Object[]) value)[index];
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    Object[] array = (Object[]) Array.newInstance(element, children.length);
    for (int i = 0; i < array.length; i++) {
      if (!element.isInstance(children[i])) {
        throw Misfit.of(children[i], element, key(meta, i), element.getSimpleName() + "[]");
      }
      array[i] = children[i];
    }
    return array;
  }

  @Override
  String name(Object meta) {
    return element.getSimpleName();
  }

  @Override
  String brackets() {
    return "[]";
  }

  @Override
  String kind() {
    return element.getTypeName() + "[]";
  }
}
