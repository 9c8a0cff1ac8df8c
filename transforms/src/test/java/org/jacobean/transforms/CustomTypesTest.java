package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/** User code without casts or type arguments: that it compiles is most of the test. */
class CustomTypesTest {
  record Dense(NDArray w, NDArray b) {}

  record Batched(NDArray x, NDArray y, String name) {}

  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  static NDArray loss(Dense model, Batched data) {
    return model.w().mul(data.x()).add(model.b()).sub(data.y()).square();
  }

  static Jvp<NDArray> lossJvp(Tuple2<Dense, Batched> at, Tuple2<Dense, Batched> along) {
    return jvp(CustomTypesTest::loss, at, along);
  }

  static Tuple2<NDArray, Tuple2<Dense, Batched>> lossForward(Dense model, Batched data) {
    return Tuple.of(loss(model, data), Tuple.of(model, data));
  }

  static Tuple2<Dense, Batched> lossBackward(Tuple2<Dense, Batched> saved, NDArray ct) {
    Dense m = saved._1();
    Batched d = saved._2();
    NDArray g = m.w().mul(d.x()).add(m.b()).sub(d.y()).mul(2).mul(ct);
    return Tuple.of(new Dense(g.mul(d.x()), g), new Batched(g.mul(m.w()), g.neg(), d.name()));
  }

  private static final Dense MODEL = new Dense(s(3), s(1));
  private static final Batched DATA = new Batched(s(2), s(5), "one");

  @Test
  void methodReferencesOnRecords() {
    Function2<Dense, Batched, NDArray> f =
        custom(CustomTypesTest::loss)
            .jvp(CustomTypesTest::lossJvp)
            .vjp(CustomTypesTest::lossForward, CustomTypesTest::lossBackward);
    Function2<Dense, Batched, Dense> g = jit(grad(f));
    assertEquals(8, g.apply(MODEL, DATA).w().item());
    var step = jit(valueAndGrad(f));
    assertEquals(4, step.apply(MODEL, DATA).value().item());
    assertEquals(4, step.apply(MODEL, DATA).grad().b().item());
    var both = vjp(f, MODEL, DATA).pullback().apply(s(1));
    assertEquals(12, both._2().x().item());
    assertEquals("one", both._2().name());
  }

  @Test
  void lambdasOnRecords() {
    var f =
        custom((Dense m) -> m.w().mul(m.b()))
            .jvpWithZeros(
                (m, t) ->
                    new Dual<>(
                        m.w().mul(m.b()),
                        t.part(Dense::w)
                            .toOptional()
                            .map(w -> Tangent.of(w.mul(m.b())))
                            .orElse(Tangent.zero())))
            .batching(b -> b.of(b.value().w().mul(b.value().b())));
    assertEquals(1, grad(f).apply(MODEL).w().item());
    Function1<Dense, NDArray> mapped = vmap(f);
    Dense three = new Dense(NDArray.of(new double[] {1, 2}), NDArray.of(new double[] {3, 4}));
    assertEquals(8, mapped.apply(three).toDoubleArray()[1]);
  }

  @Test
  void rulesOfThreeArguments() {
    Custom3<NDArray, NDArray, NDArray, NDArray> f =
        custom((NDArray a, NDArray b, NDArray x) -> a.mul(b).mul(x))
            .transpose((a, b, ct) -> a.mul(b).mul(ct));
    Function1<NDArray, NDArray> back = linearTranspose((NDArray x) -> f.apply(s(2), s(3), x), s(0));
    assertEquals(6, back.apply(s(1)).item());
    Tuple3<NDArray, NDArray, NDArray> g = gradAll(f).apply(s(2), s(3), s(5));
    assertEquals(15, g._1().item());
    assertEquals(10, g._2().item());
    assertEquals(6, g._3().item());
  }

  @Test
  void solvesOfRecords() {
    Dense x =
        customSymmetricSolve(
            m -> new Dense(m.w().mul(2), m.b().mul(4)),
            MODEL,
            (matvec, b) -> new Dense(b.w().div(2), b.b().div(4)));
    assertEquals(1.5, x.w().item());
    NDArray root =
        customRoot(r -> r.mul(r).sub(4), s(1), (f, r) -> s(2), (g, y) -> y.div(g.apply(s(1))));
    assertEquals(2, root.item());
  }
}
