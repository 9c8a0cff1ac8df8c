package org.jacobean.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.Executable;
import org.jacobean.errors.BackendException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TracerException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.OpExamples;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class ControlFlowTest {
  private static final AbstractValue I = AbstractValue.of(DType.INT32);
  private static final AbstractValue F = AbstractValue.of(DType.FLOAT32);

  private static Jaxpr jaxpr(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("f", f, List.of(in)).jaxpr();
  }

  private static NDArray i32(int v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  private static NDArray f32(double v) {
    return NDArray.full(DType.FLOAT32, Shape.SCALAR, v);
  }

  @Test
  void condClampsItsIndex() {
    Cond op =
        new Cond(
            List.of(
                jaxpr(x -> List.of(Lax.add(x.get(0), 1)), F),
                jaxpr(x -> List.of(Lax.add(x.get(0), 2)), F)));
    double[] expected = {1, 1, 2, 2};
    for (int i = -1; i <= 2; i++) {
      assertEquals(
          expected[i + 1], ReferenceEvaluator.eval(op, List.of(i32(i), f32(0))).get(0).item());
    }
    assertEquals(
        2, ReferenceEvaluator.eval(op, List.of(NDArray.scalar(true), f32(0))).get(0).item());
  }

  @Test
  void whileRunsZeroOrMoreTimesWithConstants() {
    Jaxpr less = jaxpr(x -> List.of(Lax.compare(Comparison.LT, x.get(1), x.get(0))), I, I);
    Jaxpr step = jaxpr(x -> List.of(Lax.add(x.get(1), x.get(0))), I, I);
    While op = new While(less, 1, step, 1, 0);
    assertEquals(
        12, ReferenceEvaluator.eval(op, List.of(i32(10), i32(3), i32(0))).get(0).itemLong());
    assertEquals(
        11, ReferenceEvaluator.eval(op, List.of(i32(10), i32(3), i32(11))).get(0).itemLong());
  }

  @Test
  void scanCarriesAndStacksInBothDirections() {
    Jaxpr body =
        jaxpr(
            x -> List.of(Lax.add(x.get(1), Lax.mul(x.get(0), x.get(2))), Lax.mul(x.get(1), 1)),
            F,
            F,
            F);
    NDArray xs = NDArray.of(new float[] {1, 2, 3});
    List<NDArray> forward =
        ReferenceEvaluator.eval(new Scan(body, 3, false, 1, 1, 1), List.of(f32(10), f32(0), xs));
    assertEquals(60, forward.get(0).item());
    assertArrayEquals(new float[] {0, 10, 30}, forward.get(1).toFloatArray());
    List<NDArray> backward =
        ReferenceEvaluator.eval(new Scan(body, 3, true, 1, 1, 1), List.of(f32(10), f32(0), xs));
    assertEquals(60, backward.get(0).item());
    assertArrayEquals(new float[] {50, 30, 0}, backward.get(1).toFloatArray());
  }

  @Test
  void scanOfNoStepsReturnsTheCarry() {
    Jaxpr body = jaxpr(x -> List.of(x.get(0), x.get(1)), F, F);
    List<NDArray> out =
        ReferenceEvaluator.eval(
            new Scan(body, 0, false, 0, 1, 1), List.of(f32(7), NDArray.of(new float[0])));
    assertEquals(7, out.get(0).item());
    assertEquals(Shape.of(0), out.get(1).shape());
  }

  @Test
  void callsRunTheirJaxpr() {
    Jaxpr square = jaxpr(x -> List.of(Lax.mul(x.get(0), x.get(0))), F);
    CustomRules.Jvp jvp = (p, t) -> t;
    CustomRules.Pullback pull = (residuals, cotangents) -> cotangents;
    CustomRules.Vjp vjp = (p, perturbed) -> new CustomRules.Forward(p, p, pull);
    for (Call op :
        List.of(
            new JitCall("f", square),
            CustomCall.jvp("f", square, jvp),
            CustomCall.vjp("f", square, vjp))) {
      assertEquals(9, ReferenceEvaluator.eval(op, List.of(f32(3))).get(0).item());
    }
    TransformException e =
        assertThrows(
            TransformException.class,
            () -> ReferenceEvaluator.eval(new CustomLinear(pull, 0, List.of(F)), List.of(f32(3))));
    assertEquals("JX0490", e.code());
  }

  /** Three times its operand. */
  private record Thrice() implements Composite {
    @Override
    public String name() {
      return "thrice";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return in;
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      return List.of(args.get(0).add(args.get(0)).add(args.get(0)));
    }
  }

  @Test
  void compositesExpandEvenWhileAnotherFunctionIsTraced() {
    Jaxpr j =
        jaxpr(
            x -> {
              assertEquals(6, ReferenceEvaluator.eval(new Thrice(), List.of(f32(2))).get(0).item());
              return Tracing.bind(new Thrice(), x);
            },
            F);
    assertEquals(1, j.eqns().size());
    assertEquals(15, ReferenceBackend.INSTANCE.compile(j, "f").call(List.of(f32(5))).get(0).item());
  }

  @Test
  void compiledProgramsCheckTheirArguments() {
    Executable f =
        ReferenceBackend.INSTANCE.compile(jaxpr(x -> List.of(x.get(0).sin(), x.get(0)), F), "f");
    assertEquals("reference", f.report().backend());
    assertTrue(f.report().millis().containsKey("prepare"));
    assertEquals(2, f.call(List.of(f32(2))).get(1).item());
    BackendException e =
        assertThrows(BackendException.class, () -> f.call(List.of(NDArray.of(new float[2]))));
    assertEquals("JX0530: the program takes [f32[]] but was given [f32[2]]", e.getMessage());
    assertThrows(BackendException.class, () -> f.call(List.of()));
  }

  @Test
  void unboundVariablesAreFoundWhenCompiling() {
    Jaxpr bad = new Jaxpr(List.of(), List.of(), List.of(), List.of(new Var(F)));
    assertEquals(
        "JX0532",
        assertThrows(BackendException.class, () -> ReferenceBackend.INSTANCE.compile(bad, "f"))
            .code());
  }

  @Test
  void tracersCannotBeEvaluated() {
    jaxpr(
        x -> {
          assertThrows(
              TracerException.class, () -> ReferenceEvaluator.eval(new Unary(UnaryOp.SIN), x));
          return x;
        },
        F);
  }

  @Test
  void weakTypesFollowTheShapeRule() {
    NDArray weak = NDArray.scalar(2.0);
    assertTrue(
        ReferenceEvaluator.eval(new Unary(UnaryOp.SIN), List.of(weak)).get(0).aval().weakType());
    NDArray strong =
        ReferenceEvaluator.eval(new Binary(BinaryOp.ADD), List.of(weak, NDArray.of(new double[2])))
            .get(0);
    assertEquals("f64[2]", strong.aval().toString());
  }

  @Test
  void everyExampleEvaluatesToTheInferredTypes() {
    for (OpExamples.Example e : OpExamples.all()) {
      if (e.op() instanceof CustomLinear
          || e.op() instanceof Collective
          || e.op() instanceof ShardMap) {
        continue; // they do not run alone, or need more than one device
      }
      List<NDArray> args =
          e.in().stream()
              .map(a -> Lax.full(a.dtype(), a.shape(), 1).withWeakType(a.weakType()))
              .toList();
      List<AbstractValue> out =
          ReferenceEvaluator.eval(e.op(), args).stream().map(NDArray::aval).toList();
      assertEquals(e.op().infer(e.in()), out, e.toString());
      assertEquals(
          out,
          ReferenceBackend.INSTANCE.compile(e.jaxpr(), "f").call(args).stream()
              .map(NDArray::aval)
              .toList());
    }
  }

  @Test
  void everyExampleAcceptsEmptyArrays() {
    AbstractValue empty = AbstractValue.of(DType.FLOAT32, 0, 3);
    NDArray x = Lax.full(DType.FLOAT32, Shape.of(0, 3), 1);
    List<Primitive> ops =
        List.of(
            new Unary(UnaryOp.EXP),
            new Reduce(ReduceOp.SUM, Axes.of(0)),
            new Reduce(ReduceOp.MAX, Axes.of(0)),
            new Cumulative(CumulativeOp.SUM, 0, false),
            new Sort(0, true, 1),
            new Transpose(Axes.of(1, 0)),
            new Rev(Axes.of(0)),
            new Reshape(Shape.of(3, 0)),
            new BroadcastInDim(Shape.of(2, 0, 3), Axes.of(1, 2)));
    for (Primitive op : ops) {
      assertEquals(
          op.infer(List.of(empty)),
          ReferenceEvaluator.eval(op, List.of(x)).stream().map(NDArray::aval).toList());
    }
    assertArrayEquals(
        new float[3], ReferenceEvaluator.eval(ops.get(1), List.of(x)).get(0).toFloatArray());
    assertEquals(
        Double.NEGATIVE_INFINITY,
        ReferenceEvaluator.eval(ops.get(2), List.of(x)).get(0).toDoubleArray()[0]);
    DotDims matmul = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
    assertArrayEquals(
        new float[9],
        ReferenceEvaluator.eval(new DotGeneral(matmul, DType.FLOAT32), List.of(x, x))
            .get(0)
            .toFloatArray());
  }

  @Test
  void errorsInsideAProgramNameTheUsersLine() {
    Jaxpr j = jaxpr(x -> Tracing.bind(new CustomLinear((r, ct) -> ct, 0, List.of(F)), x), F);
    JacobeanException e =
        assertThrows(
            JacobeanException.class,
            () -> ReferenceBackend.INSTANCE.compile(j, "f").call(List.of(f32(1))));
    assertTrue(e.getMessage().contains("\n    at ControlFlowTest.java:"), e.getMessage());
  }
}
