package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PointwiseDerivativesTest {
  /** Points inside the domain of an operation, away from kinks. */
  private static double[] domain(UnaryOp op) {
    return switch (op) {
      case ACOSH -> new double[] {1.2, 2.5, 7};
      case ACOS, ASIN, ATANH, ERF_INV -> new double[] {-0.7, 0.1, 0.6};
      case DIGAMMA, LGAMMA -> new double[] {0.3, 1.4, 6.2, -0.4, -2.6, 25};
      case LOG, SQRT, RSQRT, CBRT -> new double[] {0.3, 1.7, 20};
      case TAN -> new double[] {-1.1, -0.4, 0.7};
      case LOG1P -> new double[] {-0.6, 0.2, 3};
      default -> new double[] {-2.3, -0.4, 0.7, 1.6};
    };
  }

  private static boolean isReal(UnaryOp op) {
    return op.domain() != UnaryOp.Domain.INTEGER
        && op.domain() != UnaryOp.Domain.BITS
        && op.domain() != UnaryOp.Domain.COMPLEX;
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionOfOneRealOperand() {
    return Stream.of(UnaryOp.values())
        .filter(PointwiseDerivativesTest::isReal)
        .map(
            op ->
                DynamicTest.dynamicTest(
                    op.name(),
                    () ->
                        Derivatives.checkTwice(
                            x -> List.of(unary(op, x.get(0))),
                            List.of(NDArray.of(domain(op))),
                            2e-8)));
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionOfOneComplexOperand() {
    NDArray z =
        NDArray.ofComplex(
            DType.COMPLEX128,
            new double[] {0.7, 0.4, -0.5, 0.8, 1.6, -1.1, -1.3, -0.6},
            Shape.of(4));
    return Stream.of(UnaryOp.values())
        .filter(
            op ->
                op.domain() == UnaryOp.Domain.INEXACT
                    || op.domain() == UnaryOp.Domain.NUMBER
                    || op.domain() == UnaryOp.Domain.COMPLEX)
        .filter(op -> op != UnaryOp.SIGN) // as in JAX, its complex derivative is taken to be zero
        .map(
            op ->
                DynamicTest.dynamicTest(
                    op.name(),
                    () ->
                        Derivatives.checkTwice(
                            x -> List.of(unary(op, x.get(0))), List.of(z), 1e-7)));
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionOfTwoOperands() {
    NDArray x = NDArray.of(new double[] {0.3, 2.5, 1.7});
    NDArray y = NDArray.of(new double[] {1.4, -0.6, 1.9});
    NDArray s = NDArray.of(DType.FLOAT64, new double[] {0.8}, Shape.SCALAR);
    List<DynamicTest> tests = new ArrayList<>();
    for (BinaryOp op : BinaryOp.values()) {
      if (op.domain() == BinaryOp.Domain.INTEGER
          || op.domain() == BinaryOp.Domain.BITS
          || op == BinaryOp.NEXTAFTER) {
        continue;
      }
      for (List<NDArray> in :
          List.of(List.of(x, y), List.of(s, y), List.of(x, s), List.of(s, s.add(0.3)))) {
        if (op == BinaryOp.POW && in.get(0).toDoubleArray()[0] < 0) {
          continue;
        }
        tests.add(
            DynamicTest.dynamicTest(
                op + " " + in.get(0).shape() + in.get(1).shape(),
                () ->
                    Derivatives.checkTwice(
                        a -> List.of(binary(op, a.get(0), a.get(1))), in, 1e-7)));
      }
    }
    return tests.stream();
  }

  @Test
  void complexArithmetic() {
    NDArray z =
        NDArray.ofComplex(DType.COMPLEX128, new double[] {0.7, 0.4, -0.5, 0.8}, Shape.of(2));
    NDArray w =
        NDArray.ofComplex(DType.COMPLEX128, new double[] {1.7, -0.4, 0.5, 0.3}, Shape.of(2));
    for (BinaryOp op :
        List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.POW)) {
      Derivatives.checkTwice(a -> List.of(binary(op, a.get(0), a.get(1))), List.of(z, w), 1e-7);
    }
    Derivatives.checkTwice(a -> List.of(integerPow(a.get(0), 3)), List.of(z), 1e-7);
    Derivatives.check(a -> List.of(convertElementType(a.get(0), DType.FLOAT64)), List.of(z), 1e-7);
    Derivatives.check(
        a -> List.of(convertElementType(a.get(0), DType.COMPLEX128)),
        List.of(NDArray.of(new double[] {1, 2})),
        1e-7);
  }

  @TestFactory
  Stream<DynamicTest> otherPointwiseOperations() {
    NDArray x = NDArray.of(new double[] {-1.4, 0.3, 1.7});
    NDArray y = NDArray.of(new double[] {0.4, -0.9, 2.7});
    NDArray s = NDArray.of(DType.FLOAT64, new double[] {0.8}, Shape.SCALAR);
    NDArray t = NDArray.of(DType.FLOAT64, new double[] {-0.5}, Shape.SCALAR);
    NDArray mask = NDArray.of(new boolean[] {true, false, true});
    NDArray which = NDArray.of(new int[] {2, 0, 1});
    return Stream.of(
        test(
            "integer_pow",
            a ->
                List.of(integerPow(a.get(0), 3), integerPow(a.get(0), -2), integerPow(a.get(0), 2)),
            List.of(x)),
        test(
            "integer_pow 0 and 1",
            a -> List.of(integerPow(a.get(0), 0), integerPow(a.get(0), 1)),
            List.of(x)),
        test(
            "convert to integer",
            a -> List.of(convertElementType(a.get(0), DType.INT32), a.get(0)),
            List.of(x)),
        test("reduce_precision", a -> List.of(copy(a.get(0))), List.of(x)),
        test(
            "stop_gradient",
            a -> List.of(mul(stopGradient(unary(UnaryOp.FLOOR, a.get(0))), a.get(0))),
            List.of(x)),
        test(
            "select", a -> List.of(select(mask, mul(a.get(0), a.get(0)), a.get(1))), List.of(x, y)),
        test("select scalar", a -> List.of(select(mask, a.get(0), a.get(1))), List.of(s, y)),
        test(
            "select_n",
            a -> List.of(selectN(which, List.of(a.get(0), a.get(1), mul(a.get(0), a.get(1))))),
            List.of(x, y)),
        test("clamp scalars", a -> List.of(clamp(a.get(0), a.get(1), a.get(2))), List.of(t, x, s)),
        test(
            "clamp arrays",
            a -> List.of(clamp(a.get(0), a.get(1), a.get(2))),
            List.of(x, y, NDArray.of(new double[] {2, 0, 2.1}))));
  }

  private static DynamicTest test(
      String name, java.util.function.UnaryOperator<List<NDArray>> f, List<NDArray> x) {
    return DynamicTest.dynamicTest(name, () -> Derivatives.checkTwice(f, x, 1e-7));
  }
}
