package org.jacobean.ad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.Golden;
import org.jacobean.golden.GoldenSuite;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Forward and reverse derivatives of complex functions are JAX's: tangents are those of a function
 * of two real parts, and a cotangent is pulled back without conjugation.
 */
class ComplexDerivativesTest {
  private static final Map<String, Function<List<NDArray>, NDArray>> FUNCTIONS = functions();

  private static NDArray constant(double re, double im) {
    return NDArray.ofComplex(DType.COMPLEX128, new double[] {re, im}, Shape.SCALAR);
  }

  private static Map<String, Function<List<NDArray>, NDArray>> functions() {
    Map<String, Function<List<NDArray>, NDArray>> m = new HashMap<>();
    for (UnaryOp op : UnaryOp.values()) {
      m.put(op.jaxName(), a -> Lax.unary(op, a.get(0)));
    }
    for (BinaryOp op : BinaryOp.values()) {
      m.put(op.jaxName(), a -> Lax.binary(op, a.get(0), a.get(1)));
    }
    m.put("integerPow3", a -> Lax.integerPow(a.get(0), 3));
    m.put("integerPowMinus2", a -> Lax.integerPow(a.get(0), -2));
    m.put("angle", a -> Lax.binary(BinaryOp.ATAN2, a.get(0).imag(), a.get(0).real()));
    m.put("normSquared", a -> a.get(0).mul(Lax.unary(UnaryOp.CONJ, a.get(0))).real());
    m.put("reduceSum", a -> Lax.reduceSum(a.get(0), Axes.of(0)));
    m.put("reduceProd", a -> Lax.reduce(ReduceOp.PROD, a.get(0), Axes.of(0)));
    m.put("cumsum", a -> Tracing.bind1(new Cumulative(CumulativeOp.SUM, 0, false), a.get(0)));
    m.put("cumprod", a -> Tracing.bind1(new Cumulative(CumulativeOp.PROD, 0, false), a.get(0)));
    m.put("toReal", a -> a.get(0).sin().real().mul(2.0));
    m.put(
        "toComplex",
        a -> Lax.binary(BinaryOp.COMPLEX, a.get(0), a.get(0).mul(a.get(0))).mul(constant(1, 2)));
    m.put("convert", a -> a.get(0).astype(DType.COMPLEX128).mul(constant(0, 1)));
    m.put("power", a -> a.get(0).pow(constant(0.5, -1)));
    m.put("reshapeTranspose", a -> a.get(0).reshape(2, 3).transpose().mul(constant(0, 1)));
    m.put("dot", a -> a.get(0).matmul(a.get(1)));
    m.put("matmul", a -> a.get(0).matmul(a.get(1)));
    NDArray first = NDArray.of(new boolean[] {true, true, true, false, false, false});
    m.put("selectFirst", a -> Lax.select(first, a.get(0), a.get(1)));
    return m;
  }

  @TestFactory
  Stream<DynamicTest> derivativesEqualJaxs() {
    Map<String, Function<Golden, List<NDArray>>> bindings = new HashMap<>();
    FUNCTIONS.forEach((name, f) -> bindings.put(name, g -> derivative(g, f)));
    return GoldenSuite.tests("complex", bindings, 0);
  }

  private static List<NDArray> derivative(Golden g, Function<List<NDArray>, NDArray> f) {
    List<NDArray> args = g.args();
    if (g.node().get("transform").asText().equals("jvp")) {
      int n = args.size() / 2;
      ClosedJaxpr jaxpr = trace(f, args.subList(0, n));
      Duals y = Jvp.eval(jaxpr, args.subList(0, n), args.subList(n, 2 * n));
      return List.of(Tangents.instantiate(y.tangents().get(0), y.primals().get(0).aval()));
    }
    List<NDArray> x = args.subList(0, args.size() - 1);
    boolean[] all = new boolean[x.size()];
    Arrays.fill(all, true);
    var lin = Linearize.linearize(trace(f, x), x, all);
    List<@Nullable NDArray> ct =
        Transposition.transpose(lin.tangentMap(), List.of(args.get(x.size())));
    return Tangents.instantiate(ct, x.stream().map(NDArray::aval).toList());
  }

  private static ClosedJaxpr trace(Function<List<NDArray>, NDArray> f, List<NDArray> x) {
    return Derivatives.trace(a -> List.of(f.apply(a)), x);
  }

  @Test
  void theDerivativeOfAcoshIsRightInTheLeftHalfPlane() {
    // JAX 0.10.2 has the opposite sign here.
    NDArray z =
        NDArray.ofComplex(DType.COMPLEX128, new double[] {-0.5, 0.8, -0.3, -0.6}, Shape.of(2));
    Derivatives.checkTwice(a -> List.of(Lax.unary(UnaryOp.ACOSH, a.get(0))), List.of(z), 1e-7);
  }

  @Test
  void everyPointwisePrimitiveOfComplexNumbersIsThere() {
    List<String> named = Golden.read("complex").stream().map(Golden::fn).distinct().toList();
    NDArray z = constant(0.5, 0.25);
    NDArray re = NDArray.full(DType.FLOAT64, Shape.SCALAR, 1);
    for (UnaryOp op : UnaryOp.values()) {
      if (accepts(() -> Lax.unary(op, z)) && differentiable(Lax.unary(op, z))) {
        assertEquals(true, named.contains(op.jaxName()), op.jaxName());
      }
    }
    for (BinaryOp op : BinaryOp.values()) {
      NDArray x = op == BinaryOp.COMPLEX ? re : z;
      if (accepts(() -> Lax.binary(op, x, x)) && differentiable(Lax.binary(op, x, x))) {
        assertEquals(true, named.contains(op.jaxName()), op.jaxName());
      }
    }
  }

  private static boolean accepts(java.util.function.Supplier<NDArray> op) {
    try {
      return Objects.nonNull(op.get());
    } catch (org.jacobean.errors.JacobeanException e) {
      return false;
    }
  }

  private static boolean differentiable(NDArray result) {
    return result.dtype().isInexact();
  }
}
