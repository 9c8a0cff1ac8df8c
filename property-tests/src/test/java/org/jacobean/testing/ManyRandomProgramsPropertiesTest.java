package org.jacobean.testing;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** The properties of {@link RandomProgramsPropertiesTest} for other seeds each time. */
@Tag("slow")
class ManyRandomProgramsPropertiesTest {
  private final RandomProgramsPropertiesTest programs = new RandomProgramsPropertiesTest();

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void valuesAgree(@ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int steps) {
    programs.valuesAgree(seed, steps);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void gradientsAgree(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int steps) {
    programs.gradientsAgree(seed, steps);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void mapsAreLoops(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int steps) {
    programs.mapsAreLoops(seed, steps);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void stacksAgree(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 6) int steps,
      @ForAll @IntRange(min = 1, max = 3) int depth) {
    programs.stacksAgree(seed, steps, depth);
  }
}
