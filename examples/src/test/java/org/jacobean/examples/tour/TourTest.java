package org.jacobean.examples.tour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

class TourTest {
  @Test
  void theTourPrintsWhatCalculusSays() {
    var out = new ByteArrayOutputStream();
    Tour.run(new PrintStream(out, true, StandardCharsets.UTF_8));
    String printed = out.toString(StandardCharsets.UTF_8);
    // sin 2 + 2 cos 2 and 2 cos 2 - 2 sin 2.
    for (String part :
        new String[] {
          "grad(f)(2) = 0.077004",
          "grad(grad(f))(2) = -2.650889",
          "hessian(rosenbrock)([1, 1]) = 802.000000 -400.000000 -400.000000 200.000000",
          "slope = 2.000000",
          "intercept = 1.000000",
          "f32[3,2] = transpose[permutation=(1, 0)]"
        }) {
      assertTrue(printed.contains(part), printed);
    }
  }

  @Test
  void everySnippetOfTheScriptForJShellRuns() throws IOException {
    String script = Files.readString(Path.of("tour.jsh"));
    try (JShell shell = JShell.builder().executionEngine("local").out(System.out).build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
      String rest = script;
      int snippets = 0;
      while (!rest.isBlank()) {
        var next = analysis.analyzeCompletion(rest);
        for (var event : shell.eval(next.source())) {
          assertEquals(
              Snippet.Status.VALID,
              event.status(),
              () ->
                  event.snippet().source()
                      + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
          assertEquals(null, event.exception(), () -> event.snippet().source());
          snippets++;
        }
        rest = next.remaining();
      }
      assertTrue(snippets > 15);
    }
  }
}
