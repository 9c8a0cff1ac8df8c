package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.DotDims;

/** Derivatives of products with random dimension numbers. */
class ProductPropertiesTest {
  private static NDArray f64(int seed, Shape s) {
    return Derivatives.random(new AbstractValue(DType.FLOAT64, s), seed);
  }

  private static Axes permutation(Random r, int n) {
    List<Integer> p = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      p.add(i);
    }
    Collections.shuffle(p, r);
    return Axes.of(p.stream().mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 60)
  void dotGeneral(
      @ForAll @IntRange(max = 2) int batch,
      @ForAll @IntRange(max = 2) int contract,
      @ForAll @IntRange(max = 1_000_000) int seed) {
    Random r = new Random(seed);
    int leftRank = batch + contract + r.nextInt(3);
    int rightRank = batch + contract + r.nextInt(3);
    Axes left = permutation(r, leftRank);
    Axes right = permutation(r, rightRank);
    int[] x = new int[leftRank];
    int[] y = new int[rightRank];
    for (int i = 0; i < leftRank; i++) {
      x[i] = 1 + r.nextInt(3);
    }
    for (int i = 0; i < rightRank; i++) {
      y[i] = 1 + r.nextInt(3);
    }
    for (int i = 0; i < batch + contract; i++) {
      y[right.get(i)] = x[left.get(i)];
    }
    Axes b = Axes.range(0, batch);
    Axes c = Axes.range(batch, batch + contract);
    DotDims dims = new DotDims(left.take(b), right.take(b), left.take(c), right.take(c));
    Derivatives.check(
        a -> List.of(org.jacobean.lax.Lax.dotGeneral(a.get(0), a.get(1), dims)),
        List.of(f64(seed, Shape.of(x)), f64(seed + 1, Shape.of(y))),
        1e-8);
  }

  @Property(tries = 60)
  void convolution(
      @ForAll @IntRange(min = 1, max = 2) int spatial,
      @ForAll @IntRange(max = 2) int grouping,
      @ForAll @IntRange(max = 1_000_000) int seed) {
    Random r = new Random(seed);
    int groups = grouping == 0 ? 1 : 2 + r.nextInt(2);
    int features = grouping == 1 ? groups : 1;
    int batches = grouping == 2 ? groups : 1;
    int n = spatial + 2;
    ConvDims layout = new ConvDims(permutation(r, n), permutation(r, n), permutation(r, n));
    int[] x = new int[n];
    int[] k = new int[n];
    int inner = 1 + r.nextInt(2);
    x[layout.lhs().get(0)] = batches * (1 + r.nextInt(2));
    x[layout.lhs().get(1)] = inner * features;
    k[layout.rhs().get(0)] = groups * (1 + r.nextInt(2));
    k[layout.rhs().get(1)] = inner;
    int[][] p = new int[5][spatial];
    for (int i = 0; i < spatial; i++) {
      p[0][i] = 1 + r.nextInt(3);
      p[3][i] = 1 + r.nextInt(3);
      p[4][i] = 1 + r.nextInt(2);
      int window = 1 + r.nextInt(3);
      k[layout.rhs().get(i + 2)] = window;
      x[layout.lhs().get(i + 2)] = 3 + r.nextInt(3);
      p[1][i] = r.nextInt(5) - 1;
      p[2][i] = (window - 1) * p[4][i] + r.nextInt(3) - 1;
    }
    var op =
        new ConvGeneralDilated(
            Axes.of(p[0]),
            Axes.of(p[1]),
            Axes.of(p[2]),
            Axes.of(p[3]),
            Axes.of(p[4]),
            layout,
            features,
            batches);
    Derivatives.check(
        a -> List.of(convGeneralDilated(a.get(0), a.get(1), op)),
        List.of(f64(seed, Shape.of(x)), f64(seed + 1, Shape.of(k))),
        1e-8);
  }
}
