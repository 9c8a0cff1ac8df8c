package org.jacobean.control;

import static org.jacobean.control.ControlFlow.cond;
import static org.jacobean.control.ControlFlow.switchCase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Cond;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  record State(NDArray x, String label) {}

  private static NDArray vector() {
    return NDArray.of(new float[] {1, 2, 3});
  }

  @Test
  void condRunsTheBranchThatThePredicateNames() {
    NDArray yes = cond(NDArray.scalar(true), x -> x.add(1), x -> x.mul(10), vector());
    NDArray no = cond(NDArray.scalar(false), x -> x.add(1), x -> x.mul(10), vector());
    assertArrayEquals(new float[] {2, 3, 4}, yes.toFloatArray());
    assertArrayEquals(new float[] {10, 20, 30}, no.toFloatArray());
  }

  @Test
  void aNumberIsTrueUnlessItIsZero() {
    for (double v : new double[] {0, -2.5, 1}) {
      NDArray r = cond(NDArray.scalar(v), x -> x, x -> x.neg(), NDArray.of(new double[] {5}));
      assertEquals(v != 0 ? 5 : -5, r.item());
    }
  }

  @Test
  void branchesTakeAndReturnTrees() {
    State s = new State(vector(), "state");
    Tuple2<NDArray, State> r =
        cond(
            NDArray.scalar(false),
            t -> Tuple.of(t.x().sum(), t),
            t -> Tuple.of(t.x().sum().neg(), new State(t.x().mul(2), "state")),
            s);
    assertEquals(-6, r._1().item());
    assertEquals("state", r._2().label());
    assertArrayEquals(new float[] {2, 4, 6}, r._2().x().toFloatArray());
  }

  @Test
  void branchesMayUseArraysAroundThem() {
    NDArray a = vector();
    NDArray b = NDArray.of(new float[] {7, 8, 9});
    NDArray r = cond(NDArray.scalar(true), () -> a.add(b), () -> b);
    assertArrayEquals(new float[] {8, 10, 12}, r.toFloatArray());
  }

  @Test
  void capturedTracersBecomeOperandsThatBranchesShare() {
    AbstractValue v = AbstractValue.of(DType.FLOAT32, 3);
    ClosedJaxpr j =
        Tracing.toJaxpr(
            "a test",
            in -> {
              NDArray outer = in.get(1).sin();
              NDArray r = cond(in.get(0), x -> x.add(outer), x -> outer.mul(outer), in.get(1));
              return List.of(r);
            },
            List.of(AbstractValue.of(DType.BOOL), v));
    var eqn = j.jaxpr().eqns().get(1);
    Cond op = (Cond) eqn.op();
    assertEquals(3, eqn.inputs().size(), j::toString);
    assertTrue(j.consts().isEmpty());
    op.branches().forEach(b -> assertTrue(b.constVars().isEmpty()));
    NDArray r = Tracing.eval(j, List.of(NDArray.scalar(false), vector())).get(0);
    assertEquals(Math.sin(1) * Math.sin(1), r.toFloatArray()[0], 1e-6);
  }

  @Test
  void eachBranchIsTracedOnce() {
    int[] calls = new int[2];
    cond(
        NDArray.scalar(true),
        x -> {
          calls[0]++;
          return x;
        },
        x -> {
          calls[1]++;
          return x;
        },
        vector());
    assertArrayEquals(new int[] {1, 1}, calls);
  }

  @Test
  void switchClampsTheIndex() {
    List<Function1<NDArray, NDArray>> branches = List.of(x -> x, x -> x.mul(2), x -> x.mul(3));
    long[] indices = {-5, 0, 1, 2, 3, (1L << 32) + 1};
    float[] factors = {1, 1, 2, 3, 3, 3};
    for (int i = 0; i < indices.length; i++) {
      NDArray index = NDArray.fullLong(DType.INT64, Shape.SCALAR, indices[i]);
      assertEquals(factors[i], switchCase(index, branches, vector()).toFloatArray()[0]);
    }
    for (DType t : List.of(DType.INT8, DType.UINT32, DType.INT32, DType.UINT8)) {
      assertEquals(
          2,
          switchCase(NDArray.fullLong(t, Shape.SCALAR, 1), branches, vector()).toFloatArray()[0]);
    }
    assertEquals(
        1, switchCase(NDArray.scalar(9L), branches.subList(0, 1), vector()).toFloatArray()[0]);
  }

  @Test
  void lambdasInAListInferTheirTypes() {
    NDArray r = switchCase(NDArray.scalar(1), List.of(x -> x, x -> x.mul(2)), vector());
    assertEquals(2, r.toFloatArray()[0]);
  }

  @Test
  void aWeaklyTypedResultTakesTheTypeOfTheOtherBranch() {
    NDArray r = cond(NDArray.scalar(false), x -> x.sum(), _ -> NDArray.scalar(0.5), vector());
    assertEquals(AbstractValue.of(DType.FLOAT32), r.aval());
    assertEquals(0.5, r.item());
    NDArray weak = cond(NDArray.scalar(true), () -> NDArray.scalar(1L), () -> NDArray.scalar(0.5));
    assertEquals(new AbstractValue(DType.FLOAT64, Shape.SCALAR, true), weak.aval());
  }

  @Test
  void predicatesAndIndicesMustBeScalars() {
    var e = assertThrows(TransformException.class, () -> cond(vector(), x -> x, x -> x, vector()));
    assertEquals("JX0450", e.code());
    assertTrue(e.getMessage().contains("not f32[3]; use where"), e::getMessage);
    e =
        assertThrows(
            TransformException.class,
            () ->
                switchCase(
                    NDArray.scalar(0.5), List.<Function1<NDArray, NDArray>>of(x -> x), vector()));
    assertEquals("JX0450", e.code());
    e =
        assertThrows(
            TransformException.class,
            () -> switchCase(NDArray.scalar(0), List.<Function1<NDArray, NDArray>>of(), vector()));
    assertEquals("JX0460", e.code());
  }

  @Test
  void branchesOfDifferentTypesAreReportedByLeafAndLine() {
    var e =
        assertThrows(
            TransformException.class,
            () ->
                cond(
                    NDArray.scalar(true),
                    x -> new State(x.astype(DType.FLOAT64), "s"),
                    x -> new State(x.add(1), "s"),
                    vector()));
    assertEquals("JX0451", e.code());
    String m = e.getMessage();
    assertTrue(m.contains("different types at .x:"), m);
    assertTrue(m.contains("the true branch: f64[3] made at ChoicesTest.java:"), m);
    assertTrue(m.contains("the false branch: f32[3] made at ChoicesTest.java:"), m);
    assertTrue(m.contains("convert with astype"), m);
    assertTrue(m.contains("at ChoicesTest.java:"), m);
    e =
        assertThrows(
            TransformException.class,
            () -> cond(NDArray.scalar(true), x -> x.sum(), x -> x, vector()));
    assertTrue(e.getMessage().contains("the value itself"), e::getMessage);
    assertTrue(e.getMessage().contains("make the shapes equal"), e::getMessage);
  }

  @Test
  void branchesOfDifferentStructuresAreReportedByKeyPath() {
    var e =
        assertThrows(
            TransformException.class,
            () ->
                cond(
                    NDArray.scalar(true),
                    x -> new State(x, "warm"),
                    x -> new State(x, "cold"),
                    vector()));
    assertEquals("JX0451", e.code());
    assertTrue(e.getMessage().contains(".label"), e::getMessage);
    assertTrue(e.getMessage().contains("cold") && e.getMessage().contains("warm"), e::getMessage);
  }

  @Test
  void javaArraysAreLeaves() {
    Tuple2<NDArray, double[]> operand = Tuple.of(vector(), new double[] {1, 2});
    NDArray r = cond(NDArray.scalar(true), x -> x._1(), x -> x._1().neg(), operand);
    assertArrayEquals(new float[] {1, 2, 3}, r.toFloatArray());
  }
}
