package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function8;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.jit.TreeFunction;
import org.junit.jupiter.api.Test;

class GradTest {
  record Params(NDArray w, List<NDArray> biases, String name, Map<String, NDArray> more) {}

  record Labelled(NDArray x, NDArray label) {}

  private static NDArray f64(double... v) {
    return NDArray.of(v);
  }

  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private final Params params =
      new Params(f64(1, 2), List.of(f64(3), s(4)), "p", Map.of("k", f64(5)));

  static NDArray energy(Params p) {
    return p.w()
        .square()
        .sum()
        .add(p.biases().get(0).mul(p.more().get("k")).sum())
        .add(p.biases().get(1).pow(3));
  }

  @Test
  void theGradientHasTheTypeOfTheArgument() {
    Params g = grad(GradTest::energy).apply(params);
    assertArrayEquals(new double[] {2, 4}, g.w().toDoubleArray());
    assertArrayEquals(new double[] {5}, g.biases().get(0).toDoubleArray());
    assertEquals(48, g.biases().get(1).item());
    assertArrayEquals(new double[] {3}, g.more().get("k").toDoubleArray());
    assertEquals("p", g.name());
  }

  @Test
  void aLeafThatIsNotUsedHasGradientZero() {
    Labelled g = grad((Labelled l) -> l.x().sum()).apply(new Labelled(f64(1, 2), f64(7)));
    assertArrayEquals(new double[] {0}, g.label().toDoubleArray());
  }

  @Test
  void integerLeavesAreAllowedOnRequestAndCarryNothing() {
    Labelled at = new Labelled(f64(2), NDArray.of(new int[] {3}));
    Labelled g = grad((Labelled l) -> l.x().mul(l.label()).sum(), GradOptions.ALLOW_INT).apply(at);
    assertArrayEquals(new double[] {3}, g.x().toDoubleArray());
    assertEquals(DType.FLOAT0, g.label().dtype());
  }

  @Test
  void holomorphicGradientIsTheComplexDerivative() {
    NDArray z = NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 2}, Shape.SCALAR);
    NDArray d = grad((NDArray x) -> x.mul(x), GradOptions.HOLOMORPHIC).apply(z);
    assertArrayEquals(new double[] {2, 4}, d.toComplexArray(), 1e-12);
  }

  @Test
  void everyArgumentCanBeChosen() {
    Function8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d, e, x, y, z) ->
            a.mul(1)
                .add(b.mul(2))
                .add(c.mul(3))
                .add(d.mul(4))
                .add(e.mul(5))
                .add(x.mul(6))
                .add(y.mul(7))
                .add(z.mul(8));
    NDArray o = s(1);
    assertEquals(1, grad(f).apply(o, o, o, o, o, o, o, o).item());
    assertEquals(4, gradWrt3(f).apply(o, o, o, o, o, o, o, o).item());
    assertEquals(8, gradWrt7(f).apply(o, o, o, o, o, o, o, o).item());
    assertEquals(7, gradAll(f).apply(o, o, o, o, o, o, o, o)._7().item());
    assertEquals(36, valueAndGradWrt5(f).apply(o, o, o, o, o, o, o, o).value().item());
    assertEquals(6, valueAndGradWrt5(f).apply(o, o, o, o, o, o, o, o).grad().item());
  }

  @Test
  void jvpAndVjpAgreeOnSeveralArguments() {
    Function2<NDArray, Labelled, List<NDArray>> f =
        (x, l) -> List.of(x.mul(l.x()), l.x().sum().mul(x.sum()));
    NDArray x = f64(1, 2);
    Labelled l = new Labelled(f64(3, 4), NDArray.of(new int[] {1}));
    Tuple2<NDArray, Labelled> v =
        Tuple.of(f64(0.5, -1), new Labelled(f64(2, 1), NDArray.of(new int[] {0})));
    List<NDArray> push = jvp(f, Tuple.of(x, l), v).tangent();
    assertArrayEquals(new double[] {3.5, -2}, push.get(0).toDoubleArray());
    List<NDArray> ct = List.of(f64(1, -2), s(3));
    Tuple2<NDArray, Labelled> pull = vjp(f, x, l).pullback().apply(ct);
    double left = push.get(0).mul(ct.get(0)).sum().item() + push.get(1).item() * 3;
    double right = pull._1().mul(v._1()).sum().item() + pull._2().x().mul(v._2().x()).sum().item();
    assertEquals(left, right, 1e-12);
    assertEquals(DType.FLOAT0, pull._2().label().dtype());
    List<NDArray> linear = linearize(f, x, l).tangentMap().apply(v);
    assertArrayEquals(push.get(0).toDoubleArray(), linear.get(0).toDoubleArray());
  }

  @Test
  void tangentsOfIntegerResultsAreFloat0() {
    Jvp<Tuple2<NDArray, NDArray>> j =
        jvp((NDArray x) -> Tuple.of(x.square(), x.astype(DType.INT32)), s(3), NDArray.scalar(1.0));
    assertEquals(6, j.tangent()._1().item());
    assertEquals(DType.FLOAT0, j.tangent()._2().dtype());
    assertEquals(3, j.value()._2().itemLong());
  }

  @Test
  void aPullbackMayBeAppliedManyTimes() {
    Function1<NDArray, NDArray> back = vjp((NDArray x) -> x.sin(), f64(0.1, 0.2)).pullback();
    assertArrayEquals(back.apply(f64(1, 1)).toDoubleArray(), back.apply(f64(1, 1)).toDoubleArray());
    assertEquals(2 * Math.cos(0.1), back.apply(f64(2, 0)).toDoubleArray()[0], 1e-15);
  }

  @Test
  void vjpHandsAuxiliaryResultsThrough() {
    VjpWithAux<NDArray, NDArray, String> v =
        vjpWithAux((NDArray x) -> Tuple.of(x.mul(3), "aux"), s(2));
    assertEquals("aux", v.aux());
    assertEquals(6, v.value().item());
    assertEquals(3, v.pullback().apply(s(1)).item());
  }

  @Test
  void auxiliaryArraysAreNotDifferentiated() {
    Function1<NDArray, Tuple2<NDArray, NDArray>> f = x -> Tuple.of(x.square(), x.mul(100));
    Tuple2<NDArray, NDArray> g = jit(gradWithAux(f)).apply(s(3));
    assertEquals(6, g._1().item());
    assertEquals(300, g._2().item());
  }

  @Test
  void linearTransposeIsTheTranspose() {
    NDArray m = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Function1<NDArray, NDArray> t = linearTranspose((NDArray x) -> m.matmul(x), f64(0, 0, 0));
    assertArrayEquals(new double[] {9, 12, 15}, t.apply(f64(1, 2)).toDoubleArray());
  }

  @Test
  void stopGradientFreezesATree() {
    Params g = grad((Params p) -> energy(stopGradient(p)).add(p.w().sum())).apply(params);
    assertArrayEquals(new double[] {1, 1}, g.w().toDoubleArray());
    assertArrayEquals(new double[] {0}, g.biases().get(0).toDoubleArray());
  }

  @Test
  void aFunctionMayCloseOverAnEnclosingTracer() {
    // d/dx of (d/dy of x y^2 at y = 3) = 2 y
    Function1<NDArray, NDArray> f = x -> grad((NDArray y) -> x.mul(y.square())).apply(s(3));
    assertEquals(6, grad(f).apply(s(5)).item());
    assertEquals(30, f.apply(s(5)).item());
    // Perturbation confusion: d/dx (x * d/dy (x + y)) = 1
    assertEquals(
        1,
        grad((NDArray x) -> x.mul(grad((NDArray y) -> x.add(y)).apply(s(1)))).apply(s(2)).item());
  }

  @Test
  void equalFunctionsMakeEqualTransformedFunctions() {
    assertEquals(TreeFunction.of(grad(GradTest::energy)), TreeFunction.of(grad(GradTest::energy)));
    assertEquals(grad(GradTest::energy), grad(GradTest::energy));
    assertEquals(grad(GradTest::energy).hashCode(), grad(GradTest::energy).hashCode());
    assertNotEquals(grad(GradTest::energy), grad(GradTest::energy, GradOptions.ALLOW_INT));
    assertNotEquals((Object) grad(GradTest::energy), valueAndGrad(GradTest::energy));
  }

  @Test
  void inspectionSeesStructureAndTypes() {
    Params p = evalShape((Params q) -> q, params);
    assertEquals("f64[2]", p.w().aval().toString());
    assertSame(params.name(), p.name());
    assertEquals(5, makeJaxpr(GradTest::energy, params).jaxpr().inVars().size() + 1);
  }
}
