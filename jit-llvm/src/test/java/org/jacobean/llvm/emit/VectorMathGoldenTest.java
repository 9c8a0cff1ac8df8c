package org.jacobean.llvm.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The error of each elementary function against values of high precision (golden_vectormath.py)
 * stays within its bound.
 */
final class VectorMathGoldenTest {

  @ParameterizedTest(name = "{0}: {1} ulp (float), {2} ulp (double)")
  @CsvSource({
    "EXP,1.1,1.1",
    "EXP2,1.1,1.2",
    "EXPM1,1.5,2",
    "LOG,1,1",
    "LOG1P,1,1",
    "SIN,1,1",
    "COS,1,1",
    "TAN,2.2,2.2",
    "SINH,2,2.3",
    "COSH,1.5,1.5",
    "TANH,1.4,1.4",
    "LOGISTIC,2,2",
    "ERF,1.3,1.4",
    "ERFC,4,4",
    "ERF_INV,5,5",
    "POW,0.51,1.2",
    "ATAN,1.6,1.6",
    "ATAN2,1.7,1.8",
    "ASIN,2.4,2.4",
    "ACOS,1.4,1.4",
    "RSQRT,1.5,1.5"
  })
  void errorIsWithinTheBound(String op, double floatBound, double doubleBound) throws IOException {
    errorIsWithin(op, false, floatBound);
    errorIsWithin(op, true, doubleBound);
  }

  private static void errorIsWithin(String op, boolean f64, double bound) throws IOException {
    List<double[]> rows = read(op.toLowerCase(Locale.ROOT) + (f64 ? "_f64.csv" : "_f32.csv"));
    double[] x = rows.stream().mapToDouble(r -> r[0]).toArray();
    double[] y = rows.stream().mapToDouble(r -> r[1]).toArray();
    double[] actual = new VectorMathKernel(op, f64, f64 ? 8 : 16).apply(x, y);
    double[] one = new VectorMathKernel(op, f64, 1).apply(x, y);
    for (int i = 0; i < x.length; i++) {
      double value = rows.get(i)[2];
      double ulp = f64 ? Math.ulp(value) : Math.ulp((float) value);
      double error = Math.abs((actual[i] - value - rows.get(i)[3]) / ulp);
      String what = op + "(" + x[i] + ", " + y[i] + ") = " + value + ", got " + actual[i];
      assertTrue(error <= bound, () -> what + ": error of " + error + " ulp, allowed " + bound);
      assertEquals(one[i], actual[i], what + " with one lane and with several");
    }
  }

  private static List<double[]> read(String file) throws IOException {
    try (InputStream in =
            VectorMathGoldenTest.class.getResourceAsStream("/golden/vectormath/" + file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().map(VectorMathGoldenTest::row).toList();
    }
  }

  private static double[] row(String line) {
    String[] cells = line.split(",");
    return new double[] {
      Double.parseDouble(cells[0]),
      Double.parseDouble(cells[1]),
      Double.parseDouble(cells[2]),
      Double.parseDouble(cells[3])
    };
  }
}
