package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A gradient has no more equations than JAX 0.10.2's for the same function: the numbers are
 * jax.make_jaxpr(jax.grad(f))'s.
 */
class GraphSizeTest {
  private static final DotDims MATMUL = new DotDims(Axes.NONE, Axes.NONE, Axes.of(1), Axes.of(0));
  private static final int JAX_MLP = 39;
  private static final int JAX_RNN = 34;

  private static NDArray dense(NDArray x, NDArray w, NDArray b) {
    NDArray y = dotGeneral(x, w, MATMUL);
    return add(y, broadcastInDim(b, y.shape(), Axes.of(1)));
  }

  private static NDArray tanh(NDArray x) {
    return unary(UnaryOp.TANH, x);
  }

  static List<NDArray> mlp(List<NDArray> a) {
    NDArray h = tanh(dense(a.get(6), a.get(0), a.get(1)));
    h = tanh(dense(h, a.get(2), a.get(3)));
    NDArray d = sub(dense(h, a.get(4), a.get(5)), a.get(7));
    return List.of(
        div(reduceSum(mul(d, d), Axes.of(0, 1)), NDArray.full(DType.FLOAT32, Shape.SCALAR, 1280)));
  }

  /** Arguments (w, u, b, h0, xs). */
  static List<NDArray> rnn(List<NDArray> a) {
    List<AbstractValue> in =
        List.of(a.get(0).aval(), a.get(1).aval(), a.get(2).aval(), a.get(3).aval(), f32(8, 16));
    Jaxpr step =
        Tracing.toJaxpr(
                "step",
                v -> {
                  NDArray sum =
                      add(
                          dotGeneral(v.get(4), v.get(0), MATMUL),
                          dotGeneral(v.get(3), v.get(1), MATMUL));
                  NDArray h = tanh(add(sum, broadcastInDim(v.get(2), sum.shape(), Axes.of(1))));
                  return List.of(h, h);
                },
                in)
            .jaxpr();
    List<NDArray> y = Tracing.bind(new Scan(step, 20, false, 3, 1, 1), a);
    NDArray ys = reduceSum(mul(y.get(1), y.get(1)), Axes.of(0, 1, 2));
    return List.of(add(ys, reduceSum(y.get(0), Axes.of(0, 1))));
  }

  private static AbstractValue f32(int... dims) {
    return AbstractValue.of(DType.FLOAT32, dims);
  }

  /** The gradient of a scalar function with respect to its first {@code n} arguments. */
  static ClosedJaxpr grad(UnaryOperator<List<NDArray>> f, int n, AbstractValue... in) {
    return Tracing.toJaxpr(
        "grad",
        x -> {
          boolean[] choice = new boolean[in.length];
          java.util.Arrays.fill(choice, 0, n, true);
          var lin = Linearize.linearize(Derivatives.trace(f, x), x, choice);
          NDArray one = NDArray.full(lin.outs().get(0).dtype(), Shape.SCALAR, 1);
          List<@Nullable NDArray> g = Transposition.transpose(lin.tangentMap(), List.of(one));
          List<NDArray> out = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            out.add(Tangents.instantiate(g.get(i), in[i]));
          }
          return out;
        },
        List.of(in));
  }

  static int size(Jaxpr j) {
    int n = 0;
    for (Eqn e : j.eqns()) {
      n += 1 + (e.op() instanceof Scan s ? size(s.jaxpr()) : 0);
    }
    return n;
  }

  /** Without what nothing reads, as a compiler sees it. */
  private static int live(ClosedJaxpr c) {
    return size(DeadCode.eliminate(c).jaxpr());
  }

  @Test
  void gradientOfAnMlpIsNoLargerThanJaxs() {
    ClosedJaxpr g =
        grad(
            GraphSizeTest::mlp,
            6,
            f32(64, 128),
            f32(128),
            f32(128, 128),
            f32(128),
            f32(128, 10),
            f32(10),
            f32(128, 64),
            f32(128, 10));
    assertTrue(live(g) <= JAX_MLP, () -> live(g) + " equations\n" + g);
  }

  @Test
  void gradientOfAScannedRnnIsNoLargerThanJaxs() {
    ClosedJaxpr g =
        grad(GraphSizeTest::rnn, 4, f32(16, 32), f32(32, 32), f32(32), f32(8, 32), f32(20, 8, 16));
    assertTrue(live(g) <= JAX_RNN, () -> live(g) + " equations\n" + g);
  }

  @Test
  void gradientsOfWeightsAreSummedAfterTheLoop() {
    ClosedJaxpr g =
        grad(GraphSizeTest::rnn, 4, f32(16, 32), f32(32, 32), f32(32), f32(8, 32), f32(20, 8, 16));
    for (Eqn e : g.jaxpr().eqns()) {
      if (e.op() instanceof Scan s) {
        assertTrue(s.numCarry() == 1, () -> "only the hidden state is carried\n" + g);
      }
    }
  }

  @Test
  void nestedLoopsStaySmall() {
    Jaxpr inner =
        Tracing.toJaxpr(
                "inner", v -> List.of(tanh(mul(v.get(0), v.get(1)))), List.of(f32(4), f32(4)))
            .jaxpr();
    Jaxpr middle =
        Tracing.toJaxpr(
                "middle",
                v -> Tracing.bind(new Scan(inner, 3, false, 1, 1, 1), v),
                List.of(f32(4), f32(4)))
            .jaxpr();
    UnaryOperator<List<NDArray>> outer =
        v ->
            List.of(
                reduceSum(Tracing.bind(new Scan(middle, 3, false, 1, 1, 1), v).get(0), Axes.of(0)));
    ClosedJaxpr first = grad(outer, 2, f32(4), f32(4));
    assertTrue(live(first) <= 25, () -> live(first) + " equations\n" + first);
  }

  @Test
  void whatDependsOnConstantsOnlyIsDifferentiatedOutsideTheLoop() {
    UnaryOperator<List<NDArray>> f =
        a -> {
          Jaxpr step =
              Tracing.toJaxpr(
                      "step",
                      v ->
                          List.of(tanh(dotGeneral(v.get(1), unary(UnaryOp.SIN, v.get(0)), MATMUL))),
                      List.of(f32(32, 32), f32(8, 32)))
                  .jaxpr();
          return List.of(
              reduceSum(Tracing.bind(new Scan(step, 20, false, 1, 1, 1), a).get(0), Axes.of(0, 1)));
        };
    ClosedJaxpr g = grad(f, 2, f32(32, 32), f32(8, 32));
    for (Eqn e : g.jaxpr().eqns()) {
      if (e.op() instanceof Scan s) {
        assertTrue(
            s.numCarry() == 1
                && s.jaxpr().eqns().stream()
                    .noneMatch(q -> q.op() instanceof Unary(UnaryOp u) && u == UnaryOp.COS),
            g::toString);
      }
    }
  }
}
