package org.jacobean.pytrees;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The records of one class: a child per component, named by it. */
final class RecordPlan extends Plan.Indexed {
  /** A method handle takes 255 arguments at most, itself and the instance included. */
  private static final int MAX_COMPONENTS = 250;

  private final Class<?> type;
  private final Class<?>[] declared;
  private final KeyPath.Field[] keys;
  private final boolean[] surelyLeaf;
  private final List<MethodHandle> handles;
  private final RecordAccess access;

  private RecordPlan(Class<?> type, RecordComponent[] components, List<MethodHandle> handles) {
    this.type = type;
    this.handles = handles;
    access = AccessCompiler.record(handles);
    declared = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    keys =
        Arrays.stream(components)
            .map(component -> new KeyPath.Field(component.getName()))
            .toArray(KeyPath.Field[]::new);
    surelyLeaf = new boolean[declared.length];
    for (int i = 0; i < declared.length; i++) {
      surelyLeaf[i] = Leaf.class.isAssignableFrom(declared[i]);
    }
  }

  /** The plan of a record class, or one that explains why its values cannot be read. */
  static Plan of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length > MAX_COMPONENTS) {
      return new RejectedPlan(type, "nested records of at most " + MAX_COMPONENTS + " components");
    }
    return lookup(type)
        .<Plan>map(found -> new RecordPlan(type, components, handles(found, type, components)))
        .orElseGet(() -> new ClosedRecordPlan(type));
  }

  /** A lookup that can call the accessors and the canonical constructor, if there is one. */
  private static Optional<MethodHandles.Lookup> lookup(Class<?> type) {
    // Reading a module is ours to declare; whether it opens its packages to us is not.
    RecordPlan.class.getModule().addReads(type.getModule());
    try {
      return Optional.of(MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    } catch (IllegalAccessException _) {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      try {
        handles(lookup, type, type.getRecordComponents());
        return Optional.of(lookup);
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }

  /** The accessors, and after them the canonical constructor, all erased to {@code Object}. */
  private static List<MethodHandle> handles(
      MethodHandles.Lookup lookup, Class<?> type, RecordComponent[] components) {
    try {
      List<MethodHandle> handles = new ArrayList<>();
      for (RecordComponent component : components) {
        handles.add(
            lookup
                .findVirtual(type, component.getName(), MethodType.methodType(component.getType()))
                .asType(MethodType.methodType(Object.class, Object.class)));
      }
      Class<?>[] parameters =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      handles.add(
          lookup
              .findConstructor(type, MethodType.methodType(void.class, parameters))
              .asType(MethodType.genericMethodType(parameters.length)));
      return List.copyOf(handles);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Class<?> type() {
    return type;
  }

  /** The accessors, and after them the canonical constructor, all erased to {@code Object}. */
  List<MethodHandle> handles() {
    return handles;
  }

  @Override
  boolean accepts(Object value) {
    return value.getClass() == type;
  }

  @Override
  int size(Object value) {
    return keys.length;
  }

  @Override
  Object child(Object value, int index) {
    return access.get(value, index);
  }

  @Override
  Object[] children(Object value, Object meta) {
    Object[] values = new Object[keys.length];
    access.read(value, values, 0);
    return values;
  }

  @Override
  Node build(Object value, Builder builder) {
    Object[] values = children(value, NO_META);
    Node.Branch node = branch(values, builder);
    // A record of static values is one itself, compared by its own equals. A component that was
    // copied (a set) may change under the record, which then has to stay apart.
    for (int i = 0; i < values.length; i++) {
      if (!(node.children[i] instanceof Node.StaticNode(Object kept)) || kept != values[i]) {
        return node;
      }
    }
    return new Node.StaticNode(value);
  }

  private Node.Branch branch(Object[] values, Builder builder) {
    Node[] nodes = new Node[values.length];
    int i = 0;
    try {
      for (; i < nodes.length; i++) {
        nodes[i] = builder.node(values[i]);
      }
    } catch (Malformed malformed) {
      throw malformed.under(keys[i]);
    }
    return new Node.Branch(this, NO_META, nodes);
  }

  /** The node of a static record with its components apart, to say where two of them differ. */
  static Optional<Node.Branch> expand(Object value) {
    return Plans.of(value.getClass()) instanceof RecordPlan plan
        ? Optional.of(
            Builder.inside(builder -> plan.branch(plan.children(value, NO_META), builder)))
        : Optional.empty();
  }

  @Override
  int match(Object value, Node.Branch node, Object[] out, int at) {
    if (!node.onlyLeaves) {
      Node[] nodes = node.children;
      for (int i = 0; i < nodes.length && at >= 0; i++) {
        at = Node.match(nodes[i], access.get(value, i), out, at);
      }
      return at;
    }
    access.read(value, out, at);
    for (int i = 0; i < surelyLeaf.length; i++, at++) {
      if (surelyLeaf[i] ? out[at] == null : !Plans.isWholeLeaf(out[at])) {
        return -1;
      }
    }
    return at;
  }

  @Override
  Object rebuild(Node.Branch node, Object[] leaves, int at) {
    return node.onlyLeaves ? make(leaves, at) : make(node.rebuildChildren(leaves, at), 0);
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    return make(children, 0);
  }

  private Object make(Object[] values, int at) {
    try {
      return access.make(values, at);
    } catch (ClassCastException e) {
      for (int i = 0; i < declared.length; i++) {
        if (!declared[i].isPrimitive() && !declared[i].isInstance(values[at + i])) {
          throw Misfit.of(values[at + i], declared[i], keys[i], type.getSimpleName());
        }
      }
      throw e;
    }
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    return keys[child];
  }

  @Override
  String name(Object meta) {
    return type.getSimpleName();
  }

  @Override
  String label(Object meta, int child) {
    return keys[child].name() + "=";
  }

  @Override
  String kind() {
    return type.getTypeName();
  }
}
