package org.jacobean.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  @TempDir Path folder;

  private static String run(String... args) throws Exception {
    var out = new ByteArrayOutputStream();
    SideBySide.run(args, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A program that stands for Python: it prints one figure, whatever it is asked to run. */
  private Path interpreter(String line, int status) throws IOException {
    Path script = folder.resolve("python" + status);
    Files.writeString(script, "#!/bin/sh\necho '" + line + "'\nexit " + status + "\n");
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void everyWorkloadIsMeasuredAndComparedWithTheRival() throws Exception {
    String figure = "{\"w\": \"mlp3_grad\", \"median_ms\": 1000000.0, \"first_ms\": 2.0}";
    String text = run("--seconds", "0.01", "--python", interpreter(figure, 0).toString());
    for (String w : Workloads.all().keySet()) {
      assertTrue(text.contains("{\"w\": \"" + w + "\", \"peer\": \"jacobean\""), text);
    }
    assertEquals(1, text.lines().filter(l -> l.startsWith("| mlp3_grad |")).count(), text);
    assertTrue(text.contains("| 1.000e+06 | 0.00 |"), text);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aRivalThatFailsIsReported() throws Exception {
    String python = interpreter("", 3).toString();
    var e = assertThrows(DataException.class, () -> run("--seconds", "0", "--python", python));
    assertEquals("JX0707", e.code());
  }
}
