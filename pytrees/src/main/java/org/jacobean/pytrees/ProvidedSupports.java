package org.jacobean.pytrees;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The tree supports that providers on the class or module path offer. */
final class ProvidedSupports {
  private static final List<TreeSupport<?>> ALL = load();

  private ProvidedSupports() {}

  private static List<TreeSupport<?>> load() {
    return ServiceLoader.load(TreeSupport.class, TreeSupport.class.getClassLoader()).stream()
        .<TreeSupport<?>>map(ServiceLoader.Provider::get)
        .toList();
  }

  static Optional<TreeSupport<?>> of(Class<?> type) {
    return ALL.stream()
        .filter(support -> support.type().isAssignableFrom(type))
        .reduce((a, b) -> a.type().isAssignableFrom(b.type()) ? b : a);
  }
}
