package org.jacobean.ir;

import static org.jacobean.ir.Doc.concat;
import static org.jacobean.ir.Doc.join;
import static org.jacobean.ir.Doc.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.Shape;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PPermute;

/**
 * Prints jaxprs in JAX's notation. Variables are named a, b, … z, ba, bb, … in the order of
 * printing; variables of equations that nothing uses are {@code _}. Weak types have a trailing
 * {@code *}. Inner jaxprs that occur more than once, or are long, come first: {@code let f = { … }
 * in}. {@link JaxprParser} reads the text back.
 */
public final class JaxprPrinter {
  private static final int WIDTH = 80;
  static final Set<String> RESERVED = Set.of("in", "let", "nan", "inf");

  private final boolean sourceLines;
  private final SharedJaxprs shared;
  private final Map<Var, String> names = new IdentityHashMap<>();
  private int next;

  private JaxprPrinter(boolean sourceLines, SharedJaxprs shared) {
    this.sourceLines = sourceLines;
    this.shared = shared;
  }

  /** The program as text. */
  public static String print(Jaxpr jaxpr) {
    return print(jaxpr, false);
  }

  /**
   * The program as text; with {@code sourceLines} each equation ends in the user's line, as a
   * comment.
   */
  public static String print(Jaxpr jaxpr, boolean sourceLines) {
    JaxprPrinter printer = new JaxprPrinter(sourceLines, SharedJaxprs.of(jaxpr));
    return Doc.layout(printer.program(jaxpr), WIDTH);
  }

  /** One equation as text, for messages; its variables are named by themselves. */
  static String print(Eqn eqn) {
    return Doc.layout(
        new JaxprPrinter(false, SharedJaxprs.none()).eqn(eqn, Set.copyOf(eqn.outputs())), WIDTH);
  }

  /** The definitions of shared jaxprs, then the program. */
  private Doc program(Jaxpr j) {
    List<Doc> docs = new ArrayList<>();
    shared
        .definitions()
        .forEach(
            (name, inner) -> {
              docs.add(text("let " + name + " = "));
              docs.add(body(inner));
              docs.add(text(" in"));
              docs.add(new Doc.Break(" "));
            });
    docs.add(body(j));
    return concat(docs);
  }

  private Doc jaxpr(Jaxpr j) {
    String name = shared.nameOf(j);
    return name == null ? body(j) : text(name);
  }

  private Doc body(Jaxpr j) {
    Set<Var> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Eqn e : j.eqns()) {
      addVars(used, e.inputs());
    }
    addVars(used, j.outs());
    List<Doc> head = new ArrayList<>();
    head.add(text("{ lambda "));
    head.add(binders(j.constVars(), null));
    head.add(text("; "));
    head.add(binders(j.inVars(), null));
    head.add(text(". let"));
    List<Doc> eqns = new ArrayList<>();
    for (Eqn e : j.eqns()) {
      eqns.add(eqn(e, used));
    }
    head.add(new Doc.Nest(2, concat(new Doc.Break(" "), join(new Doc.Break("; "), eqns))));
    head.add(new Doc.Break(" "));
    head.add(text("in ("));
    head.add(atoms(j.outs(), ","));
    head.add(text(j.outs().size() == 1 ? ",)" : ")"));
    return concat(new Doc.Group(new Doc.Nest(2, concat(head))), text(" }"));
  }

  private static void addVars(Set<Var> used, List<Atom> atoms) {
    for (Atom a : atoms) {
      if (a instanceof Var v) {
        used.add(v);
      }
    }
  }

  private Doc eqn(Eqn e, Set<Var> used) {
    List<Doc> parts = new ArrayList<>();
    parts.add(binders(e.outputs(), used));
    parts.add(text(e.outputs().isEmpty() ? "= " : " = "));
    if (sourceLines && !e.source().toString().isEmpty()) {
      parts.add(new Doc.Comment(e.source().toString()));
    }
    parts.add(text(e.op().name()));
    parts.add(params(e.op()));
    if (!e.inputs().isEmpty()) {
      parts.add(text(" "));
      parts.add(atoms(e.inputs(), ""));
    }
    return concat(parts);
  }

  private Doc binders(List<Var> vars, @org.jspecify.annotations.Nullable Set<Var> used) {
    List<Doc> docs = new ArrayList<>();
    for (Var v : vars) {
      String name = used == null || used.contains(v) ? name(v) : "_";
      docs.add(text(name + ":" + v.aval()));
    }
    return line(docs, "");
  }

  private Doc atoms(List<Atom> atoms, String separator) {
    List<Doc> docs = new ArrayList<>();
    for (Atom a : atoms) {
      docs.add(
          text(
              switch (a) {
                case Literal l -> LiteralText.format(l) + ":" + l.aval();
                case Var v -> name(v);
              }));
    }
    return line(docs, separator);
  }

  private static Doc line(List<Doc> docs, String separator) {
    return new Doc.Nest(
        2, new Doc.Group(join(concat(text(separator), new Doc.Group(new Doc.Break(" "))), docs)));
  }

  private String name(Var v) {
    return names.computeIfAbsent(
        v,
        _ -> {
          String s;
          do {
            s = name(next++);
          } while (RESERVED.contains(s) || shared.definitions().containsKey(s));
          return s;
        });
  }

  /** The i-th of a, b, …, z, ba, bb, …: numbers to base 26. */
  private static String name(int i) {
    String s = "";
    do {
      s = (char) ('a' + i % 26) + s;
      i /= 26;
    } while (i > 0);
    return s;
  }

  private Doc params(Object op) {
    if (op instanceof Composite) {
      return text("");
    }
    List<OpSchema.Field> fields = OpSchema.of(op.getClass()).fields();
    if (fields.isEmpty()) {
      return text("");
    }
    List<Doc> docs = new ArrayList<>();
    for (OpSchema.Field f : fields) {
      if (f.isPresent(op)) {
        docs.add(concat(text(f.name() + "="), value(f.get(op))));
      }
    }
    Doc inner = concat(text("["), new Doc.Break(""), join(new Doc.Break(" "), docs));
    return new Doc.Group(concat(new Doc.Nest(2, inner), new Doc.Break(""), text("]")));
  }

  private Doc value(Object v) {
    if (v instanceof Jaxpr j) {
      return jaxpr(j);
    }
    if (v instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Jaxpr) {
      List<Doc> docs = new ArrayList<>();
      for (Object j : list) {
        docs.add(jaxpr((Jaxpr) j));
      }
      Doc inner = concat(text("("), new Doc.Break(""), join(new Doc.Break(" "), docs));
      return new Doc.Group(concat(new Doc.Nest(2, inner), new Doc.Break(""), text(")")));
    }
    return text(plain(v));
  }

  /** A parameter that holds no jaxpr. */
  private static String plain(Object v) {
    return switch (v) {
      case Boolean b -> b ? "True" : "False";
      case CheckpointPolicy p -> plain(p.toString());
      case DType t -> t.fullName();
      case Enum<?> e -> e.name();
      case Shape s -> Axes.of(s.dims()).toString();
      case AbstractValue a -> a.toString();
      case NamedAxis a -> plain(a.name()) + ":" + a.size();
      case PPermute.Pair p -> "(" + p.source() + ", " + p.target() + ")";
      case String s -> s.matches("[A-Za-z0-9_.$<>-]+") ? s : quote(s);
      case List<?> list ->
          list.stream().map(JaxprPrinter::plain).collect(Collectors.joining(" ", "(", ")"));
      case Mesh m -> m.toString();
      case Record r ->
          OpSchema.of(r.getClass()).declared().stream()
              .map(f -> f.name() + "=" + plain(f.get(r)))
              .collect(Collectors.joining(", ", r.getClass().getSimpleName() + "(", ")"));
      default -> v.toString();
    };
  }

  private static String quote(String s) {
    StringBuilder b = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        b.append('\\').append(c);
      } else if (c < ' ') {
        b.append(String.format("\\u%04x", (int) c));
      } else {
        b.append(c);
      }
    }
    return b.append('"').toString();
  }
}
