package org.jacobean.ir;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Primitive;

/**
 * Builds a jaxpr from JSON; errors name the place as a path such as {@code
 * jaxpr.eqns[3].params.axes}.
 */
final class JaxprJsonReader {
  /** The error for contents that make no sense. */
  private static DataException malformed(String path, String message) {
    return new DataException("JX0733", path + ": " + message);
  }

  Jaxpr jaxpr(JsonNode node, String path) {
    List<Var> vars = new ArrayList<>();
    List<Var> consts = bind(member(node, "constvars", path), path + ".constvars", vars);
    List<Var> args = bind(member(node, "invars", path), path + ".invars", vars);
    List<Eqn> eqns = new ArrayList<>();
    for (JsonNode e : list(member(node, "eqns", path), path + ".eqns")) {
      eqns.add(eqn(e, path + ".eqns[" + eqns.size() + "]", vars));
    }
    return new Jaxpr(consts, args, eqns, atoms(member(node, "outs", path), path + ".outs", vars));
  }

  private static JsonNode member(JsonNode node, String name, String path) {
    JsonNode m = node.get(name);
    if (m == null) {
      throw malformed(path, "member '" + name + "' is missing");
    }
    return m;
  }

  private static JsonNode list(JsonNode node, String path) {
    if (!node.isArray()) {
      throw malformed(path, "expected a list, found " + node);
    }
    return node;
  }

  private static List<Var> bind(JsonNode types, String path, List<Var> vars) {
    List<Var> bound = new ArrayList<>();
    for (JsonNode t : list(types, path)) {
      bound.add(new Var(type(t, path + "[" + bound.size() + "]")));
    }
    vars.addAll(bound);
    return bound;
  }

  private static AbstractValue type(JsonNode t, String path) {
    try {
      return AbstractValue.parse(t.asText());
    } catch (JacobeanException e) {
      throw malformed(path, e.getMessage());
    }
  }

  private static List<Atom> atoms(JsonNode node, String path, List<Var> vars) {
    List<Atom> atoms = new ArrayList<>();
    for (JsonNode a : list(node, path)) {
      String place = path + "[" + atoms.size() + "]";
      if (a.isInt() && 0 <= a.asInt() && a.asInt() < vars.size()) {
        atoms.add(vars.get(a.asInt()));
      } else if (a.isObject()) {
        atoms.add(literal(a, place));
      } else {
        throw malformed(
            place, a + " is neither the number of a variable that is bound nor a literal");
      }
    }
    return atoms;
  }

  private static Literal literal(JsonNode node, String path) {
    AbstractValue type = type(member(node, "type", path), path + ".type");
    String text = member(node, "literal", path).asText();
    if (type.rank() != 0) {
      throw malformed(path, "a literal is a scalar, not " + type);
    }
    try {
      return LiteralText.parse(text, type);
    } catch (NumberFormatException e) {
      throw malformed(path, "'" + text + "' is not a number of type " + type);
    }
  }

  private Eqn eqn(JsonNode node, String path, List<Var> vars) {
    String name = member(node, "op", path).asText();
    OpNames.Kind kind =
        OpNames.kind(name)
            .orElseThrow(
                () -> malformed(path + ".op", "there is no primitive called '" + name + "'"));
    Map<String, Object> values = new HashMap<>(kind.fixed());
    OpSchema schema = OpSchema.of(kind.type());
    JsonNode params = node.path("params");
    for (OpSchema.Field f : schema.fields()) {
      if (f.isOptional() && !params.has(f.name())) {
        continue;
      }
      values.put(
          f.name(),
          value(
              member(params, f.name(), path + ".params"),
              f.type(),
              f.genericType(),
              path + ".params." + f.name()));
    }
    Primitive op = (Primitive) create(schema, values, path);
    List<Atom> inputs = atoms(member(node, "in", path), path + ".in", vars);
    List<Var> outputs = bind(member(node, "out", path), path + ".out", vars);
    return new Eqn(op, inputs, outputs, SourceLine.parse(node.path("source").asText()));
  }

  private static Object create(OpSchema schema, Map<String, Object> values, String path) {
    try {
      return schema.create(values);
    } catch (JacobeanException e) {
      throw malformed(path, e.getMessage());
    }
  }

  private Object value(JsonNode node, Class<?> type, Type generic, String path) {
    if (type == Jaxpr.class) {
      return jaxpr(node, path);
    }
    if (type == int.class) {
      require(node.isInt(), node, "an integer", path);
      return node.asInt();
    }
    if (type == boolean.class) {
      require(node.isBoolean(), node, "true or false", path);
      return node.asBoolean();
    }
    if (type == Axes.class) {
      return Axes.of(ints(node, path));
    }
    if (type == Shape.class) {
      return shape(node, path);
    }
    if (type == List.class) {
      return items(
          node, (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0], path);
    }
    if (type.isRecord() && type != AbstractValue.class && type != Mesh.class) {
      return nested(node, type, path);
    }
    require(node.isTextual(), node, "a text", path);
    return text(node, type, path);
  }

  private static Object text(JsonNode node, Class<?> type, String path) {
    String s = node.asText();
    if (type == String.class) {
      return s;
    }
    if (type == AbstractValue.class) {
      return type(node, path);
    }
    if (type == CheckpointPolicy.class) {
      return CheckpointPolicy.parse(s);
    }
    if (type == Mesh.class || type == PartitionSpec.class) {
      try {
        return type == Mesh.class ? Mesh.parse(s) : PartitionSpec.parse(s);
      } catch (JacobeanException e) {
        throw malformed(path, e.getMessage());
      }
    }
    if (type == DType.class) {
      try {
        return DType.parse(s);
      } catch (JacobeanException e) {
        throw malformed(path, e.getMessage());
      }
    }
    for (Object c : type.getEnumConstants()) {
      if (((Enum<?>) c).name().equals(s)) {
        return c;
      }
    }
    throw malformed(path, "'" + s + "' is not a " + type.getSimpleName());
  }

  private static void require(boolean holds, JsonNode node, String what, String path) {
    if (!holds) {
      throw malformed(path, "expected " + what + ", found " + node);
    }
  }

  private static int[] ints(JsonNode node, String path) {
    int[] values = new int[list(node, path).size()];
    for (int i = 0; i < values.length; i++) {
      require(node.get(i).isInt(), node.get(i), "an integer", path + "[" + i + "]");
      values[i] = node.get(i).asInt();
    }
    return values;
  }

  private static Shape shape(JsonNode node, String path) {
    try {
      return Shape.of(ints(node, path));
    } catch (org.jacobean.errors.ShapeException e) {
      throw malformed(path, e.getMessage());
    }
  }

  private List<Object> items(JsonNode node, Class<?> element, String path) {
    List<Object> items = new ArrayList<>();
    for (JsonNode item : list(node, path)) {
      items.add(value(item, element, element, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private Object nested(JsonNode node, Class<?> type, String path) {
    OpSchema schema = OpSchema.of(type);
    Map<String, Object> values = new HashMap<>();
    for (OpSchema.Field f : schema.declared()) {
      values.put(
          f.name(),
          value(member(node, f.name(), path), f.type(), f.genericType(), path + "." + f.name()));
    }
    return create(schema, values, path);
  }
}
