package org.jacobean.ir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;
import org.junit.jupiter.api.Test;

class JaxprCheckerTest {
  private static final AbstractValue V3 = AbstractValue.of(DType.FLOAT32, 3);
  private static final AbstractValue V4 = AbstractValue.of(DType.FLOAT32, 4);
  private static final Primitive SIN = new Unary(UnaryOp.SIN);

  private static Eqn eqn(Primitive op, List<? extends Atom> in, Var... out) {
    return new Eqn(op, List.copyOf(in), List.of(out), new SourceLine("Main.java", 7, "Main.f"));
  }

  private static TracerException rejected(Jaxpr j) {
    return assertThrows(TracerException.class, () -> JaxprChecker.check(j));
  }

  @Test
  void everyExampleIsWellFormed() {
    for (OpExamples.Example e : OpExamples.all()) {
      assertDoesNotThrow(() -> JaxprChecker.check(e.jaxpr()), e.toString());
    }
  }

  @Test
  void anUnboundVariableIsNamedWithItsEquationAndLine() {
    Var x = new Var(V3);
    Var y = new Var(V3);
    TracerException e =
        rejected(new Jaxpr(List.of(), List.of(), List.of(eqn(SIN, List.of(x), y)), List.of(y)));
    assertEquals(
        "JX0320: a variable of type f32[3] is used but not bound before equation 0, 'a:f32[3] = sin"
            + " b'\n"
            + "    at Main.java:7 (Main.f)",
        e.getMessage());
  }

  @Test
  void useBeforeBindingIsFound() {
    Var x = new Var(V3);
    Var y = new Var(V3);
    Var z = new Var(V3);
    Jaxpr j =
        new Jaxpr(
            List.of(),
            List.of(x),
            List.of(eqn(SIN, List.of(y), z), eqn(SIN, List.of(x), y)),
            List.of(z));
    assertEquals("JX0320", rejected(j).code());
  }

  @Test
  void aVariableIsBoundOnce() {
    Var x = new Var(V3);
    Var y = new Var(V3);
    assertEquals(
        "JX0320", rejected(new Jaxpr(List.of(), List.of(x, x), List.of(), List.of(x))).code());
    Jaxpr twice =
        new Jaxpr(
            List.of(),
            List.of(x),
            List.of(eqn(SIN, List.of(x), y), eqn(SIN, List.of(x), y)),
            List.of(y));
    assertTrue(rejected(twice).getMessage().contains("bound a second time by equation 1"));
  }

  @Test
  void anUnboundResultIsFound() {
    assertTrue(
        rejected(new Jaxpr(List.of(), List.of(), List.of(), List.of(new Var(V3))))
            .getMessage()
            .contains("before the results"));
  }

  @Test
  void declaredTypesMustBeTheInferredOnes() {
    Var x = new Var(V3);
    Var y = new Var(V4);
    TracerException e =
        rejected(new Jaxpr(List.of(), List.of(x), List.of(eqn(SIN, List.of(x), y)), List.of(y)));
    assertTrue(
        e.getMessage()
            .startsWith(
                "JX0321: equation 0, 'a:f32[4] = sin b' binds [f32[4]] but its shape rule gives"
                    + " [f32[3]]"),
        e.getMessage());
  }

  @Test
  void aViolatedShapeRuleIsQuoted() {
    Var x = new Var(V3);
    Var y = new Var(V4);
    Var z = new Var(V4);
    Eqn add = eqn(new Binary(BinaryOp.ADD), List.of(x, y), z);
    TracerException e = rejected(new Jaxpr(List.of(), List.of(x, y), List.of(add), List.of(z)));
    assertTrue(e.getMessage().contains("violates its shape rule: JX0220: add_C1"), e.getMessage());
  }

  @Test
  void nestedJaxprsAreCheckedAndHaveNoConstvars() {
    Var c = new Var(V3);
    Var x = new Var(V3);
    Var outX = new Var(V3);
    Var outY = new Var(V3);
    Jaxpr unbound = new Jaxpr(List.of(), List.of(x), List.of(), List.of(c));
    Jaxpr j =
        new Jaxpr(
            List.of(),
            List.of(outX),
            List.of(eqn(new JitCall("f", unbound), List.of(outX), outY)),
            List.of(outY));
    assertTrue(
        rejected(j).getMessage().contains("before the results of the jaxpr inside equation 0"));
    Jaxpr closed = new Jaxpr(List.of(c), List.of(x), List.of(), List.of(c));
    Jaxpr k =
        new Jaxpr(
            List.of(),
            List.of(outX),
            List.of(eqn(new JitCall("f", closed), List.of(outX), outY)),
            List.of(outY));
    assertEquals("JX0322", rejected(k).code());
  }

  @Test
  void constantsHaveTheTypesOfTheirConstvars() {
    Var c = new Var(V3);
    ClosedJaxpr wrong =
        new ClosedJaxpr(
            new Jaxpr(List.of(c), List.of(), List.of(), List.of(c)),
            List.of(NDArray.of(new double[3])));
    assertEquals(
        "JX0323", assertThrows(TracerException.class, () -> JaxprChecker.check(wrong)).code());
  }
}
