package org.jacobean.batch;

import static org.jacobean.control.ControlFlow.cond;
import static org.jacobean.control.ControlFlow.foriLoop;
import static org.jacobean.control.ControlFlow.scan;
import static org.jacobean.control.ControlFlow.switchCase;
import static org.jacobean.control.ControlFlow.whileLoop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ad.Jvp;
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives of maps and maps of derivatives. Each function takes an example {@code x} (a vector
 * of 3) and shared weights {@code w} (a vector of 3) to a scalar.
 */
class DerivativesOfMapsTest {
  record Model(String name, BinaryOperator<NDArray> f, boolean reversible) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Model> models() {
    return Stream.of(
        new Model("a product", (x, w) -> x.mul(w).tanh().sum(), true),
        new Model("a contraction", (x, w) -> Lax.dotGeneral(x, w, inner()).sin(), true),
        new Model("an outer product", (x, w) -> Lax.dotGeneral(x, w, outer()).exp().sum(), true),
        new Model(
            "a sort", (x, w) -> Lax.sort(List.of(x.mul(w), w), 0, 1).get(1).mul(x).sum(), true),
        new Model("a maximum", (x, w) -> x.mul(w).max(), true),
        new Model(
            "a slice at the example",
            (x, w) -> Lax.dynamicSlice(w.mul(x), List.of(start(x)), Shape.of(2)).square().sum(),
            true),
        new Model(
            "shared weights at the example",
            (x, w) -> Lax.dynamicSlice(w, List.of(start(x)), Shape.of(2)).square().sum(),
            true),
        new Model(
            "an update at the example",
            (x, w) ->
                Lax.dynamicUpdateSlice(w, Lax.sliceInDim(x, 0, 1, 1, 0), List.of(start(x)))
                    .square()
                    .sum(),
            true),
        new Model(
            "a choice",
            (x, w) -> cond(x.sum().gt(1.5), () -> x.mul(w).sin().sum(), () -> w.square().sum()),
            true),
        new Model(
            "a switch",
            (x, w) ->
                switchCase(
                    start(x),
                    List.of(y -> y.mul(w).sum(), y -> y.square().sum(), _ -> w.exp().sum()),
                    x),
            true),
        new Model(
            "a scan",
            (x, w) ->
                scan(
                        (c, t) -> Tuple.of(c.mul(w).add(t).sin(), c.sum()),
                        x,
                        Lax.broadcast(x.sum(), Shape.of(4)))
                    ._2()
                    .sum(),
            true),
        new Model(
            "a scan over shared elements",
            (x, w) -> scan((c, t) -> Tuple.of(c.mul(t).add(x), c), x, w)._1().sum(),
            true),
        new Model(
            "a loop", (x, w) -> foriLoop(0, 3, (i, c) -> c.mul(w).add(i).sin(), x).sum(), true),
        new Model(
            "a choice in a loop",
            (x, w) ->
                foriLoop(
                        0,
                        3,
                        (i, c) -> cond(c.sum().gt(1), y -> y.mul(w), y -> y.add(w.mul(i)), c),
                        x)
                    .sum(),
            true),
        new Model(
            "a loop that stops where the example says",
            (x, w) ->
                whileLoop(c -> c.sum().lt(40.0), c -> c.mul(2).add(w.square()), x.square()).sum(),
            false));
  }

  private static org.jacobean.ir.op.DotDims inner() {
    return new org.jacobean.ir.op.DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
  }

  private static org.jacobean.ir.op.DotDims outer() {
    return new org.jacobean.ir.op.DotDims(Axes.NONE, Axes.NONE, Axes.NONE, Axes.NONE);
  }

  private static NDArray start(NDArray x) {
    return x.sum().astype(DType.INT32);
  }

  private static final NDArray XS =
      NDArray.of(new double[] {.3, .9, .1, 1.2, .4, .7, .2, .5, .6, 1.7, .8, .45}, 4, 3);
  private static final NDArray W = NDArray.of(new double[] {.7, 1.3, -.4});

  /** Gradients of a scalar function of lists. */
  private static UnaryOperator<List<NDArray>> grad(UnaryOperator<List<NDArray>> f) {
    return args -> {
      ClosedJaxpr j = Tracing.toJaxpr("a test", f, args.stream().map(NDArray::aval).toList());
      boolean[] all = new boolean[args.size()];
      Arrays.fill(all, true);
      var linear = Linearize.linearize(j, args, all);
      List<NDArray> ct = List.of(NDArray.full(DType.FLOAT64, Shape.SCALAR, 1));
      List<NDArray> out = new ArrayList<>();
      var grads = Transposition.transpose(linear.tangentMap(), ct);
      for (int i = 0; i < grads.size(); i++) {
        NDArray g = grads.get(i);
        out.add(g == null ? Lax.zerosLike(args.get(i)) : g);
      }
      return out;
    };
  }

  private static UnaryOperator<List<NDArray>> ofLists(Model m) {
    return a -> List.of(m.f().apply(a.get(0), a.get(1)));
  }

  private static NDArray example(int i) {
    return Lax.reshape(Lax.sliceInDim(XS, i, i + 1, 1, 0), Shape.of(3));
  }

  /** Gradients per example, by a loop. */
  private static List<List<NDArray>> loop(Model m) {
    List<List<NDArray>> out = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      out.add(grad(ofLists(m)).apply(List.of(example(i), W)));
    }
    return out;
  }

  static Stream<Model> reversible() {
    return models().filter(Model::reversible);
  }

  @ParameterizedTest
  @MethodSource("reversible")
  void theGradientOfASumOverExamplesIsTheSumOfTheirGradients(Model m) {
    List<List<NDArray>> expected = loop(m);
    UnaryOperator<List<NDArray>> total =
        a ->
            List.of(Lax.reduceSum(Examples.vmap(ofLists(m), 4, 0, -1).apply(a).get(0), Axes.of(0)));
    List<NDArray> actual = grad(total).apply(List.of(XS, W));
    NDArray dw = Lax.zerosLike(W);
    List<NDArray> dx = new ArrayList<>();
    for (List<NDArray> e : expected) {
      dx.add(e.get(0));
      dw = dw.add(e.get(1));
    }
    assertArrayEquals(Examples.stack(dx, 0).toDoubleArray(), actual.get(0).toDoubleArray(), 1e-10);
    assertArrayEquals(dw.toDoubleArray(), actual.get(1).toDoubleArray(), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("reversible")
  void theMapOfAGradientIsTheGradientOfEachExample(Model m) {
    List<List<NDArray>> expected = loop(m);
    List<NDArray> actual = Examples.vmap(grad(ofLists(m)), 4, 0, -1).apply(List.of(XS, W));
    for (int k = 0; k < 2; k++) {
      int operand = k;
      NDArray stacked = Examples.stack(expected.stream().map(e -> e.get(operand)).toList(), 0);
      assertArrayEquals(stacked.toDoubleArray(), actual.get(k).toDoubleArray(), 1e-10);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theTangentOfAMapIsTheTangentOfEachExample(Model m) {
    NDArray dxs = XS.cos();
    NDArray dw = W.sin();
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      NDArray x = example(i);
      ClosedJaxpr j = Tracing.toJaxpr("a test", ofLists(m), List.of(x.aval(), W.aval()));
      NDArray t = Jvp.eval(j, List.of(x, W), List.of(x.cos(), dw)).tangents().get(0);
      expected.add(t == null ? 0 : t.item());
    }
    UnaryOperator<List<NDArray>> map = Examples.vmap(ofLists(m), 4, 0, -1);
    ClosedJaxpr j = Tracing.toJaxpr("a test", map, List.of(XS.aval(), W.aval()));
    NDArray forwardOfMap = Jvp.eval(j, List.of(XS, W), List.of(dxs, dw)).tangents().get(0);
    double[] e = expected.stream().mapToDouble(d -> d).toArray();
    assertArrayEquals(e, forwardOfMap.toDoubleArray(), 1e-10);
    UnaryOperator<List<NDArray>> tangent =
        a -> {
          ClosedJaxpr one =
              Tracing.toJaxpr("a test", ofLists(m), List.of(a.get(0).aval(), a.get(1).aval()));
          return List.of(
              Jvp.eval(one, a.subList(0, 2), new ArrayList<>(a.subList(2, 4))).tangents().get(0));
        };
    NDArray mapOfForward =
        Examples.vmap(tangent, 4, 0, -1, 0, -1).apply(List.of(XS, W, dxs, dw)).get(0);
    assertArrayEquals(e, mapOfForward.toDoubleArray(), 1e-10);
  }

  @Test
  void infiniteDerivativesOfBranchesNotTakenDoNotReachTheGradient() {
    // sum(log(w x)) is -inf, with an infinite derivative, for the examples that hold 0; they take
    // the other branch.
    NDArray xs = NDArray.of(new double[] {1, 2, 3, 0, 1, 1, 2, 2, 2}, 3, 3);
    NDArray w = NDArray.of(new double[] {1, 2, 4});
    UnaryOperator<List<NDArray>> f =
        a -> {
          NDArray y =
              cond(
                  a.get(0).min().gt(0),
                  () -> a.get(0).mul(a.get(1)).log().sum(),
                  () -> a.get(1).sum());
          return List.of(y);
        };
    UnaryOperator<List<NDArray>> total =
        a -> List.of(Lax.reduceSum(Examples.vmap(f, 3, 0, -1).apply(a).get(0), Axes.of(0)));
    List<NDArray> g = grad(total).apply(List.of(xs, w));
    assertArrayEquals(
        new double[] {1, .5, 1 / 3.0, 0, 0, 0, .5, .5, .5}, g.get(0).toDoubleArray(), 1e-12);
    assertArrayEquals(new double[] {3, 2, 1.5}, g.get(1).toDoubleArray(), 1e-12);
  }

  @Test
  void missingDataInBranchesNotTakenDoesNotReachTheGradient() {
    double nan = Double.NaN;
    NDArray xs = NDArray.of(new double[] {1, 2, 3, nan, 1, 1, 2, 2, 2}, 3, 3);
    NDArray w = NDArray.of(new double[] {1, 2, 4});
    UnaryOperator<List<NDArray>> f =
        a -> {
          NDArray x = a.get(0);
          NDArray y =
              cond(
                  x.eq(x).all(),
                  () -> Lax.dotGeneral(x, a.get(1), inner()),
                  () -> a.get(1).sum().mul(0));
          return List.of(y);
        };
    UnaryOperator<List<NDArray>> total =
        a -> List.of(Lax.reduceSum(Examples.vmap(f, 3, 0, -1).apply(a).get(0), Axes.of(0)));
    List<NDArray> g = grad(total).apply(List.of(xs, w));
    assertArrayEquals(new double[] {3, 4, 5}, g.get(1).toDoubleArray(), 1e-12);
  }

  /** Gradients of the sum over examples, of which the last two take the branch. */
  private static double[] weightGradient(NDArray w, BinaryOperator<NDArray> branch) {
    NDArray xs = NDArray.of(new double[] {-1, 0, -1, Double.NaN, 1, 1, 1, 2, 3, 2, 2, 2}, 4, 3);
    UnaryOperator<List<NDArray>> f =
        a -> {
          NDArray y =
              cond(
                  a.get(0).min().gt(0),
                  () -> branch.apply(a.get(0), a.get(1)),
                  () -> a.get(1).sum().mul(0));
          return List.of(y);
        };
    UnaryOperator<List<NDArray>> total =
        a -> List.of(Lax.reduceSum(Examples.vmap(f, 4, 0, -1).apply(a).get(0), Axes.of(0)));
    return grad(total).apply(List.of(xs, w)).get(1).toDoubleArray();
  }

  @Test
  void sharedWeightsAreProtectedWhereverTheyMeetTheExamples() {
    NDArray w = NDArray.of(new double[] {1, 2, 1});
    double[] logOfProduct = {1 / 8.0 + 2 / 8.0, 2 / 8.0 + 2 / 8.0, 3 / 8.0 + 2 / 8.0};
    BinaryOperator<NDArray> product = (x, v) -> Lax.dotGeneral(x, v, inner()).log();
    assertArrayEquals(logOfProduct, weightGradient(w, product), 1e-12);
    // The same inside a call.
    BinaryOperator<NDArray> call =
        (x, v) -> {
          ClosedJaxpr j =
              Tracing.toJaxpr(
                  "a test",
                  a -> List.of(product.apply(a.get(0), a.get(1))),
                  List.of(x.aval(), v.aval()));
          return Tracing.bind1(new org.jacobean.ir.op.JitCall("f", j.jaxpr()), x, v);
        };
    assertArrayEquals(logOfProduct, weightGradient(w, call), 1e-12);
    assertArrayEquals(
        new double[] {6, 3, 6},
        weightGradient(w, (x, v) -> Lax.dotGeneral(x, v, outer()).log().sum()),
        1e-12);
    // log(v[i] - 1) where i is 1 for the examples that take the branch, and 0 with an infinite
    // derivative for the others.
    NDArray first = NDArray.of(new double[] {1, 0});
    NDArray offset = NDArray.of(new double[] {-1, 5});
    assertArrayEquals(
        new double[] {0, 2, 0},
        weightGradient(
            w,
            (x, v) ->
                Lax.dynamicSlice(v, List.of(start(x)), Shape.of(2))
                    .mul(first)
                    .add(offset)
                    .log()
                    .sum()),
        1e-12);
    assertArrayEquals(
        new double[] {1.5, 1.0, 1 / 3.0 + .5},
        weightGradient(
            w,
            (x, v) ->
                Lax.concatenate(List.of(v, x), 0)
                    .log()
                    .sum()
                    .add(v.div(x).sum())
                    .sub(v.log().sum())),
        1e-12);
    assertArrayEquals(
        new double[] {1.5, 1.0, 1 / 3.0 + .5},
        weightGradient(
            w,
            (x, v) ->
                scan(
                        (c, t) -> Tuple.of(c.add(t._1().div(t._2())), c),
                        NDArray.scalar(0.0),
                        Tuple.of(v, x))
                    ._1()),
        1e-12);
  }

  @Test
  void sharedWeightsOfABranchThatNoExampleTakesHaveNoGradient() {
    NDArray w = NDArray.of(new double[] {0, 2, 1});
    UnaryOperator<List<NDArray>> f =
        a -> {
          NDArray y =
              cond(a.get(0).min().gt(100), () -> a.get(1).log().sum(), () -> a.get(1).sum());
          return List.of(y);
        };
    UnaryOperator<List<NDArray>> total =
        a -> List.of(Lax.reduceSum(Examples.vmap(f, 4, 0, -1).apply(a).get(0), Axes.of(0)));
    assertArrayEquals(
        new double[] {4, 4, 4}, grad(total).apply(List.of(XS, w)).get(1).toDoubleArray(), 0);
  }

  @ParameterizedTest
  @MethodSource("models")
  void mapsOverNoExamplesHaveDerivativesOfNoElements(Model m) {
    NDArray none = NDArray.of(DType.FLOAT64, new double[0], Shape.of(0, 3));
    NDArray w = NDArray.of(new double[] {0.4, 0.5, 0.6});
    var mapped =
        Transforms.vmap(
            (NDArray x) -> Transforms.jvp((NDArray y) -> m.f().apply(y, w), x, x).tangent());
    assertArrayEquals(new double[0], mapped.apply(none).toDoubleArray());
    assertArrayEquals(
        new double[0],
        Transforms.jvp(Transforms.vmap((NDArray y) -> m.f().apply(y, w)), none, none)
            .tangent()
            .toDoubleArray());
    if (m.reversible()) {
      assertArrayEquals(
          new double[] {0, 0, 0},
          Transforms.grad(
                  (NDArray v) ->
                      Transforms.vmap((NDArray y) -> m.f().apply(y, v)).apply(none).sum())
              .apply(w)
              .toDoubleArray());
    }
  }
}
