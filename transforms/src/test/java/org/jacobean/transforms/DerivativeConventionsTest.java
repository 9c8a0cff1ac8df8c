package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.junit.jupiter.api.Test;

/** Complex and integer arguments and results, choices of arguments, auxiliary results. */
class DerivativeConventionsTest {
  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static NDArray z(double re, double im) {
    return NDArray.ofComplex(DType.COMPLEX128, new double[] {re, im}, Shape.SCALAR);
  }

  private static NDArray n(long v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  private static String code(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(TransformException.class, body).code();
  }

  private static void close(NDArray actual, double re, double im) {
    assertArrayEquals(new double[] {re, im}, actual.toComplexArray(), 1e-12);
  }

  // ---------------------------------------------------------------- complex

  @Test
  void holomorphicDerivativesAreTheComplexOnes() {
    Function1<NDArray, NDArray> f = x -> x.sin().mul(x);
    GradOptions h = GradOptions.HOLOMORPHIC;
    // Values from JAX 0.10.2 at 0.5 + 0.2j.
    close(hessian(f, h).apply(z(0.5, 0.2)), 1.581200359510476, -0.37920493611773576);
    Function1<NDArray, NDArray> square = x -> x.mul(x);
    close(grad(square, h).apply(z(1, 2)), 2, 4);
    close(jacfwd(square, h).apply(z(1, 2)), 2, 4);
    close(jacrev(square, h).apply(z(1, 2)), 2, 4);
    Function2<NDArray, NDArray, NDArray> scaled = (x, y) -> x.mul(x).mul(y);
    close(jacfwd(scaled, h).apply(z(1, 2), s(3)), 6, 12);
    close(jacrev(scaled, h).apply(z(1, 2), s(3)), 6, 12);
    close(hessian(scaled, h).apply(z(1, 2), s(3)), 6, 0);
  }

  @Test
  void realResultsOfComplexArgumentsHaveTheConjugateGradient() {
    Function1<NDArray, NDArray> abs = NDArray::abs;
    close(grad(abs).apply(z(3, 4)), 0.6, -0.8);
    close(jacrev(abs).apply(z(3, 4)), 0.6, -0.8);
    close(vjp(abs, z(3, 4)).pullback().apply(s(1)), 0.6, -0.8);
    assertEquals(0.6, jvp(abs, z(3, 4), z(1, 0)).tangent().item(), 1e-15);
    assertEquals(0.8, jvp(abs, z(3, 4), z(0, 1)).tangent().item(), 1e-15);
  }

  @Test
  void complexResultsOfRealArgumentsHaveForwardJacobiansOnly() {
    Function1<NDArray, NDArray> f = x -> x.mul(z(1, 2));
    close(jacfwd(f).apply(s(3)), 1, 2);
    close(jvp(f, s(3), s(1)).tangent(), 1, 2);
    assertEquals(1, vjp(f, s(3)).pullback().apply(z(1, 0)).item());
    assertEquals(-2, vjp(f, s(3)).pullback().apply(z(0, 1)).item());
    assertEquals("JX0409", code(() -> jacrev(f).apply(s(3))));
    assertEquals("JX0409", code(() -> grad(f).apply(s(3))));
    assertEquals("JX0409", code(() -> jacfwd((NDArray x) -> x).apply(z(1, 0))));
  }

  @Test
  void holomorphicNeedsComplexArgumentsAndResults() {
    GradOptions h = GradOptions.HOLOMORPHIC;
    Function1<NDArray, NDArray> same = x -> x.mul(2);
    Function1<NDArray, NDArray> real = NDArray::real;
    assertEquals("JX0411", code(() -> grad(same, h).apply(s(1))));
    assertEquals("JX0411", code(() -> jacfwd(same, h).apply(s(1))));
    assertEquals("JX0411", code(() -> jacrev(same, h).apply(s(1))));
    assertEquals("JX0411", code(() -> grad(real, h).apply(z(1, 2))));
    assertEquals("JX0411", code(() -> jacfwd(real, h).apply(z(1, 2))));
    assertEquals("JX0411", code(() -> jacrev(real, h).apply(z(1, 2))));
  }

  // ---------------------------------------------------------------- integers

  @Test
  void tangentsOfIntegersAreFloat0() {
    NDArray none = NDArray.full(DType.FLOAT0, Shape.SCALAR, 0);
    Function2<NDArray, NDArray, NDArray> f = NDArray::mul;
    assertEquals(2, jvp(f, Tuple.of(s(3), n(2)), Tuple.of(s(1), none)).tangent().item());
    Tuple2<NDArray, NDArray> ct = vjp(f, s(3), n(2)).pullback().apply(s(1));
    assertEquals(2, ct._1().item());
    assertEquals(DType.FLOAT0, ct._2().dtype());
    assertEquals(2, linearize(f, s(3), n(2)).tangentMap().apply(Tuple.of(s(1), none)).item());
    assertEquals("JX0414", code(() -> jvp(f, Tuple.of(s(3), n(2)), Tuple.of(s(1), s(1)))));
  }

  @Test
  void integerResultsHaveFloat0TangentsAndTakeFloat0Cotangents() {
    Function1<NDArray, Tuple2<NDArray, NDArray>> f = x -> Tuple.of(x.astype(DType.INT32), x.mul(2));
    Jvp<Tuple2<NDArray, NDArray>> y = jvp(f, s(3), s(1));
    assertEquals(DType.FLOAT0, y.tangent()._1().dtype());
    assertEquals(2, y.tangent()._2().item());
    NDArray none = NDArray.full(DType.FLOAT0, Shape.SCALAR, 0);
    assertEquals(2, vjp(f, s(3)).pullback().apply(Tuple.of(none, s(1))).item());
    Function1<NDArray, NDArray> rounded = x -> x.astype(DType.INT32);
    assertEquals(DType.FLOAT0, jacfwd(rounded).apply(s(3)).dtype());
    assertEquals("JX0408", code(() -> jacrev(rounded).apply(s(3))));
    assertEquals("JX0408", code(() -> grad(rounded).apply(s(3))));
    Function1<NDArray, NDArray> positive = x -> x.gt(0);
    assertEquals(0, vjp(positive, s(3)).pullback().apply(none).item());
  }

  @Test
  void integerArgumentsNeedTheOption() {
    Function1<NDArray, NDArray> f = x -> x.mul(2.0);
    assertEquals("JX0410", code(() -> jacfwd(f).apply(n(3))));
    assertEquals("JX0410", code(() -> jacrev(f).apply(n(3))));
    assertEquals("JX0410", code(() -> grad(f).apply(n(3))));
    GradOptions allow = GradOptions.ALLOW_INT;
    assertEquals(DType.FLOAT0, jacrev(f, allow).apply(n(3)).dtype());
    assertEquals(DType.FLOAT0, grad(f, allow).apply(n(3)).dtype());
  }

  record Counted(NDArray x, NDArray steps, String label) {}

  @Test
  void stopGradientLeavesIntegersAndStaticPartsAlone() {
    Function1<Counted, NDArray> f =
        c -> {
          Counted fixed = stopGradient(c);
          assertEquals("run", fixed.label());
          assertEquals(DType.INT32, fixed.steps().dtype());
          return c.x().mul(fixed.x()).mul(fixed.steps());
        };
    Counted at = new Counted(s(5), n(2), "run");
    assertEquals(10, grad(f, GradOptions.ALLOW_INT).apply(at).x().item());
    assertEquals(50, f.apply(at).item());
  }

  // ---------------------------------------------------------------- order, choice, auxiliary
  // results

  @Test
  void theFifthDerivativeOfTanhIsTheAnalyticOne() {
    Function1<NDArray, NDArray> f = NDArray::tanh;
    Function1<NDArray, NDArray> fifth = grad(grad(grad(grad(grad(f)))));
    double t = Math.tanh(0.3);
    double q = t * t;
    double analytic = 8 * (1 - q) * (2 - 15 * q + 15 * q * q);
    assertEquals(analytic, fifth.apply(s(0.3)).item(), 1e-10);
    assertEquals(analytic, jit(fifth).apply(s(0.3)).item(), 1e-10);
  }

  @Test
  void jacobiansWithRespectToAnyArgument() {
    Function3<NDArray, NDArray, NDArray, NDArray> f = (a, b, c) -> a.mul(b).mul(b).add(c.sin());
    NDArray a = NDArray.of(new double[] {1, 2});
    NDArray b = NDArray.of(new double[] {3, 4});
    NDArray c = s(0.3);
    double[] wrtB = {6, 0, 0, 16};
    double[] wrtC = {Math.cos(0.3), Math.cos(0.3)};
    assertArrayEquals(wrtB, jacfwdWrt1(f).apply(a, b, c).toDoubleArray(), 1e-14);
    assertArrayEquals(wrtB, jacrevWrt1(f).apply(a, b, c).toDoubleArray(), 1e-14);
    assertArrayEquals(wrtC, jacfwdWrt2(f).apply(a, b, c).toDoubleArray(), 1e-14);
    assertArrayEquals(wrtC, jacrevWrt2(f).apply(a, b, c).toDoubleArray(), 1e-14);
    var all = jacfwdAll(f).apply(a, b, c);
    var rows = jacrevAll(f).apply(a, b, c);
    assertArrayEquals(new double[] {9, 0, 0, 16}, all._1().toDoubleArray(), 1e-14);
    assertArrayEquals(new double[] {9, 0, 0, 16}, rows._1().toDoubleArray(), 1e-14);
    assertArrayEquals(wrtB, all._2().toDoubleArray(), 1e-14);
    assertArrayEquals(wrtB, rows._2().toDoubleArray(), 1e-14);
    assertArrayEquals(wrtC, all._3().toDoubleArray(), 1e-14);
    assertArrayEquals(wrtC, rows._3().toDoubleArray(), 1e-14);
  }

  @Test
  void auxiliaryResultsComeAlongWithEveryDerivative() {
    Function1<NDArray, Tuple2<NDArray, Counted>> f =
        x -> Tuple.of(x.mul(x), new Counted(x.mul(100), n(7), "aux"));
    NDArray x = NDArray.of(new double[] {1, 2});
    JvpWithAux<NDArray, Counted> pushed = jvpWithAux(f, x, x);
    assertArrayEquals(new double[] {2, 8}, pushed.tangent().toDoubleArray());
    same(pushed.aux());
    var linear = linearizeWithAux(f, x);
    assertArrayEquals(new double[] {2, 8}, linear.tangentMap().apply(x).toDoubleArray());
    assertArrayEquals(new double[] {1, 4}, linear.value().toDoubleArray());
    same(linear.aux());
    for (Function1<NDArray, Tuple2<NDArray, Counted>> j :
        java.util.List.of(jacfwdWithAux(f), jacrevWithAux(f), jit(jacfwdWithAux(f)))) {
      assertArrayEquals(new double[] {2, 0, 0, 4}, j.apply(x)._1().toDoubleArray());
      same(j.apply(x)._2());
    }
    Function1<NDArray, Tuple2<NDArray, Counted>> loss =
        y -> Tuple.of(y.mul(y).mul(y).sum(), new Counted(y.mul(100), n(7), "aux"));
    var h = hessianWithAux(loss).apply(x);
    assertArrayEquals(new double[] {6, 0, 0, 12}, h._1().toDoubleArray());
    same(h._2());
    same(vmap((NDArray y) -> jvpWithAux(f, y, y).aux()).apply(x));
  }

  private static void same(Counted aux) {
    assertArrayEquals(new double[] {100, 200}, aux.x().toDoubleArray());
    assertEquals("aux", aux.label());
  }

  // ---------------------------------------------------------------- unused paths

  @Test
  void whatIsNotDifferentiatedCostsNothing() {
    Function2<NDArray, NDArray, NDArray> f = (x, y) -> x.mul(2).add(y.sin().exp().cos());
    ClosedJaxpr value = makeJaxpr(f, s(1), s(2));
    ClosedJaxpr pushed =
        makeJaxpr(
            (NDArray x, NDArray y) -> jvp((NDArray v) -> f.apply(v, y), x, x).tangent(),
            s(1),
            s(2));
    // One more operation than the value: twice the tangent.
    assertEquals(value.jaxpr().eqns().size() + 1, pushed.jaxpr().eqns().size(), pushed.toString());
    Custom2<NDArray, NDArray, NDArray> g =
        custom((NDArray x, NDArray y) -> x.mul(y))
            .jvpWithZeros(
                (p, t) ->
                    new Dual<>(
                        p._1().mul(p._2()),
                        t.isZero(Tuple2::_2)
                            ? Tangent.of(t.value()._1().mul(p._2()))
                            : Tangent.of(t.value()._1().add(t.value()._2()))));
    ClosedJaxpr skipped =
        makeJaxpr(
            (NDArray x, NDArray y) -> grad((NDArray v) -> g.apply(v, y)).apply(x), s(1), s(2));
    assertEquals(
        1,
        skipped.jaxpr().eqns().stream().filter(e -> e.op().name().equals("mul")).count() - 1,
        skipped.toString());
  }
}
