package org.jacobean.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.BackendException;
import org.jacobean.ir.op.*;
import org.junit.jupiter.api.Test;

/**
 * Corners of arithmetic that the golden files do not reach: every dtype, division by zero, NaN,
 * subnormals, 64-bit unsigned.
 */
class NumericSemanticsTest {
  private static NDArray longs(DType t, long... v) {
    return NDArray.of(t, v, Shape.of(v.length));
  }

  private static NDArray doubles(DType t, double... v) {
    return NDArray.of(t, v, Shape.of(v.length));
  }

  private static NDArray complex(double... parts) {
    return NDArray.ofComplex(DType.COMPLEX128, parts, Shape.of(parts.length / 2));
  }

  private static NDArray eval(Primitive op, NDArray... args) {
    return ReferenceEvaluator.eval(op, List.of(args)).get(0);
  }

  private static NDArray binary(BinaryOp op, NDArray x, NDArray y) {
    return eval(new Binary(op), x, y);
  }

  @Test
  void oneTimesXIsXInEveryDType() {
    for (DType t : DType.values()) {
      if (t == DType.FLOAT0) {
        continue;
      }
      NDArray x =
          t.isComplex()
              ? NDArray.ofComplex(t, new double[] {0, 1, 1, 0}, Shape.of(2))
              : doubles(t, 0, 1);
      NDArray one = NDArray.full(t, Shape.SCALAR, 1);
      assertArrayEquals(
          x.toComplexArray(), binary(BinaryOp.MUL, x, one).toComplexArray(), t.toString());
      assertArrayEquals(
          x.toComplexArray(), binary(BinaryOp.MAX, x, x).toComplexArray(), t.toString());
      assertEquals(DType.BOOL, eval(new Compare(Comparison.EQ), x, one).dtype());
    }
  }

  @Test
  void integerDivisionByZeroAndOverflow() {
    NDArray x = longs(DType.INT32, 7, -7, Integer.MIN_VALUE, 7, -7);
    NDArray y = longs(DType.INT32, 0, 0, -1, -2, 2);
    assertArrayEquals(
        new long[] {-1, -1, Integer.MIN_VALUE, -3, -3}, binary(BinaryOp.DIV, x, y).toLongArray());
    assertArrayEquals(new long[] {7, -7, 0, 1, -1}, binary(BinaryOp.REM, x, y).toLongArray());
    assertArrayEquals(
        new long[] {255},
        binary(BinaryOp.DIV, longs(DType.UINT8, 3), longs(DType.UINT8, 0)).toLongArray());
    assertArrayEquals(
        new long[] {-8},
        binary(BinaryOp.DIV, longs(DType.INT4, -8), longs(DType.INT4, -1)).toLongArray());
  }

  @Test
  void unsigned64BitNumbersAreNotNegative() {
    NDArray big = longs(DType.UINT64, -1, 5);
    NDArray two = longs(DType.UINT64, 2, 2);
    assertArrayEquals(new long[] {Long.MAX_VALUE, 2}, binary(BinaryOp.DIV, big, two).toLongArray());
    assertArrayEquals(new long[] {1, 1}, binary(BinaryOp.REM, big, two).toLongArray());
    assertArrayEquals(new long[] {-1, 5}, binary(BinaryOp.MAX, big, two).toLongArray());
    assertArrayEquals(new long[] {2, 2}, binary(BinaryOp.MIN, big, two).toLongArray());
    assertTrue(eval(new Compare(Comparison.GT), big, two).toBooleanArray()[0]);
    assertArrayEquals(new long[] {5, -1}, eval(new Sort(0, true, 1), big).toLongArray());
    assertEquals(0, eval(new ArgReduce(true, 0, DType.INT32), big).itemLong());
    assertEquals(5, eval(new Reduce(ReduceOp.MIN, Axes.of(0)), big).itemLong());
    assertArrayEquals(
        new double[] {0x1p64, 5},
        eval(new ConvertElementType(DType.FLOAT32, false), big).toDoubleArray());
    assertArrayEquals(new long[] {1, 1}, eval(new Unary(UnaryOp.SIGN), big).toLongArray());
    assertArrayEquals(new long[] {-1, 5}, eval(new Unary(UnaryOp.ABS), big).toLongArray());
    NDArray xs = doubles(DType.FLOAT32, 1, 2);
    assertEquals(
        2,
        eval(new DynamicSlice(Shape.of(1)), xs, NDArray.fullLong(DType.UINT64, Shape.SCALAR, -1))
            .item());
  }

  @Test
  void shiftsOutOfRange() {
    NDArray x = longs(DType.INT8, -128, 1, -128, 64);
    NDArray s = longs(DType.INT8, 8, 9, -1, 1);
    assertArrayEquals(new long[] {0, 0, 0, -128}, binary(BinaryOp.SHIFT_LEFT, x, s).toLongArray());
    assertArrayEquals(
        new long[] {-1, 0, -1, 32}, binary(BinaryOp.SHIFT_RIGHT_ARITHMETIC, x, s).toLongArray());
    assertArrayEquals(
        new long[] {0, 0, 0, 32}, binary(BinaryOp.SHIFT_RIGHT_LOGICAL, x, s).toLongArray());
  }

  @Test
  void boolArithmeticIsLogic() {
    NDArray a = NDArray.of(new boolean[] {false, true, true});
    NDArray b = NDArray.of(new boolean[] {false, false, true});
    assertArrayEquals(new long[] {0, 1, 1}, binary(BinaryOp.ADD, a, b).toLongArray());
    assertArrayEquals(new long[] {0, 0, 1}, binary(BinaryOp.MUL, a, b).toLongArray());
    assertArrayEquals(new long[] {0, 1, 0}, binary(BinaryOp.XOR, a, b).toLongArray());
    assertArrayEquals(new long[] {1, 0, 0}, eval(new Unary(UnaryOp.NOT), a).toLongArray());
    DotDims dot = new DotDims(Axes.NONE, Axes.NONE, Axes.of(0), Axes.of(0));
    assertTrue(eval(new DotGeneral(dot, DType.BOOL), a, b).itemBoolean());
  }

  @Test
  void nanWinsInMaximaAndComesLastInOrder() {
    NDArray x = doubles(DType.FLOAT32, 1, Double.NaN, -1, 0.0, -0.0);
    assertTrue(Double.isNaN(eval(new Reduce(ReduceOp.MAX, Axes.of(0)), x).item()));
    assertTrue(Double.isNaN(eval(new Reduce(ReduceOp.MIN, Axes.of(0)), x).item()));
    assertEquals(1, eval(new ArgReduce(true, 0, DType.INT32), x).itemLong());
    assertEquals(1, eval(new ArgReduce(false, 0, DType.INT32), x).itemLong());
    double[] sorted = eval(new Sort(0, true, 1), x).toDoubleArray();
    assertArrayEquals(new double[] {-1, 0.0, -0.0, 1, Double.NaN}, sorted);
    NDArray z = complex(1, Double.NaN, 2, 0, 1, 5);
    assertTrue(Double.isNaN(eval(new Reduce(ReduceOp.MAX, Axes.of(0)), z).toComplexArray()[1]));
    assertArrayEquals(
        new double[] {1, 5, 1, Double.NaN, 2, 0}, eval(new Sort(0, true, 1), z).toComplexArray());
  }

  @Test
  void complexNumbersCompareLexicographically() {
    NDArray x = complex(1, 5, 2, 0, 1, 1);
    NDArray y = complex(1, 6, 1, 9, 1, 1);
    assertArrayEquals(new double[] {1, 6, 2, 0, 1, 1}, binary(BinaryOp.MAX, x, y).toComplexArray());
    assertArrayEquals(new double[] {1, 5, 1, 9, 1, 1}, binary(BinaryOp.MIN, x, y).toComplexArray());
    assertArrayEquals(new long[] {1, 0, 0}, eval(new Compare(Comparison.LT), x, y).toLongArray());
    assertArrayEquals(new long[] {1, 0, 1}, eval(new Compare(Comparison.LE), x, y).toLongArray());
    assertArrayEquals(new long[] {0, 1, 1}, eval(new Compare(Comparison.GE), x, y).toLongArray());
    assertArrayEquals(new long[] {1, 1, 0}, eval(new Compare(Comparison.NE), x, y).toLongArray());
  }

  @Test
  void complexDivisionByZeroAndInfinity() {
    double inf = Double.POSITIVE_INFINITY;
    double[] q =
        binary(BinaryOp.DIV, complex(1, -1, 1, 2), complex(0, 0, inf, inf)).toComplexArray();
    assertArrayEquals(new double[] {inf, -inf, 0, 0}, q);
    double[] p =
        binary(BinaryOp.POW, complex(0, 0, 0, 0, 0, 0, 0, 1), complex(0, 0, 2, 0, -1, 0, 2, 0))
            .toComplexArray();
    assertEquals(1, p[0]);
    assertEquals(0, p[2]);
    assertEquals(inf, p[4]);
    assertEquals(-1, p[6], 1e-15);
    assertArrayEquals(
        new double[] {0, -0.5}, eval(new IntegerPow(-1), complex(0, 2)).toComplexArray());
    assertArrayEquals(
        new double[] {-7, -24}, eval(new IntegerPow(2), complex(3, -4)).toComplexArray());
  }

  @Test
  void largeComplexArgumentsDoNotOverflowInBetween() {
    double[] e = eval(new Unary(UnaryOp.EXP), complex(710, Math.PI / 2 - 1e-3)).toComplexArray();
    assertTrue(Double.isFinite(e[0]) && e[0] > 1e300, e[0] + "");
    double[] s = eval(new Unary(UnaryOp.SINH), complex(-710, 0.5)).toComplexArray();
    assertEquals(-Math.cos(0.5) * Math.exp(710 - Math.log(2)), s[0], 1e296);
    double[] c = eval(new Unary(UnaryOp.COSH), complex(-710, 0.5)).toComplexArray();
    assertTrue(c[0] > 1e307 && c[1] < -1e307);
    assertArrayEquals(
        new double[] {1, 0}, eval(new Unary(UnaryOp.TANH), complex(1000, 0)).toComplexArray());
    double[] r = eval(new Unary(UnaryOp.SQRT), complex(1e308, 1e308)).toComplexArray();
    assertEquals(1.0986841134678e154, r[0], 1e141);
    assertArrayEquals(
        new double[] {0, 0},
        eval(new Unary(UnaryOp.EXP), complex(Double.NEGATIVE_INFINITY, 1)).toComplexArray());
    double[] inf =
        eval(
                new Unary(UnaryOp.SQRT),
                complex(1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1))
            .toComplexArray();
    assertArrayEquals(
        new double[] {
          Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY
        },
        inf);
    assertArrayEquals(
        new double[] {0, 0, 0.6, 0.8},
        eval(new Unary(UnaryOp.SIGN), complex(0, 0, 3, 4)).toComplexArray(),
        1e-15);
  }

  @Test
  void conversionsSaturateWrapAndRoundOnce() {
    NDArray x = doubles(DType.FLOAT64, 1e30, -1e30, Double.NaN, -1.9, 300);
    assertArrayEquals(
        new long[] {127, -128, 0, -1, 127},
        eval(new ConvertElementType(DType.INT8, false), x).toLongArray());
    assertArrayEquals(
        new long[] {44, -1},
        eval(new ConvertElementType(DType.INT8, false), longs(DType.INT32, 300, -1)).toLongArray());
    NDArray tie = longs(DType.INT64, (1L << 53) + 1, -(1L << 62) - 1, (1L << 40) + (1L << 16) + 1);
    double[] halves = eval(new ConvertElementType(DType.FLOAT32, false), tie).toDoubleArray();
    assertArrayEquals(new double[] {0x1p53, -0x1p62, 0x1p40 + 0x1p17}, halves);
    assertArrayEquals(
        new double[] {0x1p53, -0x1p62, 0x1p40 + 0x1p16 + 1},
        eval(new ConvertElementType(DType.FLOAT64, false), tie).toDoubleArray());
    assertArrayEquals(
        new long[] {0, 1, 1, 1},
        eval(
                new ConvertElementType(DType.BOOL, false),
                doubles(DType.FLOAT32, -0.0, 1e-40, Double.NaN, 2))
            .toLongArray());
    assertArrayEquals(
        new long[] {0, 1, 1},
        eval(new ConvertElementType(DType.BOOL, false), complex(0, 0, 0, 1, 2, 0)).toLongArray());
    assertArrayEquals(
        new double[] {3},
        eval(new ConvertElementType(DType.FLOAT32, false), complex(3, 4)).toDoubleArray());
    assertArrayEquals(
        new double[] {3, 0},
        eval(new ConvertElementType(DType.COMPLEX64, false), longs(DType.INT8, 3))
            .toComplexArray());
  }

  @Test
  void bitsAreReadAsTheyAre() {
    assertArrayEquals(
        new long[] {0x3f800000L},
        eval(new BitcastConvertType(DType.UINT32), doubles(DType.FLOAT32, 1)).toLongArray());
    assertArrayEquals(
        new long[] {15, 1},
        eval(new BitcastConvertType(DType.UINT4), longs(DType.INT4, -1, 1)).toLongArray());
    assertArrayEquals(
        new long[] {-1, 1},
        eval(new BitcastConvertType(DType.INT4), longs(DType.UINT4, 15, 1)).toLongArray());
  }

  @Test
  void nextAfterStepsByOneValueOfTheDType() {
    for (DType t :
        List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT8_E5M2, DType.FLOAT64)) {
      double up = binary(BinaryOp.NEXTAFTER, doubles(t, 1), doubles(t, 2)).toDoubleArray()[0];
      double down = binary(BinaryOp.NEXTAFTER, doubles(t, up), doubles(t, 0)).toDoubleArray()[0];
      assertTrue(up > 1, t.toString());
      assertEquals(1, down, t.toString());
      double tiny = binary(BinaryOp.NEXTAFTER, doubles(t, 0), doubles(t, -1)).toDoubleArray()[0];
      assertTrue(tiny < 0 && tiny / 2 != 0 || tiny == -Double.MIN_VALUE, t.toString());
      assertEquals(
          0,
          0.0 + binary(BinaryOp.NEXTAFTER, doubles(t, tiny), doubles(t, 1)).toDoubleArray()[0],
          t.toString());
      double inf = Double.POSITIVE_INFINITY;
      double largest =
          binary(BinaryOp.NEXTAFTER, doubles(t, inf), doubles(t, 0)).toDoubleArray()[0];
      assertEquals(
          inf,
          binary(BinaryOp.NEXTAFTER, doubles(t, largest), doubles(t, inf)).toDoubleArray()[0],
          t.toString());
      assertTrue(
          Double.isNaN(
              binary(BinaryOp.NEXTAFTER, doubles(t, Double.NaN), doubles(t, 0))
                  .toDoubleArray()[0]));
      assertEquals(3, binary(BinaryOp.NEXTAFTER, doubles(t, 3), doubles(t, 3)).toDoubleArray()[0]);
    }
  }

  @Test
  void powersOfOneAreOneAsInC() {
    double inf = Double.POSITIVE_INFINITY;
    NDArray x = doubles(DType.FLOAT64, 1, -1, -1, 2, 0);
    NDArray y = doubles(DType.FLOAT64, Double.NaN, inf, -inf, 0, -1);
    assertArrayEquals(new double[] {1, 1, 1, 1, inf}, binary(BinaryOp.POW, x, y).toDoubleArray());
    assertArrayEquals(
        new double[] {1, 1},
        eval(new IntegerPow(0), doubles(DType.FLOAT32, Double.NaN, 0)).toDoubleArray());
    assertArrayEquals(
        new long[] {-8, 1}, eval(new IntegerPow(3), longs(DType.INT8, -2, 1)).toLongArray());
  }

  @Test
  void specialFunctionsAtTheirPolesAndLimits() {
    double inf = Double.POSITIVE_INFINITY;
    NDArray x = doubles(DType.FLOAT64, 0, -1, -2, inf, -inf, Double.NaN, 1, 2);
    double[] lgamma = eval(new Unary(UnaryOp.LGAMMA), x).toDoubleArray();
    assertArrayEquals(new double[] {inf, inf, inf, inf, inf, Double.NaN, 0, 0}, lgamma);
    assertEquals(
        Math.log(2 * Math.sqrt(Math.PI)),
        eval(new Unary(UnaryOp.LGAMMA), doubles(DType.FLOAT64, -0.5)).item(),
        1e-15);
    assertEquals(
        0.03648997397857652,
        eval(new Unary(UnaryOp.DIGAMMA), doubles(DType.FLOAT64, -0.5)).item(),
        1e-15);
    assertEquals(inf, eval(new Unary(UnaryOp.DIGAMMA), doubles(DType.FLOAT64, inf)).item());
    double[] inverse =
        eval(new Unary(UnaryOp.ERF_INV), doubles(DType.FLOAT64, 1, -1, 2, 0, Double.NaN))
            .toDoubleArray();
    assertArrayEquals(new double[] {inf, -inf, Double.NaN, 0, Double.NaN}, inverse);
    assertArrayEquals(
        new double[] {1, -1, Double.NaN},
        eval(new Unary(UnaryOp.ERF), doubles(DType.FLOAT64, inf, -inf, Double.NaN))
            .toDoubleArray());
    assertArrayEquals(
        new double[] {0, 2, Double.NaN},
        eval(new Unary(UnaryOp.ERFC), doubles(DType.FLOAT64, inf, -inf, Double.NaN))
            .toDoubleArray());
  }

  @Test
  void operationsOutsideTheirFamilyAreRefused() {
    assertEquals(
        "JX0533",
        assertThrows(BackendException.class, () -> RealFunctions.unary(UnaryOp.CLZ)).code());
    assertThrows(BackendException.class, () -> RealFunctions.binary(BinaryOp.XOR, DType.FLOAT32));
    assertThrows(BackendException.class, () -> IntegerFunctions.unary(UnaryOp.SIN));
    assertThrows(BackendException.class, () -> IntegerFunctions.unary(UnaryOp.LOG));
    assertThrows(BackendException.class, () -> IntegerFunctions.unary(UnaryOp.TANH));
    assertThrows(BackendException.class, () -> IntegerFunctions.binary(BinaryOp.POW));
    assertThrows(BackendException.class, () -> ComplexFunctions.unary(UnaryOp.ERF));
    assertThrows(BackendException.class, () -> ComplexFunctions.unary(UnaryOp.ROUND_NEAREST_EVEN));
    assertThrows(BackendException.class, () -> ComplexFunctions.binary(BinaryOp.AND));
  }
}
