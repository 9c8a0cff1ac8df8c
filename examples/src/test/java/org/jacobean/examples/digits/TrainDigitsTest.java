package org.jacobean.examples.digits;

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
import org.jacobean.errors.DataException;
import org.jacobean.examples.DataFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainDigitsTest {
  @TempDir Path folder;

  private static double run(String... args) {
    return TrainDigits.run(new PrintStream(OutputStream.nullOutputStream()), args);
  }

  private static String code(String... args) {
    return assertThrows(DataException.class, () -> run(args)).code();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void generatedDigitsAreLearned(String model) {
    var out = new ByteArrayOutputStream();
    double accuracy =
        TrainDigits.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            "--model",
            model,
            "--data",
            "generated",
            "--epochs",
            "4",
            "--width",
            "64");
    assertTrue(accuracy > 0.9, () -> "accuracy " + accuracy);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("test accuracy "));
  }

  @Test
  void aShortRunOnTheRealDigitsIsRight() {
    Assumptions.assumeTrue(DataFiles.shared("digits").isPresent(), "the real digits are not here");
    assertTrue(run("--model", "mlp", "--epochs", "6") > 0.95);
  }

  @Test
  void filesAreRead() throws IOException {
    String image = "8,".repeat(64);
    Files.writeString(folder.resolve("optdigits.tra"), image + "3\n" + image + "9\n");
    Files.writeString(folder.resolve("optdigits.tes"), image + "0\n");
    DigitImages.Split split = DigitImages.read(folder);
    assertArrayEquals(new int[] {3, 9}, split.train().labels().toIntArray());
    assertEquals(0.5 * 64, split.test().images().sum().item());
    Files.writeString(folder.resolve("optdigits.tes"), image + "10\n");
    assertEquals("JX0707", code("--data", folder.toString()));
  }

  @Test
  void missingDataAndBadOptionsAreRefused() {
    assertEquals("JX0701", code("--data", folder.resolve("none").toString()));
    assertEquals("JX0703", code("--data", "generated", "--model", "tree"));
    assertEquals("JX0703", code("--data", "generated", "--width", "12"));
    assertEquals("JX0703", code("--epochs", "no", "--data", "generated"));
  }

  @Test
  void aLossThatIsNoNumberStops() {
    assertEquals(
        "JX0706",
        code(
            "--data",
            "generated",
            "--model",
            "mlp",
            "--width",
            "8",
            "--lr",
            "1e38",
            "--epochs",
            "2"));
  }

  @Test
  void accuracyIsTheShareOfTheDiagonal() {
    assertEquals(0.75, Training.accuracy(new int[][] {{2, 1}, {0, 1}}));
  }
}
