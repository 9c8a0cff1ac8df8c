package org.jacobean.examples.miniature;

import static org.jacobean.examples.miniature.Batching.vmap;
import static org.jacobean.examples.miniature.Forward.jvp;
import static org.jacobean.examples.miniature.Jit.jit;
import static org.jacobean.examples.miniature.Ops.add;
import static org.jacobean.examples.miniature.Ops.cos;
import static org.jacobean.examples.miniature.Ops.exp;
import static org.jacobean.examples.miniature.Ops.mul;
import static org.jacobean.examples.miniature.Ops.neg;
import static org.jacobean.examples.miniature.Ops.repeat;
import static org.jacobean.examples.miniature.Ops.sin;
import static org.jacobean.examples.miniature.Ops.sub;
import static org.jacobean.examples.miniature.Ops.sum;
import static org.jacobean.examples.miniature.Reverse.grad;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The transformations of the miniature compose and agree with closed forms. */
class MiniatureTest {
  private static final double[] POINTS = {-1.5, 0, 0.3, 2};

  /** {@code x sin x}. */
  private static final UnaryOperator<Value> F = x -> mul(x, sin(x));

  /** {@code e^(-cos x)}. */
  private static final UnaryOperator<Value> G = x -> exp(neg(cos(x)));

  private static double[] data(Value v) {
    return ((Array) v).data();
  }

  private static void agrees(UnaryOperator<Value> f, DoubleUnaryOperator closedForm) {
    double[] expected = Arrays.stream(POINTS).map(closedForm).toArray();
    assertArrayEquals(expected, data(f.apply(Array.of(POINTS))), 1e-12);
  }

  @Test
  void valuesAndDerivativesOfMappedScalarFunctions() {
    agrees(vmap(F), x -> x * Math.sin(x));
    agrees(vmap(grad(F)), x -> Math.sin(x) + x * Math.cos(x));
    agrees(vmap(grad(grad(F))), x -> 2 * Math.cos(x) - x * Math.sin(x));
    agrees(vmap(grad(grad(grad(F)))), x -> -3 * Math.sin(x) - x * Math.cos(x));
    agrees(vmap(grad(G)), x -> Math.exp(-Math.cos(x)) * Math.sin(x));
  }

  @Test
  void mapsAndGradientsCommute() {
    UnaryOperator<Value> total = x -> sum(vmap(G).apply(x), 0);
    assertArrayEquals(
        data(vmap(grad(G)).apply(Array.of(POINTS))),
        data(grad(total).apply(Array.of(POINTS))),
        1e-12);
  }

  @Test
  void forwardAndReverseModeAgreeAndNest() {
    UnaryOperator<Value> derivative = x -> jvp(F, x, Array.scalar(1)).tangent().orElseThrow();
    agrees(vmap(derivative), x -> Math.sin(x) + x * Math.cos(x));
    agrees(vmap(grad(derivative)), x -> 2 * Math.cos(x) - x * Math.sin(x));
    UnaryOperator<Value> forwardOverReverse =
        x -> jvp(grad(F), x, Array.scalar(1)).tangent().orElseThrow();
    agrees(vmap(forwardOverReverse), x -> 2 * Math.cos(x) - x * Math.sin(x));
  }

  @Test
  void aHessianByMappingOverABasis() {
    // f(x) = (sum x)^2 + sum x^2 has Hessian 2 + 2 I.
    UnaryOperator<Value> f = x -> add(mul(sum(x, 0), sum(x, 0)), sum(mul(x, x), 0));
    UnaryOperator<Value> row = e -> jvp(grad(f), Array.of(0.5, -2), e).tangent().orElseThrow();
    Array basis = new Array(List.of(2, 2), new double[] {1, 0, 0, 1});
    assertArrayEquals(new double[] {4, 2, 2, 4}, data(vmap(row).apply(basis)), 1e-12);
  }

  @Test
  void compiledFunctionsComputeTheSame() {
    agrees(jit(vmap(F)), x -> x * Math.sin(x));
    agrees(jit(vmap(grad(F))), x -> Math.sin(x) + x * Math.cos(x));
    agrees(vmap(grad(jit(F))), x -> Math.sin(x) + x * Math.cos(x));
    UnaryOperator<Value> rows = x -> sum(mul(x, repeat(sum(x, 1), 1, 3)), 0);
    Array m = new Array(List.of(2, 3), new double[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(data(rows.apply(m)), data(jit(rows).apply(m)), 1e-12);
    assertArrayEquals(new double[] {66, 87, 108}, data(jit(rows).apply(m)), 1e-12);
  }

  @Test
  void pointwiseChainsAreOneLoop() {
    assertEquals(1, Jit.compile(Recorder.record(G, List.of(4))).loops().size());
    UnaryOperator<Value> norm = x -> sum(mul(x, x), 0);
    assertEquals(2, Jit.compile(Recorder.record(norm, List.of(4))).loops().size());
  }

  @Test
  void aCapturedTracerOfAnOuterFunctionIsAConstantOfTheInnerOne() {
    // x times the derivative of x y^2 at y = x is 2 x^3.
    UnaryOperator<Value> f = x -> mul(x, grad(y -> mul(x, mul(y, y))).apply(x));
    agrees(vmap(grad(f)), x -> 6 * x * x);
  }

  @Test
  void aFunctionThatDoesNotDependOnItsArgumentHasGradientZero() {
    agrees(vmap(grad(_ -> Array.scalar(3))), _ -> 0);
  }

  @Test
  void unfittingShapesAndVectorsAreRefused() {
    Array x = Array.of(1, 2);
    assertThrows(IllegalArgumentException.class, () -> sub(x, Array.of(1, 2, 3)));
    assertThrows(IllegalArgumentException.class, () -> grad(Ops::sin).apply(x));
  }

  @Test
  void aTracerOutsideOfItsFunctionIsRefused() {
    Value[] escaped = new Value[1];
    Recorder.record(
        x -> {
          escaped[0] = x;
          return x;
        },
        List.of());
    assertThrows(IllegalStateException.class, () -> sin(escaped[0]));
  }
}
