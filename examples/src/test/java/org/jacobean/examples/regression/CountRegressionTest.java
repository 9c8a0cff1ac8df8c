package org.jacobean.examples.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jacobean.errors.DataException;
import org.jacobean.examples.DataFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected numbers: {@code src/test/python/regression_goldens.py}. */
class CountRegressionTest {
  @TempDir Path folder;

  private static CountData visits() {
    var file = DataFiles.shared("tabular/randhie.csv");
    Assumptions.assumeTrue(file.isPresent(), "randhie.csv is not here");
    return CountData.read(file.orElseThrow());
  }

  private static List<double[]> golden(String name) {
    var stream = CountRegressionTest.class.getResourceAsStream("/regression/" + name + ".csv");
    try (var in = java.util.Objects.requireNonNull(stream)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void check(List<double[]> golden, Newton.Fit fit) {
    assertEquals(golden.get(0)[0], fit.logLikelihood(), 1e-6);
    assertArrayEquals(golden.get(1), fit.coefficients(), 1e-9);
    assertArrayEquals(golden.get(2), fit.standardErrors(), 1e-9);
  }

  @Test
  void visitsToADoctorHaveTheKnownPoissonFit() {
    check(golden("randhie-poisson"), CountRegression.poisson(visits()));
  }

  @Test
  void visitsToADoctorHaveTheKnownLogisticFit() {
    check(golden("randhie-logistic"), CountRegression.logistic(visits()));
  }

  @Test
  void aSmallTableHasTheKnownFits() throws IOException {
    CountData data = CountData.read(Path.of(resource("small.csv")));
    check(golden("small-poisson"), CountRegression.poisson(data));
    check(golden("small-logistic"), CountRegression.logistic(data));
  }

  private static java.net.URI resource(String name) {
    try {
      return java.util.Objects.requireNonNull(
              CountRegressionTest.class.getResource("/regression/" + name))
          .toURI();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void generatedCoefficientsAreFoundWithinTheirErrors() {
    Newton.Fit fit = CountRegression.poisson(CountData.generated(1, 3000));
    double[] truth = {0.5, 0.3, -0.4};
    for (int i = 0; i < 3; i++) {
      assertTrue(
          Math.abs(fit.coefficients()[i] - truth[i]) < 4 * fit.standardErrors()[i],
          Arrays.toString(fit.coefficients()));
    }
  }

  @Test
  void aColumnThatRepeatsAnotherIsRefused() throws IOException {
    Path file =
        Files.writeString(folder.resolve("twice.csv"), "n,a,b\n1,1,1\n0,2,2\n3,5,5\n0,1,1\n");
    assertEquals("JX0708", code("--data", file.toString()));
  }

  @Test
  void missingFilesAndWhatIsNoCountAreRefused() throws IOException {
    assertEquals("JX0701", code("--data", folder.resolve("none").toString()));
    for (String bad : List.of("n,a\n-1,2\n", "n,a\n1.5,2\n", "", "n,a\n1,2,3\n")) {
      Path file = Files.writeString(folder.resolve("bad.csv"), bad);
      assertEquals("JX0707", code("--data", file.toString()), bad);
    }
  }

  @Test
  void theTableIsPrinted() {
    var out = new ByteArrayOutputStream();
    Path small = Path.of(resource("small.csv"));
    CountRegression.run(
        new PrintStream(out, true, StandardCharsets.UTF_8), "--data", small.toString());
    String printed = out.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("Poisson regression of the count: log-likelihood"), printed);
    assertTrue(printed.contains("coefficient"), printed);
  }

  @Test
  void theInverseOfAMatrixTimesItIsTheIdentity() {
    double[][] inverse = SymmetricSolve.inverse(new double[] {4, 2, 1, 2, 5, 3, 1, 3, 6}, 3);
    double[] expected = {21 / 67.0, -9 / 67.0, 1 / 67.0};
    assertArrayEquals(expected, inverse[0], 1e-15);
  }

  private static String code(String... args) {
    var out = new PrintStream(OutputStream.nullOutputStream());
    return assertThrows(DataException.class, () -> CountRegression.run(out, args)).code();
  }
}
