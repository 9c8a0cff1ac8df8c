package org.jacobean.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArrayPrinterTest {
  @TestFactory
  List<DynamicTest> printsAsNumPyDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/printing.json"))) {
      for (JsonNode c : new ObjectMapper().readTree(in).get("cases")) {
        String name = tests.size() + " " + c.get("dtype").asText() + c.get("shape");
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> assertEquals(c.get("text").asText(), array(c).toString())));
      }
    }
    return tests;
  }

  private static NDArray array(JsonNode c) {
    DType t = DType.parse(c.get("dtype").asText());
    int[] dims = new int[c.get("shape").size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = c.get("shape").get(i).asInt();
    }
    JsonNode data = c.get("data");
    if (!t.isInexact()) {
      long[] v = new long[data.size()];
      for (int i = 0; i < v.length; i++) {
        v[i] = data.get(i).bigIntegerValue().longValue();
      }
      return DeviceArray.fromLongs(t, v, Shape.of(dims));
    }
    double[] v = new double[data.size()];
    for (int i = 0; i < v.length; i++) {
      String s = data.get(i).asText();
      v[i] =
          s.endsWith("inf")
              ? Double.parseDouble(s.replace("inf", "Infinity"))
              : s.equals("nan") ? Double.NaN : Double.parseDouble(s);
    }
    return t.isComplex()
        ? DeviceArray.fromParts(t, v, Shape.of(dims))
        : DeviceArray.fromDoubles(t, v, Shape.of(dims));
  }

  @Test
  void dtypesThatNumPyLacksPrintTheFewestDigits() {
    assertEquals(
        "array([1. , 2.5, 0.1], dtype=bfloat16)",
        NDArray.of(DType.BFLOAT16, new double[] {1, 2.5, 0.1}, Shape.of(3)).toString());
    assertEquals(
        "array([450. ,  -0.5], dtype=float8_e4m3fn)",
        NDArray.of(DType.FLOAT8_E4M3FN, new double[] {448, -0.5}, Shape.of(2)).toString());
    assertEquals(
        "array([-8,  7], dtype=int4)",
        NDArray.of(DType.INT4, new long[] {-8, 7}, Shape.of(2)).toString());
  }

  @Test
  void weakTypesAreMarked() {
    assertEquals("array(2., dtype=float64, weak_type=True)", NDArray.scalar(2.0).toString());
  }
}
