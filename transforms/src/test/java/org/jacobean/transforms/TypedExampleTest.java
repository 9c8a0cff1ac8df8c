package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.pytrees.Tree;
import org.junit.jupiter.api.Test;

/** Code as users write it: it has to type-check without a cast, and run. */
class TypedExampleTest {
  record Dense(NDArray w, NDArray b) {
    NDArray apply(NDArray x) {
      return x.matmul(w).add(b);
    }
  }

  record Mlp(Dense hidden, Dense out) {
    NDArray apply(NDArray x) {
      return out.apply(hidden.apply(x).tanh());
    }
  }

  record Batch(NDArray x, NDArray y) {}

  static NDArray loss(Mlp model, Batch batch) {
    return model.apply(batch.x()).sub(batch.y()).square().mean();
  }

  private final Mlp model =
      new Mlp(
          new Dense(
              NDArray.of(new float[] {0.5f, -0.25f, 0.75f, 0.1f, 0.2f, -0.3f}, 2, 3),
              NDArray.of(new float[3])),
          new Dense(NDArray.of(new float[] {1, -1, 0.5f}, 3, 1), NDArray.of(new float[1])));
  private final Batch batch =
      new Batch(
          NDArray.of(new float[] {1, 2, -1, 0.5f, 0, 1, 2, -2}, 4, 2),
          NDArray.of(new float[] {0, 1, 1, 0}, 4, 1));

  @Test
  void aTrainingStepOfRecordsTypeChecksAndDescends() {
    Function2<Mlp, Batch, ValueAndGrad<Mlp>> step = jit(valueAndGrad(TypedExampleTest::loss));
    Mlp at = model;
    double first = step.apply(at, batch).value().item();
    for (int i = 0; i < 20; i++) {
      Mlp gradient = step.apply(at, batch).grad();
      at = Tree.map((NDArray p, NDArray g) -> p.sub(g.mul(0.1)), at, gradient);
    }
    assertTrue(step.apply(at, batch).value().item() < 0.8 * first);
  }

  @Test
  void varInfersTheTypeOfANestOfTransformations() {
    var step = jit(valueAndGrad(TypedExampleTest::loss));
    Mlp gradient = step.apply(model, batch).grad();
    assertEquals(model.hidden().w().aval(), gradient.hidden().w().aval());
  }

  @Test
  void anUntypedLambdaNestsFourDeep() {
    Function1<NDArray, NDArray> second = jit(vmap(grad(grad(x -> x.sin().mul(x)))));
    double[] xs = {0.0, 0.5, 2.0};
    double[] got = second.apply(NDArray.of(xs)).toDoubleArray();
    for (int i = 0; i < xs.length; i++) {
      assertEquals(2 * Math.cos(xs[i]) - xs[i] * Math.sin(xs[i]), got[i], 1e-12);
    }
  }

  @Test
  void lambdasOfSeveralArgumentsKeepTheirTypes() {
    Function2<NDArray, NDArray, NDArray> f = (x, y) -> x.mul(y).add(y.square());
    Tuple2<NDArray, NDArray> both = gradAll(f).apply(NDArray.scalar(2.0), NDArray.scalar(3.0));
    assertEquals(3.0, both._1().item());
    assertEquals(8.0, both._2().item());
    Function3<NDArray, Dense, List<NDArray>, NDArray> g =
        (x, d, l) -> d.w().mul(x).add(l.get(0)).sum();
    List<NDArray> third =
        gradWrt2(g)
            .apply(
                NDArray.scalar(2.0),
                new Dense(NDArray.scalar(1.0), NDArray.scalar(0.0)),
                List.of(NDArray.scalar(5.0)));
    assertEquals(1.0, third.get(0).item());
    Tuple3<NDArray, Dense, List<NDArray>> all =
        valueAndGradAll(g)
            .apply(
                NDArray.scalar(2.0),
                new Dense(NDArray.scalar(1.0), NDArray.scalar(0.0)),
                List.of(NDArray.scalar(5.0)))
            .grad();
    assertEquals(2.0, all._2().w().item());
  }

  @Test
  void auxiliaryResultsKeepTheirType() {
    Function1<NDArray, Tuple2<NDArray, String>> f = x -> Tuple.of(x.square(), "rank " + x.rank());
    Tuple2<NDArray, String> g = gradWithAux(f).apply(NDArray.scalar(3.0));
    assertEquals(6.0, g._1().item());
    assertEquals("rank 0", g._2());
    ValueAndGradWithAux<NDArray, String> v = valueAndGradWithAux(f).apply(NDArray.scalar(3.0));
    assertEquals(9.0, v.value().item());
    assertEquals("rank 0", v.aux());
  }

  @Test
  void jaxprsAndShapesOfTypedFunctions() {
    ClosedJaxpr jaxpr = makeJaxpr(TypedExampleTest::loss, model, batch);
    assertEquals(6, jaxpr.jaxpr().inVars().size());
    Function2<Dense, NDArray, NDArray> layer = Dense::apply;
    assertEquals("f32[4,3]", evalShape(layer, model.hidden(), batch.x()).aval().toString());
  }

  @Test
  void perExampleGradientsAreOneLine() {
    var perExample = vmap(grad(TypedExampleTest::loss), NOT_MAPPED, 0);
    Mlp g = perExample.apply(model, batch);
    assertEquals("f32[4,2,3]", g.hidden().w().aval().toString());
    Mlp mean = Tree.map((NDArray a) -> a.mean(0), g);
    assertTrue(Tree.allClose(mean, grad(TypedExampleTest::loss).apply(model, batch), 1e-5, 1e-6));
  }
}
