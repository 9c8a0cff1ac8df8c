package org.jacobean.control;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While loops with a declared maximum: reverse mode by recursive checkpointing. */
class BoundedLoopTest {
  private static NDArray scalar(double x) {
    return NDArray.of(new double[] {x}).sum();
  }

  private static void assertClose(NDArray expected, NDArray actual) {
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    assertEquals(e.length, a.length);
    for (int i = 0; i < e.length; i++) {
      assertEquals(
          e[i], a[i], 1e-9 * Math.max(1, Math.abs(e[i])), () -> actual + " for " + expected);
    }
  }

  /** Logistic map and a sum of its values until the sum exceeds 6; 0.1 takes 13 steps. */
  private static NDArray untilSix(NDArray x, int maxSteps) {
    return whileLoop(
            (Tuple2<NDArray, NDArray> c) -> c._2().lt(6),
            c -> {
              NDArray y = step(c._1());
              return Tuple.of(y, c._2().add(y.mul(y)));
            },
            Tuple.of(x, x.mul(0)),
            maxSteps)
        ._2();
  }

  private static NDArray step(NDArray x) {
    return x.mul(x.mul(-1).add(1)).mul(3.7);
  }

  private static NDArray fixed(NDArray x, int steps) {
    return scan(
            (Tuple2<NDArray, NDArray> c) -> {
              NDArray y = step(c._1());
              return Tuple.of(Tuple.of(y, c._2().add(y.mul(y))), y);
            },
            Tuple.of(x, x.mul(0)),
            steps)
        ._1()
        ._2();
  }

  private static int steps(double x) {
    double sum = 0;
    double y = x;
    int n = 0;
    while (sum < 6) {
      y = 3.7 * y * (1 - y);
      sum += y * y;
      n++;
    }
    return n;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 31, 32, 33, 1000, 1025, 40_000, Integer.MAX_VALUE})
  void derivativesAreThoseOfTheScan(int maxSteps) {
    NDArray x = scalar(0.1);
    int n = Math.min(steps(0.1), maxSteps);
    Function1<NDArray, NDArray> plain = z -> fixed(z, n);
    Function1<NDArray, NDArray> loop = z -> untilSix(z, maxSteps);
    assertClose(plain.apply(x), loop.apply(x));
    assertClose(plain.apply(x), jit(loop).apply(x));
    assertClose(grad(plain).apply(x), grad(loop).apply(x));
    assertClose(grad(plain).apply(x), jit(grad(loop)).apply(x));
    assertClose(jacfwd(plain).apply(x), jacfwd(loop).apply(x));
  }

  @Test
  void secondDerivatives() {
    NDArray x = scalar(0.1);
    Function1<NDArray, NDArray> plain = z -> fixed(z, steps(0.1));
    Function1<NDArray, NDArray> loop = z -> untilSix(z, 50);
    assertClose(hessian(plain).apply(x), hessian(loop).apply(x));
    assertClose(grad(grad(plain)).apply(x), grad(grad(loop)).apply(x));
    assertClose(grad(grad(plain)).apply(x), jit(grad(grad(loop))).apply(x));
    assertClose(grad(jacfwd(plain)).apply(x), grad(jacfwd(loop)).apply(x));
    assertClose(grad(grad(grad(plain))).apply(x), grad(grad(jacfwd(loop))).apply(x));
  }

  @Test
  void differencesAgree() {
    NDArray g = grad((NDArray z) -> untilSix(z, 100)).apply(scalar(0.1));
    double h = 1e-7;
    double numeric =
        (untilSix(scalar(0.1 + h), 100).item() - untilSix(scalar(0.1 - h), 100).item()) / (2 * h);
    assertEquals(numeric, g.item(), 1e-5 * Math.abs(numeric));
  }

  @Test
  void examplesTakeDifferentNumbersOfSteps() {
    double[] points = {0.1, 0.3, 0.01, 0.77};
    NDArray xs = NDArray.of(points);
    double[] expected = new double[points.length];
    double[] second = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      int n = steps(points[i]);
      Function1<NDArray, NDArray> plain = z -> fixed(z, n);
      expected[i] = grad(plain).apply(scalar(points[i])).item();
      second[i] = grad(grad(plain)).apply(scalar(points[i])).item();
    }
    Function1<NDArray, NDArray> loop = z -> untilSix(z, 40);
    Function1<NDArray, NDArray> total = z -> vmap(loop).apply(z).sum();
    assertClose(NDArray.of(expected), vmap(grad(loop)).apply(xs));
    assertClose(NDArray.of(expected), jit(vmap(grad(loop))).apply(xs));
    assertClose(NDArray.of(expected), grad(total).apply(xs));
    assertClose(NDArray.of(expected), jit(grad(total)).apply(xs));
    assertClose(NDArray.of(second), vmap(grad(grad(loop))).apply(xs));
  }

  @Test
  void insideScanAndCondAndCheckpoint() {
    NDArray x = scalar(0.1);
    NDArray xs = NDArray.of(new double[] {0.1, 0.2, 0.3});
    Function1<NDArray, NDArray> loop = z -> untilSix(z, 40);
    Function1<NDArray, NDArray> plain = z -> fixed(z, steps(0.1));
    Function1<NDArray, NDArray> mapped = z -> map(loop, z).sum();
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      expected[i] = grad(loop).apply(scalar(xs.toDoubleArray()[i])).item();
    }
    assertClose(NDArray.of(expected), jit(grad(mapped)).apply(xs));
    Function1<NDArray, NDArray> chosen = z -> cond(z.gt(0), loop, (NDArray y) -> y, z);
    assertClose(grad(plain).apply(x), grad(chosen).apply(x));
    assertClose(grad(plain).apply(x), jit(grad(checkpoint(loop))).apply(x));
  }

  /** Newton's method for the square root, inside a loop that counts down. */
  @Test
  void loopsNest() {
    Function1<NDArray, NDArray> root =
        a ->
            whileLoop(
                (NDArray y) -> y.mul(y).sub(a).abs().gt(1e-12),
                (NDArray y) -> y.add(a.div(y)).mul(0.5),
                a.mul(0).add(1),
                50);
    Function1<NDArray, NDArray> fourthRoot =
        a ->
            foriLoop(
                NDArray.fullLong(DType.INT32, Shape.SCALAR, 0),
                a.mul(0).add(2).astype(DType.INT32),
                (i, y) -> root.apply(y),
                a,
                5);
    double expected = 0.25 * Math.pow(3, -0.75);
    assertEquals(expected, grad(fourthRoot).apply(scalar(3)).item(), 1e-9);
    assertEquals(expected, jit(grad(fourthRoot)).apply(scalar(3)).item(), 1e-9);
  }

  @Test
  void foriLoopWithTracedBounds() {
    NDArray x = scalar(0.4);
    Function1<NDArray, NDArray> plain = z -> foriLoop(2, 9, (i, c) -> c.sin().add(i), z);
    Function1<NDArray, NDArray> loop =
        jit(
            (NDArray z) ->
                foriLoop(
                    z.astype(DType.INT32).add(2),
                    z.astype(DType.INT32).add(9),
                    (i, c) -> c.sin().add(i),
                    z,
                    100));
    assertClose(plain.apply(x), loop.apply(x));
    assertClose(grad(plain).apply(x), grad(loop).apply(x));
    assertClose(grad(grad(plain)).apply(x), grad(grad(loop)).apply(x));
  }

  @Test
  void endsAtTheMaximum() {
    Function1<NDArray, NDArray> forever =
        z -> whileLoop((NDArray c) -> c.gt(0), (NDArray c) -> c.mul(2), z, 10);
    assertEquals(1024, forever.apply(scalar(1)).item());
    assertEquals(1024, jit(grad(forever)).apply(scalar(1)).item());
    NDArray one = NDArray.fullLong(DType.INT32, Shape.SCALAR, 1);
    NDArray many = NDArray.fullLong(DType.INT32, Shape.SCALAR, 1000);
    assertEquals(10, foriLoop(one, many, (i, c) -> c.add(1), scalar(0), 10).item());
  }

  /** How often the body runs in one gradient, counted by a callback that has no effect. */
  private static int runs(int steps, int maxSteps) {
    AtomicInteger runs = new AtomicInteger();
    Function1<NDArray, NDArray> loop =
        z ->
            whileLoop(
                    (Tuple2<NDArray, NDArray> c) -> c._2().lt(steps),
                    c -> {
                      NDArray one =
                          pureCallback(
                              NDArray.of(new double[] {1}).sum(),
                              (NDArray i) -> {
                                runs.incrementAndGet();
                                return NDArray.of(new double[] {1}).sum();
                              },
                              c._2());
                      return Tuple.of(c._1().mul(one).sin(), c._2().add(1));
                    },
                    Tuple.of(z, NDArray.fullLong(DType.INT32, Shape.SCALAR, 0)),
                    maxSteps)
                ._1();
    jit(grad(loop)).apply(scalar(1));
    return runs.get();
  }

  @Test
  void everyLevelRunsTheBodyOnceMore() {
    assertEquals(20, runs(20, 32));
    assertTrue(runs(20, 1000) <= 3 * 20, "two levels");
    assertTrue(runs(500, 1000) <= 2 * 500, "two levels: " + runs(500, 1000));
    assertTrue(runs(500, 30_000) <= 3 * 500, "three levels: " + runs(500, 30_000));
    assertTrue(runs(20, 1_000_000_000) <= 6 * 20, "six levels");
  }

  @Test
  void withoutAMaximumTheErrorNamesTheRemedy() {
    Function1<NDArray, NDArray> f =
        z -> whileLoop((NDArray c) -> c.lt(3), (NDArray c) -> c.mul(2), z);
    TransformException e = assertThrows(TransformException.class, () -> grad(f).apply(scalar(1)));
    assertEquals("JX0432", e.code());
    assertTrue(e.getMessage().contains("whileLoop(test, body, init, maxSteps)"), e.getMessage());
  }

  @Test
  void theMaximumIsPositive() {
    TransformException e =
        assertThrows(
            TransformException.class,
            () -> whileLoop((NDArray c) -> c.lt(3), (NDArray c) -> c, scalar(1), 0));
    assertEquals("JX0471", e.code());
  }
}
