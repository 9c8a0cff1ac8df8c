package org.jacobean.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.ir.op.DebugCallback;
import org.jacobean.ir.op.IoCallback;
import org.jacobean.ir.op.PureCallback;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class JaxprJsonTest {
  private static ClosedJaxpr closed(Jaxpr j) {
    return new ClosedJaxpr(j, List.of());
  }

  @Test
  void everyPrimitiveReadsBack() {
    for (OpExamples.Example e : OpExamples.all()) {
      Jaxpr j = e.jaxpr();
      String json = JaxprJson.write(closed(j));
      ClosedJaxpr back = JaxprJson.read(json);
      assertEquals(j.toString(), back.jaxpr().toString());
      assertEquals(json, JaxprJson.write(back));
      boolean ruled =
          e.op() instanceof CustomCall
              || e.op() instanceof CustomLinear
              || e.op() instanceof PureCallback
              || e.op() instanceof IoCallback
              || e.op() instanceof DebugCallback;
      if (!ruled) {
        assertEquals(j, back.jaxpr(), json);
      }
    }
  }

  @Test
  void constantsOfEveryDTypeKeepTheirBits() {
    for (DType t : DType.values()) {
      if (t == DType.FLOAT0) {
        continue;
      }
      NDArray c =
          t.isComplex()
              ? NDArray.ofComplex(t, new double[] {1.5, -2, 0, 3}, Shape.of(2))
              : NDArray.of(t, new double[] {1, 0}, Shape.of(2));
      ClosedJaxpr j = Tracing.toJaxpr("f", _ -> List.of(Lax.copy(c)), List.of());
      ClosedJaxpr back = JaxprJson.read(JaxprJson.write(j));
      assertEquals(c.aval(), back.consts().get(0).aval());
      assertArrayEquals(c.toComplexArray(), back.consts().get(0).toComplexArray());
    }
  }

  @Test
  void literalsSourceLinesAndWeaknessSurvive() {
    ClosedJaxpr j =
        Tracing.toJaxpr(
            "f",
            x ->
                List.of(
                    x.get(0).mul(0.1).add(Double.NaN),
                    NDArray.fullLong(DType.UINT64, Shape.SCALAR, -1)),
            List.of(new AbstractValue(DType.FLOAT32, Shape.of(2), true)));
    ClosedJaxpr back = JaxprJson.read(JaxprJson.write(j));
    assertEquals(j.jaxpr(), back.jaxpr());
    assertEquals(j.jaxpr().eqns().get(0).source(), back.jaxpr().eqns().get(0).source());
    assertEquals("JaxprJsonTest.java", back.jaxpr().eqns().get(0).source().file());
  }

  private static void assertRejected(String message, String json) {
    DataException e = assertThrows(DataException.class, () -> JaxprJson.read(json));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void corruptTextIsRejectedWithThePlace() {
    Jaxpr j =
        OpExamples.trace(
            x -> List.of(Lax.mul(Lax.unary(UnaryOp.SIN, x.get(0)), 2)),
            AbstractValue.of(DType.FLOAT32, 3));
    String good = JaxprJson.write(closed(j));
    assertRejected("JX0731: not JSON at line 1, column", "{ nonsense");
    assertRejected("JX0731: not JSON", good.substring(0, good.length() / 2));
    assertRejected("JX0731: this is not a jaxpr", "{}");
    assertRejected("JX0731: this is not a jaxpr", "[1, 2]");
    assertRejected(
        "JX0732: the jaxpr has format version 2, but this library reads version 1",
        good.replace("\"version\" : 1", "\"version\" : 2"));
    assertRejected(
        "JX0733: jaxpr.eqns[0].op: there is no primitive called 'sine'",
        good.replace("\"sin\"", "\"sine\""));
    assertRejected(
        "JX0733: jaxpr.eqns[0].in[0]: 9 is neither",
        good.replaceFirst("\"in\" : \\[ 0 \\]", "\"in\" : [ 9 ]"));
    assertRejected("JX0733: jaxpr.invars[0]: JX0215", good.replaceFirst("f32\\[3\\]", "f32(3)"));
    assertRejected(
        "JX0733: jaxpr.eqns[1].in[1]: 'two' is not a number", good.replace("\"2.0\"", "\"two\""));
    assertRejected(
        "JX0733: jaxpr: member 'outs' is missing", good.replace("\"outs\"", "\"results\""));
    assertRejected(
        "JX0733: the stored program is ill-formed: JX0321",
        good.replaceFirst("\"invars\" : \\[ \"f32\\[3\\]\"", "\"invars\" : [ \"f32[4]\""));
  }

  @Test
  void corruptConstantsAreRejected() {
    ClosedJaxpr j =
        Tracing.toJaxpr("f", _ -> List.of(Lax.copy(NDArray.of(new float[] {1, 2}))), List.of());
    String good = JaxprJson.write(j);
    assertRejected(
        "JX0736: f32[2] has 8 bytes, but the data have 0",
        good.replaceFirst("\"data\" : \"[^\"]*\"", "\"data\" : \"\""));
    assertRejected(
        "JX0736: the data of an array of type f32[2] are not base64",
        good.replaceFirst("\"data\" : \"[^\"]*\"", "\"data\" : \"!?\""));
    assertRejected(
        "JX0733: the stored program is ill-formed: JX0301",
        good.replaceFirst("(?s)\"consts\" : .*", "\"consts\" : [ ] }"));
  }

  private record Twice() implements Composite {
    @Override
    public String name() {
      return "twice";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return in;
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      return List.of(Lax.add(args.get(0), args.get(0)));
    }
  }

  @Test
  void compositesPrintButAreNotStored() {
    Jaxpr j =
        OpExamples.trace(x -> Tracing.bind(new Twice(), x), AbstractValue.of(DType.FLOAT32, 3));
    assertEquals("{ lambda ; a:f32[3]. let b:f32[3] = twice a in (b,) }", j.toString());
    assertEquals(
        "JX0734", assertThrows(DataException.class, () -> JaxprJson.write(closed(j))).code());
  }

  @Test
  void aCustomFunctionThatWasReadBackRunsButDoesNotDifferentiate() {
    Jaxpr square =
        OpExamples.trace(
            x -> List.of(Lax.mul(x.get(0), x.get(0))), AbstractValue.of(DType.FLOAT32, 3));
    Jaxpr j =
        OpExamples.trace(
            x -> Tracing.bind(CustomCall.vjp("square", square, VJP), x),
            AbstractValue.of(DType.FLOAT32, 3));
    ClosedJaxpr back = JaxprJson.read(JaxprJson.write(closed(j)));
    assertArrayEquals(
        new float[] {1, 4, 9},
        Tracing.eval(back, List.of(NDArray.of(new float[] {1, 2, 3}))).get(0).toFloatArray());
    CustomCall op = (CustomCall) back.jaxpr().eqns().get(0).op();
    assertEquals(
        "JX0491",
        assertThrows(
                TransformException.class,
                () -> op.rules().vjp().orElseThrow().forward(List.of(), new boolean[0]))
            .code());
  }

  private static final CustomRules.Vjp VJP =
      (p, perturbed) -> new CustomRules.Forward(p, p, (residuals, cotangents) -> cotangents);
}
