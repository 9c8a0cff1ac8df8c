package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transformations stacked in every order against closed forms of the derivatives. */
class CompositionTest {
  /** The derivative of order {@code n} at {@code x}. */
  interface Derivatives {
    double at(double x, int n);
  }

  record Case(String name, Function1<NDArray, NDArray> f, Derivatives closed) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A transformation of scalar functions that raises the order of the derivative. */
  record Step(String name, int order, UnaryOperator<Function1<NDArray, NDArray>> apply) {}

  private static final NDArray ONE = NDArray.of(new double[] {1}).reshape();

  private static double powers(double p, double x, int n) {
    double c = 1;
    for (int i = 0; i < n; i++) {
      c *= p - i;
    }
    return c == 0 ? 0 : c * Math.pow(x, p - n);
  }

  static Stream<Case> cases() {
    double h = Math.PI / 2;
    return Stream.of(
        new Case("sin", NDArray::sin, (x, n) -> Math.sin(x + n * h)),
        new Case("exp2x", x -> x.mul(2).exp(), (x, n) -> Math.pow(2, n) * Math.exp(2 * x)),
        new Case("log", NDArray::log, (x, n) -> n == 0 ? Math.log(x) : powers(-1, x, n - 1)),
        new Case("reciprocal", x -> x.rdiv(1), (x, n) -> powers(-1, x, n)),
        new Case("sqrt", NDArray::sqrt, (x, n) -> powers(0.5, x, n)),
        new Case("power", x -> x.pow(2.5), (x, n) -> powers(2.5, x, n)),
        new Case("integer power", x -> x.pow(5), (x, n) -> powers(5, x, n)),
        new Case(
            "x sin x",
            x -> x.sin().mul(x),
            (x, n) -> x * Math.sin(x + n * h) + n * Math.sin(x + (n - 1) * h)),
        new Case(
            "damped",
            x -> x.exp().mul(x.sin()),
            (x, n) -> Math.pow(2, n / 2.0) * Math.exp(x) * Math.sin(x + n * h / 2)),
        new Case(
            "cond",
            x -> cond(x.gt(0.0), (NDArray y) -> y.mul(y).mul(y), NDArray::neg, x),
            (x, n) -> powers(3, x, n)),
        new Case(
            "scan",
            x ->
                scan(
                        (NDArray c, NDArray w) -> Tuple.of(c.mul(x).mul(w), c),
                        x,
                        NDArray.of(new double[] {1, 2, 0.5}))
                    ._1(),
            (x, n) -> powers(4, x, n)),
        new Case("fori", x -> foriLoop(0, 3, (i, c) -> c.mul(x), ONE), (x, n) -> powers(3, x, n)),
        new Case(
            "inner jit",
            x -> jit((NDArray y) -> y.sin()).apply(x).mul(x),
            (x, n) -> x * Math.sin(x + n * h) + n * Math.sin(x + (n - 1) * h)),
        new Case(
            "custom jvp",
            customJvp(
                (NDArray x) -> x.sin(),
                (NDArray x, NDArray t) -> new Jvp<>(x.sin(), x.cos().mul(t))),
            (x, n) -> Math.sin(x + n * h)),
        new Case(
            "matmul",
            x -> x.broadcastTo(2, 2).matmul(x.broadcastTo(2, 1)).sum().div(4),
            (x, n) -> powers(2, x, n)));
  }

  static List<Step> steps() {
    NDArray offsets = NDArray.of(new double[] {0, 0.25});
    NDArray first = NDArray.of(new double[] {1, 0});
    return List.of(
        new Step("jit", 0, f -> jit(f)),
        new Step("vmap", 0, f -> x -> vmap(f).apply(x.add(offsets)).mul(first).sum()),
        new Step("grad", 1, f -> grad(f)),
        new Step("jvp", 1, f -> x -> jvp(f, x, ONE).tangent()),
        new Step("vjp", 1, f -> x -> vjp(f, x).pullback().apply(ONE)),
        new Step("linearize", 1, f -> x -> linearize(f, x).tangentMap().apply(ONE)),
        new Step("jacrev", 1, f -> jacrev(f)),
        new Step("hessian", 2, f -> hessian(f)));
  }

  private static void check(Case c, List<Step> stack) {
    Function1<NDArray, NDArray> f = c.f();
    int order = 0;
    StringBuilder name = new StringBuilder(c.name());
    for (Step s : stack) {
      f = s.apply().apply(f);
      order += s.order();
      name.insert(0, s.name() + "(").append(')');
    }
    double x = 0.7;
    double expected = c.closed().at(x, order);
    double actual = f.apply(NDArray.of(new double[] {x}).reshape()).item();
    assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)), name.toString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPairOfTransformationsIsExact(Case c) {
    List<org.junit.jupiter.api.function.Executable> all = new ArrayList<>();
    for (Step s : steps()) {
      all.add(() -> check(c, List.of(s)));
      for (Step t : steps()) {
        all.add(() -> check(c, List.of(s, t)));
      }
    }
    assertAll(all);
  }

  @Test
  void everyTripleOfTransformationsIsExact() {
    List<org.junit.jupiter.api.function.Executable> all = new ArrayList<>();
    List<Case> some =
        cases()
            .filter(c -> List.of("x sin x", "scan", "cond", "custom jvp").contains(c.name()))
            .toList();
    int i = 0;
    List<Step> steps =
        steps().stream().filter(s -> !List.of("linearize", "jacrev").contains(s.name())).toList();
    for (Step s : steps) {
      for (Step t : steps) {
        for (Step u : steps) {
          if (s.order() + t.order() + u.order() <= 3) {
            Case c = some.get(i++ % some.size());
            all.add(() -> check(c, List.of(s, t, u)));
          }
        }
      }
    }
    assertAll(all);
  }

  @Test
  void derivativesOfOrderFive() {
    Function1<NDArray, NDArray> f = NDArray::tanh;
    for (int i = 0; i < 5; i++) {
      f = grad(f);
    }
    double t = Math.tanh(0.3);
    double s = 1 - t * t;
    double fifth = 16 * s - 120 * t * t * s + 120 * Math.pow(t, 4) * s;
    assertEquals(fifth, f.apply(NDArray.of(new double[] {0.3}).reshape()).item(), 1e-9);
  }
}
