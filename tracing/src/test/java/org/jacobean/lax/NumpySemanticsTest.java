package org.jacobean.lax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.ShapeException;
import org.junit.jupiter.api.Test;

/** The fluent methods of arrays: NumPy's broadcasting, division, powers, axes and products. */
class NumpySemanticsTest {
  private static NDArray ints(int... v) {
    return NDArray.of(v);
  }

  private static NDArray doubles(double... v) {
    return NDArray.of(v);
  }

  @Test
  void integerDivisionRoundsDownAndTheRemainderHasTheDivisorsSign() {
    Random r = new Random(1);
    int[] a = r.ints(500, -50, 50).toArray();
    int[] b = r.ints(500, -9, 10).map(v -> v == 0 ? 3 : v).toArray();
    int[] q = new int[a.length];
    int[] m = new int[a.length];
    Arrays.setAll(q, i -> Math.floorDiv(a[i], b[i]));
    Arrays.setAll(m, i -> Math.floorMod(a[i], b[i]));
    assertArrayEquals(q, ints(a).floorDivide(ints(b)).toIntArray());
    assertArrayEquals(m, ints(a).mod(ints(b)).toIntArray());
    assertArrayEquals(new int[] {2, -3}, ints(7, -7).floorDivide(3).toIntArray());
    assertArrayEquals(new int[] {1, 2}, ints(7, -7).mod(3).toIntArray());
    assertArrayEquals(
        new long[] {85},
        NDArray.of(DType.UINT8, new long[] {255}, Shape.of(1)).floorDivide(3).toLongArray());
  }

  @Test
  void floatDivisionRoundsDown() {
    assertArrayEquals(
        new double[] {3, -4, -4, 3},
        doubles(7, -7, 7, -7).floorDivide(doubles(2, 2, -2, -2)).toDoubleArray());
    assertArrayEquals(
        new double[] {1, 1, -1, -1},
        doubles(7, -7, 7, -7).mod(doubles(2, 2, -2, -2)).toDoubleArray());
    assertArrayEquals(new double[] {0.5, 2}, doubles(2, 0.5).rdiv(1.0).toDoubleArray());
    assertArrayEquals(new double[] {-1, 0.5}, doubles(2, 0.5).rsub(1.0).toDoubleArray());
  }

  @Test
  void powersOfIntegersAndFloats() {
    assertArrayEquals(new int[] {9, -27, 1}, ints(-3, -3, 5).pow(ints(2, 3, 0)).toIntArray());
    assertArrayEquals(new int[] {9, 4}, ints(-3, 2).pow(2).toIntArray());
    assertArrayEquals(new int[] {-27, 8}, ints(-3, 2).pow(NDArray.scalar(3)).toIntArray());
    assertArrayEquals(new double[] {0.25, 4}, doubles(2, 0.5).pow(-2).toDoubleArray());
    assertArrayEquals(new double[] {Math.sqrt(2), 1}, doubles(2, 1).pow(0.5).toDoubleArray());
    NDArray x = doubles(1, 2);
    assertSame(x, x.pow(1));
    assertArrayEquals(new double[] {1, 4}, ints(1, 2).pow(doubles(2, 2)).toDoubleArray());
  }

  @Test
  void functionsOfOneOperand() {
    double[] v = {0.3, -0.7, 0.9};
    Map<UnaryOperator<NDArray>, java.util.function.DoubleUnaryOperator> pairs =
        Map.ofEntries(
            Map.entry(NDArray::neg, x -> -x),
            Map.entry(NDArray::abs, Math::abs),
            Map.entry(NDArray::sign, Math::signum),
            Map.entry(NDArray::exp, Math::exp),
            Map.entry(NDArray::expm1, Math::expm1),
            Map.entry(NDArray::log1p, Math::log1p),
            Map.entry(NDArray::sin, Math::sin),
            Map.entry(NDArray::cos, Math::cos),
            Map.entry(NDArray::tan, Math::tan),
            Map.entry(NDArray::tanh, Math::tanh),
            Map.entry(NDArray::square, x -> x * x),
            Map.entry(NDArray::reciprocal, x -> 1 / x),
            Map.entry(NDArray::floor, Math::floor),
            Map.entry(NDArray::ceil, Math::ceil),
            Map.entry(NDArray::round, Math::rint),
            Map.entry(x -> x.square().sqrt(), Math::abs),
            Map.entry(x -> x.square().log(), x -> Math.log(x * x)),
            Map.entry(x -> x.square().rsqrt(), x -> 1 / Math.sqrt(x * x)),
            Map.entry(x -> x.clip(-0.5, 0.5), x -> Math.min(0.5, Math.max(-0.5, x))),
            Map.entry(x -> x.maximum(0.5), x -> Math.max(x, 0.5)),
            Map.entry(x -> x.minimum(0.5), x -> Math.min(x, 0.5)),
            Map.entry(NDArray::stopGradient, x -> x));
    pairs.forEach(
        (f, g) ->
            assertArrayEquals(
                Arrays.stream(v).map(g).toArray(), f.apply(doubles(v)).toDoubleArray(), 1e-15));
  }

  @Test
  void comparisonsAndLogic() {
    NDArray x = doubles(1, 2, 3);
    NDArray y = doubles(3, 2, 1);
    assertArrayEquals(new long[] {1, 0, 0}, x.lt(y).toLongArray());
    assertArrayEquals(new long[] {1, 1, 0}, x.le(y).toLongArray());
    assertArrayEquals(new long[] {0, 0, 1}, x.gt(y).toLongArray());
    assertArrayEquals(new long[] {0, 1, 1}, x.ge(y).toLongArray());
    assertArrayEquals(new long[] {0, 1, 0}, x.eq(y).toLongArray());
    assertArrayEquals(new long[] {1, 0, 1}, x.ne(y).toLongArray());
    assertArrayEquals(new long[] {1, 0, 0}, x.lt(2.0).and(x.le(2.0)).toLongArray());
    assertArrayEquals(new long[] {1, 1, 1}, x.gt(2.0).or(x.le(2.0)).toLongArray());
    assertArrayEquals(new long[] {0, 1, 0}, x.ge(2.0).xor(x.gt(2.0)).toLongArray());
    assertArrayEquals(new long[] {1, 0, 1}, x.eq(2.0).not().toLongArray());
    assertArrayEquals(x.ne(2.0).toLongArray(), x.eq(2L).not().toLongArray());
    assertArrayEquals(new long[] {1, 0, 0}, x.lt(2L).toLongArray());
    assertArrayEquals(new long[] {0, 0, 1}, x.gt(2L).toLongArray());
  }

  @Test
  void partsOfComplexNumbersAndOfRealOnes() {
    NDArray z = NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 2, 3, -4}, Shape.of(2));
    assertArrayEquals(new double[] {1, 3}, z.real().toDoubleArray());
    assertArrayEquals(new double[] {2, -4}, z.imag().toDoubleArray());
    assertArrayEquals(new double[] {1, -2, 3, 4}, z.conj().toComplexArray());
    assertArrayEquals(new double[] {0, 0}, doubles(1, 2).imag().toDoubleArray());
    assertArrayEquals(new double[] {1, 2}, doubles(1, 2).conj().real().toDoubleArray());
    assertArrayEquals(
        new double[] {2, 0, 2, -4},
        NDArray.ofComplex(DType.COMPLEX128, new double[] {1.5, 0.5, 2.5, -3.6}, Shape.of(2))
            .round()
            .toComplexArray());
  }

  @Test
  void reductionsOverAxes() {
    NDArray x = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals(21, x.sum().item());
    assertArrayEquals(new double[] {5, 7, 9}, x.sum(0).toDoubleArray());
    assertArrayEquals(new double[] {6, 15}, x.sum(-1).toDoubleArray());
    assertEquals(Shape.of(2, 1), x.sum(true, 1).shape());
    assertEquals(720, x.prod().item());
    assertArrayEquals(new double[] {4, 5, 6}, x.max(0).toDoubleArray());
    assertArrayEquals(new double[] {1, 4}, x.min(1).toDoubleArray());
    assertEquals(Shape.of(1, 3), x.max(true, 0).shape());
    assertEquals(Shape.of(1, 1), x.min(true).shape());
    assertEquals(3.5, x.mean().item());
    assertEquals(Shape.of(1, 3), x.mean(true, 0).shape());
    assertEquals(35.0 / 12, x.var().item(), 1e-15);
    assertArrayEquals(new double[] {1.5, 1.5, 1.5}, x.std(0).toDoubleArray());
    assertEquals(5, x.argmax().itemLong());
    assertArrayEquals(new int[] {0, 0}, x.argmin(1).toIntArray());
    assertArrayEquals(new int[] {1, 1, 1}, x.argmax(0).toIntArray());
    assertEquals(0, x.argmin().itemLong());
    assertTrue(x.gt(0.0).all().itemBoolean());
    assertArrayEquals(new long[] {0, 1}, x.gt(5.0).any(1).toLongArray());
    assertArrayEquals(new double[] {1, 3, 6, 4, 9, 15}, x.cumsum(1).toDoubleArray());
    assertArrayEquals(new double[] {1, 2, 3, 4, 10, 18}, x.cumprod(0).toDoubleArray());
    assertEquals("JX0204", assertThrows(ShapeException.class, () -> x.sum(2)).code());
    assertThrows(JacobeanException.class, () -> x.sum(0, 0));
    NDArray z = NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 1, -1, -1}, Shape.of(2));
    assertEquals(2, z.var().item());
  }

  @Test
  void movement() {
    NDArray x = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, x.T().toDoubleArray());
    assertArrayEquals(x.T().toDoubleArray(), x.mT().toDoubleArray());
    assertArrayEquals(x.T().toDoubleArray(), x.transpose(1, 0).toDoubleArray());
    assertArrayEquals(x.T().toDoubleArray(), x.swapaxes(0, -1).toDoubleArray());
    assertEquals(Shape.of(3, 2), x.reshape(-1, 2).shape());
    assertEquals(Shape.of(6), x.ravel().shape());
    assertEquals(Shape.of(1, 6), x.reshape(Shape.of(1, 6)).shape());
    assertEquals(Shape.of(2, 1, 3), x.expandDims(1).shape());
    assertEquals(Shape.of(2, 3, 1), x.expandDims(-1).shape());
    assertEquals(Shape.of(2, 3), x.expandDims(0).squeeze().shape());
    assertEquals(Shape.of(2, 3), x.expandDims(0).squeeze(0).shape());
    assertEquals(Shape.of(4, 2, 3), x.broadcastTo(4, 2, 3).shape());
    assertSame(x, x.broadcastTo(Shape.of(2, 3)));
    for (org.junit.jupiter.api.function.Executable bad :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> x.reshape(4),
            () -> x.reshape(-1, -1),
            () -> x.reshape(-1, 4),
            () -> x.reshape(-2, 3))) {
      assertEquals("JX0209", assertThrows(ShapeException.class, bad).code());
    }
    assertEquals("JX0214", assertThrows(ShapeException.class, () -> x.transpose(0, 0)).code());
    assertEquals("JX0204", assertThrows(ShapeException.class, () -> x.expandDims(4)).code());
    assertEquals("JX0210", assertThrows(ShapeException.class, () -> x.broadcastTo(2, 4)).code());
    assertThrows(ShapeException.class, () -> x.squeeze(0));
  }

  @Test
  void productsOfEveryRank() {
    NDArray v = doubles(1, 2, 3);
    NDArray m = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals(14, v.matmul(v).item());
    assertEquals(14, v.dot(v).item());
    assertArrayEquals(new double[] {14, 32}, m.matmul(v).toDoubleArray());
    assertArrayEquals(new double[] {14, 32}, v.matmul(m.T()).toDoubleArray());
    assertArrayEquals(new double[] {14, 32, 32, 77}, m.dot(m.T()).toDoubleArray());
    assertArrayEquals(new double[] {2, 4, 6}, v.dot(NDArray.scalar(2.0)).toDoubleArray());
    NDArray batch = m.broadcastTo(4, 2, 3);
    assertEquals(Shape.of(4, 2, 2), batch.matmul(m.T()).shape());
    assertEquals(Shape.of(4, 2), batch.matmul(v).shape());
    assertEquals(Shape.of(4, 2, 2), m.matmul(batch.mT()).shape());
    assertEquals(Shape.of(5, 4, 2, 2), batch.broadcastTo(5, 4, 2, 3).matmul(batch.mT()).shape());
    assertArrayEquals(
        new double[] {14, 32, 32, 77}, Arrays.copyOf(batch.matmul(batch.mT()).toDoubleArray(), 4));
    ShapeException e = assertThrows(ShapeException.class, () -> m.matmul(m));
    assertEquals("JX0211", e.code());
    assertEquals(
        "JX0211", assertThrows(ShapeException.class, () -> m.matmul(NDArray.scalar(1.0))).code());
  }

  @Test
  void strictConstructorsLeaveIdentitiesAlone() {
    NDArray x = NDArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertSame(x, Lax.reshape(x, x.shape()));
    assertSame(x, Lax.transpose(x, Axes.of(0, 1)));
    assertSame(x, Lax.rev(x, Axes.NONE));
    assertSame(x, Lax.squeeze(x, Axes.NONE));
    assertSame(x, Lax.sliceInDim(x, 0, 3, 1, 1));
    assertSame(x, Lax.broadcastInDim(x, x.shape(), Axes.of(0, 1)));
    assertSame(x, Lax.concatenate(List.of(x), 0));
    assertSame(x, Lax.convertElementType(x, DType.FLOAT64));
    assertSame(x, Lax.bitcastConvertType(x, DType.FLOAT64));
    assertSame(x, Lax.reduceSum(x, Axes.NONE));
    Axes none = Axes.of(0, 0);
    assertSame(x, Lax.pad(x, NDArray.full(DType.FLOAT64, Shape.SCALAR, 0), none, none, none));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, Lax.moveAxis(x, 0, 1).toDoubleArray());
    assertArrayEquals(new double[] {2, 5}, Lax.sliceInDim(x, 1, 2, 1, 1).toDoubleArray());
    assertArrayEquals(new double[6], Lax.zerosLike(x).toDoubleArray());
    assertArrayEquals(
        new double[] {9, 8, 7},
        Lax.sub(10, Lax.reshape(Lax.sliceInDim(x, 0, 1, 1, 0), Shape.of(3))).toDoubleArray());
    assertEquals(0.5, Lax.div(1, NDArray.full(DType.FLOAT64, Shape.SCALAR, 2)).item());
    assertEquals(
        "JX0221",
        assertThrows(DTypeException.class, () -> Lax.add(x, Lax.zeros(DType.FLOAT32, x.shape())))
            .code());
  }
}
