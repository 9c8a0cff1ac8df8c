package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;

/** Functions with derivative rules of their own, alone and inside control flow. */
class CustomRulesTest {
  private static final AbstractValue V = AbstractValue.of(DType.FLOAT64, 3);
  private static final NDArray X = NDArray.of(new double[] {0.2, -0.5, 1.5});

  private static Jaxpr square() {
    return Tracing.toJaxpr("square", a -> List.of(mul(a.get(0), a.get(0))), List.of(V)).jaxpr();
  }

  /** The square, whose derivative claims to be 10 x. */
  private static NDArray tenfold(NDArray x) {
    CustomRules.Jvp rule =
        (p, t) -> List.of(mul(p.get(0), p.get(0)), mul(t.get(0), mul(p.get(0), 10)));
    return Tracing.bind1(CustomCall.jvp("square", square(), rule), x);
  }

  /** The square, whose pullback claims to be 10 x ct. */
  private static NDArray tenfoldReverse(NDArray x) {
    return Tracing.bind1(CustomCall.vjp("square", square(), new Tenfold()), x);
  }

  private record Tenfold() implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> p, boolean[] perturbed) {
      return new CustomRules.Forward(
          List.of(mul(p.get(0), p.get(0))),
          p,
          (residuals, ct) -> List.of(mul(ct.get(0), mul(residuals.get(0), 10))));
    }
  }

  private static double[] gradient(UnaryOperator<List<NDArray>> f, NDArray x) {
    ClosedJaxpr jaxpr = Derivatives.trace(f, List.of(x));
    var lin = Linearize.linearize(jaxpr, List.of(x), new boolean[] {true});
    NDArray one =
        broadcast(NDArray.full(DType.FLOAT64, Shape.SCALAR, 1), lin.outs().get(0).shape());
    return Transposition.transpose(lin.tangentMap(), List.of(one)).get(0).toDoubleArray();
  }

  private static final double[] TEN_X = {2, -5, 15};

  @Test
  void forwardRuleIsUsedInBothModes() {
    ClosedJaxpr f = Derivatives.trace(a -> List.of(tenfold(a.get(0))), List.of(X));
    Duals y = Jvp.eval(f, List.of(X), List.of(NDArray.of(new double[] {1, 1, 1})));
    assertArrayEquals(new double[] {0.04, 0.25, 2.25}, y.primals().get(0).toDoubleArray(), 1e-15);
    assertArrayEquals(TEN_X, y.tangents().get(0).toDoubleArray(), 1e-14);
    assertArrayEquals(TEN_X, gradient(a -> List.of(tenfold(a.get(0))), X), 1e-14);
  }

  @Test
  void reverseRuleIsUsedAlsoInsideCallsAndLoops() {
    assertArrayEquals(TEN_X, gradient(a -> List.of(tenfoldReverse(a.get(0))), X), 1e-14);
    Jaxpr inner = Tracing.toJaxpr("g", a -> List.of(tenfoldReverse(a.get(0))), List.of(V)).jaxpr();
    assertArrayEquals(TEN_X, gradient(a -> Tracing.bind(new JitCall("g", inner), a), X), 1e-14);
    assertArrayEquals(
        TEN_X, gradient(a -> Tracing.bind(new Scan(inner, 1, false, 0, 1, 1), a), X), 1e-14);
    NDArray zero = NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
    assertArrayEquals(
        TEN_X,
        gradient(a -> Tracing.bind(new Cond(List.of(inner)), List.of(zero, a.get(0))), X),
        1e-14);
  }

  @Test
  void secondDerivativesDifferentiateTheRules() {
    double[] ten = {10, 10, 10};
    for (UnaryOperator<List<NDArray>> f :
        List.<UnaryOperator<List<NDArray>>>of(
            a -> List.of(tenfold(a.get(0))), a -> List.of(tenfoldReverse(a.get(0))))) {
      UnaryOperator<List<NDArray>> g =
          a -> {
            var lin = Linearize.linearize(Derivatives.trace(f, a), a, new boolean[] {true});
            return List.of(
                Transposition.transpose(
                        lin.tangentMap(),
                        List.of(
                            broadcast(NDArray.full(DType.FLOAT64, Shape.SCALAR, 1), Shape.of(3))))
                    .get(0));
          };
      assertArrayEquals(ten, gradient(g, X), 1e-14);
    }
  }

  @Test
  void forwardModeOfAReverseRuleIsAnError() {
    ClosedJaxpr f = Derivatives.trace(a -> List.of(tenfoldReverse(a.get(0))), List.of(X));
    var e = assertThrows(TransformException.class, () -> Jvp.eval(f, List.of(X), List.of(X)));
    assertEquals("JX0431", e.code());
    Duals y = Jvp.eval(f, List.of(X), Derivatives.zeros(1));
    assertNull(y.tangents().get(0));
  }

  @Test
  void rulesThatReturnTheWrongThingAreErrors() {
    CustomRules.Jvp few = (p, t) -> List.of(p.get(0));
    CustomRules.Jvp wrong =
        (p, t) -> List.of(p.get(0), convertElementType(t.get(0), DType.FLOAT32));
    CustomRules.Vjp none = rule(p -> List.of(), ct -> ct);
    CustomRules.Vjp scalar =
        rule(p -> p, ct -> List.of(reduceSum(ct.get(0), org.jacobean.Axes.of(0))));
    CustomRules.Vjp two = rule(p -> p, ct -> List.of(ct.get(0), ct.get(0)));
    assertEquals("JX0434", code(a -> Tracing.bind(CustomCall.jvp("few", square(), few), a)));
    assertEquals("JX0435", code(a -> Tracing.bind(CustomCall.jvp("wrong", square(), wrong), a)));
    assertEquals("JX0434", code(a -> Tracing.bind(CustomCall.vjp("none", square(), none), a)));
    assertEquals("JX0435", code(a -> Tracing.bind(CustomCall.vjp("scalar", square(), scalar), a)));
    assertEquals("JX0434", code(a -> Tracing.bind(CustomCall.vjp("two", square(), two), a)));
  }

  private static CustomRules.Vjp rule(
      UnaryOperator<List<NDArray>> forward, UnaryOperator<List<NDArray>> backward) {
    return (p, perturbed) ->
        new CustomRules.Forward(forward.apply(p), List.of(), (r, ct) -> backward.apply(ct));
  }

  private static String code(UnaryOperator<List<NDArray>> f) {
    return assertThrows(TransformException.class, () -> gradient(f, X)).code();
  }

  private record Cube() implements Composite {
    @Override
    public String name() {
      return "cube";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return in;
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      return List.of(mul(args.get(0), mul(args.get(0), args.get(0))));
    }
  }

  @Test
  void compositesAreDifferentiatedThroughTheirDefinition() {
    Derivatives.checkTwice(a -> Tracing.bind(new Cube(), a), List.of(X), 1e-7);
  }

  @Test
  void integerOperandsOfRulesHaveNoCotangent() {
    AbstractValue n = AbstractValue.of(DType.INT32);
    Jaxpr scale =
        Tracing.toJaxpr(
                "scale",
                a -> List.of(mul(a.get(1), convertElementType(a.get(0), DType.FLOAT64))),
                List.of(n, V))
            .jaxpr();
    CustomRules.Vjp rule =
        (p, perturbed) -> {
          assertArrayEquals(new boolean[] {false, true}, perturbed);
          return new CustomRules.Forward(
              List.of(mul(p.get(1), convertElementType(p.get(0), DType.FLOAT64))),
              List.of(p.get(0)),
              (r, ct) -> List.of(mul(ct.get(0), convertElementType(r.get(0), DType.FLOAT64))));
        };
    NDArray three = NDArray.fullLong(DType.INT32, Shape.SCALAR, 3);
    UnaryOperator<List<NDArray>> f =
        a -> Tracing.bind(CustomCall.vjp("scale", scale, rule), List.of(three, a.get(0)));
    assertArrayEquals(new double[] {3, 3, 3}, gradient(f, X), 0);
  }
}
