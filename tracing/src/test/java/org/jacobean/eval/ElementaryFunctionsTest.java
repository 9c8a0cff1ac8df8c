package org.jacobean.eval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jacobean.ir.op.UnaryOp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Errors of the functions of doubles against 40-digit values of mpmath, in units of the last place.
 */
class ElementaryFunctionsTest {
  @TestFactory
  List<DynamicTest> withinAFewUnitsOfTheLastPlace() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/elementary.json"))) {
      for (JsonNode c : new ObjectMapper().readTree(in).get("cases")) {
        UnaryOp op = UnaryOp.valueOf(c.get("fn").asText().toUpperCase(Locale.ROOT));
        boolean complex = c.path("complex").asBoolean();
        tests.add(
            DynamicTest.dynamicTest(
                op + (complex ? " complex" : ""),
                () -> check(op, complex, doubles(c.get("x")), doubles(c.get("y")))));
      }
    }
    return tests;
  }

  private static double[] doubles(JsonNode list) {
    double[] d = new double[list.size()];
    for (int i = 0; i < d.length; i++) {
      d[i] = list.get(i).asDouble();
    }
    return d;
  }

  private static double bound(UnaryOp op) {
    return switch (op) {
      case ERFC, ERF_INV, LGAMMA, DIGAMMA -> 4;
      default -> 2.5;
    };
  }

  private static void check(UnaryOp op, boolean complex, double[] x, double[] y) {
    double worst = 0;
    String where = "";
    double[] z = new double[2];
    for (int i = 0; i < x.length; i += complex ? 2 : 1) {
      double error;
      if (complex) {
        ComplexFunctions.unary(op).apply(x[i], x[i + 1], z);
        double scale = Math.max(Math.abs(y[i]), Math.abs(y[i + 1]));
        error = Math.max(Math.abs(z[0] - y[i]), Math.abs(z[1] - y[i + 1])) / Math.ulp(scale);
      } else {
        error = Math.abs(RealFunctions.unary(op).applyAsDouble(x[i]) - y[i]) / Math.ulp(y[i]);
      }
      if (!(error <= worst)) {
        worst = error;
        where =
            x[i]
                + (complex ? " + " + x[i + 1] + "i" : "")
                + " gives "
                + (complex ? z[0] + " " + z[1] : "")
                + " for "
                + y[i];
      }
    }
    assertTrue(worst <= (complex ? 8 : bound(op)), worst + " ulp at " + where);
  }
}
