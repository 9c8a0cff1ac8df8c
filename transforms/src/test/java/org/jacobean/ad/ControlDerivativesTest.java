package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlDerivativesTest {
  private static final DotDims MATMUL = new DotDims(Axes.NONE, Axes.NONE, Axes.of(1), Axes.of(0));
  private static final DotDims VECMAT = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));

  private static NDArray f64(int seed, int... dims) {
    return Derivatives.random(AbstractValue.of(DType.FLOAT64, dims), seed);
  }

  private static NDArray i32(int v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  private static NDArray tanh(NDArray x) {
    return unary(UnaryOp.TANH, x);
  }

  private static NDArray sin(NDArray x) {
    return unary(UnaryOp.SIN, x);
  }

  static Jaxpr jaxpr(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    ClosedJaxpr c = Tracing.toJaxpr("inner", f, List.of(in));
    assertTrue(c.consts().isEmpty());
    return c.jaxpr();
  }

  private static AbstractValue type(DType t, int... dims) {
    return AbstractValue.of(t, dims);
  }

  /** Consts (w, b), carry (h, counter), xs (x, k) with k integer; ys (h', counter). */
  private static List<NDArray> rnn(List<NDArray> a, boolean reverse) {
    Jaxpr body =
        jaxpr(
            v -> {
              NDArray h =
                  tanh(
                      add(
                          add(
                              org.jacobean.lax.Lax.dotGeneral(v.get(2), sin(v.get(0)), VECMAT),
                              v.get(1)),
                          v.get(4)));
              NDArray scaled = mul(h, convertElementType(v.get(5), DType.FLOAT64));
              return List.of(h, add(v.get(3), i32(1)), scaled, v.get(3));
            },
            type(DType.FLOAT64, 3, 3),
            type(DType.FLOAT64, 3),
            type(DType.FLOAT64, 3),
            type(DType.INT32),
            type(DType.FLOAT64, 3),
            type(DType.INT32));
    List<NDArray> args =
        List.of(a.get(0), a.get(1), a.get(2), i32(5), a.get(3), NDArray.of(new int[] {1, 2, 0, 3}));
    return Tracing.bind(new Scan(body, 4, reverse, 2, 2, 1), args);
  }

  @Test
  void scanOfARecurrence() {
    for (boolean reverse : new boolean[] {false, true}) {
      Derivatives.checkTwice(
          a -> rnn(a, reverse), List.of(f64(1, 3, 3), f64(2, 3), f64(3, 3), f64(4, 4, 3)), 1e-7);
    }
  }

  @Test
  void scanDifferentiatedInSomeOperandsOnly() {
    List<NDArray> x = List.of(f64(1, 3, 3), f64(2, 3), f64(3, 3), f64(4, 4, 3));
    for (int i = 0; i < 4; i++) {
      int k = i;
      UnaryOperator<List<NDArray>> f =
          a -> {
            List<NDArray> all = new ArrayList<>(x);
            all.set(k, a.get(0));
            return rnn(all, false);
          };
      Derivatives.checkTwice(f, List.of(x.get(k)), 1e-7);
    }
  }

  @Test
  void scanOfNoSteps() {
    Jaxpr body =
        jaxpr(
            v -> List.of(mul(v.get(0), v.get(1)), v.get(0)),
            type(DType.FLOAT64, 2),
            type(DType.FLOAT64, 2));
    Derivatives.check(
        a -> Tracing.bind(new Scan(body, 0, false, 1, 1, 1), a),
        List.of(f64(1, 2), f64(2, 2)),
        1e-7);
  }

  @Test
  void scanInsideScan() {
    Jaxpr inner =
        jaxpr(
            v -> List.of(mul(v.get(1), add(v.get(0), v.get(2))), v.get(1)),
            type(DType.FLOAT64),
            type(DType.FLOAT64),
            type(DType.FLOAT64));
    Jaxpr outer =
        jaxpr(
            v -> {
              List<NDArray> y =
                  Tracing.bind(
                      new Scan(inner, 3, false, 1, 1, 1), List.of(v.get(0), v.get(1), v.get(2)));
              return List.of(sin(y.get(0)), y.get(1));
            },
            type(DType.FLOAT64),
            type(DType.FLOAT64),
            type(DType.FLOAT64, 3));
    Derivatives.checkTwice(
        a -> Tracing.bind(new Scan(outer, 2, true, 1, 1, 1), a),
        List.of(f64(1), f64(2), f64(3, 2, 3)),
        1e-7);
  }

  @Test
  void whileLoopForwards() {
    Jaxpr test =
        jaxpr(
            v -> List.of(compare(Comparison.LT, v.get(1), v.get(0))),
            type(DType.INT32),
            type(DType.INT32),
            type(DType.FLOAT64));
    Jaxpr body =
        jaxpr(
            v -> List.of(add(v.get(1), i32(1)), mul(sin(v.get(2)), v.get(0))),
            type(DType.FLOAT64),
            type(DType.INT32),
            type(DType.FLOAT64));
    UnaryOperator<List<NDArray>> f =
        a ->
            Tracing.bind(
                new While(test, 1, body, 1, 0), List.of(i32(3), a.get(0), i32(0), a.get(1)));
    List<NDArray> x = List.of(f64(1), f64(2));
    UnaryOperator<List<NDArray>> unrolled =
        a -> List.of(i32(3), mul(sin(mul(sin(mul(sin(a.get(1)), a.get(0))), a.get(0))), a.get(0)));
    List<@Nullable NDArray> v = List.of(f64(5), f64(6));
    Duals loop = Jvp.eval(Derivatives.trace(f, x), x, v);
    Duals plain = Jvp.eval(Derivatives.trace(unrolled, x), x, v);
    assertEquals(plain.primals().get(1).item(), loop.primals().get(1).item(), 1e-14);
    assertEquals(plain.tangents().get(1).item(), loop.tangents().get(1).item(), 1e-14);
    var lin = Linearize.linearize(Derivatives.trace(f, x), x, Derivatives.all(2));
    assertEquals(3, lin.outs().get(0).itemLong());
    assertEquals(plain.primals().get(1).item(), lin.outs().get(1).item(), 1e-14);
    assertEquals(
        plain.tangents().get(1).item(),
        Tracing.eval(lin.tangentMap(), Tangents.present(v)).get(0).item(),
        1e-14);
    var e =
        assertThrows(
            TransformException.class,
            () -> Transposition.transpose(lin.tangentMap(), List.of(f64(3))));
    assertEquals("JX0432", e.code());
  }

  @Test
  void condChoosesTheDerivativeOfItsBranch() {
    AbstractValue v3 = type(DType.FLOAT64, 3);
    Jaxpr a =
        jaxpr(v -> List.of(mul(sin(v.get(0)), v.get(1)), v.get(2)), v3, v3, type(DType.FLOAT64));
    Jaxpr b =
        jaxpr(
            v ->
                List.of(
                    mul(tanh(mul(v.get(0), v.get(0))), v.get(2)), reduceSum(v.get(1), Axes.of(0))),
            v3,
            v3,
            type(DType.FLOAT64));
    Jaxpr c =
        jaxpr(
            v -> List.of(v.get(1), NDArray.full(DType.FLOAT64, Shape.SCALAR, 2)),
            v3,
            v3,
            type(DType.FLOAT64));
    for (int i = -1; i < 4; i++) {
      NDArray index = i32(i);
      Derivatives.checkTwice(
          x -> {
            List<NDArray> args = new ArrayList<>(List.of(index));
            args.addAll(x);
            return Tracing.bind(new Cond(List.of(a, b, c)), args);
          },
          List.of(f64(1, 3), f64(2, 3), f64(3)),
          1e-7);
    }
  }

  @Test
  void condWithAnIndexComputedFromTheOperands() {
    AbstractValue s = type(DType.FLOAT64);
    Jaxpr a = jaxpr(v -> List.of(sin(v.get(0))), s);
    Jaxpr b = jaxpr(v -> List.of(mul(v.get(0), v.get(0))), s);
    for (double p : new double[] {-0.7, 0.4}) {
      Derivatives.checkTwice(
          x -> {
            NDArray positive =
                compare(Comparison.GT, x.get(0), NDArray.full(DType.FLOAT64, Shape.SCALAR, 0));
            return Tracing.bind(new Cond(List.of(a, b)), List.of(positive, x.get(0)));
          },
          List.of(NDArray.full(DType.FLOAT64, Shape.SCALAR, p)),
          1e-7);
    }
  }

  @Test
  void jittedCalls() {
    AbstractValue m = type(DType.FLOAT64, 3, 3);
    Jaxpr inner =
        jaxpr(
            v ->
                List.of(
                    tanh(org.jacobean.lax.Lax.dotGeneral(v.get(0), sin(v.get(1)), MATMUL)),
                    v.get(0),
                    add(v.get(2), i32(1))),
            m,
            m,
            type(DType.INT32));
    Derivatives.checkTwice(
        a -> {
          List<NDArray> y =
              Tracing.bind(new JitCall("g", inner), List.of(a.get(0), a.get(1), i32(2)));
          return Tracing.bind(new JitCall("g", inner), List.of(y.get(0), y.get(1), y.get(2)));
        },
        List.of(f64(1, 3, 3), f64(2, 3, 3)),
        1e-7);
  }

  @Test
  void scanWithCondAndJitInside() {
    AbstractValue s = type(DType.FLOAT64);
    Jaxpr a = jaxpr(v -> List.of(mul(v.get(0), v.get(1))), s, s);
    Jaxpr b = jaxpr(v -> List.of(sin(v.get(0))), s, s);
    Jaxpr call =
        jaxpr(
            v -> Tracing.bind(new Cond(List.of(a, b)), List.of(v.get(0), v.get(1), v.get(2))),
            type(DType.INT32),
            s,
            s);
    Jaxpr body =
        jaxpr(
            v -> {
              NDArray h =
                  Tracing.bind(new JitCall("step", call), List.of(v.get(2), v.get(1), v.get(0)))
                      .get(0);
              return List.of(add(h, v.get(3)), h);
            },
            s,
            s,
            type(DType.INT32),
            s);
    Derivatives.checkTwice(
        x ->
            Tracing.bind(
                new Scan(body, 3, false, 1, 1, 1),
                List.of(x.get(0), x.get(1), NDArray.of(new int[] {0, 1, 0}), x.get(2))),
        List.of(f64(1), f64(2), f64(3, 3)),
        1e-7);
  }

  @Test
  void loopInvariantResidualsAreNotStacked() {
    List<NDArray> x = List.of(f64(1, 3, 3), f64(2, 3), f64(3, 3), f64(4, 4, 3));
    ClosedJaxpr grad =
        Derivatives.trace(a -> Derivatives.gradient(p -> List.of(rnn(p, false).get(0)), a), x);
    for (var e : grad.jaxpr().eqns()) {
      if (e.op() instanceof Scan) {
        for (var v : e.outputs()) {
          assertTrue(v.aval().size() <= 12, () -> "a (3, 3) matrix is stacked: " + e.outAvals());
        }
      }
    }
  }

  @Test
  void linearLoopWithACounterTransposes() {
    Jaxpr body =
        jaxpr(
            v ->
                List.of(
                    add(v.get(0), i32(1)),
                    mul(v.get(1), convertElementType(v.get(0), DType.FLOAT64))),
            type(DType.INT32),
            type(DType.FLOAT64));
    ClosedJaxpr f =
        Tracing.toJaxpr(
            "f",
            a ->
                List.of(
                    Tracing.bind(new Scan(body, 3, false, 0, 2, 1), List.of(i32(2), a.get(0)))
                        .get(1)),
            List.of(type(DType.FLOAT64)));
    NDArray ct = NDArray.full(DType.FLOAT64, Shape.SCALAR, 0.5);
    assertEquals(12, Transposition.transpose(f, List.of(ct)).get(0).item(), 1e-14);
  }

  @Test
  void aLoopWithoutResultsIsNoObstacle() {
    Jaxpr body = jaxpr(v -> List.of(), type(DType.FLOAT64, 3));
    Scan scan = new Scan(body, 2, false, 0, 0, 1);
    Derivatives.checkTwice(
        a -> {
          Tracing.bind(scan, List.of(a.get(0)));
          return List.of(sin(a.get(0)));
        },
        List.of(f64(1, 2, 3)),
        1e-6);
  }
}
