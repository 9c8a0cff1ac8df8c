package org.jacobean.testing;

import java.util.Locale;

/** The transformations that stacks are made of. */
public enum TransformKind {
  /** Compilation. */
  JIT,
  /** Many examples at once. */
  VMAP,
  /** One example per device. */
  PMAP,
  /** Saving less for reverse mode. */
  CHECKPOINT,
  /** Forward mode. */
  JVP,
  /** Forward mode in two steps. */
  LINEARIZE,
  /** Reverse mode. */
  VJP,
  /** Reverse mode of a scalar. */
  GRAD;

  /** Whether functions without forward-mode rule are refused. */
  boolean isForward() {
    return this == JVP || this == LINEARIZE;
  }

  /** Whether loops without reverse-mode rule are refused. */
  boolean isReverse() {
    return this == VJP || this == GRAD;
  }

  boolean isDerivative() {
    return isForward() || isReverse();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
