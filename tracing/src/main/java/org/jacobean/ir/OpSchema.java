package org.jacobean.ir;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.ir.op.HostFunction;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.While;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class by their names in text, read by reflection once per class:
 * parameters of primitives and the records inside them. Rules of custom derivatives and callbacks
 * are code and have no text.
 */
final class OpSchema {
  /**
   * One component.
   *
   * @param name its name in text: snake case
   * @param component how to read it
   */
  record Field(String name, RecordComponent component) {
    Class<?> type() {
      return component.getType();
    }

    Type genericType() {
      return component.getGenericType();
    }

    /** Whether zero stands for absence and is not printed. */
    boolean isOptional() {
      return component.getDeclaringRecord() == While.class && name.equals("max_steps");
    }

    /** Whether it is printed for this record. */
    boolean isPresent(Object record) {
      return !isOptional() || !get(record).equals(0);
    }

    Object get(Object record) {
      try {
        return component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "cannot read " + component + "; open its package to org.jacobean.tracing", e);
      }
    }
  }

  private static final ClassValue<OpSchema> CACHE =
      new ClassValue<>() {
        @Override
        protected OpSchema computeValue(Class<?> type) {
          return new OpSchema(type);
        }
      };

  private final Class<?> type;
  private final List<Field> all = new ArrayList<>();
  private final List<Field> printed;

  private OpSchema(Class<?> type) {
    this.type = type;
    if (type.isRecord()) {
      for (RecordComponent c : type.getRecordComponents()) {
        c.getAccessor().setAccessible(true);
        all.add(new Field(textName(c), c));
      }
    }
    String told = OpNames.told(type);
    this.printed =
        all.stream()
            .filter(f -> !isRule(f.type()) && !f.component.getName().equals(told))
            .sorted(
                Comparator.comparing((Field f) -> !f.name.equals("name"))
                    .thenComparing(Field::name))
            .toList();
  }

  /** The schema of a record class; a class that is no record has no fields. */
  static OpSchema of(Class<?> type) {
    return CACHE.get(type);
  }

  /** The components that are printed: the name of a function, then the others sorted by name. */
  List<Field> fields() {
    return printed;
  }

  /** The components in the order of declaration. */
  List<Field> declared() {
    return all;
  }

  static boolean isRule(Class<?> type) {
    return type == CustomRules.Pullback.class || type == HostFunction.class;
  }

  /** A parameter's name in text, which a record cannot always have: {@code name} is taken. */
  private static String textName(RecordComponent c) {
    boolean isName = c.getDeclaringRecord() == Name.class || c.getName().equals("functionName");
    return isName ? "name" : snakeCase(c.getName());
  }

  static String snakeCase(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /**
   * A record with the given components, by their text names or (for those that a name tells) Java
   * names.
   */
  Object create(Map<String, Object> values) {
    @Nullable Object[] args = new @Nullable Object[all.size()];
    Class<?>[] types = new Class<?>[all.size()];
    for (int i = 0; i < args.length; i++) {
      Field f = all.get(i);
      types[i] = f.type();
      args[i] =
          isRule(f.type())
              ? ForgottenRule.RULE
              : f.isOptional() ? values.getOrDefault(f.name, 0) : values.get(f.name);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(args);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof JacobeanException j
          ? j
          : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }
}
