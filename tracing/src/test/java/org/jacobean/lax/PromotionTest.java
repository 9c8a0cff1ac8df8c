package org.jacobean.lax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.ShapeException;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Result types against JAX's: the lattice, and what functions make of every dtype. */
class PromotionTest {
  private static final File GOLDEN =
      new File("../property-tests/src/test/resources/golden/promotion.json");

  private static AbstractValue type(String name) {
    boolean weak = name.endsWith("*");
    String base = weak ? name.substring(0, name.length() - 1) : name;
    DType t =
        switch (base) {
          case "int" -> DType.INT64;
          case "float" -> DType.FLOAT64;
          case "complex" -> DType.COMPLEX128;
          default -> DType.parse(base);
        };
    return new AbstractValue(t, Shape.SCALAR, weak);
  }

  private static String text(AbstractValue a) {
    return a.dtype().fullName() + (a.weakType() ? "*" : "");
  }

  @TestFactory
  Stream<DynamicTest> agreesWithJax() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(GOLDEN).get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(
            c ->
                c.get("fn").asText().equals("promoteTypes")
                    || function(c.get("fn").asText()) != null)
        .map(c -> DynamicTest.dynamicTest(c.get("fn").asText() + c.get("args"), () -> check(c)));
  }

  private static void check(JsonNode c) {
    List<AbstractValue> in = new ArrayList<>();
    c.get("args").forEach(a -> in.add(type(a.asText())));
    String expected = c.get("out").get(0).asText();
    UnaryOperator<List<NDArray>> f = function(c.get("fn").asText());
    String actual;
    try {
      AbstractValue out =
          f == null ? Promotion.resultType(in) : Tracing.toJaxpr("f", f, in).outAvals().get(0);
      actual = text(out);
    } catch (JacobeanException e) {
      actual = "ERR";
    }
    // A weak bool is no stronger or weaker than any other.
    assertEquals(expected.replace("bool*", "bool"), actual.replace("bool*", "bool"));
  }

  private static @Nullable UnaryOperator<List<NDArray>> function(String name) {
    return switch (name) {
      case "sin" -> x -> List.of(x.get(0).sin());
      case "sqrt" -> x -> List.of(x.get(0).sqrt());
      case "sum" -> x -> List.of(x.get(0).broadcastTo(3).sum());
      case "prod" -> x -> List.of(x.get(0).broadcastTo(3).prod());
      case "max" -> x -> List.of(x.get(0).broadcastTo(3).max());
      case "mean" -> x -> List.of(x.get(0).broadcastTo(3).mean());
      case "var" -> x -> List.of(x.get(0).broadcastTo(3).var());
      case "cumsum" -> x -> List.of(x.get(0).broadcastTo(3).cumsum(0));
      case "floor" -> x -> List.of(x.get(0).floor());
      case "abs" -> x -> List.of(x.get(0).abs());
      case "square" -> x -> List.of(x.get(0).square());
      case "negative" -> x -> List.of(x.get(0).neg());
      case "round" -> x -> List.of(x.get(0).round());
      case "trueDivide" -> x -> List.of(x.get(0).div(x.get(1)));
      case "floorDivide" -> x -> List.of(x.get(0).floorDivide(x.get(1)));
      case "power" -> x -> List.of(x.get(0).pow(x.get(1)));
      case "equal" -> x -> List.of(x.get(0).eq(x.get(1)));
      default -> null;
    };
  }

  @Test
  void promotionOfDTypesIsCommutativeAndAssociative() {
    DType[] types = Stream.of(DType.values()).filter(t -> t != DType.FLOAT0).toArray(DType[]::new);
    for (DType a : types) {
      assertEquals(a, Promotion.promote(a, a));
      for (DType b : types) {
        assertEquals(tryPromote(a, b), tryPromote(b, a));
      }
    }
  }

  private static String tryPromote(DType a, DType b) {
    try {
      return Promotion.promote(a, b).toString();
    } catch (DTypeException e) {
      return e.code();
    }
  }

  @Test
  void withoutAnUpperBoundTheErrorSaysSo() {
    DTypeException e =
        assertThrows(
            DTypeException.class, () -> Promotion.promote(DType.FLOAT8_E4M3FN, DType.FLOAT8_E5M2));
    assertEquals("JX0212", e.code());
    assertEquals(
        "JX0212",
        assertThrows(DTypeException.class, () -> Promotion.promote(DType.FLOAT0, DType.INT32))
            .code());
  }

  @Test
  void shapesBroadcastAsInNumPy() {
    assertEquals(
        Shape.of(4, 2, 3), Promotion.broadcastShapes(List.of(Shape.of(2, 1), Shape.of(4, 1, 3))));
    assertEquals(Shape.of(0, 3), Promotion.broadcastShapes(List.of(Shape.of(0, 1), Shape.of(3))));
    ShapeException e =
        assertThrows(
            ShapeException.class, () -> NDArray.of(new float[2]).add(NDArray.of(new float[3])));
    assertEquals(
        "JX0210: shapes [2] and [3] do not broadcast: axis -1 has lengths 2 and 3; lengths must"
            + " agree or be 1",
        e.getMessage());
  }
}
