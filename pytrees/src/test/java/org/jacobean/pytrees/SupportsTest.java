package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jacobean.errors.TreeException;
import org.junit.jupiter.api.Test;

final class SupportsTest {

  /** A subclass that the support of its superclass cannot rebuild. */
  private static final class Labelled extends Interval {
    Labelled() {
      super(1, Samples.leaf(1));
    }
  }

  @Test
  void aProviderIsFoundForItsClassAndSubclassesOnly() {
    assertInstanceOf(IntervalSupport.class, ProvidedSupports.of(Interval.class).orElseThrow());
    assertInstanceOf(IntervalSupport.class, ProvidedSupports.of(Labelled.class).orElseThrow());
    assertEquals(Optional.empty(), ProvidedSupports.of(Object.class));
  }

  @Test
  void aSubclassThatComesBackAsItsSuperclassIsReported() {
    Labelled labelled = new Labelled();
    assertEquals(1, Tree.leaves(labelled).size());
    TreeException e =
        assertThrows(TreeException.class, () -> Tree.map((Leaf x) -> x, (Object) labelled));
    assertEquals("JX0111", e.code());
    assertTrue(e.getMessage().contains("rebuilt Interval"), e.getMessage());
  }

  @Test
  void mappingReachesTheLeavesOfClassesWithASupport() {
    Polynomial p = Tree.map((Leaf x) -> Samples.leaf(9), new Polynomial(Samples.leaf(1), "x"));
    assertEquals(new Polynomial(Samples.leaf(9), "x"), p);
  }
}
