package org.jacobean.jit;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.TreeDef;

/** Finds static values that only their identity tells apart. */
final class IdentityStatics {
  private IdentityStatics() {}

  /**
   * The class of the static value at a place, if it inherits {@code equals} from {@link Object} and
   * is no lambda.
   */
  static Optional<Class<?>> find(TreeDef tree, KeyPath path) {
    try {
      Object at = tree.unflatten(Collections.nCopies(tree.leafCount(), NDArray.scalar(0.0)));
      for (KeyPath.Key key : path.keys()) {
        at = child(at, key);
      }
      Class<?> type = at.getClass();
      boolean byIdentity =
          type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
      return byIdentity && !type.isHidden() ? Optional.of(type) : Optional.empty();
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A place that cannot be looked at cannot be complained about either.
      return Optional.empty();
    }
  }

  private static Object child(Object at, KeyPath.Key key) throws ReflectiveOperationException {
    return Objects.requireNonNull(
        switch (key) {
          case KeyPath.Index(int i) ->
              at instanceof List<?> list ? list.get(i) : ((Object[]) at)[i];
          case KeyPath.MapKey(Object k) -> ((Map<?, ?>) at).get(k);
          case KeyPath.Field(String name) -> {
            RecordComponent component =
                Arrays.stream(at.getClass().getRecordComponents())
                    .filter(c -> c.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFieldException(name));
            AccessibleObject accessor = component.getAccessor();
            accessor.setAccessible(true);
            yield component.getAccessor().invoke(at);
          }
        });
  }
}
