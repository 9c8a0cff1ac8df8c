package org.jacobean.llvm.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Scan;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** What programs are lowered to: how many nests, copies and library calls. */
class LoweringTest {
  private static LoopProgram lower(Function<List<NDArray>, List<NDArray>> f, AbstractValue... in) {
    return Lowering.lower(Tracing.toJaxpr("f", f::apply, List.of(in)).jaxpr().constsToArgs());
  }

  private static long count(LoopProgram p, Class<? extends Step> kind) {
    return p.steps().stream().filter(kind::isInstance).count();
  }

  private static final AbstractValue MATRIX = AbstractValue.of(DType.FLOAT32, 64, 128);

  @Test
  void aChainOfPointwiseOperationsIsOneNest() {
    LoopProgram p =
        lower(
            a -> List.of(a.get(0).mul(2.0).sin().add(a.get(1)).exp()),
            MATRIX,
            AbstractValue.of(DType.FLOAT32, 128));
    assertEquals(1, p.steps().size(), p::toString);
  }

  @Test
  void softmaxIsThreeNests() {
    LoopProgram p =
        lower(
            a -> {
              NDArray e = a.get(0).sub(a.get(0).max(true, 1)).exp();
              return List.of(e.div(e.sum(true, 1)));
            },
            MATRIX);
    assertEquals(3, count(p, Step.RunNest.class), p::toString);
  }

  @Test
  void transposedOperandsOfProductsAreNotCopied() {
    LoopProgram p =
        lower(
            a -> List.of(a.get(0).T().matmul(a.get(1).T())),
            MATRIX,
            AbstractValue.of(DType.FLOAT32, 32, 64));
    assertEquals(1, p.steps().size(), p::toString);
    assertTrue(p.steps().get(0) instanceof Step.Gemm g && g.a().transposed() && g.b().transposed());
  }

  @Test
  void headsOfAttentionAreReadWhereTheyLie() {
    AbstractValue x = AbstractValue.of(DType.FLOAT32, 4, 16, 32);
    LoopProgram p =
        lower(
            a ->
                List.of(
                    a.get(0)
                        .reshape(4, 16, 4, 8)
                        .transpose(0, 2, 1, 3)
                        .matmul(a.get(1).reshape(4, 16, 4, 8).transpose(0, 2, 3, 1))),
            x,
            x);
    assertEquals(1, p.steps().size(), p::toString);
  }

  @Test
  void severalOutputsOverOneRangeAreOneNest() {
    LoopProgram p =
        lower(
            a -> List.of(a.get(0).mul(0.9).add(a.get(1)), a.get(0).add(1.0), a.get(0).sum(1)),
            MATRIX,
            MATRIX);
    assertEquals(1, p.steps().size(), p::toString);
  }

  @Test
  void scanWritesItsOutputsInPlace() {
    Jaxpr body =
        Tracing.toJaxpr(
                "b",
                a -> List.of(a.get(0).add(a.get(1)), a.get(0).mul(2.0)),
                List.of(AbstractValue.of(DType.FLOAT32, 5), AbstractValue.of(DType.FLOAT32, 5)))
            .jaxpr();
    LoopProgram p =
        lower(
            a -> Tracing.bind(new Scan(body, 9, false, 0, 1, 1), a),
            AbstractValue.of(DType.FLOAT32, 5),
            AbstractValue.of(DType.FLOAT32, 9, 5));
    Step.For loop =
        (Step.For) p.steps().stream().filter(Step.For.class::isInstance).findFirst().orElseThrow();
    assertTrue(loop.body().stream().noneMatch(Step.Copy.class::isInstance), p::toString);
    assertEquals(2, loop.windows().size());
  }

  @Test
  void anUpdateOfACarriedArrayHappensInPlace() {
    Jaxpr body =
        Tracing.toJaxpr(
                "b",
                a ->
                    List.of(
                        Lax.dynamicUpdateSlice(
                            a.get(0),
                            a.get(1).reshape(1),
                            List.of(NDArray.fullLong(DType.INT32, Shape.SCALAR, 3)))),
                List.of(AbstractValue.of(DType.FLOAT32, 1000), AbstractValue.of(DType.FLOAT32)))
            .jaxpr();
    LoopProgram p =
        lower(
            a -> Tracing.bind(new Scan(body, 9, false, 0, 1, 1), a),
            AbstractValue.of(DType.FLOAT32, 1000),
            AbstractValue.of(DType.FLOAT32, 9));
    Step.For loop =
        (Step.For) p.steps().stream().filter(Step.For.class::isInstance).findFirst().orElseThrow();
    assertTrue(loop.swaps().isEmpty(), p::toString);
    assertTrue(loop.body().stream().noneMatch(Step.Copy.class::isInstance), p::toString);
  }

  @Test
  void reshapesThatSplitAndJoinAxesLeaveNoDivision() {
    LoopProgram p =
        lower(
            a ->
                List.of(
                    a.get(0).reshape(8, 8, 4, 32).transpose(0, 2, 1, 3).reshape(32, 256).add(1.0)),
            MATRIX);
    Nest n = Coalescing.apply(((Step.RunNest) p.steps().get(0)).nest());
    assertTrue(!n.toString().contains("/") && !n.toString().contains("%"), n::toString);
  }

  @Test
  void scratchOfValuesThatDoNotLiveTogetherIsShared() {
    LoopProgram p =
        lower(
            a -> {
              NDArray x = a.get(0);
              for (int i = 0; i < 6; i++) {
                x = x.matmul(a.get(1));
              }
              return List.of(x);
            },
            MATRIX,
            AbstractValue.of(DType.FLOAT32, 128, 128));
    assertEquals(2 * 64 * 128 * 4, ScratchPlan.of(p).bytes());
  }
}
