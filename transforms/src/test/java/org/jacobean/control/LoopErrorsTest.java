package org.jacobean.control;

import static org.jacobean.control.ControlFlow.associativeScan;
import static org.jacobean.control.ControlFlow.foriLoop;
import static org.jacobean.control.ControlFlow.map;
import static org.jacobean.control.ControlFlow.scan;
import static org.jacobean.control.ControlFlow.whileLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.Tuple0;
import io.vavr.collection.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TransformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LoopErrorsTest {
  record Optimizer(NDArray momentum, int step) {}

  private static final NDArray X = NDArray.of(new float[] {1, 2, 3});

  private static void fails(String code, Executable body, String... parts) {
    String message = assertThrows(TransformException.class, body).getMessage();
    assertTrue(message.startsWith(code + ": "), message);
    for (String p : parts) {
      assertTrue(message.contains(p), () -> "expected \"" + p + "\" in:\n" + message);
    }
    assertTrue(message.contains("at LoopErrorsTest.java:"), message);
  }

  @Test
  void aCarryThatChangesItsDTypeIsNamedWithBothTypesAndTheLine() {
    fails(
        "JX0453",
        () ->
            foriLoop(
                0,
                3,
                (_, o) -> new Optimizer(o.momentum().astype(DType.FLOAT64), o.step()),
                new Optimizer(X, 1)),
        "the carry of foriLoop changes its type at .momentum: it enters the body as f32[3] and"
            + " leaves it as f64[3]",
        "made at LoopErrorsTest.java:",
        "astype(FLOAT32)");
  }

  @Test
  void aCarryThatChangesItsShapeIsTold() {
    fails(
        "JX0453",
        () -> whileLoop(c -> c.sum().lt(3), c -> c.sum(), X),
        "the value itself",
        "f32[3]",
        "f32[]",
        "keeps its shape");
  }

  @Test
  void aStaticPartOfACarryThatChangesIsTold() {
    fails(
        "JX0452",
        () ->
            foriLoop(
                0, 3, (_, o) -> new Optimizer(o.momentum(), o.step() + 1), new Optimizer(X, 1)),
        ".step",
        "NDArray.scalar(0)");
    fails(
        "JX0452", () -> scan((c, x) -> Tuple.of(c.append(x.sum()), x), List.of(X), X), "structure");
  }

  @Test
  void theTestOfAWhileLoopMustBeABoolScalar() {
    fails("JX0454", () -> whileLoop(c -> c.lt(3), c -> c, X), "bool[3]", "any() or all()");
    fails("JX0454", () -> whileLoop(c -> c.sum(), c -> c, X), "f32[]");
  }

  @Test
  void scannedArraysOfDifferentLengthsAreListed() {
    NDArray y = NDArray.of(new float[] {1, 2}, 2, 1);
    fails(
        "JX0455",
        () -> scan((c, _) -> Tuple.of(c, c), X, Tuple.of(X, y)),
        "f32[3] has length 3 along axis 0",
        "f32[2,1] has length 2 along axis 0");
    fails("JX0455", () -> map(x -> x, X.sum()), "f32[] has no axis 0");
  }

  @Test
  void lengthsMustBeKnownAndFit() {
    fails("JX0456", () -> scan((c, _) -> Tuple.of(c, c), X, Tuple0.instance()), "withLength");
    fails(
        "JX0456",
        () -> scan((c, _) -> Tuple.of(c, c), X, X, ScanOptions.DEFAULT.withLength(4)),
        "asked for 4 steps",
        "length 3");
    fails("JX0456", () -> scan(c -> Tuple.of(c, c), X, -1), "-1 steps");
    fails("JX0456", () -> ScanOptions.DEFAULT.withUnroll(0), "unroll");
  }

  @Test
  void boundsMustBeIntegersInRange() {
    fails(
        "JX0457",
        () -> foriLoop(NDArray.scalar(0.5), NDArray.scalar(3), (_, c) -> c, X),
        "integer scalars",
        "f64[]*");
    fails(
        "JX0457", () -> foriLoop(Integer.MIN_VALUE, Integer.MAX_VALUE, (_, c) -> c, X), "2^31 - 1");
    fails("JX0458", () -> map(x -> x, X, 0), "batchSize");
  }

  @Test
  void associativeFunctionsMustKeepTypesAndStructure() {
    NDArray y = NDArray.of(new float[] {1, 2});
    fails("JX0459", () -> associativeScan((a, _) -> a, Tuple.of(X, y)), "length 3", "length 2");
    fails(
        "JX0459",
        () -> associativeScan((a, b) -> a.add(b).astype(DType.FLOAT64), X),
        "f32[1]",
        "f64[1]");
    fails("JX0459", () -> associativeScan((a, _) -> a.sum(), X), "f32[]");
    fails(
        "JX0459",
        () ->
            associativeScan(
                (a, b) -> new Optimizer(a.momentum(), b.step() + 1), new Optimizer(X, 0)),
        ".step");
  }

  @Test
  void aBodyThatReturnsNullIsTold() {
    assertEquals(
        "JX0101", assertThrows(JacobeanException.class, () -> scan((_, _) -> null, X, X)).code());
  }
}
