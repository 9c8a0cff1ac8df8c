package org.jacobean.ir.op;

/**
 * What an operation does besides computing its results. Operations with effects are not removed,
 * merged, repeated or moved out of loops by any rewriting of a program.
 */
public enum Effect {
  /** Shows values to the user: prints, debug callbacks. */
  DEBUG(false),
  /** As {@link #DEBUG}, in program order by request. */
  ORDERED_DEBUG(true),
  /** Reads or changes the world outside the program. */
  IO(false),
  /** As {@link #IO}, in program order by request. */
  ORDERED_IO(true),
  /** May fail the call. */
  CHECK(false);

  private final boolean ordered;

  Effect(boolean ordered) {
    this.ordered = ordered;
  }

  /** Whether the user has asked for program order. */
  public boolean isOrdered() {
    return ordered;
  }

  /** Whether it reads or changes the world outside the program. */
  public boolean isIo() {
    return this == IO || this == ORDERED_IO;
  }
}
