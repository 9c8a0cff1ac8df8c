package org.jacobean.pytrees;

/** A class that knows nothing of trees; {@link IntervalSupport} serves it. */
class Interval {
  final int steps;
  final Leaf bounds;

  Interval(int steps, Leaf bounds) {
    this.steps = steps;
    this.bounds = bounds;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Interval i && steps == i.steps && bounds.equals(i.bounds);
  }

  @Override
  public int hashCode() {
    return bounds.hashCode();
  }
}
