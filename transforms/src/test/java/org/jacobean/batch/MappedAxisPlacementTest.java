package org.jacobean.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.Transpose;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

class MappedAxisPlacementTest {
  /** A batched program and where its results are mapped. */
  private record Program(ClosedJaxpr jaxpr, List<Integer> axes) {
    List<Class<?>> ops() {
      return jaxpr.jaxpr().eqns().stream().<Class<?>>map(e -> e.op().getClass()).toList();
    }

    <P extends Primitive> P only(Class<P> type) {
      return type.cast(
          jaxpr.jaxpr().eqns().stream()
              .map(Eqn::op)
              .filter(type::isInstance)
              .findFirst()
              .orElseThrow());
    }
  }

  private static Program batched(
      UnaryOperator<List<NDArray>> f, int size, List<AbstractValue> examples, int... axes) {
    ClosedJaxpr one = Tracing.toJaxpr("a test", f, examples);
    List<AbstractValue> all = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      AbstractValue a = examples.get(i);
      all.add(axes[i] < 0 ? a : a.withShape(a.shape().insert(axes[i], size)));
    }
    List<Integer> out = new ArrayList<>();
    ClosedJaxpr jaxpr =
        Tracing.toJaxpr(
            "a test",
            args -> {
              List<Batched> in = new ArrayList<>();
              for (int i = 0; i < axes.length; i++) {
                in.add(new Batched(args.get(i), axes[i]));
              }
              List<Batched> results = Batching.eval(one, size, in);
              results.forEach(r -> out.add(r.axis()));
              return results.stream().map(Batched::array).toList();
            },
            all);
    return new Program(jaxpr, out);
  }

  private static AbstractValue f32(int... shape) {
    return AbstractValue.of(DType.FLOAT32, shape);
  }

  @Test
  void pointwiseChainsKeepTheAxisWhereItIs() {
    Program p =
        batched(a -> List.of(a.get(0).sin().mul(a.get(0)).add(1.0)), 5, List.of(f32(2, 3)), 2);
    assertEquals(List.of(2), p.axes());
    assertFalse(p.ops().contains(Transpose.class));
  }

  @Test
  void onlyTheSecondOperandIsAligned() {
    Program p =
        batched(a -> List.of(Lax.add(a.get(0), a.get(1))), 5, List.of(f32(2), f32(2)), 1, 0);
    assertEquals(List.of(1), p.axes());
    assertEquals(1, p.ops().stream().filter(Transpose.class::equals).count());
  }

  @Test
  void whatDoesNotDependOnTheExampleRunsOnce() {
    Program p = batched(a -> List.of(a.get(1).exp(), a.get(0)), 5, List.of(f32(2), f32(7)), 0, -1);
    assertEquals(List.of(Batching.NOT_MAPPED, 0), p.axes());
    assertEquals(Shape.of(7), p.jaxpr().outAvals().get(0).shape());
  }

  @Test
  void reshapesThatTheAxisDoesNotCutThroughNeedNoTranspose() {
    Program trailing =
        batched(a -> List.of(Lax.reshape(a.get(0), Shape.of(6))), 5, List.of(f32(2, 3)), 2);
    assertEquals(List.of(1), trailing.axes());
    assertFalse(trailing.ops().contains(Transpose.class));
    Program between =
        batched(
            a -> List.of(Lax.reshape(a.get(0), Shape.of(4, 3, 1))), 5, List.of(f32(2, 2, 3)), 2);
    assertEquals(List.of(1), between.axes());
    assertFalse(between.ops().contains(Transpose.class));
    Program through =
        batched(a -> List.of(Lax.reshape(a.get(0), Shape.of(6))), 5, List.of(f32(2, 3)), 1);
    assertTrue(through.ops().contains(Transpose.class));
  }

  @Test
  void productsWithSharedWeightsStayOneMatrixProduct() {
    Program p =
        batched(a -> List.of(a.get(0).matmul(a.get(1))), 5, List.of(f32(3), f32(3, 4)), 0, -1);
    assertEquals(List.of(0), p.axes());
    assertEquals(Axes.NONE, p.only(DotGeneral.class).dims().lhsBatch());
    assertEquals(List.of(DotGeneral.class), p.ops());
  }

  @Test
  void callsOfJittedFunctionsStayCalls() {
    var inner = ControlCatalogue.jaxpr(a -> List.of(a.get(0).sin()), f32(3));
    Program p = batched(a -> Tracing.bind(new JitCall("wave", inner), a), 5, List.of(f32(3)), 1);
    assertEquals("vmap(wave)", p.only(JitCall.class).functionName());
    assertEquals(List.of(1), p.axes());
  }

  @Test
  void aSharedIndexStillChoosesOneBranch() {
    Cond cond = new Cond(List.of(ControlCatalogue.twoResults(), ControlCatalogue.twoResults()));
    List<AbstractValue> in = List.of(AbstractValue.of(DType.BOOL), f32(3), f32(3));
    Program shared = batched(a -> Tracing.bind(cond, a), 5, in, -1, 0, -1);
    assertEquals(List.of(Cond.class), shared.ops());
    Program own = batched(a -> Tracing.bind(cond, a), 5, in, 0, 0, -1);
    assertFalse(own.ops().contains(Cond.class));
    assertTrue(own.ops().contains(SelectN.class));
  }

  @Test
  void weightsStaySharedInABranchThatEachExampleChooses() {
    var product =
        ControlCatalogue.jaxpr(a -> List.of(a.get(0).matmul(a.get(1)).tanh()), f32(3), f32(3, 4));
    var other = ControlCatalogue.jaxpr(a -> List.of(a.get(1).sum(0)), f32(3), f32(3, 4));
    List<AbstractValue> in = List.of(AbstractValue.of(DType.BOOL), f32(3), f32(3, 4));
    Program p = batched(a -> Tracing.bind(new Cond(List.of(product, other)), a), 5, in, 0, 0, -1);
    assertEquals(Axes.NONE, p.only(DotGeneral.class).dims().lhsBatch());
    p.jaxpr().jaxpr().eqns().stream()
        .flatMap(e -> e.outAvals().stream())
        .forEach(
            t -> assertTrue(t.size() <= 20, () -> "weights repeated per example: " + p.jaxpr()));
  }

  @Test
  void aLoopWhoseTestIsSharedKeepsAScalarTest() {
    var test =
        ControlCatalogue.jaxpr(a -> List.of(a.get(0).lt(3)), AbstractValue.of(DType.INT32), f32());
    var body =
        ControlCatalogue.jaxpr(
            a -> List.of(Lax.add(a.get(0), 1), Lax.mul(a.get(1), 2)),
            AbstractValue.of(DType.INT32),
            f32());
    While loop = new While(test, 0, body, 0, 0);
    List<AbstractValue> in = List.of(AbstractValue.of(DType.INT32), f32());
    Program p = batched(a -> Tracing.bind(loop, a), 5, in, -1, 0);
    assertEquals(List.of(Batching.NOT_MAPPED, 0), p.axes());
    assertEquals(2, p.only(While.class).condJaxpr().inVars().size());
  }

  @Test
  void sharedCarriesOfAScanStayShared() {
    boolean[] mapped = {false, true};
    var step =
        ControlCatalogue.jaxpr(a -> List.of(Lax.add(a.get(0), 1), a.get(1).sin()), f32(), f32());
    var b = Batching.batchJaxpr(step, 4, mapped, new boolean[2]);
    assertFalse(b.outMapped()[0]);
    assertTrue(b.outMapped()[1]);
    var forced = Batching.batchJaxpr(step, 4, mapped, new boolean[] {true, false});
    assertTrue(forced.outMapped()[0]);
    assertEquals(Shape.of(4), forced.jaxpr().outAvals().get(0).shape());
  }

  @Test
  void equationsKeepTheUsersLine() {
    ClosedJaxpr one =
        Tracing.toJaxpr(
            "a test",
            a -> {
              NDArray sine = a.get(0).sin();
              NDArray cosine = a.get(0).cos();
              return List.of(sine, cosine);
            },
            List.of(f32(2)));
    ClosedJaxpr all =
        Tracing.toJaxpr(
            "a test",
            a ->
                Batching.eval(one, 3, List.of(new Batched(a.get(0), 0))).stream()
                    .map(Batched::array)
                    .toList(),
            List.of(f32(3, 2)));
    assertFalse(one.jaxpr().eqns().get(0).source().equals(one.jaxpr().eqns().get(1).source()));
    for (int i = 0; i < 2; i++) {
      assertEquals(one.jaxpr().eqns().get(i).source(), all.jaxpr().eqns().get(i).source());
    }
  }

  @Test
  void sizesAreListedByName() {
    List<AbstractValue> types = List.of(f32(3, 4), f32(5), f32());
    assertEquals(
        "\n  .w: f32[3,4] has length 4 along axis 1\n  .b: f32[] has no axis 0",
        BatchSizes.list(List.of(".w", ".x", ".b"), types, List.of(1, Batching.NOT_MAPPED, 0)));
    assertFalse(BatchSizes.agree(types, List.of(1, 0, -1)));
    assertFalse(BatchSizes.agree(types, List.of(1, -1, 0)));
    assertTrue(BatchSizes.agree(types, List.of(0, -1, -1)));
  }
}
