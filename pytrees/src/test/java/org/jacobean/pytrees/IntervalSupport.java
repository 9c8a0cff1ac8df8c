package org.jacobean.pytrees;

import java.util.List;

/** Serves {@link Interval} as a provider found on the class path. */
public final class IntervalSupport implements TreeSupport<Interval> {
  @Override
  public Class<Interval> type() {
    return Interval.class;
  }

  @Override
  public List<?> children(Interval value) {
    return List.of(value.steps, value.bounds);
  }

  @Override
  public Interval rebuild(List<?> children) {
    return new Interval((Integer) children.get(0), (Leaf) children.get(1));
  }

  @Override
  public List<String> names() {
    return List.of("steps", "bounds");
  }
}
