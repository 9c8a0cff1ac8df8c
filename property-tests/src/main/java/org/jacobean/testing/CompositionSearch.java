package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the cases of many seeds and makes those that fail small. */
public final class CompositionSearch {
  private final CompositionCoverage coverage = new CompositionCoverage();
  private final List<CompositionFailure> failures = new ArrayList<>();
  private final int maxFailures;
  private final long shrinkMillis;
  private int checked;
  private int notSmooth;
  private int rounding;

  /**
   * A search.
   *
   * @param maxFailures how many failures to collect before it stops
   * @param shrinkMillis how long to make one failure small
   */
  public CompositionSearch(int maxFailures, long shrinkMillis) {
    this.maxFailures = maxFailures;
    this.shrinkMillis = shrinkMillis;
  }

  /** Checks the cases of the seeds {@code first}, {@code first + 1}, …. */
  public void run(long first, int count) {
    for (int i = 0; i < count && failures.size() < maxFailures; i++) {
      check(first + i);
    }
  }

  /** Checks the case of a seed. */
  public void check(long seed) {
    CompositionCase c;
    try {
      c = CompositionCase.of(seed);
    } catch (RuntimeException e) {
      throw new AssertionError("-Djacobean.compo.seed=" + seed + ": no program", e);
    }
    checked++;
    coverage.add(c);
    try {
      if (CompositionLaw.check(c) == CompositionLaw.Outcome.NOT_SMOOTH) {
        notSmooth++;
      }
    } catch (AssertionError | RuntimeException | StackOverflowError wrong) {
      Optional<CompositionFailure> failure = CompositionFailure.of(c, shrinkMillis);
      failure.ifPresentOrElse(failures::add, () -> rounding++);
    }
  }

  /** What was exercised. */
  public CompositionCoverage coverage() {
    return coverage;
  }

  /** The failures. */
  public List<CompositionFailure> failures() {
    return List.copyOf(failures);
  }

  /** The share of cases that tell nothing: near a kink, or decided by rounding. */
  public double discarded() {
    return checked == 0 ? 0 : (notSmooth + rounding) / (double) checked;
  }

  @Override
  public String toString() {
    return checked
        + " cases, "
        + notSmooth
        + " near a kink, "
        + rounding
        + " decided by rounding, "
        + failures.size()
        + " failures";
  }
}
