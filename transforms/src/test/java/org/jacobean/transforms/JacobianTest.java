package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.junit.jupiter.api.Test;

class JacobianTest {
  record P(NDArray a, NDArray b) {}

  private static final NDArray X = NDArray.of(new double[] {0.5, -1, 2});

  /** (x0 x1, sin x2, x0^2 x2, x1). */
  static NDArray f(NDArray x) {
    Function1<NDArray, NDArray> at0 = v -> v.mul(NDArray.of(new double[] {1, 0, 0})).sum();
    Function1<NDArray, NDArray> at1 = v -> v.mul(NDArray.of(new double[] {0, 1, 0})).sum();
    Function1<NDArray, NDArray> at2 = v -> v.mul(NDArray.of(new double[] {0, 0, 1})).sum();
    NDArray a = at0.apply(x);
    NDArray b = at1.apply(x);
    NDArray c = at2.apply(x);
    NDArray e = NDArray.of(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, 4, 4);
    return a.mul(b)
        .mul(e.matmul(NDArray.of(new double[] {1, 0, 0, 0})))
        .add(c.sin().mul(NDArray.of(new double[] {0, 1, 0, 0})))
        .add(a.square().mul(c).mul(NDArray.of(new double[] {0, 0, 1, 0})))
        .add(b.mul(NDArray.of(new double[] {0, 0, 0, 1})));
  }

  private static final double[] EXPECTED = {-1, 0.5, 0, 0, 0, Math.cos(2), 2, 0, 0.25, 0, 1, 0};

  @Test
  void forwardAndReverseGiveTheAnalyticMatrix() {
    NDArray fwd = jacfwd(JacobianTest::f).apply(X);
    assertEquals("f64[4,3]", fwd.aval().toString());
    assertArrayEquals(EXPECTED, fwd.toDoubleArray(), 1e-12);
    assertArrayEquals(EXPECTED, jacrev(JacobianTest::f).apply(X).toDoubleArray(), 1e-12);
    assertArrayEquals(EXPECTED, jit(jacobian(JacobianTest::f)).apply(X).toDoubleArray(), 1e-12);
  }

  @Test
  void shapesAreResultThenArgument() {
    NDArray m = NDArray.of(new double[6], 2, 3);
    Function1<NDArray, NDArray> g = x -> x.T().mul(2);
    assertEquals("f64[3,2,2,3]", jacfwd(g).apply(m).aval().toString());
    assertArrayEquals(jacfwd(g).apply(m).toDoubleArray(), jacrev(g).apply(m).toDoubleArray());
  }

  @Test
  void anArgumentTreeGivesATreeOfBlocks() {
    P p = new P(X, NDArray.of(new double[] {3, 4}));
    Function1<P, NDArray> g = q -> q.a().sum().mul(q.b());
    P fwd = jacfwd(g).apply(p);
    P rev = jacrev(g).apply(p);
    assertEquals("f64[2,3]", fwd.a().aval().toString());
    assertEquals("f64[2,2]", fwd.b().aval().toString());
    assertArrayEquals(new double[] {3, 3, 3, 4, 4, 4}, fwd.a().toDoubleArray());
    assertArrayEquals(new double[] {1.5, 0, 0, 1.5}, fwd.b().toDoubleArray());
    assertArrayEquals(fwd.a().toDoubleArray(), rev.a().toDoubleArray());
    assertArrayEquals(fwd.b().toDoubleArray(), rev.b().toDoubleArray());
  }

  @Test
  void treesByTreesAreReachedByKeyPath() {
    P p = new P(X, NDArray.of(new double[] {3, 4}));
    Function1<P, List<NDArray>> g = q -> List.of(q.a().mul(2), q.b().square());
    for (TreeJacobian<P> j : List.of(jacfwdTree(g).apply(p), jacrevTree(g).apply(p))) {
      assertArrayEquals(new double[] {6, 0, 0, 8}, j.of("[1]").b().toDoubleArray());
      assertArrayEquals(new double[6], j.of("[1]").a().toDoubleArray());
      assertEquals("f64[3,2]", j.rows().get(0).b().aval().toString());
      assertEquals("JX0423", assertThrows(TransformException.class, () -> j.of(".b")).code());
    }
  }

  @Test
  void hessianIsTheMatrixOfSecondDerivatives() {
    Function1<NDArray, NDArray> g = x -> x.square().sum().mul(x.sum());
    // H_ij = 2 s d_ij + 2 x_i + 2 x_j with s the sum
    double[] x = X.toDoubleArray();
    double[] h = hessian(g).apply(X).toDoubleArray();
    double[] j = jit(hessian(g)).apply(X).toDoubleArray();
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        assertEquals((i == k ? 3.0 : 0) + 2 * x[i] + 2 * x[k], h[3 * i + k], 1e-12);
        assertEquals(h[3 * i + k], j[3 * i + k], 1e-12);
      }
    }
  }

  @Test
  void hessianOfATreeAndItsProduct() {
    P p = new P(NDArray.of(new double[] {1, 2}), NDArray.of(new double[] {3}));
    Function1<P, NDArray> g = q -> q.a().square().sum().mul(q.b().sum());
    TreeJacobian<P> h = hessianTree(g).apply(p);
    assertArrayEquals(new double[] {6, 0, 0, 6}, h.of(".a").a().toDoubleArray());
    assertArrayEquals(new double[] {2, 4}, h.of(".a").b().toDoubleArray());
    assertArrayEquals(new double[] {2, 4}, h.of(".b").a().toDoubleArray());
    P v = new P(NDArray.of(new double[] {1, -1}), NDArray.of(new double[] {0.5}));
    P hv = hvp(g, p, v);
    assertArrayEquals(new double[] {6 + 1, -6 + 2}, hv.a().toDoubleArray(), 1e-12);
    assertArrayEquals(new double[] {2 - 4}, hv.b().toDoubleArray(), 1e-12);
  }

  @Test
  void onlyTheFirstArgumentIsDifferentiated() {
    Function2<NDArray, NDArray, NDArray> g = (x, y) -> x.mul(y);
    assertArrayEquals(
        new double[] {5, 0, 0, 0, 5, 0, 0, 0, 5},
        jacrev(g).apply(X, NDArray.of(new double[] {5, 5, 5})).toDoubleArray());
    assertArrayEquals(
        new double[9],
        hessian((NDArray x, NDArray y) -> x.mul(y).sum()).apply(X, X).toDoubleArray());
  }

  @Test
  void complexJacobiansOfHolomorphicFunctions() {
    NDArray z = NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 2, 0, -1}, Shape.of(2));
    double[] d = {2, 4, 0, 0, 0, 0, 0, -2};
    assertArrayEquals(
        d,
        jacfwd((NDArray x) -> x.mul(x), GradOptions.HOLOMORPHIC).apply(z).toComplexArray(),
        1e-12);
    assertArrayEquals(
        d,
        jacrev((NDArray x) -> x.mul(x), GradOptions.HOLOMORPHIC).apply(z).toComplexArray(),
        1e-12);
  }
}
