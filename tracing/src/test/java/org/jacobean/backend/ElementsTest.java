package org.jacobean.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.DType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ElementsTest {
  private static MemorySegment memory() {
    return MemorySegment.ofArray(new long[4]);
  }

  private static double number(JsonNode n) {
    String s = n.asText();
    return s.endsWith("inf")
        ? Double.parseDouble(s.replace("inf", "Infinity"))
        : s.equals("nan") ? Double.NaN : Double.parseDouble(s);
  }

  private static long bits(MemorySegment m, DType t) {
    return t.itemBytes() == 1
        ? m.get(ValueLayout.JAVA_BYTE, 0) & 0xff
        : m.get(ValueLayout.JAVA_SHORT, 0) & 0xffff;
  }

  @TestFactory
  List<DynamicTest> narrowFloatsAreThoseOfMlDtypes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/narrow.json"))) {
      for (JsonNode c : new ObjectMapper().readTree(in).get("cases")) {
        DType t = DType.parse(c.get("dtype").asText());
        tests.add(DynamicTest.dynamicTest("decode " + t, () -> decodes(t, c)));
        tests.add(DynamicTest.dynamicTest("encode " + t, () -> encodes(t, c)));
      }
    }
    return tests;
  }

  private static void decodes(DType t, JsonNode c) {
    MemorySegment m = memory();
    for (int i = 0; i < c.get("bits").size(); i++) {
      m.set(ValueLayout.JAVA_SHORT, 0, (short) c.get("bits").get(i).asInt());
      assertEquals(
          number(c.get("values").get(i)),
          Elements.getDouble(m, t, 0),
          "bits " + c.get("bits").get(i));
    }
  }

  private static void encodes(DType t, JsonNode c) {
    MemorySegment m = memory();
    for (int i = 0; i < c.get("x").size(); i++) {
      double x = number(c.get("x").get(i));
      Elements.setDouble(m, t, 0, x);
      assertEquals(c.get("y").get(i).asLong(), bits(m, t), t + " of " + x);
      assertEquals(Elements.getDouble(m, t, 0), Elements.round(t, x));
    }
  }

  @Test
  void doublesAreRoundedOnceToNarrowFloats() {
    // Through float32 this would tie and round down to 1.
    assertEquals(1 + 0x1p-7, Elements.round(DType.BFLOAT16, 1 + 0x1p-8 + 0x1p-40));
    assertEquals(1 + 0x1p-10, Elements.round(DType.FLOAT16, 1 + 0x1p-11 + 0x1p-40));
    assertEquals(1, Elements.round(DType.BFLOAT16, 1 + 0x1p-8));
  }

  @Test
  void integersWrapAndFloatsSaturate() {
    MemorySegment m = memory();
    Elements.setLong(m, DType.INT4, 0, 9);
    assertEquals(-7, Elements.getLong(m, DType.INT4, 0));
    Elements.setLong(m, DType.UINT4, 0, -1);
    assertEquals(15, Elements.getLong(m, DType.UINT4, 0));
    Elements.setLong(m, DType.INT8, 0, 200);
    assertEquals(-56, Elements.getLong(m, DType.INT8, 0));
    Elements.setLong(m, DType.UINT32, 0, -1);
    assertEquals(0xffffffffL, Elements.getLong(m, DType.UINT32, 0));
    Elements.setDouble(m, DType.INT8, 0, 1e9);
    assertEquals(127, Elements.getLong(m, DType.INT8, 0));
    Elements.setDouble(m, DType.UINT8, 0, -3);
    assertEquals(0, Elements.getLong(m, DType.UINT8, 0));
    Elements.setDouble(m, DType.INT32, 0, Double.NaN);
    assertEquals(0, Elements.getLong(m, DType.INT32, 0));
    Elements.setDouble(m, DType.UINT64, 0, 0x1p63);
    assertEquals(Long.MIN_VALUE, Elements.getLong(m, DType.UINT64, 0));
    assertEquals(0x1p63, Elements.getDouble(m, DType.UINT64, 0));
    Elements.setDouble(m, DType.UINT64, 0, 1e30);
    assertEquals(-1, Elements.getLong(m, DType.UINT64, 0));
  }

  @Test
  void everyDTypeHoldsOneAndItsLimits() {
    MemorySegment m = memory();
    for (DType t : DType.values()) {
      if (t == DType.FLOAT0) {
        continue;
      }
      Elements.setLong(m, t, 1, 1);
      assertEquals(1, Elements.getDouble(m, t, 1), t.toString());
      assertEquals(1, Elements.getLong(m, t, 1), t.toString());
      Elements.setDouble(m, t, 1, 1);
      assertEquals(1, Elements.getDouble(m, t, 1), t.toString());
      assertEquals(0, Elements.getImaginary(m, t, 1));
      if (!t.isInexact()) {
        for (long v : new long[] {Elements.minLong(t), Elements.maxLong(t)}) {
          Elements.setLong(m, t, 0, v);
          assertEquals(v, Elements.getLong(m, t, 0), t.toString());
          assertEquals(v, Elements.wrap(t, v), t.toString());
        }
      }
    }
    Elements.setComplex(m, DType.COMPLEX64, 0, 1.5, -2.5);
    assertEquals(-2.5, Elements.getImaginary(m, DType.COMPLEX64, 0));
    Elements.setComplex(m, DType.COMPLEX128, 0, 1.5, -2.5);
    assertEquals(-2.5, Elements.getImaginary(m, DType.COMPLEX128, 0));
    assertEquals(0, Elements.getLong(m, DType.FLOAT0, 0));
  }

  @Test
  void unsignedLongsBecomeTheNearestDouble() {
    assertEquals(0x1p64, Elements.unsignedToDouble(-1));
    assertEquals(0x1p63, Elements.unsignedToDouble(Long.MIN_VALUE));
    assertEquals(5, Elements.unsignedToDouble(5));
  }
}
