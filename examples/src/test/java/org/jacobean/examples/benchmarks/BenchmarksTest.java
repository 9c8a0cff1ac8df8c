package org.jacobean.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
  /** A program's main method. */
  interface Program {
    void main(String[] args) throws Exception;
  }

  private static String printed(Program program, String... args) throws Exception {
    var out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      program.main(args);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatTransformationsCostIsPrintedBesideTheRival(@TempDir Path folder) throws Exception {
    Path python = folder.resolve("python");
    String figure = "{\"w\": \"trace_per_equation\", \"peer\": \"jax\", \"us\": 1000000.0}";
    Files.writeString(python, "#!/bin/sh\necho '" + figure + "'\n");
    assertTrue(python.toFile().setExecutable(true));
    String text = printed(TransformCosts::main, "--seconds", "0.01", "--python", python.toString());
    List<String> rows = text.lines().filter(l -> l.startsWith("| ")).skip(1).toList();
    assertTrue(rows.size() >= 10, text);
    assertEquals(1, rows.stream().filter(r -> r.contains("| 1000000.00 | 0.00 |")).count(), text);
    assertEquals(rows.size() - 1, rows.stream().filter(r -> r.contains("no rival")).count(), text);
  }

  @Test
  void aFirstCallIsTimed() throws Exception {
    String text = printed(FirstCall::main, "--only", "jit_add_scalar");
    assertTrue(text.startsWith("{\"w\": \"jit_add_scalar\", \"peer\": \"jacobean\""), text);
  }

  @Test
  void anUnknownWorkloadIsRefused() {
    String[] args = {"--only", "nothing"};
    var e = assertThrows(DataException.class, () -> FirstCall.main(args));
    assertEquals("JX0703", e.code());
  }
}
