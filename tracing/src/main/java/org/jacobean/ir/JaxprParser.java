package org.jacobean.ir;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.Varying;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.Primitive;

/**
 * Reads the notation that {@link JaxprPrinter} prints. Line ends count as spaces; {@code #} starts
 * a comment, which becomes the equation's source line if it has that form. Composite operations
 * cannot be read: their definition is code.
 */
public final class JaxprParser {
  private final TextCursor in;
  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, Jaxpr> shared = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private Map<String, Var> scope = Map.of();

  private JaxprParser(TextCursor in) {
    this.in = in;
  }

  /**
   * The program that a text denotes.
   *
   * @throws org.jacobean.errors.DataException JX0721 for a syntax error, JX0722 for an unknown
   *     primitive, JX0723 for a wrong parameter, each with line and column
   */
  public static Jaxpr parse(String text) {
    JaxprParser p = new JaxprParser(new TextCursor(text));
    p.definitions();
    Jaxpr j = p.jaxpr();
    p.in.expectEnd();
    return j;
  }

  /** Finds the shared jaxprs ahead of the program; they are read when one is first referred to. */
  private void definitions() {
    while (in.peekIdentifier() && in.peekWord("let")) {
      in.expectWord("let");
      in.mark();
      String name = in.identifier();
      in.expect("=");
      if (starts.put(name, in.position()) != null) {
        throw in.errorAtMark("JX0721", "jaxpr '" + name + "' is defined twice");
      }
      in.skipBraces();
      in.expectWord("in");
    }
  }

  /** A jaxpr that stands here, or is defined ahead of the program. */
  private Jaxpr jaxprOrName() {
    if (!in.peekIdentifier()) {
      return jaxpr();
    }
    in.mark();
    String name = in.identifier();
    Integer start = starts.get(name);
    if (start == null || open.contains(name)) {
      throw in.errorAtMark(
          "JX0721",
          "jaxpr '" + name + "' is " + (start == null ? "not defined" : "part of itself"));
    }
    Jaxpr known = shared.get(name);
    if (known != null) {
      return known;
    }
    int here = in.position();
    in.moveTo(start);
    open.add(name);
    Jaxpr j = jaxpr();
    open.remove(name);
    in.moveTo(here);
    shared.put(name, j);
    return j;
  }

  private Jaxpr jaxpr() {
    Map<String, Var> outer = scope;
    scope = new HashMap<>();
    in.expect("{");
    in.expectWord("lambda");
    List<Var> consts = binders();
    in.expect(";");
    List<Var> args = binders();
    in.expect(".");
    in.expectWord("let");
    List<Eqn> eqns = new ArrayList<>();
    while (!in.peekWord("in")) {
      eqns.add(eqn());
      in.accept(";");
    }
    in.expectWord("in");
    in.expect("(");
    List<Atom> outs = new ArrayList<>();
    while (!in.accept(")")) {
      outs.add(atom());
      in.accept(",");
    }
    in.expect("}");
    scope = outer;
    return new Jaxpr(consts, args, eqns, outs);
  }

  private List<Var> binders() {
    List<Var> vars = new ArrayList<>();
    while (in.peekIdentifier()) {
      in.mark();
      String name = in.identifier();
      in.expect(":");
      Var v = new Var(type());
      if (!name.equals("_") && scope.put(name, v) != null) {
        throw in.errorAtMark("JX0721", "variable '" + name + "' is bound twice");
      }
      vars.add(v);
    }
    return vars;
  }

  private AbstractValue type() {
    in.mark();
    String dtype = in.identifier();
    DType t;
    try {
      t = DType.parse(dtype);
    } catch (JacobeanException e) {
      throw in.errorAtMark("JX0721", "'" + dtype + "' is not a dtype");
    }
    in.expect("[");
    List<Integer> dims = new ArrayList<>();
    while (!in.accept("]")) {
      dims.add(in.integer());
      in.accept(",");
    }
    boolean weak = in.acceptHere('*');
    return new AbstractValue(
        t, Shape.of(dims.stream().mapToInt(i -> i).toArray()), weak, varying());
  }

  /** The mesh axes of a type, as in <code>{V:data,model}</code>; they follow it at once. */
  private Varying varying() {
    List<String> axes = new ArrayList<>();
    if (in.acceptHere('{')) {
      in.expectWord("V");
      do {
        in.expect(axes.isEmpty() ? ":" : ",");
        axes.add(in.string());
      } while (!in.accept("}"));
    }
    return Varying.over(axes);
  }

  private Eqn eqn() {
    in.takeComment();
    // Outputs enter the scope only after the operands are read: an equation cannot use what it
    // binds.
    Map<String, Var> before = scope;
    scope = new HashMap<>();
    List<Var> outputs = binders();
    Map<String, Var> bound = scope;
    scope = before;
    in.expect("=");
    in.mark();
    int start = in.position();
    String name = in.identifier();
    OpNames.Kind kind =
        OpNames.kind(name)
            .orElseThrow(
                () -> in.errorAtMark("JX0722", "there is no primitive called '" + name + "'"));
    boolean hasParameters = in.acceptHere('[');
    String headComment = hasParameters ? in.commentHere() : "";
    Primitive op = (Primitive) record(kind, hasParameters, start);
    List<Atom> inputs = new ArrayList<>();
    while (in.peekOperand()) {
      inputs.add(atom());
    }
    for (Map.Entry<String, Var> e : bound.entrySet()) {
      if (scope.put(e.getKey(), e.getValue()) != null) {
        throw in.error("JX0721", "variable '" + e.getKey() + "' is bound twice");
      }
    }
    in.skipSpace();
    String last = in.takeComment();
    return new Eqn(
        op, inputs, outputs, SourceLine.parse(headComment.isEmpty() ? last : headComment));
  }

  private Object record(OpNames.Kind kind, boolean hasParameters, int start) {
    Map<String, Object> values = new HashMap<>(kind.fixed());
    OpSchema schema = OpSchema.of(kind.type());
    if (hasParameters) {
      while (!in.accept("]")) {
        in.mark();
        String name = in.identifier();
        OpSchema.Field f =
            schema.fields().stream()
                .filter(x -> x.name().equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        in.errorAtMark(
                            "JX0723",
                            kind.type().getSimpleName() + " has no parameter '" + name + "'"));
        in.expect("=");
        values.put(name, value(f.type(), f.genericType()));
        in.accept(",");
      }
    }
    return create(schema, schema.fields(), values, start);
  }

  private Object create(
      OpSchema schema, List<OpSchema.Field> needed, Map<String, Object> values, int start) {
    for (OpSchema.Field f : needed) {
      if (!values.containsKey(f.name()) && !f.isOptional()) {
        throw in.errorAt(start, "JX0723", "parameter '" + f.name() + "' is missing");
      }
    }
    return schema.create(values);
  }

  private Object value(Class<?> type, Type generic) {
    if (type == Jaxpr.class) {
      return jaxprOrName();
    }
    if (type == int.class) {
      return in.integer();
    }
    if (type == boolean.class) {
      return bool();
    }
    if (type == String.class) {
      return in.string();
    }
    if (type == CheckpointPolicy.class) {
      return CheckpointPolicy.parse(in.string());
    }
    if (type == Axes.class) {
      return Axes.of(tuple());
    }
    if (type == Shape.class) {
      return shape();
    }
    if (type == AbstractValue.class) {
      return type();
    }
    if (type == DType.class) {
      return dtype();
    }
    if (type == Mesh.class || type == PartitionSpec.class) {
      return layout(type);
    }
    if (type.isEnum()) {
      return constant(type);
    }
    if (type == NamedAxis.class) {
      return namedAxis();
    }
    if (type == PPermute.Pair.class) {
      return pair();
    }
    if (type == List.class) {
      return list((Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0]);
    }
    if (type.isRecord()) {
      return nested(type);
    }
    throw in.error("JX0723", "parameters of type " + type.getSimpleName() + " have no text form");
  }

  /** A mesh or a partition spec: one word and what is in parentheses after it. */
  private Object layout(Class<?> type) {
    in.mark();
    String text = in.enclosed();
    try {
      return type == Mesh.class ? Mesh.parse(text) : PartitionSpec.parse(text);
    } catch (JacobeanException e) {
      throw in.errorAtMark("JX0723", e.getMessage());
    }
  }

  private boolean bool() {
    in.mark();
    return switch (in.identifier()) {
      case "True" -> true;
      case "False" -> false;
      default -> throw in.errorAtMark("JX0723", "expected True or False");
    };
  }

  private int[] tuple() {
    in.expect("(");
    List<Integer> items = new ArrayList<>();
    while (!in.accept(")")) {
      items.add(in.integer());
      in.accept(",");
    }
    return items.stream().mapToInt(i -> i).toArray();
  }

  private NamedAxis namedAxis() {
    String name = in.string();
    in.expect(":");
    return new NamedAxis(name, in.integer());
  }

  private PPermute.Pair pair() {
    in.mark();
    int[] p = tuple();
    if (p.length != 2) {
      throw in.errorAtMark("JX0723", "expected a source and a target");
    }
    return new PPermute.Pair(p[0], p[1]);
  }

  private Shape shape() {
    in.mark();
    try {
      return Shape.of(tuple());
    } catch (org.jacobean.errors.ShapeException e) {
      throw in.errorAtMark("JX0723", e.getMessage());
    }
  }

  private DType dtype() {
    in.mark();
    String name = in.identifier();
    try {
      return DType.parse(name);
    } catch (JacobeanException e) {
      throw in.errorAtMark("JX0723", "'" + name + "' is not a dtype");
    }
  }

  private Object constant(Class<?> type) {
    in.mark();
    String name = in.identifier();
    for (Object c : type.getEnumConstants()) {
      if (((Enum<?>) c).name().equals(name)) {
        return c;
      }
    }
    throw in.errorAtMark("JX0723", "'" + name + "' is not a " + type.getSimpleName());
  }

  private List<Object> list(Class<?> element) {
    in.expect("(");
    List<Object> items = new ArrayList<>();
    while (!in.accept(")")) {
      items.add(value(element, element));
      in.accept(",");
    }
    return items;
  }

  private Object nested(Class<?> type) {
    in.mark();
    int start = in.position();
    String name = in.identifier();
    if (!name.equals(type.getSimpleName())) {
      throw in.errorAtMark(
          "JX0723", "expected " + type.getSimpleName() + "(…), found '" + name + "'");
    }
    in.expect("(");
    OpSchema schema = OpSchema.of(type);
    Map<String, Object> values = new HashMap<>();
    while (!in.accept(")")) {
      in.mark();
      String field = in.identifier();
      in.expect("=");
      OpSchema.Field f =
          schema.declared().stream()
              .filter(x -> x.name().equals(field))
              .findFirst()
              .orElseThrow(
                  () ->
                      in.errorAtMark(
                          "JX0723", type.getSimpleName() + " has no component '" + field + "'"));
      values.put(field, value(f.type(), f.genericType()));
      in.accept(",");
    }
    return create(schema, schema.declared(), values, start);
  }

  private Atom atom() {
    in.mark();
    if (in.peekLiteral()) {
      String text = in.number();
      in.expect(":");
      AbstractValue type = type();
      if (type.rank() != 0) {
        throw in.errorAtMark("JX0721", "a literal is a scalar, not " + type);
      }
      try {
        return LiteralText.parse(text, type);
      } catch (NumberFormatException e) {
        throw in.errorAtMark("JX0721", "'" + text + "' is not a number of type " + type);
      }
    }
    String name = in.identifier();
    Var v = scope.get(name);
    if (v == null) {
      throw in.errorAtMark("JX0721", "variable '" + name + "' is not bound");
    }
    return v;
  }
}
