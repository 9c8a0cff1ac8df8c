package org.jacobean.optim;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.jacobean.golden.Golden;
import org.jacobean.golden.GoldenSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Optimisers and schedules follow optax's formulas in float64. */
class OptimGoldenTest {
  private final Map<String, Function<Golden, List<NDArray>>> bindings = new TreeMap<>();

  private void optimizer(String name, Function<Golden, GradientTransformation<?>> make) {
    bindings.put(name, g -> descend(make.apply(g), g));
  }

  private static <S> List<NDArray> descend(GradientTransformation<S> optimizer, Golden g) {
    List<NDArray> params = g.list(0);
    S state = optimizer.init(params);
    List<NDArray> history = new ArrayList<>();
    for (JsonNode step : g.node().get("args").get(1)) {
      Tuple2<List<NDArray>, S> next = optimizer.update(Golden.arrays(step), state, params);
      params = Updates.applyUpdates(params, next._1());
      state = next._2();
      history.addAll(params);
    }
    return history;
  }

  private void schedule(String name, Function<Golden, Schedule> make) {
    bindings.put(name, g -> List.of(make.apply(g).at(g.args().get(0)).withWeakType(false)));
  }

  private static Schedule rate(Golden g) {
    return Schedules.constant(g.real("learningRate", 0));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithOptax() {
    optimizers();
    schedules();
    return GoldenSuite.tests("optim", bindings, 0);
  }

  private void optimizers() {
    optimizer(
        "sgd",
        g ->
            g.has("momentum")
                ? Optimizers.momentum(rate(g), g.real("momentum", 0), g.flag("nesterov"))
                : Optimizers.sgd(rate(g)));
    optimizer(
        "adam",
        g ->
            Transformations.chain(
                Transformations.scaleByAdam(
                    g.real("b1", 0.9),
                    g.real("b2", 0.999),
                    g.real("eps", 1e-8),
                    g.real("epsRoot", 0),
                    false),
                Transformations.scaleByLearningRate(rate(g))));
    optimizer("nadam", g -> Optimizers.nadam(rate(g)));
    optimizer("amsgrad", g -> Optimizers.amsgrad(rate(g)));
    optimizer("adamw", g -> Optimizers.adamw(rate(g), g.real("weightDecay", 0)));
    optimizer(
        "rmsprop",
        g ->
            g.has("momentum")
                ? Optimizers.rmsprop(
                    rate(g), g.real("decay", 0), g.real("eps", 0), g.real("momentum", 0))
                : Optimizers.rmsprop(rate(g), g.real("decay", 0), g.real("eps", 0)));
    optimizer(
        "adagrad",
        g -> Optimizers.adagrad(rate(g), g.real("initialAccumulator", 0), g.real("eps", 0)));
    optimizer(
        "lion",
        g -> Optimizers.lion(rate(g), g.real("b1", 0), g.real("b2", 0), g.real("weightDecay", 0)));
    optimizer(
        "chainClipAdamWarmupCosine",
        g ->
            Transformations.chain(
                Transformations.clipByGlobalNorm(g.real("maxNorm", 0)),
                Transformations.scaleByAdam(),
                Transformations.scaleByLearningRate(warmup(g))));
    bindings.put(
        "clipByGlobalNorm",
        g ->
            Transformations.clipByGlobalNorm(g.real("maxNorm", 0))
                .update(g.list(0), new States.None(), g.list(0))
                ._1());
    bindings.put(
        "clip",
        g ->
            Transformations.clip(g.real("maxDelta", 0))
                .update(g.list(0), new States.None(), g.list(0))
                ._1());
    bindings.put("globalNorm", g -> List.of(Updates.globalNorm(g.list(0))));
  }

  private static Schedule warmup(Golden g) {
    return Schedules.warmupCosineDecay(
        g.real("initValue", 0),
        g.real("peakValue", 0),
        g.integer("warmupSteps"),
        g.integer("decaySteps"),
        g.real("endValue", 0));
  }

  private void schedules() {
    schedule("constant", g -> Schedules.constant(g.real("value", 0)));
    schedule(
        "linear",
        g ->
            Schedules.linear(
                g.real("initValue", 0),
                g.real("endValue", 0),
                g.integer("transitionSteps"),
                g.integer("transitionBegin", 0)));
    schedule(
        "polynomial",
        g ->
            Schedules.polynomial(
                g.real("initValue", 0),
                g.real("endValue", 0),
                g.real("power", 1),
                g.integer("transitionSteps"),
                g.integer("transitionBegin", 0)));
    schedule(
        "cosineDecay",
        g ->
            Schedules.cosineDecay(
                g.real("initValue", 0),
                g.integer("decaySteps"),
                g.real("alpha", 0),
                g.real("exponent", 1)));
    schedule("warmupCosineDecay", OptimGoldenTest::warmup);
    schedule(
        "exponentialDecay",
        g -> {
          Schedule s =
              Schedules.exponentialDecay(
                  g.real("initValue", 0),
                  g.integer("transitionSteps"),
                  g.real("decayRate", 0),
                  g.integer("transitionBegin", 0),
                  g.flag("staircase"));
          return g.has("endValue")
              ? Schedules.bounded(s, g.real("endValue", 0), g.real("decayRate", 0) < 1)
              : s;
        });
    schedule(
        "piecewiseConstant",
        g -> {
          TreeMap<Integer, Double> factors = new TreeMap<>();
          for (int i = 0; i < g.kwarg("boundaries").size(); i++) {
            factors.put(
                g.kwarg("boundaries").get(i).asInt(), Golden.number(g.kwarg("scales").get(i)));
          }
          return Schedules.piecewiseConstant(g.real("initValue", 0), factors);
        });
  }
}
