package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.JaxprChecker;
import org.jacobean.ir.JaxprJson;
import org.jacobean.ir.JaxprParser;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue is complete, and what it holds survives text and JSON. */
class CatalogueTest {
  static List<Row> rows() {
    return Catalogue.rows();
  }

  /** Operations that only transformations create; their own tests have them. */
  private static final Set<Class<?>> INTERNAL = Set.of(CustomLinear.class);

  @Test
  void everyPrimitiveHasARow() {
    Set<Class<?>> present = new HashSet<>();
    rows().forEach(r -> present.add(r.any().op().getClass()));
    Set<String> missing = new TreeSet<>();
    collect(Primitive.class, present, missing);
    assertTrue(missing.isEmpty(), () -> "no row in the catalogue for " + missing);
  }

  private static void collect(Class<?> type, Set<Class<?>> present, Set<String> missing) {
    if (type == Composite.class) {
      if (present.stream().noneMatch(Composite.class::isAssignableFrom)) {
        missing.add("Composite");
      }
    } else if (type.isSealed()) {
      for (Class<?> sub : type.getPermittedSubclasses()) {
        collect(sub, present, missing);
      }
    } else if (!present.contains(type) && !INTERNAL.contains(type)) {
      missing.add(type.getSimpleName());
    }
  }

  @Test
  void everyConstantOfAnOperationHasARow() {
    Set<Object> present = new HashSet<>();
    for (Row r : rows()) {
      switch (r.any().op()) {
        case Unary u -> present.add(u.op());
        case Binary b -> present.add(b.op());
        case Compare c -> present.add(c.op());
        case Reduce r2 -> present.add(r2.op());
        case Cumulative c -> present.add(c.op());
        case AllReduce a -> present.add(a.op());
        case Scatter s -> present.add(List.of(s.kind(), s.mode()));
        case Gather g -> present.add(g.mode());
        default -> {
          // No constant.
        }
      }
    }
    Set<Object> wanted = new HashSet<>();
    wanted.addAll(List.of(UnaryOp.values()));
    wanted.addAll(List.of(BinaryOp.values()));
    wanted.addAll(List.of(Comparison.values()));
    wanted.addAll(List.of(ReduceOp.values()));
    wanted.addAll(List.of(CumulativeOp.values()));
    wanted.addAll(List.of(CollectiveOp.values()));
    wanted.addAll(List.of(IndexMode.values()));
    for (ScatterKind kind : ScatterKind.values()) {
      for (IndexMode mode : IndexMode.values()) {
        wanted.add(List.of(kind, mode));
      }
    }
    wanted.removeAll(present);
    assertTrue(wanted.isEmpty(), () -> "no row in the catalogue for " + wanted);
  }

  @Test
  void namesAreUnique() {
    assertEquals(rows().size(), rows().stream().map(Row::name).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void textAndJsonGiveTheSameProgram(Row row) {
    Jaxpr jaxpr = jaxpr(row.any());
    JaxprChecker.check(jaxpr);
    if (row.any().op() instanceof Composite) {
      return; // A user's operation has a name but no text that it can be read from.
    }
    String text = jaxpr.toString();
    boolean holdsCode =
        switch (row.any().op()) {
          case CustomCall _ -> true;
          case PureCallback _, IoCallback _, DebugCallback _ -> true;
          default -> false;
        };
    if (holdsCode) {
      // Text keeps the parameters but not rules and callbacks, which are Java code.
      assertEquals(text, JaxprParser.parse(text).toString());
      return;
    }
    assertEquals(jaxpr, JaxprParser.parse(text), text);
    String json = JaxprJson.write(new ClosedJaxpr(jaxpr, List.of()));
    assertEquals(jaxpr, JaxprJson.read(json).jaxpr(), json);
  }

  static Jaxpr jaxpr(Instance i) {
    List<Var> vars = i.types().stream().map(Var::new).toList();
    List<Var> outs = i.op().infer(i.types()).stream().map(Var::new).toList();
    Eqn eqn = new Eqn(i.op(), List.copyOf(vars), outs, SourceLine.UNKNOWN);
    return new Jaxpr(List.of(), vars, List.of(eqn), outs);
  }
}
