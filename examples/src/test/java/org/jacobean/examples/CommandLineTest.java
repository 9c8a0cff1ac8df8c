package org.jacobean.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final List<String> KNOWN = List.of("--n", "--seed");

  @Test
  void valuesAreReadAndMissingOnesHaveDefaults() {
    CommandLine line = CommandLine.parse(KNOWN, "--n", "12", "");
    assertEquals(12, line.positive("--n", 3));
    assertEquals(12.0, line.positive("--n", 3.0));
    assertEquals(0.5, line.positive("--other", 0.5));
    assertEquals("12", line.text("--n", "none"));
    assertEquals(0, line.seed());
    assertEquals(-7, CommandLine.parse(KNOWN, "--seed", "-7").seed());
  }

  @Test
  void unknownOptionsAndMissingValuesAreRefused() {
    assertEquals(
        "JX0703",
        assertThrows(DataException.class, () -> CommandLine.parse(KNOWN, "--m", "1")).code());
    assertEquals(
        "JX0703", assertThrows(DataException.class, () -> CommandLine.parse(KNOWN, "--n")).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "NaN", "Infinity", "many", "1e10"})
  void whatIsNoPositiveWholeNumberIsRefused(String value) {
    CommandLine line = CommandLine.parse(KNOWN, "--n", value);
    DataException e = assertThrows(DataException.class, () -> line.positive("--n", 1));
    assertEquals("JX0703", e.code());
  }

  @Test
  void aSeedIsAWholeNumber() {
    CommandLine line = CommandLine.parse(KNOWN, "--seed", "x");
    assertEquals("JX0703", assertThrows(DataException.class, line::seed).code());
  }
}
