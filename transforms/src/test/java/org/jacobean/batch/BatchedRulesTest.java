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
import org.jacobean.ir.op.CustomJvpCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomVjpCall;
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

  record DoubledJvp() implements CustomJvpCall.Rule {
    @Override
    public List<NDArray> jvp(List<NDArray> p, List<NDArray> t) {
      NDArray x = p.get(0);
      NDArray w = p.get(1);
      NDArray tangent = x.cos().mul(w).mul(t.get(0)).add(x.sin().mul(t.get(1)));
      return List.of(x.sin().mul(w), tangent.mul(2.0));
    }
  }

  /** Residuals: cos(x) * w, which examples have their own, and w, which they share when w is. */
  record DoubledVjp() implements CustomVjpCall.Rule {
    @Override
    public List<NDArray> forward(List<NDArray> p) {
      NDArray x = p.get(0);
      return List.of(x.sin().mul(p.get(1)), x.cos().mul(p.get(1)), p.get(1), x);
    }

    @Override
    public List<NDArray> backward(List<NDArray> r, List<NDArray> ct) {
      NDArray g = ct.get(0).mul(2.0);
      return List.of(g.mul(r.get(0)), g.mul(r.get(2).sin()));
    }
  }

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
      CustomJvpCall call =
          recorded(new CustomJvpCall("f", F, new DoubledJvp()), in, CustomJvpCall.class);
      List<NDArray> out = call.rule().jvp(arrays(in), arrays(tangents));
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
      CustomVjpCall call =
          recorded(new CustomVjpCall("f", F, new DoubledVjp()), in, CustomVjpCall.class);
      List<NDArray> forward = call.rule().forward(arrays(in));
      NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
      List<NDArray> residuals = forward.subList(1, forward.size());
      assertEquals(axes[1] < 0 ? Shape.of(3) : in.get(1).array().shape(), residuals.get(1).shape());
      // An equal rule that has not run forward knows the residuals as well.
      CustomVjpCall again =
          recorded(new CustomVjpCall("f", F, new DoubledVjp()), in, CustomVjpCall.class);
      assertEquals(call, again);
      assertEquals(call.hashCode(), again.hashCode());
      for (CustomVjpCall c : List.of(call, again)) {
        List<NDArray> back = c.rule().backward(residuals, List.of(ct));
        assertCotangents(in, ct, back);
      }
    }
  }

  private static void assertCotangents(List<Batched> in, NDArray ct, List<NDArray> back) {
    for (int k = 0; k < 2; k++) {
      NDArray sum = Lax.zeros(DType.FLOAT32, Shape.of(3));
      for (int i = 0; i < SIZE; i++) {
        List<NDArray> forward = new DoubledVjp().forward(example(in, i));
        NDArray g = Examples.pick(new Batched(ct, 0), i);
        NDArray expected = new DoubledVjp().backward(forward.subList(1, 4), List.of(g)).get(k);
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
    CustomVjpCall.Rule constant =
        new CustomVjpCall.Rule() {
          @Override
          public List<NDArray> forward(List<NDArray> p) {
            return List.of(p.get(0).mul(p.get(1)));
          }

          @Override
          public List<NDArray> backward(List<NDArray> r, List<NDArray> ct) {
            return List.of(ct.get(0), NDArray.of(new float[] {1, 2, 3}));
          }
        };
    List<Batched> in = sample(0, -1);
    CustomVjpCall call = recorded(new CustomVjpCall("f", F, constant), in, CustomVjpCall.class);
    NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
    NDArray back = call.rule().backward(List.of(), List.of(ct)).get(1);
    Examples.assertClose(NDArray.of(new float[] {4, 8, 12}), back, "shared operand");
  }

  @Test
  void aLinearMapIsTransposedForEachExample() {
    // Residuals (cos(x)*w own, w shared, x own), tangents (own, shared).
    List<Batched> in = sample(0, -1);
    List<NDArray> residualsOf0 = new DoubledVjp().forward(example(in, 0));
    List<AbstractValue> types = List.of(residualsOf0.get(0).aval());
    List<NDArray> own = new ArrayList<>();
    List<NDArray> xs = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      List<NDArray> f = new DoubledVjp().forward(example(in, i));
      own.add(f.get(1));
      xs.add(f.get(3));
    }
    List<Batched> operands =
        List.of(
            new Batched(Examples.stack(own, 1), 1),
            in.get(1),
            new Batched(Examples.stack(xs, 0), 0),
            new Batched(in.get(0).array(), 0),
            in.get(1));
    CustomLinear lin =
        recorded(new CustomLinear(new DoubledVjp(), 3, types), operands, CustomLinear.class);
    assertEquals(Shape.of(SIZE, 3), lin.outAvals().get(0).shape());
    NDArray ct = PrimitiveCase.f32(SIZE, 3).sample(new Random(9));
    assertCotangents(in, ct, lin.rule().backward(arrays(operands.subList(0, 3)), List.of(ct)));
  }
}
