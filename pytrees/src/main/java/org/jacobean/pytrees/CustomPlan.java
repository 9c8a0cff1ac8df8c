package org.jacobean.pytrees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jacobean.errors.TreeException;

/** A class that comes with its own {@link TreeSupport}. */
final class CustomPlan extends Plan {
  private final Class<?> type;
  private final Optional<TreeSupport<?>> provided;

  /** The plan of a class whose instances know their support. */
  CustomPlan(Class<?> type) {
    this.type = type;
    provided = Optional.empty();
  }

  CustomPlan(Class<?> type, TreeSupport<?> provided) {
    this.type = type;
    this.provided = Optional.of(provided);
  }

  @Override
  boolean accepts(Object value) {
    return value.getClass() == type;
  }

  /** The support; it serves to rebuild and to name, and the class alone decides equality. */
  @Override
  Object meta(Object value) {
    if (provided.isPresent()) {
      return provided.get();
    }
    TreeSupport<?> support = ((TreeNode<?>) value).treeSupport();
    if (support == null) {
      throw unfaithful("the treeSupport() of %s is null");
    }
    return support;
  }

  @Override
  boolean metaEquals(Object meta, Object other) {
    return true;
  }

  @Override
  int metaHash(Object meta) {
    return type.hashCode();
  }

  @Override
  @SuppressWarnings("unchecked") // a support is looked up by the class of the value
  Object[] children(Object value, Object meta) {
    List<?> children = ((TreeSupport<Object>) meta).children(value);
    if (children == null) {
      throw unfaithful("its TreeSupport gave null for the children of %s");
    }
    return children.toArray();
  }

  private Malformed unfaithful(String what) {
    return new Malformed("JX0111", type.getTypeName() + " is not a faithful tree: " + what + ".");
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    Object value = ((TreeSupport<?>) meta).rebuild(Arrays.asList(children));
    if (value == null || value.getClass() != type) {
      throw new TreeException(
          "JX0111",
          type.getTypeName()
              + " is not a faithful tree: its TreeSupport rebuilt "
              + Misfit.describe(value)
              + ". Let rebuild return an instance of the class it was taken from.");
    }
    return value;
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    List<String> names = ((TreeSupport<?>) meta).names();
    return child < names.size() ? new KeyPath.Field(names.get(child)) : new KeyPath.Index(child);
  }

  @Override
  String name(Object meta) {
    return type.getSimpleName();
  }

  @Override
  String label(Object meta, int child) {
    return key(meta, child) instanceof KeyPath.Field field ? field.name() + "=" : "";
  }

  @Override
  String kind() {
    return type.getTypeName();
  }
}
