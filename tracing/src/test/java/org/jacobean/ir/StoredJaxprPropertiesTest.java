package org.jacobean.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Random programs survive text and JSON; damaged text and JSON are refused with a coded error,
 * never with another one.
 */
class StoredJaxprPropertiesTest {
  private static final UnaryOp[] UNARY = {UnaryOp.SIN, UnaryOp.NEG, UnaryOp.EXP, UnaryOp.SQRT};
  private static final BinaryOp[] BINARY = {BinaryOp.ADD, BinaryOp.MUL, BinaryOp.MAX, BinaryOp.DIV};

  private static ClosedJaxpr program(Random r, int equations) {
    AbstractValue in =
        new AbstractValue(DType.FLOAT32, Shape.of(r.nextInt(3) + 1), r.nextBoolean());
    return Tracing.toJaxpr("random", x -> body(r, x, equations), List.of(in, in));
  }

  private static List<NDArray> body(Random r, List<NDArray> x, int equations) {
    List<NDArray> values = new ArrayList<>(x);
    for (int i = 0; i < equations; i++) {
      NDArray a = values.get(r.nextInt(values.size()));
      NDArray b = values.get(r.nextInt(values.size()));
      values.add(
          switch (r.nextInt(5)) {
            case 0 -> Lax.unary(UNARY[r.nextInt(UNARY.length)], a);
            case 1 -> Lax.binary(BINARY[r.nextInt(BINARY.length)], a, b);
            case 2 -> Lax.mul(a, r.nextGaussian() * Math.pow(10, r.nextInt(60) - 30));
            case 3 ->
                Lax.add(
                    a,
                    Lax.full(DType.FLOAT32, a.shape(), r.nextInt(5))
                        .withWeakType(a.aval().weakType()));
            default -> inner(r, a, b);
          });
    }
    return values.subList(values.size() / 2, values.size());
  }

  private static NDArray inner(Random r, NDArray a, NDArray b) {
    Jaxpr j = Tracing.toJaxpr("inner", x -> body(r, x, 3), List.of(a.aval(), b.aval())).jaxpr();
    return Tracing.bind(new JitCall("f" + r.nextInt(100), j), List.of(a, b)).get(0);
  }

  @Property(tries = 150)
  void programsSurviveTextAndJson(@ForAll long seed, @ForAll @IntRange(max = 40) int equations) {
    ClosedJaxpr j = program(new Random(seed), equations);
    JaxprChecker.check(j);
    assertEquals(j.jaxpr(), JaxprParser.parse(j.toString()));
    assertEquals(j.jaxpr(), JaxprJson.read(JaxprJson.write(j)).jaxpr());
    assertEquals(j.jaxpr(), JaxprParser.parse(JaxprPrinter.print(j.jaxpr(), true)));
  }

  /**
   * One character dropped, doubled, or replaced by another of the text, at each of a few places; or
   * the end cut off.
   */
  private static String damage(Random r, String text) {
    StringBuilder b = new StringBuilder(text);
    for (int i = 0; i <= r.nextInt(3) && b.length() > 1; i++) {
      int at = r.nextInt(b.length());
      switch (r.nextInt(4)) {
        case 0 -> b.deleteCharAt(at);
        case 1 -> b.insert(at, b.charAt(at));
        case 2 -> b.setCharAt(at, text.charAt(r.nextInt(text.length())));
        default -> b.setLength(Math.max(1, at));
      }
    }
    return b.toString();
  }

  @Property(tries = 40)
  void damagedTextIsRefusedOrReadAsAnotherProgram(@ForAll long seed) {
    Random r = new Random(seed);
    for (OpExamples.Example e : OpExamples.all()) {
      try {
        JaxprParser.parse(damage(r, e.jaxpr().toString()));
      } catch (DataException expected) {
        assertEquals("JX072", expected.code().substring(0, 5));
      }
    }
  }

  @Property(tries = 40)
  void damagedJsonIsRefusedOrReadAsAnotherProgram(@ForAll long seed) {
    Random r = new Random(seed);
    for (OpExamples.Example e : OpExamples.all()) {
      try {
        JaxprJson.read(damage(r, JaxprJson.write(new ClosedJaxpr(e.jaxpr(), List.of()))));
      } catch (DataException expected) {
        assertEquals("JX073", expected.code().substring(0, 5));
      }
    }
  }
}
