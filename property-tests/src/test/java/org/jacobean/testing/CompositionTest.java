package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jacobean.backend.Backends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Random programs under random stacks of transformations give what each transformation means. A
 * failure prints the smallest program that was found and the seed to replay it: {@code
 * -Dtest=CompositionTest#replay -Djacobean.compo.seed=SEED}.
 */
class CompositionTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static final java.util.logging.Logger QUIET =
      java.util.logging.Logger.getLogger("org.jacobean.llvm");
  private static final double MAX_DISCARDED = 0.08;

  @BeforeAll
  static void onTheCompiledEngine() {
    assertEquals("cpu", Backends.current().name());
    // Operations without native code are reported once each: here they are many.
    QUIET.setLevel(java.util.logging.Level.SEVERE);
  }

  private static CompositionSearch search(long first, int count) {
    CompositionSearch search = new CompositionSearch(8, 20_000);
    search.run(first, count);
    System.out.println(search);
    if (!search.failures().isEmpty()) {
      throw new AssertionError(
          search.failures().stream().map(Throwable::getMessage).collect(Collectors.joining("\n\n")),
          search.failures().getFirst());
    }
    assertTrue(search.discarded() <= MAX_DISCARDED, search::toString);
    return search;
  }

  /**
   * Every operation of the catalogue occurs, and every transformation directly over every other.
   */
  @Test
  void fiveHundredPrograms() {
    CompositionCoverage coverage = search(1, 500).coverage();
    System.out.println(coverage);
    Set<String> missing = new TreeSet<>();
    for (Row row : Catalogue.rows()) {
      if (ProgramGenerator.isPure(row)) {
        missing.add(CompositionCoverage.label(row.any().op()));
      }
    }
    missing.removeAll(coverage.operations().keySet());
    assertEquals(Set.of(), missing, "operations that did not occur");
    for (TransformKind over : TransformKind.values()) {
      for (TransformKind under : TransformKind.values()) {
        boolean nests = over != TransformKind.PMAP || under != TransformKind.PMAP;
        assertTrue(!nests || coverage.count(over, under) > 0, over + " over " + under);
      }
    }
  }

  /** More programs, the same each time: a change is judged by what it changes. */
  @Test
  @Tag("slow")
  void manyPrograms() {
    search(1_000_000, 1_500);
  }

  /** Other programs each time. {@code -Djacobean.compo.programs} says how many. */
  @Test
  @Tag("nightly")
  void twentyThousandPrograms() {
    search(System.nanoTime() >>> 10, Integer.getInteger("jacobean.compo.programs", 20_000));
  }

  @Test
  @EnabledIfSystemProperty(named = "jacobean.compo.seed", matches = "-?\\d+")
  void replay() {
    CompositionCase c = CompositionCase.of(Long.getLong("jacobean.compo.seed"));
    System.out.println(c);
    CompositionSearch search = new CompositionSearch(1, 30_000);
    search.check(c.seed());
    assertEquals(List.of(), search.failures());
  }
}
