package org.jacobean;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jacobean.errors.DataException;
import org.jacobean.pytrees.TreeBinary;
import org.jacobean.pytrees.TreeJson;
import org.junit.jupiter.api.Test;

class NDArrayCodecTest {
  record Layer(NDArray w, NDArray b, double[] plain) {}

  private static Layer layer() {
    double[] big = new double[20_000];
    for (int i = 0; i < big.length; i++) {
      big[i] = Math.sin(i);
    }
    return new Layer(
        NDArray.of(big, 100, 200),
        NDArray.of(DType.BFLOAT16, new double[] {1, -0.0, Double.NaN}, Shape.of(3)),
        new double[] {1, 2});
  }

  @Test
  void binaryKeepsEveryBit() {
    Layer a = layer();
    Layer b =
        TreeBinary.fromBytes(
            TreeBinary.toBytes(a, NDArrayCodec.INSTANCE), layer(), NDArrayCodec.INSTANCE);
    assertEquals(-1, a.w().data().mismatch(b.w().data()));
    assertEquals(-1, a.b().data().mismatch(b.b().data()));
    assertEquals(a.b().aval(), b.b().aval());
    assertArrayEquals(a.plain(), b.plain());
  }

  @Test
  void jsonKeepsEveryBit() {
    Layer a = layer();
    String json = TreeJson.toText(a, NDArrayCodec.INSTANCE);
    Layer b = TreeJson.fromText(json, layer(), NDArrayCodec.INSTANCE);
    assertEquals(-1, a.w().data().mismatch(b.w().data()));
    assertEquals(-1, a.b().data().mismatch(b.b().data()));
  }

  @Test
  void anotherShapeOrDTypeIsRefused() {
    byte[] bytes = TreeBinary.toBytes(NDArray.of(new float[3]), NDArrayCodec.INSTANCE);
    DataException e =
        assertThrows(
            DataException.class,
            () -> TreeBinary.fromBytes(bytes, NDArray.of(new float[4]), NDArrayCodec.INSTANCE));
    assertTrue(
        e.getMessage().contains("the stored array is f32[3] but the example has f32[4] there"),
        e.getMessage());
    String json = TreeJson.toText(NDArray.of(new float[3]), NDArrayCodec.INSTANCE);
    assertThrows(
        DataException.class,
        () -> TreeJson.fromText(json, NDArray.of(new double[3]), NDArrayCodec.INSTANCE));
  }

  @Test
  void malformedTextIsRefused() {
    assertEquals(
        "JX0736",
        assertThrows(DataException.class, () -> NDArrayCodec.fromBase64("f32", "")).code());
    assertEquals(
        "JX0736",
        assertThrows(DataException.class, () -> NDArrayCodec.fromBase64("q32[1]", "")).code());
    assertEquals(
        "JX0736",
        assertThrows(DataException.class, () -> NDArrayCodec.fromBase64("f32[1]", "AA==")).code());
  }
}
