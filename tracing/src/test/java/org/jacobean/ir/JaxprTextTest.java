package org.jacobean.ir;

import static org.jacobean.ir.OpExamples.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class JaxprTextTest {
  private static final AbstractValue V3 = AbstractValue.of(DType.FLOAT32, 3);
  private static final AbstractValue S = AbstractValue.of(DType.FLOAT32);

  @Test
  void printsAsJaxDoes() {
    assertEquals("{ lambda ; a:f32[]. let  in (a,) }", trace(x -> x, S).toString());
    assertEquals("{ lambda ; a:f32[3]. let  in () }", trace(_ -> List.of(), V3).toString());
    assertEquals(
        "{ lambda ; a:f32[]. let b:f32[] = mul a a in (b,) }",
        trace(x -> List.of(Lax.mul(x.get(0), x.get(0))), S).toString());
    assertEquals(
        """
        { lambda ; a:f32[3] b:f32[3]. let
            c:f32[3] = sin b
            d:f32[3] = mul c 3.0:f32[]
            e:f32[3] = add a d
            f:f32[] = reduce_sum[axes=(0,)] e
          in (f,) }\
        """,
        trace(
                x ->
                    List.of(
                        Lax.reduceSum(
                            Lax.add(x.get(0), Lax.mul(Lax.unary(UnaryOp.SIN, x.get(1)), 3)),
                            Axes.of(0))),
                V3,
                V3)
            .toString());
    assertEquals(
        "{ lambda ; a:f32[3]. let b:f32[3] = sin a; c:f32[3] = add b 1.0:f32[] in (c,) }",
        trace(x -> List.of(Lax.add(Lax.unary(UnaryOp.SIN, x.get(0)), 1)), V3).toString());
    assertEquals(
        "{ lambda ; a:f32[]. let _:f32[] = sin a in (a,) }",
        trace(
                x -> {
                  Lax.unary(UnaryOp.SIN, x.get(0));
                  return x;
                },
                S)
            .toString());
  }

  @Test
  void nestedJaxprsAreIndentedAsJaxDoes() {
    Jaxpr body =
        trace(x -> List.of(Lax.add(x.get(0), x.get(1)), Lax.mul(x.get(0), x.get(1))), S, S);
    Jaxpr scan =
        trace(
            x ->
                Tracing.bind(
                    new Scan(body, 3, false, 0, 1, 1),
                    List.of(NDArray.full(DType.FLOAT32, Shape.SCALAR, 0), x.get(0))),
            V3);
    assertEquals(
        """
        { lambda ; a:f32[3]. let
            b:f32[] c:f32[3] = scan[
              jaxpr={ lambda ; d:f32[] e:f32[]. let
                  f:f32[] = add d e
                  g:f32[] = mul d e
                in (f, g) }
              length=3
              num_carry=1
              num_consts=0
              reverse=False
              unroll=1
            ] 0.0:f32[] a
          in (b, c) }\
        """,
        scan.toString());
    Jaxpr cos = trace(x -> List.of(Lax.unary(UnaryOp.COS, x.get(0))), V3);
    Jaxpr sin = trace(x -> List.of(Lax.unary(UnaryOp.SIN, x.get(0))), V3);
    assertEquals(
        """
        { lambda ; a:i32[] b:f32[3]. let
            c:f32[3] = cond[
              branches=(
                { lambda ; d:f32[3]. let e:f32[3] = cos d in (e,) }
                { lambda ; f:f32[3]. let g:f32[3] = sin f in (g,) }
              )
            ] a b
          in (c,) }\
        """,
        trace(x -> Tracing.bind(new Cond(List.of(cos, sin)), x), AbstractValue.of(DType.INT32), V3)
            .toString());
  }

  /** As JAX prints {@code f(f(x))} for a jitted lambda. */
  @Test
  void jaxprsThatOccurTwiceArePrintedOnce() {
    Jaxpr inner = trace(x -> List.of(Lax.mul(Lax.unary(UnaryOp.COS, x.get(0)), 2)), V3);
    JitCall f = new JitCall("<lambda>", inner);
    Jaxpr twice = trace(x -> Tracing.bind(f, Tracing.bind(f, x)), V3);
    String text = twice.toString();
    assertEquals(
        """
        let lambda = { lambda ; a:f32[3]. let
            b:f32[3] = cos a
            c:f32[3] = mul b 2.0:f32[]
          in (c,) } in
        { lambda ; d:f32[3]. let
            e:f32[3] = jit[name=<lambda> jaxpr=lambda] d
            f:f32[3] = jit[name=<lambda> jaxpr=lambda] e
          in (f,) }\
        """,
        text);
    assertReadsBack(twice);
    JitCall g = new JitCall("g", twice);
    assertReadsBack(trace(x -> Tracing.bind(g, Tracing.bind(g, x)), V3));
    JitCall a = new JitCall("a", inner);
    JitCall other = new JitCall("a", trace(x -> x, V3));
    assertReadsBack(
        trace(
            x -> Tracing.bind(other, Tracing.bind(other, Tracing.bind(a, Tracing.bind(a, x)))),
            V3));
  }

  private static void assertReadsBack(Jaxpr j) {
    Jaxpr back = JaxprParser.parse(j.toString());
    assertEquals(j, back);
    assertEquals(j.toString(), back.toString());
  }

  @Test
  void longInnerJaxprsComeFirst() {
    Jaxpr inner =
        trace(
            x -> {
              NDArray y = x.get(0);
              for (int i = 0; i < 11; i++) {
                y = Lax.neg(y);
              }
              return List.of(y);
            },
            V3);
    Jaxpr j = trace(x -> Tracing.bind(new JitCall("long", inner), x), V3);
    assertTrue(j.toString().startsWith("let long = {"), j.toString());
    assertReadsBack(j);
  }

  @Test
  void definitionsMustExistOnceAndNotContainThemselves() {
    String call = "b:f32[] = jit[name=f jaxpr=f] a in (b,) }";
    assertError(
        "JX0721", "line 1, column 52: jaxpr 'f' is not defined", "{ lambda ; a:f32[]. let " + call);
    assertError(
        "JX0721",
        "line 1, column 60: jaxpr 'f' is part of itself",
        "let f = { lambda ; a:f32[]. let " + call + " in { lambda ; a:f32[]. let " + call);
    String f = "let f = { lambda ; a:f32[]. let  in (a,) } in ";
    assertError(
        "JX0721",
        "line 1, column 51: jaxpr 'f' is defined twice",
        f + f + "{ lambda ; a:f32[]. let " + call);
  }

  @Test
  void literalsPrintAsPythonsNumbers() {
    Jaxpr j =
        trace(
            _ ->
                List.of(
                    NDArray.scalar(true),
                    NDArray.scalar(1),
                    NDArray.scalar(1.5),
                    NDArray.full(DType.FLOAT32, Shape.SCALAR, 3),
                    NDArray.ofComplex(DType.COMPLEX128, new double[] {0, 1}, Shape.SCALAR),
                    NDArray.ofComplex(DType.COMPLEX64, new double[] {1, -2.5}, Shape.SCALAR),
                    NDArray.full(DType.FLOAT32, Shape.SCALAR, Double.NaN),
                    NDArray.full(DType.FLOAT32, Shape.SCALAR, -0.1),
                    NDArray.full(DType.FLOAT32, Shape.SCALAR, 1e-30),
                    NDArray.full(DType.FLOAT64, Shape.SCALAR, 1e16),
                    NDArray.full(DType.FLOAT64, Shape.SCALAR, Double.NEGATIVE_INFINITY),
                    NDArray.fullLong(DType.UINT64, Shape.SCALAR, -1)));
    String s = j.toString().replaceAll("\\s+", " ");
    assertEquals(
        "{ lambda ; . let in (True:bool[], 1:i64[]*, 1.5:f64[]*, 3.0:f32[], 1j:c128[],"
            + " (1-2.5j):c64[], nan:f32[], -0.10000000149011612:f32[],"
            + " 1.0000000031710769e-30:f32[], 1e+16:f64[], -inf:f64[], 18446744073709551615:u64[])"
            + " }",
        s);
    assertEquals(j, JaxprParser.parse(j.toString()));
  }

  @Test
  void variableNamesSkipWordsOfTheNotation() {
    Jaxpr j =
        trace(
            x -> {
              NDArray y = x.get(0);
              for (int i = 0; i < 9000; i++) {
                y = Lax.neg(y);
              }
              return List.of(y);
            },
            S);
    String s = j.toString();
    assertTrue(
        s.contains("    im:f32[] = neg il\n    io:f32[] = neg im\n"), "the name after im is io");
    assertEquals(j, JaxprParser.parse(s));
  }

  @Test
  void printedTextReadsBackForEveryPrimitive() {
    for (OpExamples.Example e : OpExamples.all()) {
      Jaxpr j = e.jaxpr();
      String text = j.toString();
      Jaxpr back = JaxprParser.parse(text);
      assertEquals(text, back.toString());
      boolean ruled =
          e.op() instanceof CustomCall
              || e.op() instanceof CustomLinear
              || e.op() instanceof PureCallback
              || e.op() instanceof IoCallback
              || e.op() instanceof DebugCallback;
      if (!ruled) {
        assertEquals(j, back, text);
      }
    }
  }

  @Test
  void weakTypesAndConstantsSurvive() {
    ClosedJaxpr j =
        Tracing.toJaxpr(
            "f",
            x -> List.of(x.get(0).mul(NDArray.of(new float[] {1, 2, 3}))),
            List.of(new AbstractValue(DType.FLOAT64, Shape.SCALAR, true)));
    String s = j.toString();
    assertTrue(s.startsWith("{ lambda a:f32[3]; b:f64[]*. let"), s);
    assertEquals(j.jaxpr(), JaxprParser.parse(s));
  }

  @Test
  void sourceLinesPrintAndReadBack() {
    Jaxpr inner = trace(x -> List.of(Lax.unary(UnaryOp.SIN, x.get(0))), V3);
    Jaxpr j = trace(x -> Tracing.bind(new JitCall("f", inner), List.of(Lax.neg(x.get(0)))), V3);
    String s = JaxprPrinter.print(j, true);
    assertTrue(s.contains("neg a # JaxprTextTest.java:"), s);
    Jaxpr back = JaxprParser.parse(s);
    assertEquals(s, JaxprPrinter.print(back, true));
    assertEquals(j.eqns().get(1).source(), back.eqns().get(1).source());
    assertEquals("", SourceLine.parse("just a remark").toString());
  }

  @Test
  void errorsNameLineAndColumn() {
    assertError(
        "JX0721",
        "line 2, column 15: variable 'z' is not bound",
        "{ lambda ; a:f32[]. let\nb:f32[] = neg z in (b,) }");
    assertError(
        "JX0721", "line 1, column 14: 'q7' is not a dtype", "{ lambda ; a:q7[]. let  in (a,) }");
    assertError(
        "JX0721",
        "line 1, column 1: expected '{' but found 'lambda'",
        "lambda ; a:f32[]. let  in (a,) }");
    assertError("JX0721", "line 1, column 24: the text ends too early", "{ lambda ; a:f32[]. let");
    assertError(
        "JX0721",
        "line 1, column 36: expected the end but found 'x'",
        "{ lambda ; a:f32[]. let  in (a,) } x");
    assertError(
        "JX0721",
        "line 1, column 22: variable 'a' is bound twice",
        "{ lambda ; a:f32[] a:f32[]. let  in (a,) }");
    assertError(
        "JX0721",
        "line 1, column 17: expected an integer but found 'x'",
        "{ lambda ; a:i4[x]. let  in (a,) }");
    assertError(
        "JX0722",
        "line 1, column 35: there is no primitive called 'frob'",
        "{ lambda ; a:f32[]. let b:f32[] = frob a in (b,) }");
    assertError(
        "JX0723",
        "line 1, column 43: Reshape has no parameter 'size'",
        "{ lambda ; a:f32[]. let b:f32[] = reshape[size=()] a in (b,) }");
    assertError(
        "JX0723",
        "line 1, column 35: parameter 'new_sizes' is missing",
        "{ lambda ; a:f32[]. let b:f32[] = reshape a in (b,) }");
    assertError(
        "JX0721",
        "line 1, column 42: '2x' is not a number of type f32[]",
        "{ lambda ; a:f32[]. let b:f32[] = neg 2x:f32[] in (b,) }");
  }

  private static void assertError(String code, String message, String text) {
    DataException e = assertThrows(DataException.class, () -> JaxprParser.parse(text));
    assertEquals(code + ": " + message, e.getMessage());
  }

  @Test
  void aRuleThatWasReadBackRefusesToDifferentiate() {
    Jaxpr square = trace(x -> List.of(Lax.mul(x.get(0), x.get(0))), V3);
    Jaxpr j = trace(x -> Tracing.bind(CustomCall.jvp("square", square, (p, t) -> t), x), V3);
    CustomCall back = (CustomCall) JaxprParser.parse(j.toString()).eqns().get(0).op();
    TransformException e =
        assertThrows(
            TransformException.class,
            () -> back.rules().jvp().orElseThrow().jvp(List.of(), List.of()));
    assertTrue(
        e.getMessage().startsWith("JX0491: the rule of a custom function is Java code"),
        e.getMessage());
  }
}
