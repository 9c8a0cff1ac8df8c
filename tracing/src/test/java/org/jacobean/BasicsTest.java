package org.jacobean;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.ShapeException;
import org.junit.jupiter.api.Test;

/** DType, Shape, Axes, AbstractValue and the creation and reading of arrays. */
class BasicsTest {
  @Test
  void dtypesParseTheirOwnNames() {
    for (DType t : DType.values()) {
      assertEquals(t, DType.parse(t.fullName()));
      assertEquals(t, DType.parse(t.shortName()));
      assertEquals(t.fullName(), t.toString());
    }
    assertEquals("JX0201", assertThrows(DTypeException.class, () -> DType.parse("float31")).code());
  }

  @Test
  void dtypeFamiliesPartitionTheDTypes() {
    for (DType t : DType.values()) {
      int families =
          (t.isBool() ? 1 : 0)
              + (t.isSigned() ? 1 : 0)
              + (t.isUnsigned() ? 1 : 0)
              + (t.isFloat() ? 1 : 0)
              + (t.isComplex() ? 1 : 0);
      assertEquals(t == DType.FLOAT0 ? 0 : 1, families, t.toString());
      assertEquals(t.isFloat() || t.isComplex(), t.isInexact());
      assertEquals(t.isSigned() || t.isUnsigned(), t.isInteger());
      assertEquals(t.isInexact() ? t : DType.FLOAT0, t.tangent());
      assertTrue(t.bits() <= 8 * t.itemBytes());
      assertFalse(t.real().isComplex());
      assertTrue(t.complex().isComplex());
    }
    assertEquals(DType.COMPLEX128, DType.FLOAT64.complex());
    assertEquals(DType.FLOAT64, DType.COMPLEX128.real());
    assertEquals(DType.COMPLEX64, DType.BFLOAT16.complex());
  }

  @Test
  void shapesEditTheirAxes() {
    Shape s = Shape.of(2, 3, 4);
    assertEquals(24, s.size());
    assertArrayEquals(new long[] {12, 4, 1}, s.strides());
    assertEquals(4, s.dim(-1));
    assertEquals("[2,3,4]", s.toString());
    assertEquals(Shape.of(4, 2), s.pick(Axes.of(2, 0)));
    assertEquals(Shape.of(3), s.without(Axes.of(0, 2)));
    assertEquals(Shape.of(2, 4), s.remove(1));
    assertEquals(Shape.of(2, 4), s.remove(-2));
    assertEquals(Shape.of(2, 5, 3, 4), s.insert(1, 5));
    assertEquals(Shape.of(2, 9, 4), s.with(1, 9));
    assertEquals(Shape.of(2, 3, 4, 7), s.plus(Shape.of(7)));
    assertEquals(Shape.of(2, 3, 4).hashCode(), s.hashCode());
    assertNotEquals(Shape.of(2, 3), s);
    assertSame(Shape.SCALAR, Shape.of());
    assertEquals(0, Shape.of(0, 5).size());
    assertArrayEquals(new int[] {2, 3, 4}, s.dims());
  }

  @Test
  void badShapesAreRejected() {
    assertEquals("JX0202", assertThrows(ShapeException.class, () -> Shape.of(2, -1)).code());
    assertEquals(
        "JX0203",
        assertThrows(ShapeException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30)).code());
    assertEquals(
        "JX0204: axis 2 is out of range for an array of shape [2,3] (rank 2)",
        assertThrows(ShapeException.class, () -> Shape.of(2, 3).axis(2)).getMessage());
    assertEquals(
        "JX0204", assertThrows(ShapeException.class, () -> Shape.of(2, 3).axis(-3)).code());
  }

  @Test
  void axesAreListsAndSets() {
    Axes a = Axes.of(2, 0);
    assertEquals("(2, 0)", a.toString());
    assertEquals("(1,)", Axes.of(1).toString());
    assertEquals("()", Axes.NONE.toString());
    assertEquals(Axes.of(1, 3), a.complement(4));
    assertEquals(Axes.of(3, 0), a.shift(1));
    assertEquals(Axes.of(2, 0, 5), a.plus(Axes.of(5)));
    assertEquals(Axes.of(0, 2), a.sorted());
    assertEquals(Axes.of(1, 0), a.argsort());
    assertEquals(Axes.of(0), a.take(Axes.of(1)));
    assertEquals(1, a.indexOf(0));
    assertFalse(a.contains(1));
    assertTrue(a.within(3));
    assertFalse(a.within(2));
    assertFalse(Axes.of(1, 1).distinct());
    assertTrue(Axes.of(1, 2, 0).isPermutation());
    assertFalse(a.isPermutation());
    assertEquals(Axes.range(0, 3), Axes.of(1, 2, 0).take(Axes.of(1, 2, 0).argsort()));
    assertEquals(Axes.of(2, 0).hashCode(), a.hashCode());
    assertArrayEquals(new int[] {2, 0}, a.toArray());
  }

  @Test
  void abstractValuesReadTheirOwnText() {
    for (DType t : DType.values()) {
      for (boolean weak : new boolean[] {false, true}) {
        AbstractValue a = new AbstractValue(t, Shape.of(3, 4), weak);
        assertEquals(a, AbstractValue.parse(a.toString()));
      }
    }
    assertEquals(AbstractValue.of(DType.FLOAT32), AbstractValue.parse("f32[]"));
    for (String bad : List.of("f32", "f32[", "f32[a]", "f32[1,]", "f32[-1]", "f32[1] ")) {
      assertEquals(
          "JX0215", assertThrows(ShapeException.class, () -> AbstractValue.parse(bad)).code(), bad);
    }
    assertThrows(JacobeanException.class, () -> AbstractValue.parse("f31[1]"));
  }

  @Test
  void abstractValuesHaveTangents() {
    AbstractValue weak = new AbstractValue(DType.FLOAT32, Shape.of(2), true);
    assertEquals(weak, weak.tangent());
    assertEquals("float0[2]", AbstractValue.of(DType.INT32, 2).tangent().toString());
    assertEquals(AbstractValue.of(DType.FLOAT32, 2), weak.strong());
    assertTrue(weak.sameType(weak.strong()));
    assertEquals(8, weak.bytes());
  }

  @Test
  void arraysKeepTheDTypeOfTheJavaArray() {
    assertEquals(DType.FLOAT64, NDArray.of(new double[] {1}).dtype());
    assertEquals(DType.FLOAT32, NDArray.of(new float[] {1}).dtype());
    assertEquals(DType.INT64, NDArray.of(new long[] {1}).dtype());
    assertEquals(DType.INT32, NDArray.of(new int[] {1}).dtype());
    assertEquals(DType.INT16, NDArray.of(new short[] {1}).dtype());
    assertEquals(DType.INT8, NDArray.of(new byte[] {1}).dtype());
    assertEquals(DType.BOOL, NDArray.of(new boolean[] {true}).dtype());
    assertEquals(Shape.of(2, 3), NDArray.of(new int[6], 2, 3).shape());
    assertEquals(
        "JX0205", assertThrows(ShapeException.class, () -> NDArray.of(new int[6], 4)).code());
    assertEquals(
        "JX0205",
        assertThrows(ShapeException.class, () -> NDArray.of(DType.INT8, new long[6], Shape.of(4)))
            .code());
  }

  @Test
  void elementsReadBackInEveryJavaType() {
    NDArray a = NDArray.of(new double[] {0, 1.5, -2});
    assertArrayEquals(new double[] {0, 1.5, -2}, a.toDoubleArray());
    assertArrayEquals(new float[] {0, 1.5f, -2}, a.toFloatArray());
    assertArrayEquals(new long[] {0, 1, -2}, a.toLongArray());
    assertArrayEquals(new int[] {0, 1, -2}, a.toIntArray());
    assertTrue(Arrays.equals(new boolean[] {false, true, true}, a.toBooleanArray()));
    assertArrayEquals(new double[] {0, 0, 1.5, 0, -2, 0}, a.toComplexArray());
    assertArrayEquals(new float[] {1, 2}, NDArray.of(new float[] {1, 2}).toFloatArray());
    assertEquals(7, NDArray.scalar(7).item());
    assertEquals(7, NDArray.scalar(7.9).itemLong());
    assertTrue(NDArray.scalar(true).itemBoolean());
    assertEquals("JX0206", assertThrows(ShapeException.class, a::item).code());
    NDArray z = NDArray.ofComplex(DType.COMPLEX64, new double[] {1, 2}, Shape.SCALAR);
    assertEquals("JX0207", assertThrows(DTypeException.class, z::item).code());
    assertEquals("JX0207", assertThrows(DTypeException.class, z::toDoubleArray).code());
  }

  @Test
  void largeArraysReadBackToo() {
    double[] big = new double[10_000];
    Arrays.setAll(big, i -> i * 0.5);
    assertArrayEquals(big, NDArray.of(big).toDoubleArray());
    assertThrows(
        IllegalArgumentException.class,
        () -> NDArray.of(big).data().set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) 1));
  }

  @Test
  void allCloseComparesTypesAndElements() {
    NDArray a = NDArray.of(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY});
    assertTrue(
        a.allClose(
            NDArray.of(new double[] {1 + 1e-9, Double.NaN, Double.POSITIVE_INFINITY}), 1e-6, 0));
    assertFalse(
        a.allClose(NDArray.of(new double[] {1.1, Double.NaN, Double.POSITIVE_INFINITY}), 1e-6, 0));
    assertFalse(a.allClose(NDArray.of(new double[] {1, 0, Double.POSITIVE_INFINITY}), 1e-6, 1));
    assertFalse(a.allClose(NDArray.of(new float[] {1}), 1, 1));
    assertEquals("f64[3]", a.describe());
  }

  @Test
  void weaknessIsAView() {
    NDArray s = NDArray.scalar(2.0);
    assertTrue(s.aval().weakType());
    assertFalse(s.withWeakType(false).aval().weakType());
    assertSame(s, s.withWeakType(true));
    assertEquals(DType.BFLOAT16, s.astype(DType.BFLOAT16).dtype());
  }
}
