package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.junit.jupiter.api.Test;

class CustomRulesTest {
  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  /** sin with a derivative that is wrong on purpose, so that its use shows. */
  private static final Function1<NDArray, NDArray> TENFOLD =
      customJvp(
          (NDArray x) -> x.sin(),
          (NDArray x, NDArray t) -> new Jvp<>(x.sin(), x.cos().mul(t).mul(10)));

  private static final Function1<NDArray, NDArray> CLIPPED =
      customVjp(
          (NDArray x) -> x.mul(1),
          (NDArray x) -> Tuple.of(x.mul(1), x),
          (NDArray x, NDArray ct) -> ct.clip(-1, 1));

  @Test
  void theRuleIsUsedInEveryModeAndTransformation() {
    double d = 10 * Math.cos(0.3);
    assertEquals(Math.sin(0.3), TENFOLD.apply(s(0.3)).item(), 1e-15);
    assertEquals(d, grad(TENFOLD).apply(s(0.3)).item(), 1e-12);
    assertEquals(d, jvp(TENFOLD, s(0.3), s(1)).tangent().item(), 1e-12);
    assertEquals(d, grad(jit(TENFOLD)).apply(s(0.3)).item(), 1e-12);
    assertEquals(d, jit(grad(TENFOLD)).apply(s(0.3)).item(), 1e-12);
    NDArray xs = NDArray.of(new double[] {0.3, 0.3});
    assertArrayEquals(new double[] {d, d}, vmap(grad(TENFOLD)).apply(xs).toDoubleArray(), 1e-12);
    assertArrayEquals(
        new double[] {d, d},
        grad((NDArray x) -> vmap(TENFOLD).apply(x).sum()).apply(xs).toDoubleArray(),
        1e-12);
    assertEquals(-10 * Math.sin(0.3), grad(grad(TENFOLD)).apply(s(0.3)).item(), 1e-12);
  }

  @Test
  void theReverseRuleIsUsedInEveryTransformation() {
    Function1<NDArray, NDArray> f = x -> CLIPPED.apply(x).mul(5);
    assertEquals(1, grad(f).apply(s(2)).item());
    assertEquals(1, jit(grad(f)).apply(s(2)).item());
    assertEquals(1, grad(jit(f)).apply(s(2)).item());
    NDArray xs = NDArray.of(new double[] {1, 2, 3});
    assertArrayEquals(new double[] {1, 1, 1}, vmap(grad(f)).apply(xs).toDoubleArray());
    assertArrayEquals(
        new double[] {1, 1, 1},
        grad((NDArray x) -> vmap(f).apply(x).sum()).apply(xs).toDoubleArray());
    assertEquals("JX0431", assertThrows(TransformException.class, () -> jvp(f, s(1), s(1))).code());
  }

  record Pair(NDArray a, NDArray b) {}

  @Test
  void rulesWorkOnTreesOfSeveralArguments() {
    Function2<Pair, NDArray, List<NDArray>> f =
        customVjp(
            (Pair p, NDArray y) -> List.of(p.a().mul(y), p.b()),
            (Pair p, NDArray y) -> Tuple.of(List.of(p.a().mul(y), p.b()), Tuple.of(p, "static")),
            (Tuple2<Pair, String> saved, List<NDArray> ct) ->
                Tuple.of(
                    new Pair(ct.get(0).mul(100), ct.get(1).mul(saved._1().b())), ct.get(0).mul(7)));
    Tuple2<Pair, NDArray> g =
        vjp(f, new Pair(s(1), s(2)), s(3)).pullback().apply(List.of(s(1), s(1)));
    assertEquals(100, g._1().a().item());
    assertEquals(2, g._1().b().item());
    assertEquals(7, g._2().item());
    Function2<NDArray, NDArray, NDArray> h =
        customJvp(
            (NDArray x, NDArray y) -> x.mul(y),
            (Tuple2<NDArray, NDArray> x, Tuple2<NDArray, NDArray> t) ->
                new Jvp<>(x._1().mul(x._2()), t._1().mul(2).add(t._2().mul(3))));
    assertEquals(2, grad(h).apply(s(5), s(5)).item());
    assertEquals(3, gradWrt1(h).apply(s(5), s(5)).item());
  }

  @Test
  void integerArgumentsNeedNoCotangent() {
    Function2<NDArray, NDArray, NDArray> f =
        customVjp(
            (NDArray x, NDArray n) -> x.mul(n),
            (NDArray x, NDArray n) -> Tuple.of(x.mul(n), n),
            (NDArray n, NDArray ct) -> Tuple.of(ct.mul(n), n));
    assertEquals(4, grad(f).apply(s(1), NDArray.fullLong(DType.INT32, Shape.SCALAR, 4)).item());
  }

  @Test
  void aCapturedTracerIsDifferentiatedThoughTheRuleDoesNotKnowIt() {
    // h(c) = d/dx [c x] with a custom rule for x only; c is captured by function and rule.
    Function1<NDArray, NDArray> h =
        c ->
            customJvp(
                    (NDArray x) -> c.mul(x),
                    (NDArray x, NDArray t) -> new Jvp<>(c.mul(x), c.mul(t)))
                .apply(s(3));
    assertEquals(3, grad(h).apply(s(2)).item());
    assertEquals(3, jit(grad(h)).apply(s(2)).item());
    Function1<NDArray, NDArray> v =
        c ->
            customVjp(
                    (NDArray x) -> c.mul(x),
                    (NDArray x) -> Tuple.of(c.mul(x), x),
                    (NDArray x, NDArray ct) -> c.mul(ct))
                .apply(c.mul(3));
    // v(c) = c * (3 c): the rule gives 3 c, the capture 3 c.
    assertEquals(12, grad(v).apply(s(2)).item());
    assertArrayEquals(
        new double[] {6, 12}, vmap(grad(v)).apply(NDArray.of(new double[] {1, 2})).toDoubleArray());
  }

  @Test
  void aRuleMayCallItsOwnFunction() {
    assertEquals(Math.exp(0.5), grad(grad(Own.EXP)).apply(s(0.5)).item(), 1e-12);
    Function1<NDArray, NDArray> capturing = c -> Own.scaled(c).apply(s(1));
    assertEquals(Math.exp(2), grad(capturing).apply(s(2)).item(), 1e-12);
  }

  static final class Own {
    static final Function1<NDArray, NDArray> EXP = customJvp((NDArray x) -> x.exp(), Own::rule);

    static Jvp<NDArray> rule(NDArray x, NDArray t) {
      NDArray y = Own.EXP.apply(x);
      return new Jvp<>(y, y.mul(t));
    }

    static Function1<NDArray, NDArray> scaled(NDArray c) {
      return customJvp(
          (NDArray x) -> x.mul(c).exp(),
          (NDArray x, NDArray t) -> new Jvp<>(x.mul(c).exp(), scaled(c).apply(x).mul(c).mul(t)));
    }
  }

  @Test
  void anImplicitFunctionDifferentiatesThroughItsFixedPoint() {
    // sqrt by Newton's iteration, differentiated by the implicit function theorem.
    Function1<NDArray, NDArray> root =
        customVjp(
            (NDArray a) ->
                whileLoop(
                    (NDArray x) -> x.mul(x).sub(a).abs().gt(1e-12),
                    (NDArray x) -> x.add(a.div(x)).mul(0.5),
                    a),
            (NDArray a) -> {
              NDArray x =
                  whileLoop(
                      (NDArray y) -> y.mul(y).sub(a).abs().gt(1e-12),
                      (NDArray y) -> y.add(a.div(y)).mul(0.5),
                      a);
              return Tuple.of(x, x);
            },
            (NDArray x, NDArray ct) -> ct.div(x.mul(2)));
    assertEquals(0.25, grad(root).apply(s(4)).item(), 1e-10);
    assertArrayEquals(
        new double[] {0.25, 1 / 6.0},
        vmap(grad(root)).apply(NDArray.of(new double[] {4, 9})).toDoubleArray(),
        1e-10);
  }

  /** A forward-mode rule may return zeros as an array, which then is no operand of a derivative. */
  @Test
  void aReverseRuleInALoopMayMeetTangentsThatAreZero() {
    Function1<NDArray, NDArray> flat =
        customJvp((NDArray x) -> s(0.5), (NDArray x, NDArray t) -> new Jvp<>(s(0.5), s(0)));
    Function1<NDArray, NDArray> tanh =
        customVjp(
            (NDArray x) -> x.tanh(),
            (NDArray x) -> Tuple.of(x.tanh(), x.tanh()),
            (NDArray y, NDArray ct) -> ct.sub(y.mul(y).mul(ct)));
    Function1<NDArray, NDArray> startsFlat =
        x -> scan((c, y) -> Tuple.of(tanh.apply(c), c.mul(y)), flat.apply(x), x.mul(x))._2().sum();
    Function1<NDArray, NDArray> flatInside =
        x -> {
          var ends = scan((c, y) -> Tuple.of(c.mul(y), tanh.apply(flat.apply(c))), s(1), x);
          return ends._1().add(ends._2().sum());
        };
    NDArray xs = NDArray.of(new double[] {0.3, 0.7});
    double second = 2 * 0.7 * Math.tanh(0.5);
    assertArrayEquals(
        new double[] {0.3, second}, grad(startsFlat).apply(xs).toDoubleArray(), 1e-12);
    assertArrayEquals(new double[] {0.7, 0.3}, grad(flatInside).apply(xs).toDoubleArray(), 1e-12);
    assertArrayEquals(
        new double[] {0.7, 0.3},
        vjp((NDArray x) -> List.of(flatInside.apply(x), startsFlat.apply(x)), xs)
            .pullback()
            .apply(List.of(s(1), s(0)))
            .toDoubleArray(),
        1e-12);
  }
}
