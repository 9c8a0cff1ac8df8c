package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Kinks, ties, untaken branches, symbolic zeros, and what cannot be differentiated. */
class ConventionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static NDArray vec(double... v) {
    return NDArray.of(v);
  }

  private static NDArray scalar(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  /** The gradient of the sum of results with respect to each argument. */
  private static double[][] grad(UnaryOperator<List<NDArray>> f, NDArray... x) {
    List<NDArray> in = List.of(x);
    var lin = Linearize.linearize(Derivatives.trace(f, in), in, Derivatives.all(x.length));
    List<NDArray> ones =
        lin.tangentMap().outAvals().stream().map(a -> full(a.dtype(), a.shape(), 1)).toList();
    var g = Transposition.transpose(lin.tangentMap(), ones);
    double[][] out = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      NDArray gi = g.get(i);
      out[i] = gi == null ? new double[(int) x[i].size()] : gi.toDoubleArray();
    }
    return out;
  }

  private static NDArray positive(NDArray x) {
    return compare(Comparison.GT, x, zerosLike(x));
  }

  @Test
  void maximumAndMinimumOfEqualsGiveHalfEach() {
    double[][] g = grad(a -> List.of(max(a.get(0), a.get(1))), vec(1, 2, 3), vec(2, 2, 2));
    assertArrayEquals(new double[] {0, 0.5, 1}, g[0]);
    assertArrayEquals(new double[] {1, 0.5, 0}, g[1]);
    assertArrayEquals(
        new double[] {1, 0.5, 0},
        grad(a -> List.of(min(a.get(0), a.get(1))), vec(1, 2, 3), vec(2, 2, 2))[0]);
  }

  @Test
  void extremaShareAmongTies() {
    assertArrayEquals(
        new double[] {0.5, 0, 0.5},
        grad(a -> List.of(reduce(ReduceOp.MAX, a.get(0), Axes.of(0))), vec(4, 1, 4))[0]);
    assertArrayEquals(
        new double[] {1, 1, 1},
        grad(a -> List.of(cumulative(CumulativeOp.MAX, a.get(0), 0, false)), vec(1, 2, 3))[0]);
    assertArrayEquals(
        new double[] {1.5, 0.5},
        grad(a -> List.of(cumulative(CumulativeOp.MAX, a.get(0), 0, false)), vec(2, 2))[0]);
  }

  @Test
  void kinksAreJaxs() {
    assertArrayEquals(
        new double[] {-1, 1, 1},
        grad(a -> List.of(unary(UnaryOp.ABS, a.get(0))), vec(-2, 0, 3))[0]);
    assertArrayEquals(
        new double[] {0, 1, 0},
        grad(a -> List.of(clamp(scalar(0), a.get(0), scalar(1))), vec(0, 0.5, 1))[0]);
    double[][] pow =
        grad(a -> List.of(binary(BinaryOp.POW, a.get(0), a.get(1))), vec(0, 0, 0), vec(0, 2, 1));
    assertArrayEquals(new double[] {Double.NaN, 0, 1}, pow[0]);
    assertArrayEquals(new double[] {0, 0, 0}, pow[1]);
    assertArrayEquals(
        new double[] {3, 3},
        grad(a -> List.of(binary(BinaryOp.REM, a.get(0), a.get(1))), vec(7, -7), vec(-2, 2))[1]);
  }

  @Test
  void sortMovesTangentsStably() {
    NDArray weights = vec(1, 10, 100, 1000);
    UnaryOperator<List<NDArray>> f =
        a -> List.of(mul(sort(List.of(a.get(0)), 0, 1).get(0), weights));
    assertArrayEquals(new double[] {10, 1, 100, 1000}, grad(f, vec(2, 1, 2, 3))[0]);
  }

  @Test
  void untakenBranchesDoNotLeakNan() {
    UnaryOperator<List<NDArray>> log =
        a -> List.of(select(positive(a.get(0)), unary(UnaryOp.LOG, a.get(0)), scalar(0)));
    assertArrayEquals(new double[] {0, 0.5, 0}, grad(log, vec(0, 2, -1))[0]);
    UnaryOperator<List<NDArray>> root =
        a -> {
          NDArray s = reduceSum(mul(a.get(0), a.get(0)), Axes.of(1));
          return List.of(select(positive(s), unary(UnaryOp.SQRT, s), zerosLike(s)));
        };
    assertArrayEquals(
        new double[] {0, 0, 0.6, 0.8},
        grad(root, NDArray.of(new double[] {0, 0, 3, 4}, 2, 2))[0],
        1e-15);
  }

  @Test
  void untakenBranchesDoNotLeakThroughChainsScalarsAndNesting() {
    // The selector is computed from the branch itself.
    UnaryOperator<List<NDArray>> finite =
        a -> {
          NDArray y = unary(UnaryOp.EXP, div(1, a.get(0)));
          return List.of(select(unary(UnaryOp.IS_FINITE, y), y, scalar(0)));
        };
    double[] g = grad(finite, vec(0, 1e-3, 1))[0];
    assertArrayEquals(new double[] {0, 0, -Math.E}, g, 1e-14);
    // A scalar used in the branch.
    UnaryOperator<List<NDArray>> scale =
        a -> List.of(select(positive(a.get(1)), div(a.get(0), a.get(1)), scalar(7)));
    double[][] s = grad(scale, scalar(3), vec(0, 2));
    assertArrayEquals(new double[] {0.5}, s[0]);
    assertArrayEquals(new double[] {0, -0.75}, s[1]);
    // The branch starts at a result of an operation that is not pointwise.
    UnaryOperator<List<NDArray>> sum =
        a -> {
          NDArray y = reduceSum(a.get(0), Axes.of(1));
          return List.of(select(positive(y), unary(UnaryOp.LOG, y), scalar(0)));
        };
    assertArrayEquals(
        new double[] {0, 0, 0.25, 0.25},
        grad(sum, NDArray.of(new double[] {1, -1, 3, 1}, 2, 2))[0]);
    // Selections in selections, and a value used in both branches.
    UnaryOperator<List<NDArray>> nested =
        a -> {
          NDArray x = a.get(0);
          NDArray inner =
              select(
                  compare(Comparison.LT, x, vec(1, 1, 1)),
                  unary(UnaryOp.SQRT, x),
                  unary(UnaryOp.LOG, x));
          return List.of(select(positive(x), inner, mul(x, x)));
        };
    assertArrayEquals(new double[] {0, 1, 0.5}, grad(nested, vec(0, 0.25, 2))[0]);
  }

  @Test
  void untakenBranchesDoNotLeakInSecondDerivatives() {
    UnaryOperator<List<NDArray>> log =
        a -> List.of(select(positive(a.get(0)), unary(UnaryOp.LOG, a.get(0)), scalar(0)));
    UnaryOperator<List<NDArray>> first = a -> Derivatives.gradient(log, a);
    for (double v : grad(first, vec(0, 2, -1))[0]) {
      assertTrue(Double.isFinite(v));
    }
  }

  @Test
  void safeBranchesCostNothing() {
    UnaryOperator<List<NDArray>> f =
        a -> List.of(select(positive(a.get(0)), mul(a.get(0), 2), neg(a.get(0))));
    ClosedJaxpr map =
        Linearize.linearize(
                Derivatives.trace(f, List.of(vec(1, 2))), List.of(vec(1, 2)), Derivatives.all(1))
            .tangentMap();
    assertEquals(1, map.jaxpr().eqns().stream().filter(e -> e.op() instanceof SelectN).count());
  }

  @Test
  void windowsOutOfRangeHaveNoTangent() {
    NDArray idx = NDArray.of(new int[] {1, 9}, 2, 1);
    GatherDims dims = new GatherDims(Axes.NONE, Axes.of(0), Axes.of(0));
    UnaryOperator<List<NDArray>> f =
        a -> List.of(gather(a.get(0), idx, dims, Shape.of(1), IndexMode.FILL_OR_DROP));
    assertArrayEquals(new double[] {0, 1, 0}, grad(f, vec(1, 2, 3))[0]);
    Duals y =
        Jvp.eval(
            Derivatives.trace(f, List.of(vec(1, 2, 3))),
            List.of(vec(1, 2, 3)),
            List.of(vec(5, 6, 7)));
    assertArrayEquals(new double[] {6, 0}, y.tangents().get(0).toDoubleArray());
  }

  @Test
  void theLastOfSeveralReplacementsGetsTheCotangent() {
    NDArray idx = NDArray.of(new int[] {1, 1, 2}, 3, 1);
    ScatterDims dims = new ScatterDims(Axes.NONE, Axes.of(0), Axes.of(0));
    double[][] g =
        grad(
            a -> List.of(scatter(ScatterKind.SET, a.get(0), idx, a.get(1), dims, IndexMode.CLIP)),
            vec(1, 2, 3),
            vec(4, 5, 6));
    assertArrayEquals(new double[] {1, 0, 0}, g[0]);
    assertArrayEquals(new double[] {0, 1, 1}, g[1]);
  }

  @Test
  void zerosAreSymbolic() {
    UnaryOperator<List<NDArray>> f =
        a ->
            List.of(
                unary(UnaryOp.FLOOR, a.get(0)),
                stopGradient(a.get(0)),
                bitcastConvertType(a.get(0), DType.INT64),
                unary(UnaryOp.SIN, a.get(1)));
    List<NDArray> x = List.of(vec(1), vec(2));
    Duals y = Jvp.eval(Derivatives.trace(f, x), x, java.util.Arrays.asList(vec(1), null));
    for (int i = 0; i < 4; i++) {
      assertNull(y.tangents().get(i));
    }
    var lin = Linearize.linearize(Derivatives.trace(f, x), x, new boolean[] {true, false});
    assertEquals(1, lin.tangentMap().inAvals().size());
    assertEquals(3, lin.tangentMap().outAvals().size());
    assertTrue(lin.tangentMap().jaxpr().eqns().isEmpty());
    assertNull(Transposition.transpose(lin.tangentMap(), List.of(vec(1), vec(1), vec(1))).get(0));
  }

  @Test
  void deadTangentsSaveNoResiduals() {
    UnaryOperator<List<NDArray>> f =
        a ->
            List.of(
                stopGradient(unary(UnaryOp.SIN, unary(UnaryOp.EXP, a.get(0)))), mul(a.get(0), 2));
    var lin =
        Linearize.linearize(
            Derivatives.trace(f, List.of(vec(1))), List.of(vec(1)), Derivatives.all(1));
    assertFalse(
        lin.tangentMap().jaxpr().eqns().stream()
            .anyMatch(e -> e.op() instanceof Binary b && b.op() != BinaryOp.MUL));
  }

  @Test
  void largeAndTinyOperandsKeepTheirPrecision() {
    assertArrayEquals(
        new double[] {4 * Math.exp(-20)},
        grad(a -> List.of(unary(UnaryOp.TANH, a.get(0))), vec(10))[0],
        1e-15);
    assertArrayEquals(
        new double[] {1 / Math.sqrt(2e-10)},
        grad(a -> List.of(unary(UnaryOp.ASIN, a.get(0))), vec(1 - 1e-10))[0],
        1);
    assertArrayEquals(
        new double[] {INF}, grad(a -> List.of(unary(UnaryOp.CBRT, a.get(0))), vec(0))[0]);
    double[] g =
        grad(
            a -> List.of(cumulative(CumulativeOp.LOGSUMEXP, a.get(0), 0, false)),
            vec(-INF, 1000, 1000))[0];
    assertArrayEquals(new double[] {0, 1.5, 0.5}, g, 1e-12);
  }

  private static String code(UnaryOperator<List<NDArray>> f, NDArray... x) {
    return assertThrows(TransformException.class, () -> grad(f, x)).code();
  }

  @Test
  void whatHasNoDerivativeSaysSo() {
    assertEquals(
        "JX0430",
        code(a -> List.of(binary(BinaryOp.NEXTAFTER, a.get(0), a.get(1))), vec(1), vec(2)));
    ClosedJaxpr notLinear =
        Derivatives.trace(a -> List.of(unary(UnaryOp.SIN, a.get(0))), List.of(vec(1)));
    assertEquals(
        "JX0433",
        assertThrows(
                TransformException.class, () -> Transposition.transpose(notLinear, List.of(vec(1))))
            .code());
    ClosedJaxpr product = Derivatives.trace(a -> List.of(mul(a.get(0), a.get(0))), List.of(vec(1)));
    assertEquals(
        "JX0433",
        assertThrows(
                TransformException.class, () -> Transposition.transpose(product, List.of(vec(1))))
            .code());
    assertEquals(
        "JX0436",
        assertThrows(TransformException.class, () -> Jvp.eval(product, List.of(vec(1)), List.of()))
            .code());
    var e =
        assertThrows(
            TransformException.class, () -> Jvp.eval(product, List.of(vec(1)), List.of(vec(1, 2))));
    assertEquals("JX0437", e.code());
    assertTrue(
        e.getMessage().contains("f64[1]") && e.getMessage().contains("f64[2]"), e.getMessage());
  }

  @Test
  void linearFunctionsTranspose() {
    NDArray w = vec(1, 2, 3);
    ClosedJaxpr f =
        Derivatives.trace(
            a -> List.of(reduceSum(mul(a.get(0), unary(UnaryOp.SIN, w)), Axes.of(0))), List.of(w));
    double[] g = Transposition.transpose(f, List.of(scalar(2))).get(0).toDoubleArray();
    assertArrayEquals(new double[] {2 * Math.sin(1), 2 * Math.sin(2), 2 * Math.sin(3)}, g, 1e-15);
    assertEquals(1, Tracing.eval(f, List.of(w)).size());
  }

  @Test
  void smallFloatsKeepTheirDtype() {
    for (DType t : List.of(DType.BFLOAT16, DType.FLOAT16, DType.FLOAT32)) {
      NDArray x = NDArray.of(t, new double[] {0.5, 1, 2}, Shape.of(3));
      UnaryOperator<List<NDArray>> f =
          a ->
              List.of(
                  dotGeneral(
                      a.get(0),
                      unary(UnaryOp.TANH, a.get(0)),
                      new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0)),
                      DType.FLOAT32));
      var lin =
          Linearize.linearize(Derivatives.trace(f, List.of(x)), List.of(x), Derivatives.all(1));
      NDArray g =
          Transposition.transpose(
                  lin.tangentMap(), List.of(NDArray.full(DType.FLOAT32, Shape.SCALAR, 1)))
              .get(0);
      assertEquals(t, g.dtype());
    }
  }

  @Test
  void derivedEquationsKeepTheLineOfTheOriginal() {
    UnaryOperator<List<NDArray>> f = ConventionsTest::sinOfSquare;
    ClosedJaxpr g = Derivatives.trace(a -> Derivatives.gradient(f, a), List.of(vec(1, 2)));
    assertFalse(g.jaxpr().eqns().isEmpty());
    for (var e : g.jaxpr().eqns()) {
      if (e.op() instanceof Unary || e.op() instanceof Binary) {
        assertEquals("ConventionsTest.sinOfSquare", e.source().method(), e.toString());
      }
    }
  }

  private static List<NDArray> sinOfSquare(List<NDArray> a) {
    return List.of(unary(UnaryOp.SIN, mul(a.get(0), a.get(0))));
  }
}
