package org.jacobean.ir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.NDArrayCodec;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Composite;

/**
 * Jaxprs as JSON, with their constants.
 *
 * {@snippet lang=json :
 * {
 *   "format" : "jacobean-jaxpr",
 *   "version" : 1,
 *   "jaxpr" : {
 *     "constvars" : [ ],
 *     "invars" : [ "f32[3]" ],
 *     "eqns" : [ {
 *       "op" : "reduce_sum",
 *       "params" : { "axes" : [ 0 ] },
 *       "in" : [ 0 ],
 *       "out" : [ "f32[]" ],
 *       "source" : "Main.java:12 (Main.loss)"
 *     }, {
 *       "op" : "mul",
 *       "in" : [ 1, { "literal" : "2.0", "type" : "f32[]" } ],
 *       "out" : [ "f32[]" ]
 *     } ],
 *     "outs" : [ 2 ]
 *   },
 *   "consts" : [ ]
 * }
 * }
 *
 * <p>A variable is the number of its binding: constvars, then invars, then the results of the
 * equations in order. Constants are types and base64 of their elements. The derivative rules of
 * custom functions are code and are not stored; a function that was read back runs but does not
 * differentiate ({@code JX0491}). Composite operations cannot be stored.
 */
public final class JaxprJson {
  static final String FORMAT = "jacobean-jaxpr";
  static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JaxprJson() {}

  /**
   * The program and its constants as JSON.
   *
   * @throws DataException JX0734 for a composite operation
   * @throws TracerException JX0303 when a constant is a tracer
   */
  public static String write(ClosedJaxpr closed) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.set("jaxpr", jaxpr(closed.jaxpr()));
    ArrayNode consts = root.putArray("consts");
    for (NDArray c : closed.consts()) {
      consts.addObject().put("type", c.aval().toString()).put("data", NDArrayCodec.toBase64(c));
    }
    return root.toPrettyString();
  }

  private static ObjectNode jaxpr(Jaxpr j) {
    ObjectNode node = MAPPER.createObjectNode();
    Map<Var, Integer> number = new IdentityHashMap<>();
    node.set("constvars", types(j.constVars(), number));
    node.set("invars", types(j.inVars(), number));
    ArrayNode eqns = node.putArray("eqns");
    for (Eqn e : j.eqns()) {
      eqns.add(eqn(e, number));
    }
    node.set("outs", atoms(j.outs(), number));
    return node;
  }

  private static ArrayNode types(List<Var> vars, Map<Var, Integer> number) {
    ArrayNode list = MAPPER.createArrayNode();
    for (Var v : vars) {
      number.put(v, number.size());
      list.add(v.aval().toString());
    }
    return list;
  }

  private static ArrayNode atoms(List<Atom> atoms, Map<Var, Integer> number) {
    ArrayNode list = MAPPER.createArrayNode();
    for (Atom a : atoms) {
      switch (a) {
        case Literal l ->
            list.addObject().put("literal", LiteralText.format(l)).put("type", l.aval().toString());
        case Var v -> {
          Integer n = number.get(v);
          if (n == null) {
            throw new TracerException(
                "JX0320", "a variable of type " + v.aval() + " is used but not bound");
          }
          list.add(n);
        }
      }
    }
    return list;
  }

  private static ObjectNode eqn(Eqn e, Map<Var, Integer> number) {
    if (e.op() instanceof Composite c) {
      throw new DataException(
          "JX0734",
          "composite operation '"
              + c.name()
              + "' is defined by code and cannot be stored; expand it first");
    }
    ObjectNode node = MAPPER.createObjectNode();
    node.put("op", e.op().name());
    ObjectNode params = MAPPER.createObjectNode();
    for (OpSchema.Field f : OpSchema.of(e.op().getClass()).fields()) {
      if (f.isPresent(e.op())) {
        params.set(f.name(), value(f.get(e.op())));
      }
    }
    if (!params.isEmpty()) {
      node.set("params", params);
    }
    node.set("in", atoms(e.inputs(), number));
    node.set("out", types(e.outputs(), number));
    if (!e.source().toString().isEmpty()) {
      node.put("source", e.source().toString());
    }
    return node;
  }

  private static JsonNode value(Object v) {
    return switch (v) {
      case Jaxpr j -> jaxpr(j);
      case Boolean b -> MAPPER.getNodeFactory().booleanNode(b);
      case Integer i -> MAPPER.getNodeFactory().numberNode(i);
      case CheckpointPolicy p -> MAPPER.getNodeFactory().textNode(p.toString());
      case DType t -> MAPPER.getNodeFactory().textNode(t.fullName());
      case Enum<?> e -> MAPPER.getNodeFactory().textNode(e.name());
      case Axes a -> ints(a.toArray());
      case Shape s -> ints(s.dims());
      case List<?> list -> {
        ArrayNode items = MAPPER.createArrayNode();
        list.forEach(item -> items.add(value(item)));
        yield items;
      }
      case AbstractValue a -> MAPPER.getNodeFactory().textNode(a.toString());
      case Mesh m -> MAPPER.getNodeFactory().textNode(m.toString());
      case Record r -> {
        ObjectNode fields = MAPPER.createObjectNode();
        OpSchema.of(r.getClass()).declared().forEach(f -> fields.set(f.name(), value(f.get(r))));
        yield fields;
      }
      default -> MAPPER.getNodeFactory().textNode(v.toString());
    };
  }

  private static ArrayNode ints(int[] values) {
    ArrayNode list = MAPPER.createArrayNode();
    for (int v : values) {
      list.add(v);
    }
    return list;
  }

  /**
   * Reads what {@link #write} wrote, and checks it.
   *
   * @throws DataException JX0731 when the text is not JSON or not of this format, JX0732 for
   *     another version, JX0733 for contents that make no sense, naming the place; JX0736 for
   *     malformed constants
   */
  public static ClosedJaxpr read(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new DataException("JX0731", "not JSON" + where + ": " + e.getOriginalMessage(), e);
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new DataException(
          "JX0731", "this is not a jaxpr: its \"format\" is not \"" + FORMAT + "\"");
    }
    if (root.path("version").asInt() != VERSION) {
      throw new DataException(
          "JX0732",
          "the jaxpr has format version "
              + root.path("version")
              + ", but this library reads version "
              + VERSION);
    }
    Jaxpr j = new JaxprJsonReader().jaxpr(root.path("jaxpr"), "jaxpr");
    List<NDArray> consts = new java.util.ArrayList<>();
    for (JsonNode c : root.path("consts")) {
      consts.add(NDArrayCodec.fromBase64(c.path("type").asText(), c.path("data").asText()));
    }
    try {
      ClosedJaxpr closed = new ClosedJaxpr(j, consts);
      JaxprChecker.check(closed);
      return closed;
    } catch (TracerException e) {
      throw new DataException("JX0733", "the stored program is ill-formed: " + e.getMessage(), e);
    }
  }
}
