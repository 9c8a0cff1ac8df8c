package org.jacobean.transforms;

/** What the terms of a series are, in {@code jet}. */
public enum SeriesScale {
  /** Derivatives: term {@code k} is {@code d^k x / dt^k}. JAX's default. */
  DERIVATIVES,
  /**
   * Taylor coefficients: term {@code k} is {@code d^k x / dt^k / k!}, the factor of {@code t^k}.
   */
  COEFFICIENTS
}
