package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.junit.jupiter.api.Test;

/** Functions with several rules at once; each rule is wrong by a factor that tells its use. */
class CustomTest {
  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static NDArray v(double... values) {
    return NDArray.of(values);
  }

  private static Jvp<NDArray> tripled(NDArray x, NDArray t) {
    return new Jvp<>(x.sin(), x.cos().mul(t).mul(3));
  }

  private static NDArray fivefold(NDArray x, NDArray ct) {
    return x.cos().mul(ct).mul(5);
  }

  private static Batch<NDArray> shifted(Batch<NDArray> x) {
    return x.of(x.value().sin().add(7));
  }

  /** Forward mode 3 cos, reverse mode 5 cos, batching sin + 7. */
  private static final Custom1<NDArray, NDArray> SIN =
      custom((NDArray x) -> x.sin())
          .jvp(CustomTest::tripled)
          .vjp(x -> Tuple.of(x.sin(), x), CustomTest::fivefold)
          .batching(CustomTest::shifted);

  private static final double COS = Math.cos(0.3);
  private static final double VALUE = Math.sin(0.3);

  @Test
  void eachTransformationUsesItsRule() {
    assertEquals(VALUE, SIN.apply(s(0.3)).item(), 1e-15);
    assertEquals(3 * COS, jvp(SIN, s(0.3), s(1)).tangent().item(), 1e-14);
    assertEquals(5 * COS, grad(SIN).apply(s(0.3)).item(), 1e-14);
    assertEquals(5 * COS, vjp(SIN, s(0.3)).pullback().apply(s(1)).item(), 1e-14);
    assertEquals(3 * COS, linearize(SIN, s(0.3)).tangentMap().apply(s(1)).item(), 1e-14);
    assertArrayEquals(v(VALUE + 7).toDoubleArray(), vmap(SIN).apply(v(0.3)).toDoubleArray(), 1e-14);
  }

  @Test
  void rulesAreUsedUnderJitAndInsideLoops() {
    assertEquals(5 * COS, jit(grad(SIN)).apply(s(0.3)).item(), 1e-14);
    assertEquals(5 * COS, grad(jit(SIN)).apply(s(0.3)).item(), 1e-14);
    assertEquals(3 * COS, jvp(jit(SIN), s(0.3), s(1)).tangent().item(), 1e-14);
    Function1<NDArray, NDArray> looped =
        x -> scan((NDArray c) -> Tuple.of(SIN.apply(c), c), x, 2)._1();
    double twice = 5 * COS * 5 * Math.cos(VALUE);
    assertEquals(twice, grad(looped).apply(s(0.3)).item(), 1e-12);
    assertEquals(twice, jit(grad(looped)).apply(s(0.3)).item(), 1e-12);
    assertEquals(3 * COS * 3 * Math.cos(VALUE), jvp(looped, s(0.3), s(1)).tangent().item(), 1e-12);
    Function1<NDArray, NDArray> chosen =
        x -> cond(x.gt(0), (NDArray y) -> SIN.apply(y), (NDArray y) -> y, x);
    assertEquals(5 * COS, grad(chosen).apply(s(0.3)).item(), 1e-14);
    assertEquals(3 * COS, jvp(chosen, s(0.3), s(1)).tangent().item(), 1e-14);
    assertEquals(1, grad(chosen).apply(s(-0.3)).item(), 1e-14);
    assertArrayEquals(
        new double[] {VALUE + 7}, vmap(jit(SIN)).apply(v(0.3)).toDoubleArray(), 1e-14);
  }

  @Test
  void derivativeRulesSurviveTheBatchingRule() {
    NDArray xs = v(0.3, 0.3);
    double[] five = {5 * COS, 5 * COS};
    assertArrayEquals(five, vmap(grad(SIN)).apply(xs).toDoubleArray(), 1e-14);
    Function1<NDArray, NDArray> sum = x -> vmap(SIN).apply(x).sum();
    assertArrayEquals(five, grad(sum).apply(xs).toDoubleArray(), 1e-14);
    assertArrayEquals(five, jit(grad(sum)).apply(xs).toDoubleArray(), 1e-14);
    Jvp<NDArray> pushed = jvp(vmap(SIN), xs, v(1, 0));
    assertArrayEquals(new double[] {3 * COS, 0}, pushed.tangent().toDoubleArray(), 1e-14);
    assertArrayEquals(
        new double[] {VALUE + 7, VALUE + 7},
        vmap(vmap(SIN)).apply(NDArray.of(new double[] {0.3, 0.3}, 1, 2)).reshape(2).toDoubleArray(),
        1e-14);
  }

  @Test
  void secondDerivativesDifferentiateTheRules() {
    double sin = Math.sin(0.3);
    // Forward over reverse: the backward pass 5 cos(x) is itself differentiated.
    assertEquals(-5 * sin, jvp(grad(SIN), s(0.3), s(1)).tangent().item(), 1e-13);
    assertEquals(-5 * sin, grad(grad(SIN)).apply(s(0.3)).item(), 1e-13);
    Function1<NDArray, NDArray> pushed = x -> jvp(SIN, x, s(1)).tangent();
    assertEquals(-3 * sin, grad(pushed).apply(s(0.3)).item(), 1e-13);
    assertEquals(-3 * sin, jvp(pushed, s(0.3), s(1)).tangent().item(), 1e-13);
    assertEquals(5 * sin, -grad(grad(jit(SIN))).apply(s(0.3)).item(), 1e-13);
  }

  @Test
  void forwardOverReverseNeedsNoForwardRuleButForwardModeDoes() {
    Custom1<NDArray, NDArray> f =
        custom((NDArray x) -> x.sin()).vjp(x -> Tuple.of(x.sin(), x), CustomTest::fivefold);
    assertEquals(-5 * Math.sin(0.3), jvp(grad(f), s(0.3), s(1)).tangent().item(), 1e-13);
    TransformException e = assertThrows(TransformException.class, () -> jvp(f, s(1), s(1)));
    assertEquals("JX0431", e.code());
    assertTrue(e.getMessage().contains("custom(f).vjp(forward, backward).jvp(rule)"));
    assertEquals(3 * COS, jvp(f.jvp(CustomTest::tripled), s(0.3), s(1)).tangent().item(), 1e-13);
  }

  // ---------------------------------------------------------------- batching

  record Pair(NDArray a, NDArray b) {}

  @Test
  void aBatchingRuleKnowsTheSizeAndWhatIsMapped() {
    List<String> seen = new ArrayList<>();
    Function2<Pair, NDArray, Pair> f =
        custom((Pair p, NDArray y) -> new Pair(p.a().mul(y), p.b().neg()))
            .batching(
                b -> {
                  seen.add(
                      b.size()
                          + " "
                          + b.isMapped(x -> x._1().a())
                          + " "
                          + b.isMapped(x -> x._1().b())
                          + " "
                          + b.isMapped(Tuple2::_2));
                  Pair p = b.value()._1();
                  return b.of(new Pair(p.a().mul(b.value()._2()), p.b().neg())).withSame(Pair::b);
                });
    Pair y = vmap((NDArray a) -> f.apply(new Pair(a, s(2)), s(10))).apply(v(1, 2, 3));
    assertArrayEquals(new double[] {10, 20, 30}, y.a().toDoubleArray());
    assertArrayEquals(new double[] {-2, -2, -2}, y.b().toDoubleArray());
    assertEquals(List.of("3 true false false"), seen);
  }

  @Test
  void withoutDerivativeRulesTheBatchingRuleItselfIsDifferentiated() {
    Custom1<NDArray, NDArray> f =
        custom((NDArray x) -> x.sin()).batching(b -> b.of(b.value().sin().mul(2)));
    NDArray xs = v(0.3, 0.3);
    double[] twice = {2 * COS, 2 * COS};
    assertArrayEquals(twice, jvp(vmap(f), xs, v(1, 1)).tangent().toDoubleArray(), 1e-14);
    Function1<NDArray, NDArray> pushed = x -> jvp(f, x, s(1)).tangent();
    assertArrayEquals(twice, vmap(pushed).apply(xs).toDoubleArray(), 1e-14);
    assertArrayEquals(
        twice, grad((NDArray x) -> vmap(f).apply(x).sum()).apply(xs).toDoubleArray(), 1e-14);
    // Reverse mode of one example does not know the rule for many.
    assertArrayEquals(new double[] {COS, COS}, vmap(grad(f)).apply(xs).toDoubleArray(), 1e-14);
  }

  @Test
  void theTangentOfABatchingRuleMayBeMappedWhereThePrimalIsNot() {
    Custom1<NDArray, NDArray> f =
        custom((NDArray x) -> x.sin()).batching(b -> b.of(b.value().sin().mul(2)));
    Function1<NDArray, NDArray> g = t -> jvp(f, s(0.3), t).tangent();
    assertArrayEquals(
        new double[] {2 * COS, 4 * COS}, vmap(g).apply(v(1, 2)).toDoubleArray(), 1e-14);
    Function1<NDArray, NDArray> h = x -> jvp(f, x, s(2)).tangent();
    assertArrayEquals(
        new double[] {4 * COS, 4 * COS}, vmap(h).apply(v(0.3, 0.3)).toDoubleArray(), 1e-14);
  }

  @Test
  void badBatchingRulesAreNamed() {
    Custom1<NDArray, NDArray> unbatched =
        custom((NDArray x) -> x.sin()).batching(b -> b.of(b.value().sum()));
    assertEquals("JX0442", code(() -> vmap(unbatched).apply(v(1, 2))));
    Custom1<NDArray, NDArray> float32 =
        custom((NDArray x) -> x.sin()).batching(b -> b.of(b.value().astype(DType.FLOAT32)));
    assertEquals("JX0442", code(() -> vmap(float32).apply(v(1, 2))));
    Custom1<Pair, Pair> computed =
        custom((Pair x) -> x).batching(b -> b.withSame(p -> p.a().mul(2)));
    assertEquals("JX0443", code(() -> vmap(computed).apply(new Pair(v(1, 2), v(1, 2)))));
    Function1<NDArray, NDArray> capturing =
        c -> custom((NDArray x) -> x.mul(c)).batching(b -> b.of(b.value())).apply(s(1));
    assertEquals("JX0440", code(() -> vmap(capturing).apply(v(1, 2))));
  }

  private static String code(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(TransformException.class, body).code();
  }

  // ---------------------------------------------------------------- transpose

  /** y = a x, linear in x, with a transpose that says 10 a ct. */
  private static final Custom2<NDArray, NDArray, NDArray> SCALED =
      custom((NDArray a, NDArray x) -> a.mul(x)).transpose((a, ct) -> a.mul(ct).mul(10));

  @Test
  void theTransposeIsUsedByReverseModeAndLinearTranspose() {
    assertEquals(
        20, linearTranspose((NDArray x) -> SCALED.apply(s(2), x), s(0)).apply(s(1)).item());
    Function1<NDArray, NDArray> f = x -> SCALED.apply(s(2), x.sin());
    assertEquals(20 * COS, grad(f).apply(s(0.3)).item(), 1e-13);
    assertEquals(2 * COS, jvp(f, s(0.3), s(1)).tangent().item(), 1e-13);
    assertEquals(20 * COS, jit(grad(jit(f))).apply(s(0.3)).item(), 1e-13);
    assertArrayEquals(new double[] {20 * COS}, vmap(grad(f)).apply(v(0.3)).toDoubleArray(), 1e-13);
    assertEquals(-20 * VALUE, grad(grad(f)).apply(s(0.3)).item(), 1e-13);
    // With respect to a, which the transpose does not speak for, the program is differentiated.
    assertEquals(0.3, grad(SCALED).apply(s(2), s(0.3)).item(), 1e-14);
  }

  @Test
  void theTransposeOfTheTransposeIsTheFunction() {
    Function1<NDArray, NDArray> once =
        ct -> linearTranspose((NDArray x) -> SCALED.apply(s(2), x), s(0)).apply(ct);
    assertEquals(20, once.apply(s(1)).item());
    assertEquals(2, linearTranspose(once, s(0)).apply(s(1)).item());
  }

  @Test
  void aTransposeMayCaptureATracer() {
    Function1<NDArray, NDArray> f =
        c -> custom((NDArray x) -> x.mul(c)).transpose(ct -> ct.mul(c).mul(10)).apply(c.sin());
    // d/dc [c sin c]: 10 c cos c by the transpose, sin c through the capture.
    double expected = 10 * 0.3 * COS + VALUE;
    assertEquals(expected, grad(f).apply(s(0.3)).item(), 1e-13);
    assertEquals(expected, jit(grad(f)).apply(s(0.3)).item(), 1e-13);
    assertArrayEquals(
        new double[] {expected, expected}, vmap(grad(f)).apply(v(0.3, 0.3)).toDoubleArray(), 1e-13);
    assertEquals(0.3 * COS + VALUE, jvp(f, s(0.3), s(1)).tangent().item(), 1e-13);
  }

  // ---------------------------------------------------------------- symbolic zeros

  private static Dual<NDArray> product(
      Tuple2<NDArray, NDArray> x, Tangent<Tuple2<NDArray, NDArray>> t) {
    Tangent<NDArray> a = t.part(Tuple2::_1);
    Tangent<NDArray> b = t.part(Tuple2::_2);
    NDArray y = x._1().mul(x._2());
    if (b.isZero()) {
      // Told apart from the true derivative.
      return new Dual<>(y, Tangent.of(a.value().mul(x._2()).mul(100)));
    }
    return a.isZero()
        ? new Dual<>(y, Tangent.zero())
        : new Dual<>(y, Tangent.of(a.value().mul(x._2()).add(b.value().mul(x._1()))));
  }

  @Test
  void aForwardRuleSeesWhatIsZero() {
    Custom2<NDArray, NDArray, NDArray> f =
        custom((NDArray a, NDArray b) -> a.mul(b)).jvpWithZeros(CustomTest::product);
    assertEquals(300, grad(f).apply(s(2), s(3)).item());
    assertEquals(0, gradWrt1(f).apply(s(2), s(3)).item());
    assertEquals(5, jvp(f, Tuple.of(s(2), s(3)), Tuple.of(s(1), s(1))).tangent().item());
    NDArray g = vmap((NDArray a) -> grad(f).apply(a, s(3))).apply(v(1, 2));
    assertArrayEquals(new double[] {300, 300}, g.toDoubleArray());
    assertEquals(1, grad((NDArray x) -> f.apply(s(2), x).add(x)).apply(s(3)).item());
  }

  private static Tuple2<Pair, Pair> passed(Perturbed<Tuple2<NDArray, NDArray>> x) {
    NDArray a = x.value()._1();
    NDArray b = x.value()._2();
    NDArray saved = x.isPerturbed(Tuple2::_1) ? b : b.mul(100);
    return Tuple.of(new Pair(a.mul(b), b.sin()), new Pair(a, saved));
  }

  private static Tangent<Tuple2<NDArray, NDArray>> pulled(Pair saved, Tangent<Pair> ct) {
    if (ct.isZero(Pair::b)) {
      NDArray g = ct.part(Pair::a).value();
      return Tangent.of(Tuple.of(g.mul(saved.b()), g.mul(saved.a())));
    }
    return Tangent.of(Tuple.of(saved.a(), saved.b())).withZero(Tuple2::_1);
  }

  @Test
  void aReverseRuleSeesWhatIsPerturbedAndWhichCotangentsAreZero() {
    Custom2<NDArray, NDArray, Pair> f =
        custom((NDArray a, NDArray b) -> new Pair(a.mul(b), b.sin()))
            .vjpWithZeros(CustomTest::passed, CustomTest::pulled);
    Function2<NDArray, NDArray, NDArray> first = (a, b) -> f.apply(a, b).a();
    assertEquals(3, grad(first).apply(s(2), s(3)).item());
    assertEquals(2, gradWrt1(first).apply(s(2), s(3)).item());
    Function2<NDArray, NDArray, NDArray> second = (a, b) -> f.apply(a, b).b();
    assertEquals(0, grad(second).apply(s(2), s(3)).item());
    assertEquals(300, gradWrt1(second).apply(s(2), s(3)).item());
    assertArrayEquals(
        new double[] {3, 3},
        vmap((NDArray a) -> grad(first).apply(a, s(3))).apply(v(1, 2)).toDoubleArray());
  }

  @Test
  void zerosHaveNoValueUnlessTheirShapeIsKnown() {
    Tangent<NDArray> zero = Tangent.zero();
    assertTrue(zero.isZero());
    assertTrue(zero.toOptional().isEmpty());
    assertTrue(zero.part(x -> x).isZero());
    assertEquals("JX0444", code(zero::value));
    Tangent<Pair> half = Tangent.of(new Pair(v(1, 2), s(3))).withZero(Pair::a);
    assertFalse(half.isZero());
    assertTrue(half.isZero(Pair::a));
    assertArrayEquals(new double[2], half.value().a().toDoubleArray());
    assertEquals(3, half.part(Pair::b).value().item());
  }

  // ---------------------------------------------------------------- captures, statics, equality

  record Power(NDArray x, int n) {}

  @Test
  void staticPartsOfArgumentsReachTheRules() {
    Custom1<Power, NDArray> f =
        custom((Power p) -> p.x().pow(p.n()))
            .vjp(
                p -> Tuple.of(p.x().pow(p.n()), p),
                (p, ct) -> new Power(ct.mul(p.n() * 1000.0), p.n()));
    Function1<NDArray, NDArray> g = x -> f.apply(new Power(x, 3));
    assertEquals(3000, grad(g).apply(s(2)).item());
    assertEquals(8, g.apply(s(2)).item());
  }

  @Test
  void everyRuleMayCaptureTracersAndAllAreHoisted() {
    Function1<NDArray, NDArray> f =
        c -> {
          NDArray d = c.mul(2);
          return custom((NDArray x) -> x.mul(c))
              .jvp((x, t) -> new Jvp<>(x.mul(c), t.mul(c).mul(d)))
              .vjp(x -> Tuple.of(x.mul(c), x.mul(d)), (r, ct) -> ct.mul(c).mul(d).mul(10))
              .apply(s(3));
        };
    // The argument is constant, so only the capture counts.
    assertEquals(3, grad(f).apply(s(2)).item());
    Function2<NDArray, NDArray, NDArray> g =
        (c, x) -> {
          NDArray d = c.mul(2);
          return custom((NDArray y) -> y.mul(c))
              .jvp((y, t) -> new Jvp<>(y.mul(c), t.mul(c).mul(d)))
              .vjp(y -> Tuple.of(y.mul(c), y.mul(d)), (r, ct) -> ct.mul(c).mul(d).mul(10))
              .apply(x);
        };
    assertEquals(2 * 4 * 10, gradWrt1(g).apply(s(2), s(3)).item());
    assertEquals(2 * 4 + 3, jvp(g, Tuple.of(s(2), s(3)), Tuple.of(s(1), s(1))).tangent().item());
    Tuple2<NDArray, NDArray> both = vjp(g, s(2), s(3)).pullback().apply(s(1));
    assertEquals(3, both._1().item());
    assertEquals(80, both._2().item());
    assertArrayEquals(
        new double[] {20, 80},
        vmap((NDArray c) -> gradWrt1(g).apply(c, s(3))).apply(v(1, 2)).toDoubleArray());
  }

  @Test
  void functionsMadeAlikeAreEqualSoThatTheyCompileOnce() {
    assertEquals(alike(), alike());
    assertEquals(alike().hashCode(), alike().hashCode());
    assertNotEquals(alike(), SIN);
    assertEquals("sin", custom(NDArray::sin).jvp(CustomTest::tripled).untyped().name());
  }

  private static Custom1<NDArray, NDArray> alike() {
    return custom((NDArray x) -> x.sin()).jvp(CustomTest::tripled).batching(CustomTest::shifted);
  }
}
