package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

class VmapTest {
  record Dense(NDArray w, NDArray b) {}

  record Mlp(Dense hidden, Dense out) {}

  private static NDArray iota(int... shape) {
    Shape s = Shape.of(shape);
    double[] v = new double[(int) s.size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = i;
    }
    return NDArray.of(DType.FLOAT64, v, s);
  }

  @Test
  void resultsHaveTheirExamplesInFront() {
    NDArray x = iota(4, 3);
    assertArrayEquals(
        new double[] {3, 12, 21, 30}, vmap((NDArray r) -> r.sum()).apply(x).toDoubleArray());
  }

  @Test
  void anyAxisMayBeMappedAlsoFromTheEnd() {
    NDArray x = iota(4, 3);
    double[] columns = x.sum(0).toDoubleArray();
    assertArrayEquals(columns, vmap((NDArray c) -> c.sum(), 1).apply(x).toDoubleArray());
    assertArrayEquals(columns, vmap((NDArray c) -> c.sum(), -1).apply(x).toDoubleArray());
  }

  @Test
  void unmappedArgumentsAreShared() {
    NDArray x = iota(4, 3);
    NDArray w = iota(3);
    Function2<NDArray, NDArray, NDArray> dot = (a, b) -> a.mul(b).sum();
    assertArrayEquals(
        x.matmul(w).toDoubleArray(), vmap(dot, 0, NOT_MAPPED).apply(x, w).toDoubleArray());
  }

  @Test
  void outAxesPlaceTheExamples() {
    NDArray x = iota(4, 3);
    Function1<NDArray, NDArray> f = r -> r.mul(2);
    assertEquals("[3,4]", vmap(f, VmapAxes.LEADING.out(1)).apply(x).shape().toString());
    assertEquals("[3,4]", vmap(f, VmapAxes.in(0).out(-1)).apply(x).shape().toString());
    assertArrayEquals(
        x.mul(2).T().toDoubleArray(), vmap(f, VmapAxes.LEADING.out(1)).apply(x).toDoubleArray());
  }

  @Test
  void resultsThatDoNotDependOnTheExampleAreRepeatedOrLeftAlone() {
    NDArray x = iota(4, 3);
    NDArray c = iota(2);
    Function1<NDArray, Tuple2<NDArray, NDArray>> f = r -> Tuple.of(r.sum(), c);
    assertEquals("[4,2]", vmap(f).apply(x)._2().shape().toString());
    assertEquals(
        "[2]",
        vmap(f, VmapAxes.in(0).out(List.of(0, NOT_MAPPED))).apply(x)._2().shape().toString());
  }

  @Test
  void prefixTreesReachIntoRecords() {
    Mlp m = new Mlp(new Dense(iota(5, 2), iota(2)), new Dense(iota(2, 5), iota(2, 5)));
    Function1<Mlp, NDArray> f =
        p ->
            p.hidden()
                .w()
                .sum()
                .add(p.hidden().b().sum())
                .add(p.out().w().sum())
                .add(p.out().b().sum());
    VmapAxes axes = VmapAxes.in(Map.of("hidden", Map.of("w", 0, "b", NOT_MAPPED), "out", 1));
    double[] got = vmap(f, axes).apply(m).toDoubleArray();
    for (int i = 0; i < 5; i++) {
      assertEquals((4 * i + 1) + 1 + 2 * (i + i + 5), got[i], 1e-12);
    }
  }

  @Test
  void outAxesReachIntoRecordsToo() {
    Function1<NDArray, Mlp> f =
        r -> new Mlp(new Dense(r, r.sum()), new Dense(iota(2), r.mul(iota(3).add(1))));
    Map<String, Object> axes =
        Map.of("hidden", Map.of("w", 1, "b", 0), "out", Map.of("w", NOT_MAPPED, "b", -1));
    Mlp got = vmap(f, VmapAxes.LEADING.out(axes)).apply(iota(4, 3));
    assertEquals(Shape.of(3, 4), got.hidden().w().shape());
    assertArrayEquals(new double[] {3, 12, 21, 30}, got.hidden().b().toDoubleArray());
    assertEquals(Shape.of(2), got.out().w().shape());
    assertEquals(Shape.of(3, 4), got.out().b().shape());
    assertArrayEquals(iota(4, 3).T().toDoubleArray(), got.hidden().w().toDoubleArray());
  }

  @Test
  void prefixTreesReachIntoTuplesAndLists() {
    Function2<Tuple2<NDArray, NDArray>, List<NDArray>, NDArray> f =
        (t, l) -> t._1().mul(t._2()).add(l.get(0)).add(l.get(1).sum());
    VmapAxes axes = VmapAxes.in(Tuple.of(0, NOT_MAPPED), List.of(NOT_MAPPED, -1));
    NDArray two = NDArray.full(DType.FLOAT64, Shape.SCALAR, 2);
    NDArray got = vmap(f, axes).apply(Tuple.of(iota(3), two), List.of(two, iota(2, 3)));
    assertArrayEquals(new double[] {2 + 3, 4 + 5, 6 + 7}, got.toDoubleArray());
  }

  @Test
  void aGivenSizeNeedsNoMappedArgument() {
    NDArray got = vmap((NDArray x) -> x.mul(2), VmapAxes.in(NOT_MAPPED).size(3)).apply(iota(2));
    assertArrayEquals(new double[] {0, 2, 0, 2, 0, 2}, got.toDoubleArray());
  }

  @Test
  void noExamplesAndOneExample() {
    assertEquals(
        "[0]",
        vmap((NDArray x) -> x.sin().sum())
            .apply(NDArray.of(DType.FLOAT32, new double[0], Shape.of(0, 3)))
            .shape()
            .toString());
    assertEquals("[1]", vmap((NDArray x) -> x.sin().sum()).apply(iota(1, 3)).shape().toString());
  }

  @Test
  void nestedMapsAreAnOuterProduct() {
    Function2<NDArray, NDArray, NDArray> mul = NDArray::mul;
    NDArray got = vmap(vmap(mul, NOT_MAPPED, 0), 0, NOT_MAPPED).apply(iota(3), iota(4));
    assertEquals("[3,4]", got.shape().toString());
    assertEquals(6, got.toDoubleArray()[11]);
  }

  @Test
  void staticArgumentsArePassedOn() {
    Function2<NDArray, Integer, NDArray> power = (x, n) -> x.pow(n);
    assertArrayEquals(new double[] {0, 1, 8}, vmap(power).apply(iota(3), 3).toDoubleArray());
  }

  @Test
  void controlFlowInsideAMap() {
    Function1<NDArray, NDArray> collatzSteps =
        n ->
            whileLoop(
                    (Tuple2<NDArray, NDArray> c) -> c._1().gt(1.0),
                    (Tuple2<NDArray, NDArray> c) ->
                        Tuple.of(
                            cond(
                                c._1().mod(2).eq(0),
                                (NDArray x) -> x.floorDivide(2),
                                (NDArray x) -> x.mul(3).add(1),
                                c._1()),
                            c._2().add(1)),
                    Tuple.of(n, NDArray.fullLong(DType.INT64, Shape.SCALAR, 0)))
                ._2();
    assertArrayEquals(
        new long[] {0, 1, 7, 16},
        vmap(collatzSteps).apply(NDArray.of(new long[] {1, 2, 3, 7})).toLongArray());
  }
}
