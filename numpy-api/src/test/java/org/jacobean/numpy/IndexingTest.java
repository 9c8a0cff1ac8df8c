package org.jacobean.numpy;

import static org.jacobean.numpy.Numpy.arange;
import static org.jacobean.numpy.Numpy.at;
import static org.jacobean.numpy.Numpy.get;
import static org.jacobean.numpy.Numpy.zeros;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Indexing under transformations, and its errors. */
class IndexingTest {
  private static final NDArray X = arange(DType.FLOAT32, 0, 12, 1).reshape(3, 4);

  @Test
  void theGradientOfAReadIsAScatterOfOnes() {
    NDArray rows = NDArray.of(new int[] {0, 2, 2});
    NDArray g = Transforms.grad((NDArray x) -> get(x, Idx.array(rows), Idx.at(1)).sum()).apply(X);
    assertArrayEquals(new double[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0}, g.toDoubleArray());
  }

  @Test
  void theGradientOfAnUpdateLeavesOutWhatWasReplaced() {
    NDArray g =
        Transforms.grad((NDArray x) -> at(x, Idx.slice(0, 2), Idx.every(2)).set(0.0).square().sum())
            .apply(X);
    assertArrayEquals(new double[] {0, 2, 0, 6, 0, 10, 0, 14, 16, 18, 20, 22}, g.toDoubleArray());
  }

  @Test
  void tracedPositionsOutOfRangeReadNanAndDropUpdates() {
    NDArray i = NDArray.of(new int[] {1, 9, -1});
    NDArray v = NDArray.of(new float[] {10, 20, 30});
    double[] read = Transforms.jit((NDArray k) -> get(v, Idx.array(k))).apply(i).toDoubleArray();
    assertArrayEquals(new double[] {20, Double.NaN, 30}, read);
    double[] sum =
        Transforms.jit((NDArray k) -> at(v, Idx.array(k)).add(1.0)).apply(i).toDoubleArray();
    assertArrayEquals(new double[] {10, 21, 31}, sum);
  }

  @Test
  void mappedPositionsReadRowByRow() {
    NDArray columns = NDArray.of(new int[] {3, 0, 1});
    NDArray y =
        Transforms.vmap((NDArray row, NDArray c) -> get(row, Idx.array(c))).apply(X, columns);
    assertArrayEquals(new double[] {3, 4, 9}, y.toDoubleArray());
  }

  @Test
  void jittedFunctionsWithTracedSizesOfTheirResultsTakeASize() {
    NDArray v = NDArray.of(new int[] {0, 3, 0, 5});
    var f = Transforms.jit((NDArray x) -> Numpy.nonzero(x, 3, -1).get(0));
    assertArrayEquals(new int[] {1, 3, -1}, f.apply(v).toIntArray());
    var u = Transforms.jit((NDArray x) -> Numpy.unique(x, 3).values());
    assertArrayEquals(new int[] {0, 3, 5}, u.apply(v).toIntArray());
  }

  private static void fails(String code, Executable e) {
    assertEquals(code, assertThrows(JacobeanException.class, e).code());
  }

  @Test
  void errorsHaveTheirCodes() {
    fails("JX0613", () -> Numpy.take(X, NDArray.of(new double[] {1}), 0));
    fails("JX0614", () -> get(X, Idx.at(3)));
    fails("JX0614", () -> get(X, Idx.array(0, -4)));
    fails("JX0614", () -> Numpy.take(X, NDArray.of(new int[] {4}), 1));
    fails("JX0614", () -> Numpy.delete(X, 7, 0));
    fails("JX0615", () -> Numpy.takeAlongAxis(X, NDArray.of(new int[] {0}), 0));
    fails("JX0616", () -> get(X, Idx.at(0), Idx.at(0), Idx.at(0)));
    fails("JX0616", () -> get(X, Idx.ELLIPSIS, Idx.ELLIPSIS));
    fails("JX0617", () -> get(X, Idx.every(0)));
    fails("JX0618", () -> get(X, Idx.array(0, 1), Idx.array(0, 1, 2)));
    fails("JX0619", () -> Transforms.jit((NDArray x) -> Numpy.nonzero(x).get(0)).apply(X));
    fails("JX0611", () -> Numpy.select(java.util.List.of(), java.util.List.of(), X));
    fails("JX0612", () -> Numpy.choose(zeros(DType.INT32, 2), java.util.List.of()));
    fails("JX0634", () -> Numpy.array(new double[][] {{1}, {1, 2}}));
    fails("JX0635", () -> Numpy.arange(0, 1, 0));
    fails("JX0636", () -> Numpy.tril(NDArray.of(new int[] {1}), 0));
    fails("JX0637", () -> Numpy.concatenate(java.util.List.of(X, zeros(2, 3)), 0));
    fails("JX0638", () -> Numpy.split(X, 3, 1));
    fails("JX0640", () -> Numpy.pad(X, new int[][] {{1, 1}}, 0));
    fails("JX0646", () -> Numpy.tensordot(X, X, 1));
    fails("JX0647", () -> Numpy.cross(X, X));
    fails("JX0649", () -> Numpy.einsum("ij,jk->ik", X));
    fails("JX0649", () -> Numpy.einsum("ij,jk->iz", X, X.T()));
    fails("JX0650", () -> Numpy.convolve(X, X, Polynomials.Extent.FULL));
    assertEquals(Shape.of(3, 4), X.shape());
  }
}
