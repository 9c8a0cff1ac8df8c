package org.jacobean.examples.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Losses on several devices are those on one. */
class DataParallelTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  @Test
  void lossesAreEqualAndFall() {
    var text = new ByteArrayOutputStream();
    double difference =
        DataParallel.run(
            new PrintStream(text, true, StandardCharsets.UTF_8), "--devices", "4", "--steps", "5");
    assertTrue(difference < 1e-5, text.toString(StandardCharsets.UTF_8));
    double[] losses =
        text.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(l -> l.startsWith("step"))
            .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' '))))
            .toArray();
    assertEquals(5, losses.length);
    assertTrue(losses[4] < losses[0]);
  }
}
