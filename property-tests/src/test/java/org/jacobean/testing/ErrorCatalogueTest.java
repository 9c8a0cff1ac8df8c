package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of error codes says something about every code of the sources, and nothing about
 * others.
 */
class ErrorCatalogueTest {
  private static final Pattern CODE = Pattern.compile("JX\\d{4}");
  private static final Pattern ENTRY =
      Pattern.compile("^\\| (JX\\d{4}) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

  /** Codes by the first file that mentions them. */
  private static final Map<String, String> USED = new TreeMap<>();

  private static List<String> catalogue = List.of();

  @BeforeAll
  static void read() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("bom/pom.xml"))) {
      root = root.getParent();
    }
    catalogue = Files.readAllLines(root.resolve("docs/errors/README.md"));
    try (Stream<Path> modules = Files.list(root)) {
      modules
          .map(m -> m.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .forEach(ErrorCatalogueTest::scan);
    }
  }

  private static void scan(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher m = CODE.matcher(Files.readString(file));
        while (m.find()) {
          USED.putIfAbsent(m.group(), file.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Long> entries() {
    Map<String, Long> count = new TreeMap<>();
    for (String line : catalogue) {
      Matcher m = ENTRY.matcher(line);
      if (m.matches()) {
        count.merge(m.group(1), 1L, Long::sum);
      }
    }
    return count;
  }

  @Test
  void everyCodeHasAnEntry() {
    Map<String, String> missing = new TreeMap<>(USED);
    missing.keySet().removeAll(entries().keySet());
    assertTrue(USED.size() > 100, () -> "sources were not found: " + USED);
    assertEquals(Map.of(), missing, "codes without an entry, with a file that has them");
  }

  @Test
  void everyEntryHasACode() {
    Map<String, Long> stale = entries();
    stale.keySet().removeAll(USED.keySet());
    assertEquals(Map.of(), stale, "entries whose code no source has");
  }

  @Test
  void noCodeHasTwoEntriesAndNoLineIsMalformed() {
    entries().forEach((code, n) -> assertEquals(1L, n, code));
    long lines = catalogue.stream().filter(l -> l.startsWith("| JX")).count();
    assertEquals(lines, entries().size());
  }
}
