package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.Golden;
import org.jacobean.numpy.Numpy;
import org.junit.jupiter.api.Test;

/** What the transformations are for: derivatives that are known in another way. */
class DemonstrationsTest {
  private static NDArray scalar(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  // ---------------------------------------------------------------- derivatives of high order

  /** The derivatives of tanh are polynomials in tanh: each is the last one's, times 1 - y^2. */
  private static double derivativeOfTanh(int order, double x) {
    double[] p = {0, 1};
    for (int n = 0; n < order; n++) {
      double[] next = new double[p.length + 1];
      for (int i = 1; i < p.length; i++) {
        next[i - 1] += i * p[i];
        next[i + 1] -= i * p[i];
      }
      p = next;
    }
    double y = 0;
    for (int i = p.length - 1; i >= 0; i--) {
      y = y * Math.tanh(x) + p[i];
    }
    return y;
  }

  @Test
  void fifthDerivativeOfTanh() {
    Function1<NDArray, NDArray> f = NDArray::tanh;
    for (int i = 0; i < 5; i++) {
      f = grad(f);
    }
    NDArray x = NDArray.of(new double[] {-1.2, -0.1, 0, 0.4, 2.0});
    double[] expected = new double[5];
    for (int i = 0; i < 5; i++) {
      expected[i] = derivativeOfTanh(5, x.toDoubleArray()[i]);
    }
    assertArrayEquals(expected, jit(vmap(f)).apply(x).toDoubleArray(), 1e-12);
    NDArray zero = Numpy.zerosLike(x);
    List<NDArray> line = new ArrayList<>(Collections.nCopies(5, zero));
    line.set(0, Numpy.onesLike(x));
    NDArray series = jet(NDArray::tanh, x, line).series().get(4);
    assertArrayEquals(expected, series.toDoubleArray(), 1e-12);
  }

  // ---------------------------------------------------------------- Hessian of a small network

  private static final int WIDTH = 4;
  private static final double[] INPUT = {0.7, -0.4, 1.1};

  /** Half the squared error of {@code v . tanh(W x)}; the parameters are W's rows, then v. */
  private static NDArray squaredError(NDArray theta) {
    int d = INPUT.length;
    NDArray w = Numpy.split(theta, new int[] {WIDTH * d}, 0).get(0).reshape(WIDTH, d);
    NDArray v = Numpy.split(theta, new int[] {WIDTH * d}, 0).get(1);
    return w.matmul(NDArray.of(INPUT)).tanh().mul(v).sum().sub(0.3).square().mul(0.5);
  }

  @Test
  void hessianOfANetworkIsTheAnalyticOne() {
    int d = INPUT.length;
    int n = WIDTH * d + WIDTH;
    double[] theta = new double[n];
    for (int i = 0; i < n; i++) {
      theta[i] = Math.sin(1 + 2 * i);
    }
    double[] slope = new double[n];
    double[][] bend = new double[n][n];
    double error = -0.3;
    for (int i = 0; i < WIDTH; i++) {
      double s = 0;
      for (int j = 0; j < d; j++) {
        s += theta[i * d + j] * INPUT[j];
      }
      double a = Math.tanh(s);
      double v = theta[WIDTH * d + i];
      error += v * a;
      slope[WIDTH * d + i] = a;
      for (int j = 0; j < d; j++) {
        slope[i * d + j] = v * (1 - a * a) * INPUT[j];
        bend[i * d + j][WIDTH * d + i] = (1 - a * a) * INPUT[j];
        bend[WIDTH * d + i][i * d + j] = (1 - a * a) * INPUT[j];
        for (int k = 0; k < d; k++) {
          bend[i * d + j][i * d + k] = -2 * v * a * (1 - a * a) * INPUT[j] * INPUT[k];
        }
      }
    }
    double[] expected = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected[i * n + j] = slope[i] * slope[j] + error * bend[i][j];
      }
    }
    NDArray h = jit(hessian(DemonstrationsTest::squaredError)).apply(NDArray.of(theta));
    assertEquals(Shape.of(n, n), h.shape());
    assertArrayEquals(expected, h.toDoubleArray(), 1e-13);
  }

  // ---------------------------------------------------------------- an implicit function

  record Params(NDArray a, NDArray b) {}

  private static NDArray map(Params p, NDArray x) {
    return p.a().mul(x).add(p.b()).tanh();
  }

  private static NDArray solve(Params p) {
    return whileLoop(
            (Tuple2<NDArray, NDArray> s) -> s._1.sub(s._2).abs().gt(1e-15),
            s -> Tuple.of(s._2, map(p, s._2)),
            Tuple.of(p.b().add(1.0), p.b()))
        ._2;
  }

  /** {@code x = f(p, x)}: the derivative solves {@code w = ct + w df/dx}, also by iteration. */
  private static final Function1<Params, NDArray> FIXED_POINT =
      customVjp(
          DemonstrationsTest::solve,
          (Params p) -> {
            NDArray x = solve(p);
            return Tuple.of(x, Tuple.of(p, x));
          },
          (Tuple2<Params, NDArray> r, NDArray ct) -> {
            var pull = vjp((Params p, NDArray x) -> map(p, x), r._1, r._2).pullback();
            NDArray w = foriLoop(0, 200, (i, u) -> ct.add(pull.apply(u)._2), ct);
            return pull.apply(w)._1;
          });

  @Test
  void derivativeOfAFixedPoint() {
    Params p = new Params(scalar(0.8), scalar(0.5));
    double x = FIXED_POINT.apply(p).item();
    double s = 1 - x * x;
    Params g = jit(grad(FIXED_POINT)).apply(p);
    assertEquals(s / (1 - 0.8 * s), g.b().item(), 1e-12);
    assertEquals(x * s / (1 - 0.8 * s), g.a().item(), 1e-12);
    Function1<Params, NDArray> unrolled = q -> foriLoop(0, 200, (i, y) -> map(q, y), q.b());
    assertEquals(grad(unrolled).apply(p).a().item(), g.a().item(), 1e-12);
    Params many =
        new Params(NDArray.of(new double[] {0.8, 0.2}), NDArray.of(new double[] {0.5, -1}));
    double[] each = vmap(grad(FIXED_POINT)).apply(many).a().toDoubleArray();
    assertEquals(g.a().item(), each[0], 1e-12);
    Params second = new Params(scalar(0.2), scalar(-1));
    assertEquals(grad(FIXED_POINT).apply(second).a().item(), each[1], 1e-12);
  }

  // ---------------------------------------------------------------- gradients of each example

  record Net(NDArray w, NDArray b, NDArray v) {}

  private static NDArray loss(Net net, NDArray x, NDArray y) {
    return net.v().mul(x.matmul(net.w()).add(net.b()).tanh()).sum().sub(y).square();
  }

  @Test
  void gradientsOfEachExampleAreThoseOfALoop() {
    Net net =
        new Net(
            Numpy.linspace(DType.FLOAT64, -1, 1, 12, true).reshape(3, 4),
            Numpy.linspace(DType.FLOAT64, 0, 0.3, 4, true),
            Numpy.linspace(DType.FLOAT64, 1, -2, 4, true));
    NDArray xs = Numpy.linspace(DType.FLOAT64, -2, 2, 15, true).reshape(5, 3);
    NDArray ys = Numpy.linspace(DType.FLOAT64, 0, 1, 5, true);
    Net all = jit(vmap(grad(DemonstrationsTest::loss), NOT_MAPPED, 0, 0)).apply(net, xs, ys);
    for (int i = 0; i < 5; i++) {
      NDArray x = Numpy.split(xs, 5, 0).get(i).reshape(3);
      NDArray y = Numpy.split(ys, 5, 0).get(i).reshape();
      Net one = grad(DemonstrationsTest::loss).apply(net, x, y);
      assertArrayEquals(
          one.w().toDoubleArray(), Numpy.split(all.w(), 5, 0).get(i).toDoubleArray(), 1e-12);
      assertArrayEquals(
          one.v().toDoubleArray(), Numpy.split(all.v(), 5, 0).get(i).toDoubleArray(), 1e-12);
    }
  }

  // ---------------------------------------------------------------- a Hamiltonian integrator

  record Phase(NDArray q, NDArray p) {}

  private static final double STEP = 0.02;

  /** Henon and Heiles, Astronomical Journal 69, 1964. */
  private static NDArray potential(NDArray q) {
    NDArray x = Numpy.split(q, 2, 0).get(0).reshape();
    NDArray y = Numpy.split(q, 2, 0).get(1).reshape();
    NDArray cubic = x.square().mul(y).sub(y.pow(3).div(3));
    return x.square().add(y.square()).mul(0.5).add(cubic);
  }

  private static Phase leapfrog(Phase start) {
    Function1<NDArray, NDArray> force = grad(DemonstrationsTest::potential);
    return scan(
            (Phase s) -> {
              NDArray half = s.p().sub(force.apply(s.q()).mul(STEP / 2));
              NDArray q = s.q().add(half.mul(STEP));
              Phase next = new Phase(q, half.sub(force.apply(q).mul(STEP / 2)));
              return Tuple.of(next, List.<NDArray>of());
            },
            start,
            1000)
        ._1;
  }

  private static NDArray energy(Phase s) {
    return s.p().square().sum().mul(0.5).add(potential(s.q()));
  }

  private static NDArray target(Phase start) {
    Phase end = leapfrog(start);
    return end.q().mul(NDArray.of(new double[] {1, 2})).sum().add(end.p().square().sum());
  }

  @Test
  void gradientThroughAThousandStepsOfAnIntegrator() {
    Golden g = Golden.read("demonstrations").get(0);
    Phase start = new Phase(g.args().get(0), g.args().get(1));
    var y = jit(valueAndGrad(DemonstrationsTest::target)).apply(start);
    List<NDArray> actual = List.of(y.value(), y.grad().q(), y.grad().p());
    for (int i = 0; i < 3; i++) {
      assertEquals("", g.difference(g.out().get(i), actual.get(i), 0));
    }
    Function1<Phase, NDArray> f = jit(DemonstrationsTest::target);
    double h = 1e-5;
    NDArray along = NDArray.of(new double[] {0.6, -0.8});
    double up = f.apply(new Phase(start.q().add(along.mul(h)), start.p())).item();
    double down = f.apply(new Phase(start.q().sub(along.mul(h)), start.p())).item();
    assertEquals((up - down) / (2 * h), y.grad().q().mul(along).sum().item(), 1e-6);
    double drift = energy(leapfrog(start)).sub(energy(start)).item();
    assertTrue(Math.abs(drift) < 1e-4, () -> "energy drifts by " + drift);
  }

  // ---------------------------------------------------------------- a neural differential equation

  record Field(NDArray w, NDArray b) {}

  private static final int STEPS = 100;

  private static NDArray velocity(Field f, NDArray z) {
    return f.w().matmul(z).add(f.b()).tanh();
  }

  /** Classical Runge-Kutta over a time of 1, or backwards. */
  private static <S> S integrate(
      Function1<S, S> rate, Function2<S, Tuple2<S, Double>, S> advance, S start, double h) {
    return scan(
            (S s) -> {
              S k1 = rate.apply(s);
              S k2 = rate.apply(advance.apply(s, Tuple.of(k1, h / 2)));
              S k3 = rate.apply(advance.apply(s, Tuple.of(k2, h / 2)));
              S k4 = rate.apply(advance.apply(s, Tuple.of(k3, h)));
              S a = advance.apply(s, Tuple.of(k1, h / 6));
              S b = advance.apply(a, Tuple.of(k2, h / 3));
              S c = advance.apply(b, Tuple.of(k3, h / 3));
              return Tuple.of(advance.apply(c, Tuple.of(k4, h / 6)), List.<NDArray>of());
            },
            start,
            STEPS)
        ._1;
  }

  private static NDArray flow(Field f, NDArray z) {
    return integrate(
        (NDArray y) -> velocity(f, y), (y, k) -> y.add(k._1.mul(k._2)), z, 1.0 / STEPS);
  }

  /** State, adjoint and what has been collected of the parameters' gradient. */
  record Adjoint(NDArray z, NDArray a, NDArray w, NDArray b) {
    Adjoint plus(Adjoint k, double h) {
      return new Adjoint(
          z.add(k.z.mul(h)), a.add(k.a.mul(h)), w.add(k.w.mul(h)), b.add(k.b.mul(h)));
    }
  }

  /** The adjoint equation, integrated back in time: no state is stored. Chen et al., 2018. */
  private static Tuple2<Field, NDArray> pullBack(Tuple2<Field, NDArray> end, NDArray ct) {
    Field f = end._1;
    Adjoint start = new Adjoint(end._2, ct, Numpy.zerosLike(f.w()), Numpy.zerosLike(f.b()));
    Function1<Adjoint, Adjoint> rate =
        s -> {
          var y = vjp((Field g, NDArray z) -> velocity(g, z), f, s.z());
          var pulled = y.pullback().apply(s.a());
          return new Adjoint(y.value(), pulled._2.neg(), pulled._1.w().neg(), pulled._1.b().neg());
        };
    Adjoint g = integrate(rate, (s, k) -> s.plus(k._1, k._2), start, -1.0 / STEPS);
    return Tuple.of(new Field(g.w(), g.b()), g.a());
  }

  @Test
  void adjointOfANeuralDifferentialEquationIsBackpropagation() {
    Function2<Field, NDArray, NDArray> adjoint =
        customVjp(
            DemonstrationsTest::flow,
            (Field f, NDArray z) -> {
              NDArray end = flow(f, z);
              return Tuple.of(end, Tuple.of(f, end));
            },
            DemonstrationsTest::pullBack);
    Field field =
        new Field(
            NDArray.of(new double[] {0.3, -1.2, 0.8, 0.5}, 2, 2),
            NDArray.of(new double[] {0.1, -0.4}));
    NDArray z = NDArray.of(new double[] {0.7, -0.2});
    Function2<Field, NDArray, NDArray> direct = DemonstrationsTest::flow;
    Field expected = jit(grad((Field f) -> direct.apply(f, z).square().sum())).apply(field);
    Field actual = jit(grad((Field f) -> adjoint.apply(f, z).square().sum())).apply(field);
    assertArrayEquals(expected.w().toDoubleArray(), actual.w().toDoubleArray(), 1e-8);
    assertArrayEquals(expected.b().toDoubleArray(), actual.b().toDoubleArray(), 1e-8);
    NDArray dz = grad((NDArray y) -> direct.apply(field, y).square().sum()).apply(z);
    NDArray da = grad((NDArray y) -> adjoint.apply(field, y).square().sum()).apply(z);
    assertArrayEquals(dz.toDoubleArray(), da.toDoubleArray(), 1e-8);
  }
}
