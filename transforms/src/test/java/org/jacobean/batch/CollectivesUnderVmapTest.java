package org.jacobean.batch;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Composite;
import org.jacobean.jit.Jitted1;
import org.jacobean.lax.Collectives;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Debug;
import org.jacobean.transforms.VmapAxes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collectives inside mapped functions, through every form that a function may take. */
class CollectivesUnderVmapTest {
  private static final NDArray X = NDArray.of(new double[] {1, -2, 4});
  private static final VmapAxes I = VmapAxes.LEADING.axisName("i");

  private static NDArray scalar(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static void assertValues(NDArray actual, double... expected) {
    assertArrayEquals(expected, actual.toDoubleArray(), 1e-12);
  }

  private static NDArray over(String name, Function1<NDArray, NDArray> f, NDArray x) {
    return vmap(f, VmapAxes.LEADING.axisName(name)).apply(x);
  }

  private static NDArray index() {
    return axisIndex("i").astype(DType.FLOAT64);
  }

  @Test
  void treesAreSummedLeafByLeaf() {
    Function1<NDArray, Tuple2<NDArray, Map<String, NDArray>>> f =
        x -> psum(Tuple.of(x, Map.of("square", x.mul(x))), "i");
    var sums = vmap(f, I.out(NOT_MAPPED)).apply(X);
    assertEquals(3, sums._1().item());
    assertEquals(21, sums._2().get("square").item());
  }

  @Test
  void sumsOfAllMayLeaveUnmapped() {
    assertEquals(3, vmap((NDArray x) -> psum(x, "i"), I.out(NOT_MAPPED)).apply(X).item());
  }

  @Test
  void aNumberIsMultiplied() {
    assertValues(over("i", x -> x.add(psum(2, "i")).add(psum(0.5, "i")), X), 8.5, 5.5, 11.5);
    assertValues(over("i", x -> x.mul(pmean(2.5, "i")), X), 2.5, -5, 10);
    assertValues(over("i", x -> x.add(psum(scalar(10), "i")), X), 31, 28, 34);
  }

  @Test
  void theInnerOfTwoEqualNamesIsMeant() {
    NDArray m = NDArray.of(new double[] {1, 2, 10, 20, 100, 200}, 3, 2);
    Function1<NDArray, NDArray> inner = vmap(x -> psum(x, "i"), I);
    assertValues(vmap(inner, I).apply(m), 3, 3, 30, 30, 300, 300);
    Function1<NDArray, NDArray> both = r -> inner.apply(r).add(psum(r, "i"));
    assertValues(vmap(both, I).apply(m), 114, 225, 141, 252, 411, 522);
  }

  @Test
  void withoutMappedOperandsTheIndexIsStillOfTheExample() {
    VmapAxes three = VmapAxes.in(NOT_MAPPED).size(3).axisName("i");
    NDArray c = scalar(10);
    assertValues(vmap((NDArray x) -> x.mul(index()), three).apply(c), 0, 10, 20);
    Function1<NDArray, NDArray> jitted = jit((NDArray x) -> x.mul(index()));
    assertValues(vmap(jitted, three).apply(c), 0, 10, 20);
    Function1<NDArray, NDArray> loop = x -> foriLoop(0, 2, (_, v) -> v.add(index()), x);
    assertValues(vmap(loop, three).apply(c), 10, 12, 14);
    Function1<NDArray, NDArray> until =
        x -> whileLoop(v -> v.lt(14), v -> v.add(index().add(1)), x);
    assertValues(vmap(until, three).apply(c), 14, 14, 16);
    Function1<NDArray, NDArray> chosen = x -> cond(x.gt(0), v -> v.add(index()), v -> v, x);
    assertValues(vmap(chosen, three).apply(c), 10, 11, 12);
    Function1<NDArray, NDArray> byExample = x -> cond(index().gt(1), v -> psum(v, "i"), v -> v, x);
    assertValues(vmap(byExample, three).apply(c), 10, 10, 30);
    Function1<NDArray, NDArray> composed = x -> Tracing.bind1(new PlusIndex(), x);
    assertValues(vmap(composed, three).apply(c), 10, 11, 12);
    assertValues(vmap(composed, I).apply(X), 1, -1, 6);
  }

  /** A composite operation: {@code x + axisIndex}. */
  private record PlusIndex() implements Composite {
    @Override
    public String name() {
      return "plus_index";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return in;
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      return List.of(args.get(0).add(Collectives.axisIndex("i").astype(DType.FLOAT64)));
    }
  }

  @Test
  void noExamplesAndOneExample() {
    for (int n = 0; n < 2; n++) {
      int size = n;
      NDArray m = NDArray.of(DType.FLOAT64, new double[n * 2], Shape.of(n, 2)).add(3);
      assertEquals(2, over("i", x -> psum(x, "i"), m).rank());
      assertEquals(Shape.of(n, n, 2), over("i", x -> allGather(x, "i"), m).shape());
      assertEquals(Shape.of(n, 2 * n), over("i", x -> allGather(x, "i", 0, true), m).shape());
      assertEquals(Shape.of(n, 2), over("i", x -> ppermute(x, "i"), m).shape());
      assertEquals(n, over("i", x -> x.sum().mul(0).add(axisIndex("i")), m).size());
      NDArray square = over("i", x -> allGather(x, "i"), m);
      assertEquals(Shape.of(n, 2), over("i", x -> psumScatter(x, "i", 0, false), square).shape());
      assertEquals(
          Shape.of(n, size == 0 ? 0 : 2), over("i", x -> psumScatter(x, "i", 0, true), m).shape());
      assertEquals(
          Shape.of(n, 2, n), over("i", x -> allToAll(x, "i", 0, 1, false), square).shape());
      assertEquals(m.shape(), over("i", grad((NDArray x) -> psum(x, "i").sin().sum()), m).shape());
    }
  }

  @Test
  void whoGetsNothingHasZeros() {
    int[][] on = {{0, 1}, {1, 2}};
    assertValues(over("i", x -> ppermute(x, "i", on), X), 0, 1, -2);
    assertValues(over("i", grad((NDArray x) -> ppermute(x.mul(x), "i", on)), X), 2, -4, 0);
  }

  @Test
  void thoseWhoHaveTheMaximumShareItsDerivative() {
    NDArray ties = NDArray.of(new double[] {3, 1, 3});
    Function1<NDArray, NDArray> greatest = vmap((NDArray x) -> pmax(x, "i"), I.out(NOT_MAPPED));
    assertValues(grad(greatest).apply(ties), 0.5, 0, 0.5);
    Function1<NDArray, NDArray> least = vmap((NDArray x) -> pmin(x, "i"), I.out(NOT_MAPPED));
    assertValues(grad(least).apply(ties), 0, 1, 0);
    assertValues(jvp(greatest, ties, X).tangent(), 2.5);
  }

  @Test
  void oneTracePerSetOfAxes() {
    Jitted1<NDArray, NDArray> share = jit((NDArray x) -> x.div(psum(1.0, "i")));
    assertValues(over("i", share, X), 1 / 3.0, -2 / 3.0, 4 / 3.0);
    assertValues(over("i", share, NDArray.of(new double[] {1, 2})), 0.5, 1);
    over("i", share, X);
    assertEquals(2, share.traceCount());
    assertEquals("JX0480", assertThrows(TransformException.class, () -> share.apply(X)).code());
  }

  @Test
  void rulesOfTheUserFindTheAxisWhereverTheyRun() {
    Function1<NDArray, NDArray> f =
        customVjp(
            (NDArray x) -> x.mul(2),
            (NDArray x) -> Tuple.of(x.mul(2), x),
            (NDArray x, NDArray ct) -> psum(ct.mul(x), "i"));
    Function1<NDArray, NDArray> mapped = vmap(f, I);
    assertValues(grad((NDArray x) -> mapped.apply(x).sum()).apply(X), 3, 3, 3);
    assertValues(vmap(grad(f), I).apply(X), 3, 3, 3);
    Function1<NDArray, NDArray> g =
        customJvp(
            (NDArray x) -> x.sin(),
            (NDArray x, NDArray t) ->
                new org.jacobean.transforms.Jvp<>(x.sin(), t.mul(pmean(x, "i"))));
    Function1<NDArray, NDArray> all = vmap(g, I);
    assertValues(jvp(all, X, NDArray.of(new double[] {1, 1, 1})).tangent(), 1, 1, 1);
    assertValues(jit(grad((NDArray x) -> all.apply(x).sum())).apply(X), 1, 1, 1);
  }

  @Test
  void calledFunctionsKeepTheAxis() {
    List<Double> seen = Collections.synchronizedList(new ArrayList<>());
    Function1<NDArray, NDArray> f =
        x -> {
          Debug.callback((NDArray k) -> seen.add(k.item()), index());
          return checkpoint((NDArray v) -> v.mul(psum(v.sin(), "i"))).apply(x);
        };
    double s = Math.sin(1) + Math.sin(-2) + Math.sin(4);
    assertValues(vmap(f, I).apply(X), s, -2 * s, 4 * s);
    Collections.sort(seen);
    assertEquals(List.of(0.0, 1.0, 2.0), seen);
    double sum = 3;
    assertValues(
        vmap(grad(f), I).apply(X),
        s + sum * Math.cos(1),
        s + sum * Math.cos(-2),
        s + sum * Math.cos(4));
  }

  @Test
  void aLoopInABranchPerExampleEnds() {
    Function1<NDArray, NDArray> f =
        x ->
            cond(
                x.gt(0),
                a -> whileLoop(v -> v.lt(30), v -> v.add(psum(v.mul(v), "i")), a),
                a -> a,
                x);
    assertValues(
        over("i", f, X), 1 + 21 + 22 * 22 + 4 + 25 * 25, -2, 4 + 21 + 22 * 22 + 4 + 25 * 25);
  }

  @Test
  void theMeanOfGradientsIsTheGradientOfTheMean() {
    NDArray w = NDArray.of(new double[] {0.5, -1});
    NDArray data = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Function2<NDArray, NDArray, NDArray> loss = (v, x) -> v.mul(x).sum().tanh();
    VmapAxes axes = VmapAxes.in(NOT_MAPPED, 0).axisName("i");
    Function2<NDArray, NDArray, NDArray> inside = (v, x) -> pmean(grad(loss).apply(v, x), "i");
    NDArray mean = vmap(inside, axes.out(NOT_MAPPED)).apply(w, data);
    Function2<NDArray, NDArray, NDArray> whole = (v, x) -> vmap(loss, axes).apply(v, x).mean();
    assertValues(mean, grad(whole).apply(w, data).toDoubleArray());
  }

  @Test
  void derivativesOfHigherOrder() {
    Function1<NDArray, NDArray> energy = x -> psum(x, "i").mul(x).mul(x);
    // Σ_k s x_k², s = Σ x: the second derivatives are 2 x_a + 2 x_b, and 2 s more where a = b.
    Function1<NDArray, NDArray> total = x -> vmap(energy, I).apply(x).sum();
    assertValues(hessian(total).apply(X), 10, -2, 10, -2, -2, 4, 10, 4, 22);
    assertValues(jacfwd(grad(total)).apply(X), 10, -2, 10, -2, -2, 4, 10, 4, 22);
    // Inside, each gradient is that of the total; so is each second one, summed over the examples.
    NDArray second = vmap(grad(grad(energy)), I).apply(X);
    assertValues(second, 18, 0, 36);
  }

  @Test
  void aJetInsideIsThatOfTheMap() {
    Function1<NDArray, NDArray> f = x -> pmax(x, "i").mul(psum(x.sin(), "i"));
    List<NDArray> series = List.of(X.cos(), X);
    NDArray inside =
        vmap((NDArray x) -> jet(f, x, List.of(x.cos(), x)).series().get(1), I).apply(X);
    NDArray outside = jet(vmap(f, I), X, series).series().get(1);
    assertValues(inside, outside.toDoubleArray());
    // 4 + cos(4) e + 2 e² is the greatest; the second coefficient of its product with the sum:
    double c4 = Math.cos(4);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    for (double v : X.toDoubleArray()) {
      double c = Math.cos(v);
      s0 += Math.sin(v);
      s1 += c * c;
      s2 += c * v / 2 - Math.sin(v) * c * c / 2;
    }
    double second = 2 * (2 * s0 + c4 * s1 + 4 * s2);
    assertValues(inside, second, second, second);
  }

  /** Functions of one example with a vector, with collectives between three examples. */
  static List<Function1<NDArray, NDArray>> functions() {
    int[][] some = {{0, 2}, {2, 1}};
    return List.of(
        x -> x.mul(psum(x, "i")),
        x -> psum(x.mul(x), "i"),
        x -> pmean(x, "i").mul(x).sin(),
        x -> pmax(x, "i").mul(x),
        x -> pmin(x.mul(x), "i"),
        x -> allGather(x, "i").mul(x),
        x -> allGatherInvariant(x.mul(x), "i", 0, true),
        x -> psumScatter(x.mul(x), "i", 0, false),
        x -> ppermute(x.mul(x), "i", some).mul(x),
        x -> pshuffle(x, "i", 1, 2, 0).mul(x),
        x -> allToAll(x.mul(x), "i", 0, 0, false).mul(x),
        x -> allToAll(x.mul(x), "i", 0, 0, true).mul(x),
        x -> pbroadcast(x.mul(x), "i", 1).mul(x),
        x -> pvary(x, "i").mul(x),
        x -> x.mul(axisIndex("i")).mul(x),
        x -> cond(psum(x.sum(), "i").gt(0), v -> psum(v.mul(v), "i").mul(v), v -> v.mul(v), x),
        x -> foriLoop(0, 3, (_, c) -> c.mul(pmean(c, "i")).sin().add(x), x),
        jit((NDArray x) -> psum(x.sin(), "i").mul(x)));
  }

  /** Those who do not take the branch add to its sum all the same, and so do their derivatives. */
  @Test
  void aBranchPerExampleSumsOverAll() {
    Function1<NDArray, NDArray> f = x -> cond(x.gt(0), v -> psum(v.mul(v), "i"), v -> v, x);
    assertValues(over("i", f, X), 21, -2, 21);
    assertValues(grad((NDArray x) -> over("i", f, x).sum()).apply(X), 4, -7, 16);
  }

  /** As in JAX: every example has its own copy of everything, and counts for the sums of all. */
  @ParameterizedTest
  @MethodSource("functions")
  void aGradientInsideIsThatOfTheSumOverAllExamples(Function1<NDArray, NDArray> f) {
    NDArray x = NDArray.of(new double[] {0.3, -0.7, 1.1, 0.2, 0.9, -0.4, -1.3, 0.5, 0.8}, 3, 3);
    NDArray inside = vmap(grad((NDArray v) -> f.apply(v).sum()), I).apply(x);
    NDArray outside = grad((NDArray v) -> vmap(f, I).apply(v).sum()).apply(x);
    assertValues(inside, outside.toDoubleArray());
    double[] numeric = new double[9];
    for (int k = 0; k < 9; k++) {
      double[] up = x.toDoubleArray();
      double[] down = x.toDoubleArray();
      up[k] += 1e-6;
      down[k] -= 1e-6;
      numeric[k] =
          (vmap(f, I).apply(NDArray.of(up, 3, 3)).sum().item()
                  - vmap(f, I).apply(NDArray.of(down, 3, 3)).sum().item())
              / 2e-6;
    }
    assertArrayEquals(numeric, outside.toDoubleArray(), 1e-7);
  }
}
