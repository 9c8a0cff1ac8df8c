package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/** Taylor mode: conventions, trees, and other transformations around it and inside it. */
class JetTest {
  record State(NDArray x, NDArray count) {}

  private static final NDArray ZERO = scalar(0);
  private static final NDArray ONE = scalar(1);

  private static NDArray scalar(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  /** The derivatives of orders 1 to 4 along a straight line. */
  private static List<NDArray> derivatives(Function1<NDArray, NDArray> f, NDArray x) {
    NDArray zero = x.mul(0);
    return jet(f, x, List.of(zero.add(1), zero, zero, zero)).series();
  }

  private static NDArray third(Function1<NDArray, NDArray> f, NDArray x) {
    return derivatives(f, x).get(2);
  }

  /** The example of JAX's documentation: sin(z^3) by the derivatives of z^3. */
  @Test
  void termsAreDerivatives() {
    NDArray z = scalar(0.5);
    Jet<NDArray> y = jet(NDArray::sin, z.pow(3), List.of(z.square().mul(3), z.mul(6)));
    assertEquals(Math.sin(0.125), y.value().item(), 1e-15);
    assertEquals(0.75 * Math.cos(0.125), y.series().get(0).item(), 1e-15);
    double second = -0.75 * 0.75 * Math.sin(0.125) + 3 * Math.cos(0.125);
    assertEquals(second, y.series().get(1).item(), 1e-15);
  }

  @Test
  void coefficientsAreDerivativesOverFactorials() {
    List<NDArray> line = List.of(ONE, ZERO, ZERO, ZERO);
    Jet<NDArray> y = jet(NDArray::exp, ZERO, line, SeriesScale.COEFFICIENTS);
    assertEquals(1.0 / 24, y.series().get(3).item(), 1e-16);
  }

  @Test
  void orderZeroIsEvaluation() {
    Jet<NDArray> y = jet(NDArray::exp, ONE, List.of());
    assertEquals(Math.E, y.value().item(), 1e-15);
    assertEquals(0, y.series().size());
  }

  @Test
  void treesKeepTheirIntegers() {
    State s = new State(ONE, NDArray.fullLong(DType.INT32, Shape.SCALAR, 3));
    State v = new State(ONE, NDArray.full(DType.FLOAT0, Shape.SCALAR, 0));
    Jet<State> y = jet(p -> new State(p.x().square(), p.count().add(1)), s, List.of(v, v));
    assertEquals(4, y.value().count().item());
    assertEquals(DType.FLOAT0, y.series().get(0).count().dtype());
    // (1 + t + t^2 / 2)^2 = 1 + 2 t + 2 t^2 + …
    assertEquals(2, y.series().get(0).x().item(), 1e-15);
    assertEquals(4, y.series().get(1).x().item(), 1e-15);
  }

  @Test
  void severalArgumentsMoveTogether() {
    var y =
        jet(
            NDArray::mul,
            Tuple.of(scalar(2), scalar(5)),
            List.of(Tuple.of(ONE, ONE), Tuple.of(ZERO, scalar(4))));
    assertEquals(7, y.series().get(0).item(), 1e-15);
    assertEquals(10, y.series().get(1).item(), 1e-15);
  }

  @Test
  void aFactorThatDoesNotMoveNeedsOneProductPerTerm() {
    Function1<NDArray, List<NDArray>> series =
        x -> jet((NDArray a) -> a.mul(x), x, List.of(x, x, x), SeriesScale.COEFFICIENTS).series();
    String program = makeJaxpr(series, ONE).toString();
    assertEquals(4, program.split("= mul ", -1).length - 1, program);
  }

  @Test
  void mapsAndBatches() {
    NDArray x = NDArray.of(new double[] {0.1, 0.5, -0.3});
    NDArray loop = third(NDArray::tanh, x);
    assertArrayEquals(
        loop.toDoubleArray(),
        vmap((NDArray v) -> third(NDArray::tanh, v)).apply(x).toDoubleArray(),
        1e-13);
    assertArrayEquals(loop.toDoubleArray(), third(vmap(NDArray::tanh), x).toDoubleArray(), 1e-13);
    assertArrayEquals(
        loop.toDoubleArray(),
        jit(vmap((NDArray v) -> third(jit(NDArray::tanh), v))).apply(x).toDoubleArray(),
        1e-13);
  }

  @Test
  void gradientsOfSeriesAndSeriesOfGradients() {
    Function1<NDArray, NDArray> f = x -> x.sin().mul(x.exp());
    // (sin e^x)'''' = -4 sin e^x
    for (double v : new double[] {0.3, -1.1}) {
      double fourth = -4 * Math.sin(v) * Math.exp(v);
      NDArray x = scalar(v);
      assertEquals(fourth, grad((NDArray a) -> third(f, a)).apply(x).item(), 1e-13);
      assertEquals(fourth, third(grad(f), x).item(), 1e-13);
      assertEquals(fourth, jvp((NDArray a) -> third(f, a), x, ONE).tangent().item(), 1e-13);
      assertEquals(
          fourth, jet((NDArray a) -> third(f, a), x, List.of(ONE)).series().get(0).item(), 1e-13);
      assertEquals(fourth, jit(grad((NDArray a) -> third(jit(f), a))).apply(x).item(), 1e-13);
    }
  }

  @Test
  void gradientThroughASeriesOfALoop() {
    Function1<NDArray, NDArray> f = x -> scan((NDArray c) -> Tuple.of(c.mul(x), c), x, 3)._1; // x^4
    NDArray x = scalar(1.5);
    assertEquals(24 * 1.5, third(f, x).item(), 1e-12);
    assertEquals(24, grad((NDArray a) -> third(f, a)).apply(x).item(), 1e-12);
  }

  @Test
  void customForwardRulesAreKept() {
    Function1<NDArray, NDArray> doubled =
        customJvp(NDArray::sin, (x, t) -> new Jvp<>(x.sin(), x.cos().mul(t).mul(2)));
    NDArray x = scalar(0.4);
    List<NDArray> d = derivatives(doubled, x);
    assertEquals(2 * Math.cos(0.4), d.get(0).item(), 1e-15);
    assertEquals(-2 * Math.sin(0.4), d.get(1).item(), 1e-15);
  }

  @Test
  void functionsWithReverseRulesAreExpanded() {
    Function1<NDArray, NDArray> clipped =
        customVjp(NDArray::sin, x -> Tuple.of(x.sin(), x), (x, ct) -> ct.mul(x.cos()).mul(7));
    NDArray x = scalar(0.4);
    assertEquals(-Math.cos(0.4), third(clipped, x).item(), 1e-15);
    assertEquals(-7 * Math.sin(0.4), derivatives(grad(clipped), x).get(0).item(), 1e-14);
  }

  @Test
  void powersOfZeroHaveDerivatives() {
    assertEquals(6, third(x -> x.pow(3), ZERO).item());
    assertEquals(0, third(x -> x.pow(2), ZERO).item());
    assertEquals(6, third(x -> x.pow(3.0), ZERO).item());
  }

  @Test
  void orderTenOfTanhIsExact() {
    NDArray x = scalar(0);
    List<NDArray> line = new java.util.ArrayList<>(java.util.Collections.nCopies(9, ZERO));
    line.set(0, ONE);
    List<NDArray> d = jet(NDArray::tanh, x, line).series();
    double[] expected = {1, 0, -2, 0, 16, 0, -272, 0, 7936};
    for (int k = 0; k < 9; k++) {
      assertEquals(expected[k], d.get(k).item(), 1e-9, "order " + (k + 1));
    }
  }
}
