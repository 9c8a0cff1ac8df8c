package org.jacobean.control;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Linear solves and roots, whose solvers are loops that reverse mode could not pass. */
class ImplicitSolvesTest {
  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static NDArray complex(double re, double im) {
    return NDArray.ofComplex(DType.COMPLEX128, new double[] {re, im}, Shape.SCALAR);
  }

  private static NDArray row(NDArray x, int i) {
    return Lax.squeeze(Lax.sliceInDim(x, i, i + 1, 1, 0), Axes.of(0));
  }

  private static final NDArray A = NDArray.of(new double[] {4, 1, -1, 3}, 2, 2);
  private static final NDArray B = NDArray.of(new double[] {1, 2});

  /** Richardson iteration. */
  private static NDArray iterate(Function1<NDArray, NDArray> matvec, NDArray b) {
    return whileLoop(
        (NDArray x) -> matvec.apply(x).sub(b).abs().max().gt(1e-13),
        (NDArray x) -> x.add(b.sub(matvec.apply(x)).mul(0.2)),
        b.mul(0));
  }

  private static NDArray solve(NDArray a, NDArray b) {
    return customLinearSolve(
        x -> a.matmul(x), b, ImplicitSolvesTest::iterate, ImplicitSolvesTest::iterate);
  }

  /** The exact solution, by Cramer's rule. */
  private static NDArray cramer(NDArray a, NDArray b) {
    NDArray p = a.reshape(4);
    NDArray[] e = new NDArray[4];
    for (int i = 0; i < 4; i++) {
      e[i] = row(p, i);
    }
    NDArray b0 = row(b, 0);
    NDArray b1 = row(b, 1);
    NDArray det = e[0].mul(e[3]).sub(e[1].mul(e[2]));
    NDArray x0 = b0.mul(e[3]).sub(e[1].mul(b1)).div(det);
    NDArray x1 = e[0].mul(b1).sub(b0.mul(e[2])).div(det);
    return Lax.concatenate(List.of(x0.reshape(1), x1.reshape(1)), 0);
  }

  private static NDArray loss(Function2<NDArray, NDArray, NDArray> solver, NDArray a, NDArray b) {
    NDArray x = solver.apply(a, b);
    return x.mul(x).mul(NDArray.of(new double[] {1, 3})).sum();
  }

  private static final Function2<NDArray, NDArray, NDArray> IMPLICIT =
      (a, b) -> loss(ImplicitSolvesTest::solve, a, b);
  private static final Function2<NDArray, NDArray, NDArray> EXACT =
      (a, b) -> loss(ImplicitSolvesTest::cramer, a, b);

  private static void same(NDArray expected, NDArray actual) {
    assertEquals(expected.aval().strong(), actual.aval().strong());
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-9);
  }

  @Test
  void firstDerivativesAreThoseOfTheSolution() {
    same(cramer(A, B), solve(A, B));
    same(grad(EXACT).apply(A, B), grad(IMPLICIT).apply(A, B));
    same(gradWrt1(EXACT).apply(A, B), gradWrt1(IMPLICIT).apply(A, B));
    same(grad(EXACT).apply(A, B), jit(grad(IMPLICIT)).apply(A, B));
    same(grad(EXACT).apply(A, B), grad(jit(IMPLICIT)).apply(A, B));
    same(
        jvp(EXACT, Tuple.of(A, B), Tuple.of(A, B)).tangent(),
        jvp(IMPLICIT, Tuple.of(A, B), Tuple.of(A, B)).tangent());
    same(
        linearize(EXACT, A, B).tangentMap().apply(Tuple.of(A.sin(), B)),
        linearize(IMPLICIT, A, B).tangentMap().apply(Tuple.of(A.sin(), B)));
  }

  @Test
  void secondDerivativesToo() {
    same(hessian(EXACT).apply(A, B), hessian(IMPLICIT).apply(A, B));
    same(hessian(EXACT).apply(A, B), jit(hessian(IMPLICIT)).apply(A, B));
    same(jacrev(grad(EXACT)).apply(A, B), jacrev(grad(IMPLICIT)).apply(A, B));
    same(jacfwd(jacfwd(EXACT)).apply(A, B), jacfwd(jacfwd(IMPLICIT)).apply(A, B));
  }

  @Test
  void examplesAreSolvedTogether() {
    NDArray bs = NDArray.of(new double[] {1, 2, -1, 3, 0.5, 0.5}, 3, 2);
    Function1<NDArray, NDArray> ofB = b -> gradWrt1(IMPLICIT).apply(A, b);
    Function1<NDArray, NDArray> ofA = b -> grad(IMPLICIT).apply(A.add(b.sum().mul(0.1)), b);
    for (int i = 0; i < 3; i++) {
      NDArray b = row(bs, i);
      same(gradWrt1(EXACT).apply(A, b), row(vmap(ofB).apply(bs), i));
      same(grad(EXACT).apply(A.add(b.sum().mul(0.1)), b), row(jit(vmap(ofA)).apply(bs), i));
    }
    Function1<NDArray, NDArray> total =
        x -> vmap((NDArray b) -> IMPLICIT.apply(A, b)).apply(x).sum();
    same(vmap(ofB).apply(bs), grad(total).apply(bs));
  }

  @Test
  void aSymmetricMatrixNeedsNoTransposedSolver() {
    NDArray sym = NDArray.of(new double[] {4, 1, 1, 3}, 2, 2);
    Function2<NDArray, NDArray, NDArray> f =
        (a, b) ->
            loss((m, y) -> customSymmetricSolve(m::matmul, y, ImplicitSolvesTest::iterate), a, b);
    same(gradWrt1(EXACT).apply(sym, B), gradWrt1(f).apply(sym, B));
    same(grad(EXACT).apply(sym, B), grad(f).apply(sym, B));
    Function1<NDArray, NDArray> forwardOnly =
        b -> customLinearSolve(x -> A.matmul(x), b, ImplicitSolvesTest::iterate).sum();
    same(jvp((NDArray b) -> cramer(A, b).sum(), B, B).tangent(), jvp(forwardOnly, B, B).tangent());
    var e = assertThrows(TransformException.class, () -> grad(forwardOnly).apply(B));
    assertEquals("JX0476", e.code());
  }

  record Pair(NDArray u, NDArray v) {}

  @Test
  void unknownsMayBeTrees() {
    // 2 u + v = b.u, v = b.v, solved in closed form.
    Function1<NDArray, NDArray> f =
        c -> {
          Pair x =
              customLinearSolve(
                  (Pair p) -> new Pair(p.u().mul(c).add(p.v()), p.v()),
                  new Pair(s(5), c.mul(3)),
                  (m, b) -> new Pair(b.u().sub(b.v()).div(c), b.v()),
                  (m, b) -> new Pair(b.u().div(c), b.v().sub(b.u().div(c))));
          return x.u().mul(x.v());
        };
    // u = (5 - 3 c) / c, v = 3 c: u v = 15 - 9 c.
    assertEquals(9, f.apply(s(2 / 3.0)).item(), 1e-12);
    assertEquals(-9, grad(f).apply(s(2)).item(), 1e-12);
    assertEquals(-9, jit(grad(f)).apply(s(2)).item(), 1e-12);
    assertEquals(0, grad(grad(f)).apply(s(2)).item(), 1e-12);
  }

  @Test
  void complexSystemsAreTransposedNotConjugated() {
    NDArray i = complex(0, 1);
    Function1<NDArray, NDArray> x =
        b -> customLinearSolve((NDArray y) -> y.mul(i), b, (m, r) -> r.div(i), (m, r) -> r.div(i));
    NDArray ct = vjp(x, complex(3, 4)).pullback().apply(complex(1, 0));
    Function1<NDArray, NDArray> direct = b -> b.div(i);
    NDArray expected = vjp(direct, complex(3, 4)).pullback().apply(complex(1, 0));
    assertEquals(expected.toString(), ct.toString());
  }

  // ---------------------------------------------------------------- roots

  private static NDArray newton(Function1<NDArray, NDArray> f, NDArray guess) {
    return whileLoop(
        (NDArray x) -> f.apply(x).abs().gt(1e-13),
        (NDArray x) -> x.sub(f.apply(x).div(jvp(f, x, s(1)).tangent())),
        guess);
  }

  /** The square root by Newton's iteration. */
  private static NDArray root(NDArray a) {
    return customRoot(
        x -> x.mul(x).sub(a), s(1), ImplicitSolvesTest::newton, (g, y) -> y.div(g.apply(s(1))));
  }

  @Test
  void aRootHasTheDerivativesOfTheImplicitFunction() {
    Function1<NDArray, NDArray> f = ImplicitSolvesTest::root;
    assertEquals(2, f.apply(s(4)).item(), 1e-12);
    assertEquals(0.25, grad(f).apply(s(4)).item(), 1e-12);
    assertEquals(0.25, jvp(f, s(4), s(1)).tangent().item(), 1e-12);
    assertEquals(0.25, jit(grad(f)).apply(s(4)).item(), 1e-12);
    assertEquals(0.25, grad(jit(f)).apply(s(4)).item(), 1e-12);
    // Second and third derivatives of the square root at 4.
    assertEquals(-1 / 32.0, grad(grad(f)).apply(s(4)).item(), 1e-12);
    assertEquals(-1 / 32.0, jvp(grad(f), s(4), s(1)).tangent().item(), 1e-12);
    assertEquals(3 / 256.0, grad(grad(grad(f))).apply(s(4)).item(), 1e-12);
    NDArray as = NDArray.of(new double[] {4, 9});
    assertArrayEquals(new double[] {0.25, 1 / 6.0}, vmap(grad(f)).apply(as).toDoubleArray(), 1e-12);
    assertArrayEquals(
        new double[] {0.25, 1 / 6.0},
        grad((NDArray x) -> vmap(f).apply(x).sum()).apply(as).toDoubleArray(),
        1e-12);
  }

  @Test
  void theInitialGuessHasNoDerivative() {
    Function1<NDArray, NDArray> f =
        guess ->
            customRoot(
                (NDArray x) -> x.mul(x).sub(4),
                guess,
                ImplicitSolvesTest::newton,
                (g, y) -> y.div(g.apply(s(1))));
    assertEquals(0, grad(f).apply(s(3)).item());
  }

  @Test
  void aSolverMayReturnSomethingElseToo() {
    Function1<NDArray, Tuple2<NDArray, NDArray>> f =
        a ->
            customRootWithAux(
                (NDArray x) -> x.mul(x).sub(a),
                s(1),
                (g, guess) -> {
                  NDArray x = newton(g, guess);
                  return Tuple.of(x, x.mul(100));
                },
                (g, y) -> y.div(g.apply(s(1))));
    assertEquals(200, f.apply(s(4))._2().item(), 1e-9);
    Function1<NDArray, NDArray> both = a -> f.apply(a)._1().add(f.apply(a)._2());
    assertEquals(0.25, grad(both).apply(s(4)).item(), 1e-12);
    assertEquals(200, jit(f).apply(s(4))._2().item(), 1e-9);
  }

  @Test
  void aSystemOfEquationsUsesALinearSolve() {
    // x + 0.1 sin(x_swapped) = θ.
    Function1<NDArray, NDArray> f =
        theta ->
            customRoot(
                    (NDArray x) -> x.add(Lax.rev(x, Axes.of(0)).sin().mul(0.1)).sub(theta),
                    B.mul(0),
                    (g, x0) ->
                        whileLoop(
                            (NDArray x) -> g.apply(x).abs().max().gt(1e-14),
                            (NDArray x) -> x.sub(g.apply(x)),
                            x0),
                    (g, y) ->
                        customLinearSolve(
                            g, y, ImplicitSolvesTest::relax, ImplicitSolvesTest::relax))
                .mul(B)
                .sum();
    double h = 1e-5;
    NDArray g = jit(grad(f)).apply(B);
    for (int i = 0; i < 2; i++) {
      double[] up = B.toDoubleArray();
      double[] down = B.toDoubleArray();
      up[i] += h;
      down[i] -= h;
      double slope = (f.apply(NDArray.of(up)).item() - f.apply(NDArray.of(down)).item()) / (2 * h);
      assertEquals(slope, g.toDoubleArray()[i], 1e-8);
    }
    same(jacfwd(f).apply(B), g);
  }

  private static NDArray relax(Function1<NDArray, NDArray> matvec, NDArray b) {
    return whileLoop(
        (NDArray x) -> matvec.apply(x).sub(b).abs().max().gt(1e-14),
        (NDArray x) -> x.add(b.sub(matvec.apply(x))),
        b.mul(0));
  }

  @Test
  void functionsOfAnotherTypeAreNamed() {
    Function1<NDArray, NDArray> narrow =
        b -> customSymmetricSolve((NDArray x) -> x.sum(), b, (m, y) -> y);
    assertEquals("JX0475", code(() -> jit(narrow).apply(B)));
    Function1<NDArray, NDArray> solver =
        b -> customSymmetricSolve((NDArray x) -> x, b, (m, y) -> y.astype(DType.FLOAT32));
    assertEquals("JX0475", code(() -> solver.apply(B)));
    assertEquals("JX0475", code(() -> jit(solver).apply(B)));
    Function1<NDArray, NDArray> integers =
        b -> customSymmetricSolve((NDArray x) -> x, b, (m, y) -> y);
    assertEquals("JX0478", code(() -> integers.apply(NDArray.of(new int[] {1, 2}))));
    Function1<NDArray, NDArray> wrongRoot =
        a -> customRoot((NDArray x) -> x.sub(a), B, (g, x) -> x, (g, y) -> y.sum());
    assertEquals("JX0475", code(() -> grad(wrongRoot).apply(s(1))));
  }

  private static String code(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(TransformException.class, body).code();
  }
}
