package org.jacobean.examples.miniature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tutorial shows the sources and the output as they are. */
class HowItWorksTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+) (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static Path root = Path.of("").toAbsolutePath();
  private static String document = "";

  @BeforeAll
  static void read() throws IOException {
    while (!Files.exists(root.resolve("bom/pom.xml"))) {
      root = root.getParent();
    }
    document = Files.readString(root.resolve("docs/how-it-works.md"));
  }

  @Test
  void everyBlockWithAFileNameIsAnExcerptOfThatFile() throws IOException {
    Path sources = root.resolve("examples/src/main/java/org/jacobean/examples/miniature");
    Matcher m = BLOCK.matcher(document);
    int blocks = 0;
    while (m.find()) {
      if (m.group(1).equals("java")) {
        String source = Files.readString(sources.resolve(m.group(2)));
        String excerpt = m.group(3);
        assertTrue(source.contains(excerpt), () -> m.group(2) + " does not contain\n" + excerpt);
        blocks++;
      }
    }
    assertTrue(blocks > 10, "blocks: " + blocks);
  }

  @Test
  void programsArePrintedAsShown() {
    assertEquals(block("program"), Recorder.record(Tutorial::f, java.util.List.of()) + "\n");
    assertEquals(
        block("derivative"), Reverse.linearize(Tutorial::f, Array.scalar(2)).derivative() + "\n");
    assertEquals(
        block("mapped"),
        Recorder.record(Batching.vmap(Reverse.grad(Tutorial::f)), java.util.List.of(3)) + "\n");
  }

  private static String block(String name) {
    Matcher m = BLOCK.matcher(document);
    while (m.find()) {
      if (m.group(1).equals("text") && m.group(2).equals(name)) {
        return m.group(3);
      }
    }
    throw new AssertionError("no block " + name);
  }
}
