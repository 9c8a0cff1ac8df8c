package org.jacobean.numpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function2;
import java.util.Map;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.pytrees.Tree;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Jitted, functions give what they give at once; mapped, what they give row by row. */
class JitEqualsEagerTest {
  private static final NDArray X = Sampling.normal(Random.key(1), DType.FLOAT32, Shape.of(3, 4, 4));
  private static final NDArray Y = Sampling.normal(Random.key(2), DType.FLOAT32, Shape.of(3, 4, 4));

  /** Functions of two matrices. */
  private static final Map<String, Function2<NDArray, NDArray, NDArray>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("hypot", Numpy::hypot),
          Map.entry("floorDivide", Numpy::floorDivide),
          Map.entry("divmod", (x, y) -> Numpy.divmod(x, y)._2()),
          Map.entry("logaddexp", Numpy::logaddexp),
          Map.entry("copysign", Numpy::copysign),
          Map.entry("frexp", (x, y) -> Numpy.frexp(x)._1().add(Numpy.frexp(y)._2())),
          Map.entry("median", (x, y) -> Numpy.median(x, true, 1).add(y)),
          Map.entry("quantile", (x, y) -> Numpy.quantile(x.add(y), 0.3, 0)),
          Map.entry(
              "nanvar", (x, y) -> Numpy.nanvar(Numpy.where(y.gt(1.0), Double.NaN, x), false, 0)),
          Map.entry("corrcoef", (x, y) -> Numpy.corrcoef(x.add(y))),
          Map.entry("sort", (x, y) -> Numpy.sort(x.add(y))),
          Map.entry("topK", (x, y) -> Numpy.topK(x.mul(y), 2)._1()),
          Map.entry("searchsorted", (x, y) -> Numpy.searchsorted(Numpy.sort(x.ravel()), y).add(0L)),
          Map.entry("histogram", (x, y) -> Numpy.histogram(x.add(y), 5)._1()),
          Map.entry("unique", (x, y) -> Numpy.unique(x.add(y).round(), 5).values()),
          Map.entry("einsum", (x, y) -> Numpy.einsum("ij,kj,ik->i", x, y, x)),
          Map.entry("einsum diagonal", (x, y) -> Numpy.einsum("ii,...j->...i", x, y)),
          Map.entry("kron", Numpy::kron),
          Map.entry("tril", (x, y) -> Numpy.tril(x, 1).add(Numpy.triu(y, -1))),
          Map.entry("diag", (x, y) -> Numpy.diag(Numpy.diag(x, 1), -1).add(Numpy.trace(y))),
          Map.entry("roll", (x, y) -> Numpy.roll(x, 1, 0).sub(Numpy.roll(y, -1))),
          Map.entry(
              "pad", (x, y) -> Numpy.pad(x.add(y), new int[][] {{1, 2}, {0, 3}}, PadMode.REFLECT)),
          Map.entry(
              "convolve", (x, y) -> Numpy.convolve(x.ravel(), y.ravel(), Polynomials.Extent.SAME)),
          Map.entry(
              "interp",
              (x, y) ->
                  Numpy.interp(x, Numpy.linspace(-2, 2, 9), Numpy.linspace(0, 1, 9).square())
                      .add(y)),
          Map.entry(
              "gcd",
              (x, y) ->
                  Numpy.gcd(x.mul(10.0).astype(DType.INT32), y.mul(10.0).astype(DType.INT32))),
          Map.entry(
              "at",
              (x, y) ->
                  Numpy.at(x, Idx.array(2, 0), Idx.every(-1)).add(Numpy.get(y, Idx.slice(1, 3)))),
          Map.entry(
              "repeat",
              (x, y) ->
                  Numpy.repeat(Numpy.tile(x, 2, 1), 2, 1)
                      .add(Numpy.repeat(Numpy.tile(y, 2, 1), 2, 1))));

  @TestFactory
  Stream<DynamicTest> jittedEqualsEager() {
    NDArray x = Numpy.get(X, Idx.at(0));
    NDArray y = Numpy.get(Y, Idx.at(0));
    return FUNCTIONS.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () ->
                        close(Transforms.jit(e.getValue()).apply(x, y), e.getValue().apply(x, y))));
  }

  @TestFactory
  Stream<DynamicTest> mappedEqualsRowByRow() {
    return FUNCTIONS.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      NDArray mapped = Transforms.vmap(e.getValue()).apply(X, Y);
                      for (int i = 0; i < 3; i++) {
                        close(
                            Numpy.get(mapped, Idx.at(i)),
                            e.getValue().apply(Numpy.get(X, Idx.at(i)), Numpy.get(Y, Idx.at(i))));
                      }
                    }));
  }

  private static void close(NDArray actual, NDArray expected) {
    assertEquals(
        expected.aval().withShape(Shape.SCALAR).strong(),
        actual.aval().withShape(Shape.SCALAR).strong());
    assertEquals(expected.shape(), actual.shape());
    assertTrue(
        Tree.allClose(actual, expected, 1e-5, 1e-6), () -> actual + " instead of " + expected);
  }
}
