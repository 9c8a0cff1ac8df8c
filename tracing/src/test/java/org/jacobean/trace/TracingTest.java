package org.jacobean.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.JaxprChecker;
import org.jacobean.ir.Literal;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final AbstractValue V3 = AbstractValue.of(DType.FLOAT32, 3);

  private static ClosedJaxpr trace(
      java.util.function.UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("f", f, List.of(in));
  }

  @Test
  void theJaxprComputesWhatTheFunctionDoes() {
    NDArray c = NDArray.of(new float[] {1, 2, 3});
    java.util.function.UnaryOperator<List<NDArray>> f =
        x -> List.of(x.get(0).mul(c).add(1.0), x.get(0).sum());
    ClosedJaxpr j = trace(f, V3);
    JaxprChecker.check(j);
    NDArray x = NDArray.of(new float[] {1, -1, 2});
    List<NDArray> direct = f.apply(List.of(x));
    List<NDArray> replayed = Tracing.eval(j, List.of(x));
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(direct.get(i).toFloatArray(), replayed.get(i).toFloatArray());
      assertEquals(direct.get(i).aval(), replayed.get(i).aval());
    }
    assertSame(c, j.consts().get(0));
  }

  @Test
  void aConstantIsCapturedOnce() {
    NDArray c = NDArray.of(new float[] {1, 2, 3});
    assertEquals(1, trace(x -> List.of(x.get(0).add(c).mul(c).sub(c)), V3).consts().size());
  }

  @Test
  void scalarsBecomeLiterals() {
    Jaxpr j = trace(x -> List.of(x.get(0).add(2.5)), V3).jaxpr();
    assertTrue(j.constVars().isEmpty());
    assertEquals(2.5, ((Literal) j.eqns().get(0).inputs().get(1)).asDouble());
  }

  @Test
  void equalityForgetsTheIdentityOfVariables() {
    Jaxpr a = trace(x -> List.of(x.get(0).sin()), V3).jaxpr();
    Jaxpr b = trace(x -> List.of(x.get(0).sin()), V3).jaxpr();
    Jaxpr c = trace(x -> List.of(x.get(0).cos()), V3).jaxpr();
    assertEquals(a, b);
    assertEquals(a.hashCode(), b.hashCode());
    assertNotEquals(a, c);
    assertNotEquals(a, trace(x -> List.of(x.get(0).sin().sin()), V3).jaxpr());
  }

  @Test
  void tracersOfAnEnclosingTraceAreCaptured() {
    List<ClosedJaxpr> inner = new ArrayList<>();
    ClosedJaxpr outer =
        trace(
            x -> {
              inner.add(trace(y -> List.of(y.get(0).mul(x.get(0))), V3));
              return Tracing.eval(inner.get(0), List.of(x.get(0)));
            },
            V3);
    assertEquals(1, inner.get(0).consts().size());
    assertTrue(inner.get(0).consts().get(0) instanceof Tracer);
    assertEquals("{ lambda ; a:f32[3]. let b:f32[3] = mul a a in (b,) }", outer.toString());
  }

  @Test
  void aTracerThatOutlivesItsFunctionIsAnError() {
    List<NDArray> leaked = new ArrayList<>();
    trace(
        x -> {
          leaked.add(x.get(0).sin());
          return x;
        },
        V3);
    TracerException e = assertThrows(TracerException.class, () -> leaked.get(0).add(1.0));
    assertEquals("JX0302", e.code());
    assertTrue(
        e.getMessage().contains("tracer f32[3] of the tracing of f, made at TracingTest.java:"),
        e.getMessage());
    assertTrue(
        e.getMessage().contains("is used in add after its function has returned"), e.getMessage());
    assertThrows(TracerException.class, () -> trace(x -> List.of(leaked.get(0)), V3));
    assertEquals("Tracer<f32[3]>", leaked.get(0).toString());
  }

  @Test
  void anInnerTracerDoesNotEscapeToTheOuterFunction() {
    TracerException e =
        assertThrows(
            TracerException.class,
            () ->
                trace(
                    x -> {
                      List<NDArray> leaked = new ArrayList<>();
                      trace(
                          y -> {
                            leaked.add(y.get(0));
                            return y;
                          },
                          V3);
                      return List.of(x.get(0).add(leaked.get(0)));
                    },
                    V3));
    assertEquals("JX0302", e.code());
  }

  @Test
  void aTracerIsForItsOwnThread() {
    trace(
        x -> {
          CompletionException e =
              assertThrows(
                  CompletionException.class,
                  () -> CompletableFuture.supplyAsync(() -> x.get(0).sin()).join());
          assertEquals("JX0302", ((TracerException) e.getCause()).code());
          assertTrue(
              e.getCause().getMessage().contains("outside the thread or scope"),
              e.getCause().getMessage());
          return x;
        },
        V3);
  }

  @Test
  void elementsOfATracerAreNotKnown() {
    TracerException e =
        assertThrows(
            TracerException.class, () -> trace(x -> x.get(0).sum().item() > 0 ? x : List.of(), V3));
    assertEquals("JX0303", e.code());
    assertTrue(e.getMessage().contains("use cond, whileLoop, scan or where"), e.getMessage());
    assertThrows(
        TracerException.class,
        () -> trace(x -> x.get(0).allClose(x.get(0), 0, 0) ? x : List.of(), V3));
  }

  @Test
  void errorsNameTheUsersLine() {
    ShapeException e =
        assertThrows(
            ShapeException.class,
            () -> trace(x -> List.of(Lax.add(x.get(0), NDArray.of(new float[4]))), V3));
    assertTrue(e.getMessage().contains("\n    at TracingTest.java:"), e.getMessage());
    int line = trace(x -> List.of(x.get(0).sin()), V3).jaxpr().eqns().get(0).source().line();
    assertTrue(line > 100, "line " + line);
  }

  @Test
  void tracingIsScoped() {
    assertTrue(Tracing.isEager());
    trace(
        x -> {
          assertFalse(Tracing.isEager());
          assertTrue(Tracing.current().isOpen());
          return x;
        },
        V3);
    assertTrue(Tracing.isEager());
    assertEquals("eager evaluation", Tracing.current().describe());
  }

  @Test
  void aFailedFunctionClosesItsTrace() {
    List<NDArray> leaked = new ArrayList<>();
    assertThrows(
        IllegalStateException.class,
        () ->
            trace(
                x -> {
                  leaked.add(x.get(0));
                  throw new IllegalStateException();
                },
                V3));
    assertThrows(TracerException.class, () -> leaked.get(0).sin());
  }

  @Test
  void weakTypesOfTracersCanChange() {
    ClosedJaxpr j =
        trace(x -> List.of(x.get(0).withWeakType(true), x.get(0).withWeakType(false)), V3);
    assertEquals("[f32[3]*, f32[3]]", j.outAvals().toString());
  }

  @Test
  void numbersOfValuesAreChecked() {
    ClosedJaxpr j = trace(x -> x, V3);
    assertEquals(
        "JX0304", assertThrows(TracerException.class, () -> Tracing.eval(j, List.of())).code());
    assertEquals(
        "JX0301",
        assertThrows(
                TracerException.class, () -> new ClosedJaxpr(j.jaxpr(), List.of(NDArray.scalar(1))))
            .code());
  }

  @Test
  void constantsCanBecomeArguments() {
    ClosedJaxpr j = trace(x -> List.of(x.get(0).add(NDArray.of(new float[3]))), V3);
    Jaxpr open = j.jaxpr().constsToArgs();
    assertEquals(2, open.inVars().size());
    assertTrue(open.constVars().isEmpty());
    assertSame(open, open.constsToArgs());
  }

  @Test
  void literalsHoldTheirValue() {
    assertEquals(0.10000000149011612, Literal.of(DType.FLOAT32, 0.1).asDouble());
    assertEquals(7, Literal.of(DType.INT8, 7).asLong());
    assertEquals(3, Literal.of(DType.COMPLEX64, 3).asDouble());
    Literal z = Literal.of(NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 2}, Shape.SCALAR));
    assertEquals(2, z.asImaginary());
    assertArrayEquals(new double[] {1, 2}, z.toArray().toComplexArray());
    assertEquals(
        -1, Literal.of(NDArray.fullLong(DType.UINT64, Shape.SCALAR, -1)).toArray().itemLong());
    assertEquals(2, Literal.of(DType.FLOAT64, 2.7).asLong());
    assertEquals(0, Literal.of(DType.FLOAT64, 2.7).asImaginary());
  }
}
