package org.jacobean.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Rules of customJvp and customVjp functions after batching, against a loop over the examples. */
class BatchedRulesTest {
  private static final int SIZE = 4;

  /**
   * f(x, w) = sin(x) * w, with a rule that is told apart from the true one: its tangents are
   * doubled.
   */
  private static final Jaxpr F =
      ControlCatalogue.jaxpr(
          a -> List.of(a.get(0).sin().mul(a.get(1))),
          ControlCatalogue.VECTOR,
          ControlCatalogue.VECTOR);

  record DoubledJvp() implements CustomRules.Jvp {
    @Override
    public List<NDArray> jvp(List<NDArray> p, List<NDArray> t) {
      NDArray x = p.get(0);
      NDArray w = p.get(1);
      NDArray tangent = x.cos().mul(w).mul(t.get(0)).add(x.sin().mul(t.get(1)));
      return List.of(x.sin().mul(w), tangent.mul(2.0));
    }
  }

  /** Residuals: cos(x) * w, which examples have their own, w, which they share when w is, and x. */
  record DoubledVjp() implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> p, boolean[] perturbed) {
      NDArray x = p.get(0);
      return new CustomRules.Forward(
          List.of(x.sin().mul(p.get(1))),
          List.of(x.cos().mul(p.get(1)), p.get(1), x),
          new DoubledPullback());
    }
  }

  record DoubledPullback() implements CustomRules.Pullback {
    @Override
    public List<NDArray> pull(List<NDArray> r, List<NDArray> ct) {
      NDArray g = ct.get(0).mul(2.0);
      return List.of(g.mul(r.get(0)), g.mul(r.get(2).sin()));
    }
  }

  private static final boolean[] BOTH = {true, true};

  private static List<Batched> sample(int xAxis, int wAxis) {
    PrimitiveCase.Operand v = PrimitiveCase.f32(3);
    return Examples.sample(
        PrimitiveCase.of(new org.jacobean.ir.op.Copy(), v, v),
        SIZE,
        new int[] {xAxis, wAxis},
        new Random(3));
  }

  /** The custom call that batching makes of {@code op}, as recorded. */
  private static <P> P recorded(org.jacobean.ir.op.Primitive op, List<Batched> in, Class<P> type) {
    var jaxpr =
        Tracing.toJaxpr(
            "a test",
            args -> {
              List<Batched> b = new ArrayList<>();
              for (int i = 0; i < args.size(); i++) {
                b.add(new Batched(args.get(i), in.get(i).axis()));
              }
              return Batching.apply(op, SIZE, b).stream().map(Batched::array).toList();
            },
            in.stream().map(b -> b.array().aval()).toList());
    return type.cast(jaxpr.jaxpr().eqns().get(0).op());
  }

  private static List<NDArray> arrays(List<Batched> in) {
    return in.stream().map(Batched::array).toList();
  }

  private static List<NDArray> example(List<Batched> in, int i) {
    return in.stream().map(b -> Examples.pick(b, i)).toList();
  }

  @Test
  void theForwardModeRuleIsTheUsersForEachExample() {
    for (int[] axes : new int[][] {{0, -1}, {1, 0}, {-1, 1}}) {
      List<Batched> in = sample(axes[0], axes[1]);
      List<Batched> tangents = sample(axes[0], axes[1]);
      CustomCall call = recorded(CustomCall.jvp("f", F, new DoubledJvp()), in, CustomCall.class);
      List<NDArray> out = call.rules().jvp().orElseThrow().jvp(arrays(in), arrays(tangents));
      assertEquals(call.jaxpr().outAvals().get(0), out.get(0).aval());
      for (int i = 0; i < SIZE; i++) {
        List<NDArray> expected = new DoubledJvp().jvp(example(in, i), example(tangents, i));
        for (int o = 0; o < 2; o++) {
          Examples.assertClose(
              expected.get(o), Examples.pick(new Batched(out.get(o), 0), i), "result " + o);
        }
      }
    }
  }

  @Test
  void theReverseModeRuleIsTheUsersForEachExampleAndSharedOperandsGetTheSum() {
    for (int[] axes : new int[][] {{0, -1}, {1, 0}, {-1, 1}}) {
      List<Batched> in = sample(axes[0], axes[1]);
      CustomCall call = recorded(CustomCall.vjp("f", F, new DoubledVjp()), in, CustomCall.class);
      CustomRules.Forward forward = call.rules().vjp().orElseThrow().forward(arrays(in), BOTH);
      NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
      List<NDArray> residuals = forward.residuals();
      assertEquals(axes[1] < 0 ? Shape.of(3) : in.get(1).array().shape(), residuals.get(1).shape());
      CustomCall again = recorded(CustomCall.vjp("f", F, new DoubledVjp()), in, CustomCall.class);
      assertEquals(call, again);
      assertEquals(call.hashCode(), again.hashCode());
      assertCotangents(in, ct, forward.backward().pull(residuals, List.of(ct)));
    }
  }

  private static void assertCotangents(List<Batched> in, NDArray ct, List<NDArray> back) {
    for (int k = 0; k < 2; k++) {
      NDArray sum = Lax.zeros(DType.FLOAT32, Shape.of(3));
      for (int i = 0; i < SIZE; i++) {
        List<NDArray> residuals = new DoubledVjp().forward(example(in, i), BOTH).residuals();
        NDArray g = Examples.pick(new Batched(ct, 0), i);
        NDArray expected = new DoubledPullback().pull(residuals, List.of(g)).get(k);
        sum = sum.add(expected);
        if (in.get(k).mapped()) {
          Examples.assertClose(
              expected,
              Examples.pick(new Batched(back.get(k), in.get(k).axis()), i),
              "operand " + k);
        }
      }
      if (!in.get(k).mapped()) {
        Examples.assertClose(sum, back.get(k), "shared operand " + k);
      }
    }
  }

  @Test
  void aCotangentThatIgnoresTheExampleCountsOncePerExample() {
    CustomRules.Vjp constant =
        (p, perturbed) ->
            new CustomRules.Forward(
                List.of(p.get(0).mul(p.get(1))),
                List.of(),
                (r, ct) -> List.of(ct.get(0), NDArray.of(new float[] {1, 2, 3})));
    List<Batched> in = sample(0, -1);
    CustomCall call = recorded(CustomCall.vjp("f", F, constant), in, CustomCall.class);
    NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
    CustomRules.Forward forward = call.rules().vjp().orElseThrow().forward(arrays(in), BOTH);
    NDArray back = forward.backward().pull(List.of(), List.of(ct)).get(1);
    Examples.assertClose(NDArray.of(new float[] {4, 8, 12}), back, "shared operand");
  }

  @Test
  void aLinearMapIsTransposedForEachExample() {
    // Residuals (cos(x)*w own, w shared, x own), tangents (own, shared).
    List<Batched> in = sample(0, -1);
    List<AbstractValue> types =
        List.of(new DoubledVjp().forward(example(in, 0), BOTH).outs().get(0).aval());
    List<NDArray> own = new ArrayList<>();
    List<NDArray> xs = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      List<NDArray> r = new DoubledVjp().forward(example(in, i), BOTH).residuals();
      own.add(r.get(0));
      xs.add(r.get(2));
    }
    List<Batched> operands =
        List.of(
            new Batched(Examples.stack(own, 1), 1),
            in.get(1),
            new Batched(Examples.stack(xs, 0), 0),
            new Batched(in.get(0).array(), 0),
            in.get(1));
    CustomLinear lin =
        recorded(new CustomLinear(new DoubledPullback(), 3, types), operands, CustomLinear.class);
    assertEquals(Shape.of(SIZE, 3), lin.outAvals().get(0).shape());
    NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
    assertCotangents(in, ct, lin.backward().pull(arrays(operands.subList(0, 3)), List.of(ct)));
  }
}
